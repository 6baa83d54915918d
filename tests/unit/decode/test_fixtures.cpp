#include "core/decode/profilecheck.h"
#include "core/decode/profiledoubts.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

QByteArray fixture(const QString &name)
{
    QFile file(QStringLiteral(TEST_DATA) + u"/feeds/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString differencesOf(const ProfileCheck &check)
{
    QStringList lines;
    for (const CheckDifference &d : check.differences)
        lines.append(u"message %1, %2: expected %3, got %4"_s.arg(d.message).arg(d.field, d.expected, d.got));
    return lines.join(u'\n');
}

} // namespace

/// Every recorded feed must become exactly what its file expects, through the same engine, with no code per
/// feed.
class TestFixtures : public QObject
{
    Q_OBJECT

private slots:
    void decodes_data() { everyFixture(); }
    void decodes();
    void raisesNoDoubt_data() { everyFixture(); }
    void raisesNoDoubt();
    void alteredExpectationsFail_data() { everyFixture(); }
    void alteredExpectationsFail();
    void samplesBehindEarlierMessages();

private:
    static void everyFixture();
};

void TestFixtures::everyFixture()
{
    QTest::addColumn<QString>("file");
    const QStringList files = QDir(QStringLiteral(TEST_DATA) + u"/feeds"_s).entryList({u"*.json"_s});
    QVERIFY(files.size() >= 40);
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << file;
}

void TestFixtures::raisesNoDoubt()
{
    QFETCH(QString, file);
    const ProfileResult result = parseProfile(fixture(file));
    QVERIFY(result.profile);
    const bool named = file != "jsonrpc2.json"_L1; // a way of talking, whose address the user gives
    QCOMPARE(doubtsOf(*result.profile).size(), named ? 0 : 1);
}

void TestFixtures::decodes()
{
    QFETCH(QString, file);
    const ProfileResult result = parseProfile(fixture(file));
    QVERIFY2(result.profile, result.errors.isEmpty() ? "" : qPrintable(result.errors[0].sentence()));
    const ProfileCheck check = checkProfile(result.profile);
    QVERIFY(check.messages > 0);
    QCOMPARE(check.expectations, check.messages);
    QCOMPARE(differencesOf(check), QString());
    QVERIFY2(check.remarks.empty(), check.remarks.empty() ? "" : qPrintable(check.remarks[0]));
}

void TestFixtures::alteredExpectationsFail()
{
    QFETCH(QString, file);
    QJsonObject whole = QJsonDocument::fromJson(fixture(file)).object();
    QJsonArray messages = whole["messages"_L1].toArray();
    int altered = 0;
    for (auto &&message : messages) {
        QJsonObject object = message.toObject();
        QJsonObject expect = object["expect"_L1].toObject();
        if (!expect.contains("kind"_L1) || expect["rows"_L1].toInt(1) == 0)
            continue;
        for (const char *field : {"price", "server_time_ms", "sequence"}) {
            const QLatin1String name(field);
            if (expect[name].isDouble())
                expect[name] = expect[name].toDouble() + 1;
        }
        expect["kind"_L1] = u"no such kind"_s;
        object["expect"_L1] = expect;
        message = object;
        ++altered;
    }
    whole["messages"_L1] = messages;
    const ProfileResult result = parseProfile(QJsonDocument(whole).toJson());
    QVERIFY(result.profile);
    QVERIFY(checkProfile(result.profile).differences.size() >= std::size_t(altered));
}

/// What was learnt and merged before counts; what came of it does not.
void TestFixtures::samplesBehindEarlierMessages()
{
    const QByteArray profile = R"({"merge":{"when":{"/1":"te"},"key":"/2/s"},"rules":[
      {"when":{"/event":"subscribed"},"kind":"ack","learn":{"table":"chan","key":"/id","values":{"symbol":"/symbol"}}},
      {"when":{"/1":"te"},"kind":"trade",
       "fields":{"symbol":{"path":"/0","lookup":"chan.symbol"},"price":"/2/p","size":"/2/q"}}],
      "messages":[{"after":%1,"raw":"[19,\"te\",{\"s\":1,\"p\":7}]",
                   "expect":{"rows":1,"kind":"trade","symbol":"A","price":7,"size":5}}]})";
    const auto check = [&](const QByteArray &after) {
        const ProfileResult result = parseProfile(QByteArray(profile).replace("%1", after));
        return result.profile ? checkProfile(result.profile) : ProfileCheck();
    };
    const QByteArray learns = R"("{\"event\":\"subscribed\",\"id\":19,\"symbol\":\"A\"}")";
    const QByteArray trade = R"([19,"te",{"s":1,"p":1,"q":5}])";
    const ProfileCheck both = check("[" + learns + R"(,{"raw_hex":")" + trade.toHex() + "\"}]");
    QCOMPARE(differencesOf(both), QString());
    QCOMPARE(both.messages, 1);
    QCOMPARE(both.updates.size(), std::size_t(1));
    QCOMPARE(check(learns).differences.size(), std::size_t(1)); // one message needs no list; but no size came
    QCOMPARE(check("[]").differences.size(), std::size_t(2));
    const ProfileCheck odd = check(R"(["{"])");
    QCOMPARE(odd.remarks.size(), std::size_t(1)); // of an earlier message, too
}

QTEST_GUILESS_MAIN(TestFixtures)
#include "test_fixtures.moc"
