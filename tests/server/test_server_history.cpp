#include "core/decode/decoder.h"
#include "core/decode/updatejson.h"
#include "core/server/api.h"
#include "core/server/feedserver.h"
#include "core/server/feedsource.h"
#include "core/server/representation.h"
#include "tests/server/exchange.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace feedscope;
using namespace feedscope::server;
using namespace Qt::StringLiterals;

namespace {

/// One start of a server that holds `capacity` updates.
struct Start
{
    explicit Start(const QByteArray &epoch, int capacity = 100)
        : feed(epoch, tickers(3), capacity)
    {}
    void ticks(int count)
    {
        for (int i = 0; i < count; ++i)
            feed.publish(Tick{i % 3, 100.0 + i, 0.25, 1.5}, 1'767'225'600'123'456 + i);
    }
    QJsonObject page(const QByteArray &query) { return json(api.answer(get("/api/history", query), 0)); }
    /// All pages, the newest first: "epoch-number" each.
    QByteArrayList walk(int limit, const QByteArray &series = {})
    {
        QByteArrayList places;
        QByteArray before;
        for (int pages = 0; pages < 1'000; ++pages) {
            const QJsonObject answer =
                page("limit=" + QByteArray::number(limit) + (series.isEmpty() ? "" : "&series=" + series) +
                     (before.isEmpty() ? "" : "&before=" + before));
            const QJsonArray rows = answer["rows"_L1].toArray();
            for (const QJsonValue &row : rows)
                places.append(row["epoch"_L1].toString().toUtf8() + '-' +
                              QByteArray::number(row["seq"_L1].toInteger()));
            if (answer["next"_L1].isNull())
                return places;
            before = answer["next"_L1].toString().toUtf8();
        }
        return {};
    }

    FeedState feed;
    Inbox inbox;
    Api api{feed, inbox};
};

QByteArrayList places(const QByteArray &epoch, int from, int to)
{
    QByteArrayList all;
    for (int number = from; number >= to; --number)
        all.append(epoch + '-' + QByteArray::number(number));
    return all;
}

/// What a lane makes of an answer, in order, by this profile.
QByteArrayList decoded(const QByteArray &profile, const QByteArray &answer)
{
    const ProfileResult result = parseProfile(profile);
    for (const ProfileError &error : result.errors)
        qWarning("%s", qPrintable(error.sentence()));
    QByteArrayList updates;
    if (!result.profile)
        return updates;
    Decoder decoder(result.profile, Side::Poll);
    decoder.decode({answer.constData(), std::size_t(answer.size())}, false, [&](const feedscope::Update &update) {
        updates.append(QByteArray::fromStdString(updateToJson(update)));
    });
    return updates;
}

/// The same rules on an answer in JSON ("/rows/*", "price") and in XML ("/TYPE/row/*", "@price").
QByteArray profileOf(const QByteArray &envelope, const QByteArray &rows, const QByteArray &at)
{
    QByteArray fields;
    for (const char *name : {"symbol", "price", "size", "change", "text", "id", "severity", "epoch", "read"})
        fields += QByteArray("'") + name + "':'0/" + at + name + "',";
    QByteArray profile = "{'name':'x','transport':'http-poll','url':'http://127.0.0.1:1/','frames':{'envelope':'" +
                         envelope + "'},'rules':[{'rows':'" + rows + "','kind':'row','fields':{" + fields +
                         "'sequence':'0/" + at + "seq','time':{'path':'0/" + at + "time_us','unit':'us'}}}]}";
    return profile.replace('\'', '"');
}

} // namespace

/// GET /api/history, the file behind it, and XML by Accept.
class TestServerHistory : public QObject
{
    Q_OBJECT

private slots:
    void pagesLeadBackwardsToTheBeginning()
    {
        Start start("cafe0123");
        start.ticks(10);
        const QJsonObject newest = start.page("limit=4");
        QCOMPARE(newest["type"_L1].toString(), u"history"_s);
        QCOMPARE(newest["rows"_L1].toArray().size(), 4);
        QCOMPARE(newest["rows"_L1][0]["seq"_L1].toInt(), 10);
        QCOMPARE(newest["next"_L1].toString(), u"cafe0123-7"_s);
        QVERIFY(!newest["dropped"_L1].toBool());
        QCOMPARE(start.walk(4), places("cafe0123", 10, 1));
        QCOMPARE(start.walk(5), places("cafe0123", 10, 1)); // the last page is full, and no empty one follows
        QCOMPARE(start.walk(1'000), places("cafe0123", 10, 1));
        QCOMPARE(start.page("before=cafe0123-1")["rows"_L1].toArray().size(), 0);
        QVERIFY(!start.page("before=cafe0123-1")["dropped"_L1].toBool());
        start.feed.publish(Alert{1, Alert::Severity::Info, u"x"_s}, 2'000);
        QCOMPARE(start.walk(3).first(), "cafe0123-11"); // whatever was published
    }

    void oneSeriesAlone()
    {
        Start start("cafe0123");
        start.ticks(10);
        const QByteArray symbol = tickers(3)[1].symbol;
        QCOMPARE(start.walk(2, symbol), (QByteArrayList{"cafe0123-8", "cafe0123-5", "cafe0123-2"}));
        const HttpResponse page = start.api.answer(get("/api/history", "limit=2&series=" + symbol), 0);
        QCOMPARE(valueOf(page, "Link"),
                 "</api/history?before=cafe0123-5&limit=2&series=" + symbol + ">; rel=\"next\"");
        QVERIFY(valueOf(start.api.answer(get("/api/history", "limit=3&series=" + symbol), 0), "Link").isEmpty());
    }

    void whatMakesNoSenseIsRefused_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<int>("status");
        for (const char *bad : {"limit=0", "limit=-1", "limit=1001", "limit=x", "limit=", "before=", "before=5",
                                "before=cafe0123-", "before=cafe0123-x", "before=-5"})
            QTest::newRow(bad) << QByteArray(bad) << 400;
        QTest::newRow("unknown series") << QByteArray("series=NONE") << 404;
    }
    void whatMakesNoSenseIsRefused()
    {
        QFETCH(QByteArray, query);
        QFETCH(int, status);
        Start start("cafe0123");
        start.ticks(3);
        const HttpResponse response = start.api.answer(get("/api/history", query), 0);
        QCOMPARE(response.status, status);
        QVERIFY(response.body.endsWith(".\n"));
    }

    void theRingIsBoundedAndSaysSo()
    {
        Start start("cafe0123", 8);
        start.ticks(20);
        QCOMPARE(start.walk(3), places("cafe0123", 20, 13));
        QVERIFY(start.page("limit=3")["dropped"_L1].toBool());
        QVERIFY(start.page("before=cafe0123-5")["rows"_L1].toArray().isEmpty());
        QVERIFY(start.page("before=0000-5")["dropped"_L1].toBool()); // of a start of which nothing is known
        QVERIFY(start.page("before=0000-5")["next"_L1].isNull());
        Archive small(1'000, 250);
        for (int i = 1; i <= 10; ++i)
            small.append("e", std::uint64_t(i), "s", QByteArray(100, 'x'));
        QCOMPARE(int(small.size()), 2);
        QVERIFY(small.hasDropped());
    }

    void earlierStartsStayReadable()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"log"_s);
        QString error;
        for (const char *epoch : {"aaaa", "bbbb"}) {
            Start start(epoch);
            QVERIFY2(start.feed.archive().keepIn(file, &error), qPrintable(error));
            start.ticks(7);
            QCOMPARE(start.feed.archive().commit(), QString());
        } // gone without a word, as when killed
        Start now("cccc");
        QVERIFY2(now.feed.archive().keepIn(file, &error), qPrintable(error));
        now.ticks(5);
        const QByteArrayList all = places("cccc", 5, 1) + places("bbbb", 7, 1) + places("aaaa", 7, 1);
        for (const int limit : {1, 2, 5, 6, 100}) // also with a page across two starts
            QCOMPARE(now.walk(limit), all);
        QCOMPARE(now.page("before=bbbb-1&limit=2")["rows"_L1][0]["seq"_L1].toInt(), 7);
        QVERIFY(!now.page("")["dropped"_L1].toBool());
    }

    void halfALineIsCutOff()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"log"_s);
        QString error;
        {
            Start start("aaaa");
            QVERIFY(start.feed.archive().keepIn(path, &error));
            start.ticks(3);
            QCOMPARE(start.feed.archive().commit(), QString());
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::Append));
        file.write("nonsense\n{\"epoch\":\"aaaa\",\"seq\":2}\n{\"type\":\"tick\",\"epoch\":\"aaaa\",\"se");
        file.close();
        Start next("bbbb");
        QVERIFY(next.feed.archive().keepIn(path, &error));
        next.ticks(2);
        QCOMPARE(next.feed.archive().commit(), QString());
        QCOMPARE(next.walk(10), places("bbbb", 2, 1) + places("aaaa", 3, 1));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("\"se{"));
    }

    void theFileIsBounded()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"log"_s);
        QString error;
        for (const char *epoch : {"aaaa", "bbbb"}) {
            Start start(epoch, 1'000);
            QVERIFY(start.feed.archive().keepIn(path, &error, 4'000));
            for (int i = 0; i < 40; ++i) {
                start.ticks(1);
                QCOMPARE(start.feed.archive().commit(), QString());
            }
        }
        QVERIFY(QFile(path).size() <= 4'000);
        QVERIFY(QFile(path + u".1"_s).size() <= 4'000);
        Start next("cccc", 1'000);
        QVERIFY(next.feed.archive().keepIn(path, &error, 4'000));
        const QByteArrayList kept = next.walk(7);
        QVERIFY(kept.size() > 20); // of both files
        QCOMPARE(kept, (places("bbbb", 40, 1) + places("aaaa", 40, 1)).first(kept.size()));
        QVERIFY(next.page("")["dropped"_L1].toBool());
    }

    void oneServerAtATime()
    {
        QTemporaryDir folder;
        ServerOptions options;
        options.keep = folder.filePath(u"log"_s);
        QString error;
        FeedServer first(options);
        QVERIFY2(first.start(&error), qPrintable(error));
        FeedServer second(options);
        QVERIFY(!second.start(&error));
        QVERIFY2(error.contains(options.keep), qPrintable(error));
        options.keep = folder.path();
        FeedServer third(options);
        QVERIFY(!third.start(&error));
        QVERIFY2(error.contains(u"cannot be written"_s), qPrintable(error));
    }

    void itIsInTheFileBeforeAnybodyHearsOfIt()
    {
        QTemporaryDir folder;
        ServerOptions options;
        options.keep = folder.filePath(u"log"_s);
        options.rate = 5'000;
        FeedSource source(options);
        std::uint64_t heard = 0;
        bool behind = false;
        QObject::connect(&source, &FeedSource::published, &source, [&](const Batch &batch) {
            heard = batch.updates().back().sequence;
            QFile file(options.keep);
            behind = behind || !file.open(QIODevice::ReadOnly) ||
                     !file.readAll().contains("\"seq\":" + QByteArray::number(qulonglong(heard)) + ',');
        });
        QString error;
        QVERIFY2(source.start(options.keep, &error), qPrintable(error));
        QTRY_VERIFY_WITH_TIMEOUT(heard > 500, 30'000);
        source.stop();
        QVERIFY(!behind);
    }

    void xmlGoesToThoseWhoWantItMore_data()
    {
        QTest::addColumn<QByteArray>("accept");
        QTest::addColumn<bool>("xml");
        QTest::newRow("nothing said") << QByteArray() << false;
        QTest::newRow("all") << QByteArray("*/*") << false;
        QTest::newRow("xml") << QByteArray("application/xml") << true;
        QTest::newRow("text/xml") << QByteArray("Text/XML; charset=utf-8") << true;
        QTest::newRow("xml first") << QByteArray("application/xml, */*;q=0.1") << true;
        QTest::newRow("json more") << QByteArray("application/xml;q=0.8, application/json;q=0.9") << false;
        QTest::newRow("xml more") << QByteArray("application/json; q=0.5, application/xml; q=0.7") << true;
        QTest::newRow("xml not") << QByteArray("application/xml;q=0, */*") << false;
        QTest::newRow("json not") << QByteArray("application/json;q=0, application/*;q=0.5") << true;
        QTest::newRow("browser") << QByteArray("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
                                 << true;
        QTest::newRow("neither") << QByteArray("image/png") << false;
        QTest::newRow("nonsense") << QByteArray(";;q=,,application/xml;q=x") << false;
    }
    void xmlGoesToThoseWhoWantItMore()
    {
        QFETCH(QByteArray, accept);
        QFETCH(bool, xml);
        HttpRequest request = get("/api/latest");
        if (!accept.isEmpty())
            request.headers.emplaceBack("accept", accept);
        QCOMPARE(wantedBy(request) == Representation::Xml, xml);
        Start start("cafe0123");
        start.ticks(3);
        const HttpResponse answer = start.api.answer(request, 0);
        QCOMPARE(answer.type, xml ? "application/xml" : "application/json");
        QCOMPARE(answer.body.startsWith("<?xml"), xml);
        QCOMPARE(valueOf(answer, "Vary"), "Accept, Accept-Encoding");
        QCOMPARE(valueOf(answer, "ETag").endsWith("-xml\""), xml);
        request.headers.emplaceBack("if-none-match", valueOf(answer, "ETag"));
        QCOMPARE(start.api.answer(request, 0).status, 304);
    }

    void xmlSaysTheSame_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("root");
        QTest::newRow("latest") << QByteArray("/api/latest") << QByteArray() << QByteArray("latest");
        QTest::newRow("updates") << QByteArray("/api/updates") << QByteArray("since=2") << QByteArray("updates");
        QTest::newRow("history") << QByteArray("/api/history") << QByteArray("limit=5") << QByteArray("history");
        QTest::newRow("notifications") << QByteArray("/api/notifications") << QByteArray() << QByteArray("list");
    }
    void xmlSaysTheSame()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, query);
        QFETCH(QByteArray, root);
        Start start("cafe0123");
        start.ticks(5);
        const auto alert = start.feed.publish(
            Alert{1, Alert::Severity::Warning, u"a \"b\" <c> & \u0416\n\t\x01 ]]>"_s}, 1'767'225'600'999'999);
        start.inbox.add("cafe0123-6", alert.text);
        HttpRequest request = get(path, query);
        const QByteArrayList asJson =
            decoded(profileOf("json", "/rows/*", ""), start.api.answer(request, 0).body);
        request.headers.emplaceBack("accept", "application/xml");
        const QByteArrayList asXml =
            decoded(profileOf("xml", "/" + root + "/row/*", "@"), start.api.answer(request, 0).body);
        QVERIFY(!asJson.isEmpty());
        QCOMPARE(asXml.size(), asJson.size());
        for (qsizetype i = 0; i < asJson.size(); ++i) {
            QJsonObject a = QJsonDocument::fromJson(asJson[i]).object();
            QJsonObject b = QJsonDocument::fromJson(asXml[i]).object();
            for (const char *name : {"change", "read"}) { // XML has texts only
                a[QLatin1String(name)] = a[QLatin1String(name)].toVariant().toString();
                b[QLatin1String(name)] = b[QLatin1String(name)].toVariant().toString();
            }
            a["text"_L1] = a["text"_L1].toString().replace(QChar(1), QChar(QChar::ReplacementCharacter));
            b["text"_L1] = b["text"_L1].toString();
            QCOMPARE(b, a);
        }
    }
};

QTEST_GUILESS_MAIN(TestServerHistory)
#include "test_server_history.moc"
