#include "app/commands.h"
#include "app/feedsource.h"
#include "app/secretstore.h"
#include "core/decode/environmentsecret.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>

#include <termios.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

constexpr qint64 longestSecret = 64 * 1024;

/// The terminal shows nothing of what is typed as long as this lives.
class Silence
{
public:
    Silence()
    {
        m_terminal = tcgetattr(STDIN_FILENO, &m_before) == 0;
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        if (m_terminal)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~Silence()
    {
        if (m_terminal)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    Silence(const Silence &) = delete;
    Silence &operator=(const Silence &) = delete;

private:
    bool m_terminal;
    termios m_before{};
};

/// One line from a terminal, all of a pipe; without the end of its last line.
QString typedSecret(const QString &name)
{
    QFile input;
    if (!input.open(STDIN_FILENO, QIODevice::ReadOnly))
        return {};
    QByteArray value;
    if (isatty(STDIN_FILENO)) {
        fputs(qPrintable(u"%1 (nothing is shown): "_s.arg(name)), stderr);
        {
            const Silence silence;
            value = input.readLine(longestSecret);
        }
        fputs("\n", stderr);
    } else {
        while (value.size() < longestSecret) { // a pipe may give it in pieces
            const QByteArray part = input.read(longestSecret - value.size());
            if (part.isEmpty())
                break;
            value += part;
        }
    }
    if (value.endsWith('\n'))
        value.chop(1);
    if (value.endsWith('\r'))
        value.chop(1);
    return QString::fromUtf8(value);
}

/// Runs what answers later to its end.
int finish(const std::function<void(SecretStore::Told)> &begin, const QString &done)
{
    QEventLoop loop;
    QString failed;
    bool over = false;
    begin([&](const QString &sentence) {
        failed = sentence;
        over = true;
        loop.quit();
    });
    if (!over)
        loop.exec();
    failed.isEmpty() ? void(print(done.toUtf8())) : complain(failed);
    return failed.isEmpty() ? 0 : 1;
}

int set(const QString &words, SecretStore &secrets)
{
    const QString name = secretKey(words);
    const QString value = typedSecret(name);
    if (value.isEmpty()) {
        complain(u"Nothing was given, so nothing is kept: type the secret, or pipe it to standard input."_s);
        return 1;
    }
    return finish([&](SecretStore::Told told) { secrets.keep(name, value, std::move(told)); },
                  u"“%1” is in the system keychain.\n"_s.arg(name));
}

int list(const QString &feed, SecretStore &secrets)
{
    if (feed.isEmpty()) {
        for (const QString &name : secrets.kept())
            print(name.toUtf8() + '\n');
        return 0;
    }
    const FeedChoice choice = chooseFeed(feed);
    if (!choice.error.isEmpty()) {
        complain(choice.error);
        return 1;
    }
    const QString owner = secretOwner(feed);
    const QStringList names = secretsNeeded(*choice.profile, {});
    secrets.fetchNow(owner, names);
    for (const QString &name : names) {
        const QString whence = secrets.whence(owner, name);
        const QString variable = QString::fromLatin1(environmentVariable(name));
        print(u"%1: %2\n"_s.arg(name.isEmpty() ? u"(without a name)"_s : name,
                                whence == "environment"_L1 ? u"in the environment variable "_s + variable
                                : whence.isEmpty()
                                    ? u"missing; give it in %1, or with feedscope secret set %2/%3"_s.arg(
                                          variable, owner, name)
                                    : u"in the system keychain"_s)
                  .toUtf8());
    }
    return 0;
}

} // namespace

int runSecret(const SecretOptions &options, SecretStore &secrets)
{
    switch (options.action) {
    case SecretOptions::Action::Set:
        return set(options.name, secrets);
    case SecretOptions::Action::List:
        return list(options.name, secrets);
    case SecretOptions::Action::Remove:
        break;
    }
    const QString name = secretKey(options.name);
    return finish([&](SecretStore::Told told) { secrets.remove(name, std::move(told)); },
                  u"“%1” is no longer in the system keychain.\n"_s.arg(name));
}

} // namespace feedscope
