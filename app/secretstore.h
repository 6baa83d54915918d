#pragma once

#include "app/keychain.h"

#include <QMap>
#include <QStringList>

#include <chrono>
#include <memory>

namespace feedscope {

/// The secrets of feeds: from the environment, else from the keychain, else as the user has just typed them.
/// What was fetched is held in memory and handed to plans, whose templates find it without waiting; it is written
/// nowhere but into the keychain. A secret is one feed's ("binance/key") or everybody's ("key"). Of those kept,
/// the names alone stand in a file, as no keychain lists them. Owned by main, used on the main thread only;
/// nothing but fetchNow() waits.
class SecretStore
{
public:
    /// Empty, or one sentence.
    using Told = std::function<void(const QString &sentence)>;

    SecretStore(std::unique_ptr<Keychain> keychain, QString namesFile,
                std::chrono::milliseconds patience = std::chrono::seconds(20));
    ~SecretStore();

    /// Those that a plan of this feed must be given beside the environment's, by name.
    QMap<QString, QString> values(const QString &feed, const QStringList &names) const;
    /// Where a secret is from: "environment", "keychain", "typed", or empty if it is not there.
    QString whence(const QString &feed, const QString &name) const;
    /// The same as far as can be told without asking the keychain: it once took a secret of this name.
    QString expectedFrom(const QString &feed, const QString &name) const;
    QStringList missing(const QString &feed, const QStringList &names) const;

    /// Asks the keychain for those that are not in the environment; `done` is called once, at the latest when
    /// the patience is over.
    void fetch(const QString &feed, const QStringList &names, std::function<void()> done);
    /// The same, for those it was not asked for yet, and waits.
    void fetchNow(const QString &feed, const QStringList &names);

    /// For this run alone.
    void remember(const QString &feed, const QString &name, const QString &value);
    /// In the keychain, under `key`, and for this run.
    void keep(const QString &key, const QString &value, Told told);
    void remove(const QString &key, Told told);

    /// False where there is none to ask, or once it has said so.
    bool hasKeychain() const { return *m_usable; }
    /// Keys that were kept, in order.
    QStringList kept() const;

private:
    struct Memory;
    struct Waiting;

    void ask(const QString &key, const std::shared_ptr<Waiting> &waiting);
    void note(const QString &key, bool kept) const;
    std::shared_ptr<Waiting> wait(std::function<void()> done) const;

    std::unique_ptr<Keychain> m_keychain;
    QString m_namesFile;
    std::chrono::milliseconds m_patience;
    std::shared_ptr<Memory> m_memory;
    std::shared_ptr<bool> m_usable;
    QStringList m_asked; ///< keys that the keychain has been asked for
};

/// What a FEED is called in front of its secrets: its name, the whole path of its file, or its host.
QString secretOwner(const QString &feed);

/// The key that people mean by NAME or FEED/NAME.
QString secretKey(const QString &words);

/// What to do where there is no keychain: one sentence that names the variable.
QString noKeychain(const QString &key, const QString &reason);

} // namespace feedscope
