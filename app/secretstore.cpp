#include "app/secretstore.h"

#include "app/feedsource.h"
#include "core/decode/environmentsecret.h"
#include "core/transport/plaintext.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QSaveFile>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

QString keyOf(const QString &feed, const QString &name)
{
    return feed.isEmpty() ? name : feed + u'/' + name;
}

} // namespace

/// Shared with the answers that are still to come.
struct SecretStore::Memory
{
    struct Entry
    {
        QString value;
        QString whence;
    };
    QHash<QString, Entry> entries;

    void put(const QString &key, const QString &value, const QString &whence)
    {
        entries.insert(key, {value, whence});
    }
    std::optional<Entry> find(const QString &feed, const QString &name) const
    {
        for (const QString &key : {keyOf(feed, name), name})
            if (const auto found = entries.constFind(key); found != entries.constEnd())
                return *found;
        return std::nullopt;
    }
};

/// Answers that are still to come, and what to do after the last of them or when the time is over.
struct SecretStore::Waiting
{
    int open = 0;
    std::function<void()> done;

    void end()
    {
        if (const auto call = std::exchange(done, {}))
            call();
    }
};

SecretStore::SecretStore(std::unique_ptr<Keychain> keychain, QString namesFile,
                         std::chrono::milliseconds patience)
    : m_keychain(std::move(keychain))
    , m_namesFile(std::move(namesFile))
    , m_patience(patience)
    , m_memory(std::make_shared<Memory>())
    , m_usable(std::make_shared<bool>(m_keychain->isThere()))
{}

SecretStore::~SecretStore() = default;

QMap<QString, QString> SecretStore::values(const QString &feed, const QStringList &names) const
{
    QMap<QString, QString> values;
    for (const QString &name : names)
        if (const auto found = m_memory->find(feed, name); found && !environmentSecret(name))
            values.insert(name, found->value);
    return values;
}

QString SecretStore::whence(const QString &feed, const QString &name) const
{
    if (environmentSecret(name))
        return u"environment"_s;
    const auto found = m_memory->find(feed, name);
    return found ? found->whence : QString();
}

QString SecretStore::expectedFrom(const QString &feed, const QString &name) const
{
    const QString known = whence(feed, name);
    if (!known.isEmpty() || !hasKeychain())
        return known;
    const QStringList names = kept();
    for (const QString &key : {keyOf(feed, name), name})
        if (names.contains(key) && !m_asked.contains(key))
            return u"keychain"_s;
    return {};
}

QStringList SecretStore::missing(const QString &feed, const QStringList &names) const
{
    QStringList none;
    for (const QString &name : names)
        if (whence(feed, name).isEmpty())
            none.append(name);
    return none;
}

std::shared_ptr<SecretStore::Waiting> SecretStore::wait(std::function<void()> done) const
{
    auto waiting = std::make_shared<Waiting>();
    waiting->done = std::move(done);
    QTimer::singleShot(m_patience, qApp, [waiting] { waiting->end(); });
    return waiting;
}

void SecretStore::ask(const QString &key, const std::shared_ptr<Waiting> &waiting)
{
    if (!m_asked.contains(key))
        m_asked.append(key);
    ++waiting->open;
    m_keychain->read(key, [key, waiting, memory = m_memory, usable = m_usable](const Keychain::Answer &answer) {
        *usable = answer.state != Keychain::Answer::State::Unusable;
        if (answer.state == Keychain::Answer::State::Done)
            memory->put(key, answer.value, u"keychain"_s);
        if (--waiting->open == 0)
            waiting->end();
    });
}

void SecretStore::fetch(const QString &feed, const QStringList &names, std::function<void()> done)
{
    const auto waiting = wait(std::move(done));
    ++waiting->open; // until all are asked for
    for (const QString &name : missing(feed, names))
        for (const QString &key : {keyOf(feed, name), name})
            ask(key, waiting);
    if (--waiting->open == 0)
        waiting->end();
}

void SecretStore::fetchNow(const QString &feed, const QStringList &names)
{
    QStringList unknown;
    for (const QString &name : names)
        if (!m_asked.contains(keyOf(feed, name)))
            unknown.append(name);
    if (missing(feed, unknown).isEmpty())
        return;
    QEventLoop loop;
    bool over = false;
    fetch(feed, unknown, [&] {
        over = true;
        loop.quit();
    });
    if (!over)
        loop.exec();
}

void SecretStore::remember(const QString &feed, const QString &name, const QString &value)
{
    m_memory->put(keyOf(feed, name), value, u"typed"_s);
}

void SecretStore::keep(const QString &key, const QString &value, Told told)
{
    auto sentence = std::make_shared<QString>(noKeychain(key, {}));
    const auto waiting = wait([told = std::move(told), sentence] { told(*sentence); });
    m_keychain->write(key, value, [this, key, value, waiting, sentence](const Keychain::Answer &answer) {
        const bool done = answer.state == Keychain::Answer::State::Done;
        if (done && waiting->done) {
            m_memory->put(key, value, u"keychain"_s);
            note(key, true);
        }
        *sentence = done ? QString() : noKeychain(key, answer.reason);
        waiting->end();
    });
}

void SecretStore::remove(const QString &key, Told told)
{
    auto sentence = std::make_shared<QString>(noKeychain(key, {}));
    const auto waiting = wait([told = std::move(told), sentence] { told(*sentence); });
    m_keychain->remove(key, [this, key, waiting, sentence](const Keychain::Answer &answer) {
        using State = Keychain::Answer::State;
        if (answer.state != State::Unusable && waiting->done)
            note(key, false);
        *sentence = answer.state == State::Done ? QString()
                    : answer.state == State::Absent
                        ? QCoreApplication::translate("feedscope", "The system keychain holds no secret “%1”.")
                              .arg(key)
                        : noKeychain(key, answer.reason);
        waiting->end();
    });
}

QStringList SecretStore::kept() const
{
    constexpr qint64 most = 1024 * 1024;
    QFile file(m_namesFile);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.read(most)).split(u'\n', Qt::SkipEmptyParts);
}

/// The file says names only, and is the user's alone all the same.
void SecretStore::note(const QString &key, bool isKept) const
{
    QStringList names = kept();
    names.removeAll(key);
    if (isKept)
        names.append(key);
    names.sort();
    QDir().mkpath(QFileInfo(m_namesFile).path());
    QSaveFile file(m_namesFile);
    if (!file.open(QIODevice::WriteOnly))
        return; // it is kept in any case; only the list does not show it
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(names.join(u'\n').toUtf8() + '\n');
    file.commit();
}

QString secretOwner(const QString &feed)
{
    if (feed.contains("://"_L1))
        return QUrl(feed).host();
    // A file from anywhere may bear the name of a feed that was given secrets: its whole path stands for it.
    const QFileInfo file(feed);
    const auto isFeeds = [&](const QString &folder) {
        return QFileInfo(folder).canonicalFilePath() == file.canonicalPath();
    };
    const bool own = file.isFile() && std::ranges::any_of(savedProfilesFolders(), isFeeds); // known by its name
    const QString name = own ? file.fileName() : file.isFile() ? file.canonicalFilePath() : feed;
    return name.endsWith(".json"_L1) ? name.chopped(5) : name; // a profile's name may hold dots
}

QString secretKey(const QString &words)
{
    const qsizetype slash = words.lastIndexOf(u'/');
    return slash <= 0 ? words : keyOf(secretOwner(words.left(slash)), words.sliced(slash + 1));
}

QString noKeychain(const QString &key, const QString &reason)
{
    constexpr qsizetype longestReason = 100;
    const QString why = reason.isEmpty() ? QString() : u" ("_s + plainText(reason, longestReason) + u')';
    return QCoreApplication::translate("feedscope",
                                       "No system keychain answers here%1; give the secret in the "
                                       "environment variable %2 instead.")
        .arg(why, QString::fromLatin1(environmentVariable(key.section(u'/', -1))));
}

} // namespace feedscope
