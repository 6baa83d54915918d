#include "app/secretstore.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace feedscope;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using State = Keychain::Answer::State;

/// What a system's keychain may do: answer, later or never, or not be there. Outlived by what it shares.
struct FakeState
{
    QMap<QString, QString> entries;
    bool usable = true;
    bool silent = false;
    int reads = 0;
};

class FakeKeychain final : public Keychain
{
public:
    explicit FakeKeychain(std::shared_ptr<FakeState> state)
        : m_state(std::move(state))
    {}
    void read(const QString &key, Done done) override
    {
        ++m_state->reads;
        answer(std::move(done), m_state->entries.contains(key) ? State::Done : State::Absent,
               m_state->entries.value(key));
    }
    void write(const QString &key, const QString &value, Done done) override
    {
        if (m_state->usable && !m_state->silent)
            m_state->entries[key] = value;
        answer(std::move(done), State::Done, {});
    }
    void remove(const QString &key, Done done) override
    {
        answer(std::move(done), m_state->entries.remove(key) > 0 ? State::Done : State::Absent, {});
    }

private:
    void answer(Done done, State state, const QString &value)
    {
        if (m_state->silent)
            return;
        QMetaObject::invokeMethod(
            qApp,
            [usable = m_state->usable, done = std::move(done), state, value] {
                done({usable ? state : State::Unusable, usable ? value : QString(), u"no such service"_s});
            },
            Qt::QueuedConnection);
    }
    std::shared_ptr<FakeState> m_state;
};

} // namespace

/// Where a secret comes from, in which order, and what happens where there is no keychain.
class TestSecretStore : public QObject
{
    Q_OBJECT

    std::shared_ptr<FakeState> m_keychain;
    std::unique_ptr<SecretStore> m_store;
    std::unique_ptr<QTemporaryDir> m_folder;

    QString namesFile() const { return m_folder->filePath(u"deep/secrets"_s); }

    QString valueOf(const QString &feed) const
    {
        return m_store->values(feed, {u"key"_s}).value(u"key"_s);
    }

    QString kept(const QString &key, const QString &value)
    {
        QString sentence = u"nothing was told"_s;
        bool told = false;
        m_store->keep(key, value, [&](const QString &s) {
            sentence = s;
            told = true;
        });
        return QTest::qWaitFor([&] { return told; }, 30'000) ? sentence : u"it hangs"_s;
    }

private slots:
    void init()
    {
        qunsetenv("FEEDSCOPE_SECRET_KEY");
        m_folder = std::make_unique<QTemporaryDir>();
        m_keychain = std::make_shared<FakeState>();
        m_store = std::make_unique<SecretStore>(std::make_unique<FakeKeychain>(m_keychain), namesFile(), 200ms);
    }

    void theEnvironmentGoesFirst()
    {
        m_keychain->entries[u"feed/key"_s] = u"from the keychain"_s;
        qputenv("FEEDSCOPE_SECRET_KEY", "from the environment");
        m_store->fetchNow(u"feed"_s, {u"key"_s});
        QCOMPARE(m_keychain->reads, 0);
        QVERIFY(m_store->values(u"feed"_s, {u"key"_s}).isEmpty());
        QCOMPARE(m_store->whence(u"feed"_s, u"key"_s), u"environment"_s);
    }

    void aFeedsOwnGoesBeforeEverybodys()
    {
        m_keychain->entries = {{u"feed/key"_s, u"own"_s}, {u"key"_s, u"shared"_s}};
        m_store->fetchNow(u"feed"_s, {u"key"_s});
        m_store->fetchNow(u"other"_s, {u"key"_s});
        QCOMPARE(valueOf(u"feed"_s), u"own"_s);
        QCOMPARE(valueOf(u"other"_s), u"shared"_s);
    }

    /// Templates ask at each connection: only memory may answer.
    void nothingIsAskedTwice()
    {
        m_keychain->entries = {{u"feed/key"_s, u"own"_s}};
        QVERIFY(valueOf(u"feed"_s).isEmpty());
        QCOMPARE(m_keychain->reads, 0);
        m_store->fetchNow(u"feed"_s, {u"key"_s, u"absent"_s});
        const int reads = m_keychain->reads;
        QCOMPARE(valueOf(u"feed"_s), u"own"_s);
        m_store->fetchNow(u"feed"_s, {u"key"_s, u"absent"_s});
        QCOMPARE(m_keychain->reads, reads);
        QCOMPARE(m_store->missing(u"feed"_s, {u"key"_s, u"absent"_s}), QStringList{u"absent"_s});
    }

    void aKeychainThatNeverAnswers()
    {
        m_keychain->silent = true;
        int done = 0;
        m_store->fetch(u"feed"_s, {u"key"_s}, [&] { ++done; });
        QCOMPARE(done, 0); // it does not wait
        QTRY_COMPARE_WITH_TIMEOUT(done, 1, 30'000);
        m_store->fetchNow(u"feed"_s, {u"other"_s});
        QVERIFY(kept(u"feed/key"_s, u"value"_s).contains("FEEDSCOPE_SECRET_KEY"_L1));
        QVERIFY(m_store->kept().isEmpty());
    }

    void noKeychainAtAll()
    {
        m_keychain->usable = false;
        QVERIFY(m_store->hasKeychain());
        m_store->fetchNow(u"feed"_s, {u"key"_s});
        QVERIFY(!m_store->hasKeychain());
        const QString sentence = kept(u"feed/api-key"_s, u"marked"_s);
        QVERIFY2(sentence.contains("FEEDSCOPE_SECRET_API_KEY"_L1) && sentence.contains("no such service"_L1),
                 qPrintable(sentence));
        QVERIFY(!sentence.contains("marked"_L1));
    }

    void onlyNamesAreWritten()
    {
        QCOMPARE(kept(u"feed/key"_s, u"marked"_s), QString());
        QCOMPARE(kept(u"all"_s, u"marked"_s), QString());
        QCOMPARE(m_store->kept(), (QStringList{u"all"_s, u"feed/key"_s}));
        QCOMPARE(valueOf(u"feed"_s), u"marked"_s);
        QFile file(namesFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "all\nfeed/key\n");
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QString sentence = u"?"_s;
        m_store->remove(u"feed/key"_s, [&](const QString &s) { sentence = s; });
        QTRY_COMPARE(sentence, QString());
        QCOMPARE(m_store->kept(), QStringList{u"all"_s});
        m_store->remove(u"feed/key"_s, [&](const QString &s) { sentence = s; });
        QTRY_VERIFY(sentence.contains("holds no secret"_L1));
    }

    /// A page that lists feeds may not make the keychain ask for its password.
    void toldWithoutAsking()
    {
        QCOMPARE(kept(u"feed/key"_s, u"marked"_s), QString());
        const SecretStore later(std::make_unique<FakeKeychain>(m_keychain), namesFile());
        QCOMPARE(later.expectedFrom(u"feed"_s, u"key"_s), u"keychain"_s);
        QCOMPARE(later.expectedFrom(u"feed"_s, u"other"_s), QString());
        QCOMPARE(m_keychain->reads, 0);
    }

    void whatWasTypedLastsForTheRun()
    {
        m_store->remember(u"feed"_s, u"key"_s, u"typed"_s);
        QCOMPARE(valueOf(u"feed"_s), u"typed"_s);
        QVERIFY(valueOf(u"other"_s).isEmpty());
        QVERIFY(m_keychain->entries.isEmpty() && m_store->kept().isEmpty());
    }

    void ownersOfSecrets()
    {
        QCOMPARE(secretOwner(u"binance"_s), u"binance"_s);
        QCOMPARE(secretOwner(u"my.feed"_s), u"my.feed"_s);
        // A foreign file of the same name is given nothing.
        const QTemporaryDir folder;
        const QString path = QFileInfo(folder.path()).canonicalFilePath() + u"/binance"_s;
        QFile file(path + u".json"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(secretOwner(file.fileName()), path);
        QCOMPARE(secretKey(u"token"_s), u"token"_s);
        QCOMPARE(secretKey(u"binance/token"_s), u"binance/token"_s);
        QCOMPARE(secretKey(file.fileName() + u"/token"_s), path + u"/token"_s);
        QCOMPARE(secretKey(path + u"/token"_s), path + u"/token"_s);
        QCOMPARE(secretOwner(u"wss://example.org/x"_s), u"example.org"_s);
    }
};

QTEST_GUILESS_MAIN(TestSecretStore)
#include "test_secretstore.moc"
