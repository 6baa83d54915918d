#include "app/commands.h"
#include "app/feedsource.h"
#include "app/secretstore.h"
#include "core/decode/environmentsecret.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>

#include <array>
#include <csignal>

#include <termios.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

constexpr qint64 longestSecret = 64 * 1024;

/// What a signal handler may know of the terminal (signal-safety(7)).
termios beforeSilence{};

extern "C" void endSilence(int number)
{
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &beforeSilence);
    std::raise(number); // SA_RESETHAND: this time it ends the process
}

/// The terminal shows nothing of what is typed as long as this lives, nor longer if a signal ends the process. One at
/// a time; standard input is a terminal.
class Silence
{
public:
    Silence()
    {
        tcgetattr(STDIN_FILENO, &beforeSilence);
        struct sigaction restoring{};
        restoring.sa_handler = endSilence;
        restoring.sa_flags = SA_RESETHAND;
        for (std::size_t i = 0; i < ends.size(); ++i)
            sigaction(ends[i], &restoring, &m_before[i]);
        termios silent = beforeSilence;
        silent.c_lflag &= ~tcflag_t(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~Silence()
    {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &beforeSilence);
        for (std::size_t i = 0; i < ends.size(); ++i)
            sigaction(ends[i], &m_before[i], nullptr);
    }
    Silence(const Silence &) = delete;
    Silence &operator=(const Silence &) = delete;

private:
    static constexpr std::array ends{SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    std::array<struct sigaction, ends.size()> m_before{};
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
    if (!secrets.hasKeychain()) { // before anybody types it in vain
        complain(noKeychain(name, {}));
        return 1;
    }
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
