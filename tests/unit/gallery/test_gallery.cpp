#include "core/decode/nearest.h"
#include "core/decode/profilecheck.h"
#include "core/gallery/catalogue.h"
#include "core/gallery/exportable.h"
#include "core/gallery/profilefolder.h"
#include "core/session/plan.h"
#include "core/transport/transports.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

void write(const QString &file, const QByteArray &content)
{
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(content);
}

QByteArray read(const QString &file)
{
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

QByteArray minimal(const char *title)
{
    return QByteArray("{\"name\":\"") + title + "\",\"url\":\"ws://h/\",\"rules\":[{\"kind\":\"tick\"}]}";
}

} // namespace

/// The profiles that ship with the program are in order, and those of the user are found, kept and given
/// away.
class TestGallery : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void shipped_data();
    void shipped();
    void plans_data() { shipped_data(); }
    void plans();
    void search_data();
    void search();
    void near();
    void shadows();
    void aBrokenOne();
    void imports();
    void exports();
    void secretsStay_data();
    void secretsStay();
    void secretsAreFilledAsTheyWere();
    void names();
};

void TestGallery::initTestCase()
{
    for (const char *name : {"", "_TOKEN", "_KEY", "_SECRET"})
        qputenv(QByteArray("FEEDSCOPE_SECRET") + name, "made-up");
}

void TestGallery::shipped_data()
{
    QTest::addColumn<QString>("name");
    const Catalogue catalogue{{}};
    QVERIFY(catalogue.entries().size() >= 40);
    for (const CatalogueEntry &entry : catalogue.entries())
        QTest::newRow(qPrintable(entry.name)) << entry.name;
}

void TestGallery::shipped()
{
    QFETCH(QString, name);
    const Catalogue catalogue{{}};
    const CatalogueEntry &entry = *catalogue.find(name);
    QVERIFY2(entry.problem.isEmpty(), qPrintable(entry.problem));
    for (const Words &words : {entry.title, entry.description})
        for (const char *language : {"en", "ru"})
            QVERIFY(!words.value(QLatin1String(language)).isEmpty());
    QVERIFY(entry.description.value(u"en"_s).size() <= 120);  // one sentence
    QVERIFY(entry.description.value(u"ru"_s).contains(u'о')); // in Russian indeed
    QCOMPARE(entry.limits.isEmpty(), !entry.limits.contains(u"ru"_s));
    QVERIFY(entry.docs.startsWith("https://"_L1));
    QVERIFY(!entry.category.isEmpty());
    QVERIFY2(entry.needs.unknown.isEmpty(), qPrintable(entry.needs.unknown.join(u' ')));
    const ProfileResult result = parseProfile(read(entry.file));
    QVERIFY(result.profile);
    if (name == "demo"_L1)
        return; // its own server's tests read it
    const ProfileCheck check = checkProfile(result.profile);
    QVERIFY(check.messages > 0);
    QCOMPARE(check.expectations, check.messages);
    for (const CheckDifference &d : check.differences)
        qWarning("%s message %d: %s expected %s, got %s", d.side == Side::Poll ? "twin's" : "push", d.message,
                 qPrintable(d.field), qPrintable(d.expected), qPrintable(d.got));
    QVERIFY(check.differences.empty());
    QVERIFY2(check.remarks.empty(), check.remarks.empty() ? "" : qPrintable(check.remarks[0]));
    QCOMPARE(entry.hasTwin, !result.profile->twinSamples.empty());
}

/// With what the user has to fill in, every one of them knows where to go, and stays within its limits.
void TestGallery::plans()
{
    QFETCH(QString, name);
    const Catalogue catalogue{{}};
    const CatalogueEntry &entry = *catalogue.find(name);
    const auto profile = parseProfile(read(entry.file)).profile;
    PlanOverrides overrides;
    for (const VariableSpec &spec : entry.variables)
        if (!spec.value) {
            const PlanResult without = makePlan(profile, overrides);
            QVERIFY2(without.error.contains(u"--var "_s + spec.name), qPrintable(without.error));
            QVERIFY(!spec.example.isEmpty());
            overrides.variables.insert(spec.name, spec.example);
        }
    overrides.interval = std::chrono::milliseconds(10); // far below what any venue allows
    const PlanResult result = makePlan(profile, overrides);
    QVERIFY2(result.error.isEmpty(), qPrintable(result.error));
    QCOMPARE(result.plan.lanes.size(), entry.hasTwin ? 2U : 1U);
    for (const LaneConfig &lane : result.plan.lanes) {
        QVERIFY(transportKind(lane.name));
        QVERIFY2(lane.endpoint.url.isValid() && !lane.endpoint.url.toString().contains(u'{'),
                 qPrintable(lane.endpoint.url.toString()));
        if (!lane.push && profile->limits.requests.count > 0)
            QVERIFY(lane.endpoint.poll.interval.count() * profile->limits.requests.count >=
                    profile->limits.requests.withinS * 1'000);
    }
    for (const QString &way : entry.ways)
        QVERIFY(result.plan.available.contains(way));
}

void TestGallery::search_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("finds");
    QTest::newRow("name") << u"kraken"_s << u"kraken-futures kraken-pairs kraken-ticker"_s;
    QTest::newRow("two words") << u"TRADES bitmex"_s << u"bitmex-trades"_s;
    QTest::newRow("Russian") << u"УМНЫЙ ДОМ"_s << u"home-assistant"_s;
    QTest::newRow("yo is ye") << u"самолеты"_s << u"opensky"_s;
    QTest::newRow("transport") << u"stomp"_s << u"stomp"_s;
    QTest::newRow("symbol") << u"BTC-PERPETUAL"_s << u"deribit-ticker"_s;
    QTest::newRow("nothing") << u"no such thing"_s << QString();
}

void TestGallery::search()
{
    QFETCH(QString, text);
    QFETCH(QString, finds);
    QStringList names;
    const Catalogue catalogue{{}};
    for (const CatalogueEntry &entry : catalogue.entries())
        if (Catalogue::fits(entry, text))
            names.append(entry.name);
    names.sort();
    QCOMPARE(names.join(u' '), finds);
}

void TestGallery::near()
{
    const Catalogue catalogue{{}};
    QCOMPARE(catalogue.near(u"mempol"_s), QStringList{u"mempool"_s});
    QCOMPARE(catalogue.near(u"bluseky"_s), QStringList{u"bluesky"_s});
    QVERIFY(catalogue.near(u"github"_s).contains(u"github-events"_s));
    QVERIFY(catalogue.near(u"zzzzzzzz"_s).isEmpty());
    QVERIFY(catalogue.near(QString(100'000, u'x')).isEmpty());
    QCOMPARE(nearest(u"recnonect"_s, {u"reconnect"_s, u"resume"_s}), QStringList{u"reconnect"_s});
}

void TestGallery::shadows()
{
    QTemporaryDir first, second;
    write(first.filePath(u"mempool.json"_s), minimal("mine"));
    write(second.filePath(u"mempool.json"_s), minimal("older"));
    write(second.filePath(u"old.json"_s), minimal("old"));
    const QStringList folders{first.path(), second.path()};
    const Catalogue catalogue(folders);
    const CatalogueEntry *entry = catalogue.find(u"mempool"_s);
    QVERIFY(entry && entry->own && entry->shadows);
    QCOMPARE(wordsIn(entry->title, u"ru"_s),
             u"mine"_s); // what is only there in one language is better than nothing
    QVERIFY(catalogue.find(u"old"_s) && !catalogue.find(u"old"_s)->shadows);
    QCOMPARE(profileFileOf(u"mempool"_s, folders), first.filePath(u"mempool.json"_s));
    QCOMPARE(profileFileOf(u"ntfy"_s, folders), u":/profiles/ntfy.json"_s);
    for (const QString &no : {u""_s, u"../mempool"_s, u"a\\b"_s, u"profile.schema"_s, u"nobody"_s})
        QVERIFY(profileFileOf(no, folders).isEmpty());
}

void TestGallery::aBrokenOne()
{
    QTemporaryDir folder;
    write(folder.filePath(u"broken.json"_s), "{\"rules\":[{\"kind\":1}]}");
    const Catalogue catalogue({folder.path()});
    const CatalogueEntry *entry = catalogue.find(u"broken"_s);
    QVERIFY(entry); // it is shown, and says why it cannot be used
    QVERIFY2(entry->problem.contains(u"rules[0].kind should be a string"_s), qPrintable(entry->problem));
}

void TestGallery::imports()
{
    QTemporaryDir folder;
    const QString own = folder.filePath(u"own/profiles"_s), file = folder.filePath(u"my feed!.json"_s);
    write(file, minimal("one"));
    Filed filed = importProfile(file, own);
    QCOMPARE(filed.name, u"my-feed-"_s);
    QCOMPARE(read(own + u"/my-feed-.json"_s), minimal("one"));
    QCOMPARE(QFile::permissions(own + u"/my-feed-.json"_s) & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
    write(file, minimal("two"));
    filed = importProfile(file, own); // never over another one without being told
    QVERIFY(filed.name.isEmpty() && filed.sentence.contains(u"my-feed-"_s));
    QCOMPARE(read(own + u"/my-feed-.json"_s), minimal("one"));
    QCOMPARE(importProfile(file, own, {}, true).name, u"my-feed-"_s);
    QCOMPARE(read(own + u"/my-feed-.json"_s), minimal("two"));
    QCOMPARE(importProfile(file, own, u"other"_s).name, u"other"_s);
    QVERIFY(importProfile(file, own, u"demo"_s).name.isEmpty());
    QCOMPARE(importProfile(file, own, u"../../up"_s).name, u"up"_s); // a name is no path
    write(file, "{\"rules\":7}");
    filed = importProfile(file, own, u"bad"_s);
    QVERIFY2(filed.sentence.contains(u"an array of rules"_s), qPrintable(filed.sentence));
    QVERIFY(!QFile::exists(own + u"/bad.json"_s));
    QVERIFY(importProfile(folder.filePath(u"nothing.json"_s), own).name.isEmpty());
}

void TestGallery::exports()
{
    QTemporaryDir folder;
    const QString to = folder.filePath(u"out.json"_s);
    const QString shipped = profileFileOf(u"home-assistant"_s, {});
    QCOMPARE(exportProfile(shipped, to).name, u"home-assistant"_s);
    QCOMPARE(read(to), read(shipped)); // its secrets have no values to give away
    const QString own = folder.filePath(u"own.json"_s);
    write(
        own,
        R"({"url":"wss://h/?token=abc123","headers":{"Authorization":"Bearer abc123"},"rules":[{"kind":"t"}]})");
    const Filed filed = exportProfile(own, to);
    QVERIFY(filed.sentence.contains(u"headers.Authorization"_s));
    QVERIFY(!read(to).contains("abc123"));
    QVERIFY(parseProfile(read(to)).profile);
    QVERIFY(exportProfile(own, folder.filePath(u"no/such/folder/x.json"_s)).name.isEmpty());
}

void TestGallery::secretsStay_data()
{
    QTest::addColumn<QByteArray>("profile");
    QTest::addColumn<QByteArray>("holds");
    const auto row = [](const char *name, const char *profile, const char *holds) {
        QTest::newRow(name) << QByteArray(profile) << QByteArray(holds);
    };
    row("header", R"({"headers":{"X-Gotify-Key":"hush"}})", "{secret:x_gotify_key}");
    row("bearer", R"({"headers":{"authorization":"Bearer hush"}})", "Bearer {secret:authorization}");
    row("query", R"({"query":{"api_key":"hush","lang":"en"}})", "{secret:api_key}");
    row("address", R"({"url":"https://h/x?a=1&token=hush&b=2"})", "a=1&token={secret:token}&b=2");
    row("two in an address", R"({"url":"https://h/x?key=hush&token=hush"})",
        "key={secret:key}&token={secret:token}");
    row("proxy", R"({"proxy":"http://me:hush@h:3128"})", "http://me:{secret:proxy}@h:3128");
    row("user", R"({"rest":{"url":"https://me:hush@h/x"}})", "https://me:{secret:password}@h/x");
    row("JSON message",
        R"({"session":[{"when":"@open","send":"{\"op\":\"auth\",\"password\":\"hush\",\"n\":{id}}"}]})",
        "{secret:password}");
    row("STOMP", R"({"session":[{"when":"@open","send":"CONNECT\nlogin:me\npasscode:hush\n\n\u0000"}]})",
        "passcode:{secret:passcode}");
    row("lane", R"({"lanes":{"sse":{"headers":{"Cookie":"hush"}}}})", "{secret:cookie}");
}

void TestGallery::secretsStay()
{
    QFETCH(QByteArray, profile);
    QFETCH(QByteArray, holds);
    const Exportable given = exportable(profile);
    QVERIFY2(!given.json.contains("hush"), given.json.constData());
    QVERIFY2(given.json.contains(holds), given.json.constData());
    QVERIFY(!given.removed.isEmpty());
    QCOMPARE(exportable(given.json).json, given.json); // nothing is left to do
}

/// A saved feed is sent what it was sent before: its secrets are kept as they are, not as they were written.
void TestGallery::secretsAreFilledAsTheyWere()
{
    const Exportable given = exportable(
        R"({"url":"wss://me:p%40%3Aw%2F%25@h:1/x?token=ab%2Fcd%3D&b=%2F","transport":"websocket","rules":[{"kind":"tick"}],
            "session":[{"when":"@open","send":"{\"password\":\"a\\\"b\\\\c\\u00e4\"}"}]})");
    QMap<QString, QString> secrets;
    for (const auto &[name, value] : given.secrets)
        secrets.insert(name, value);
    QCOMPARE(secrets.value(u"token"_s), u"ab/cd="_s);
    const ProfileResult parsed = parseProfile(given.json);
    QVERIFY(parsed.profile);
    PlanOverrides overrides;
    overrides.secrets = secrets;
    const PlanResult planned = makePlan(parsed.profile, overrides);
    QVERIFY2(planned.error.isEmpty(), qPrintable(planned.error));
    const QUrl url = planned.plan.lanes.front().endpoint.url;
    QCOMPARE(url.query(QUrl::FullyEncoded), u"token=ab%2Fcd%3D&b=%2F"_s);
    QCOMPARE(url.userName(), u"me"_s);
    QCOMPARE(url.password(QUrl::FullyDecoded), u"p@:w/%"_s);

    TemplateValues values;
    const TemplateContext context{values, noTime, 0, {}};
    values.secret = [&](const QString &name) { return std::optional(secrets.value(name)); };
    const auto sent = [&](const Exportable &profile) {
        const QJsonObject step = QJsonDocument::fromJson(profile.json)["session"_L1][0].toObject();
        const QByteArray text = step.value("send"_L1).toString().toUtf8();
        return fillTemplate(std::string_view(text), context, TemplateUse::Plain).text;
    };
    QCOMPARE(QJsonDocument::fromJson(sent(given))["password"_L1].toString(), u"a\"b\\cä"_s);
    const Exportable plain = exportable(R"({"session":[{"send":"42[\"auth\",{\"token\":\"a\\u0062\"}]"}]})");
    secrets = {{plain.secrets.front().first, plain.secrets.front().second}};
    QCOMPARE(sent(plain), R"(42["auth",{"token":"a\u0062"}])"); // no JSON to a template, so it stays as it was
}

void TestGallery::names()
{
    QVERIFY(isSecretName(u"X-API-Key"_s) && isSecretName(u"access_token"_s) && isSecretName(u"Cookie"_s));
    QVERIFY(!isSecretName(u"Accept"_s) && !isSecretName(u"symbol"_s));
    QCOMPARE(fitName(u"../a b/c"_s), u"a-b-c"_s);
    QCOMPARE(fitName(u"..."_s), QString());
}

QTEST_GUILESS_MAIN(TestGallery)
#include "test_gallery.moc"
