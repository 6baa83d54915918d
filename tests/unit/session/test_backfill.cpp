#include "core/session/filler.h"
#include "tests/fakes/rawserver.h"
#include "tests/unit/session/lanestage.h"

#include <QElapsedTimer>
#include <QUrlQuery>

using namespace feedscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Milliseconds that a test waits for what must come: no measure of speed, only the end of one that failed.
static constexpr int patience = 30'000;

namespace {

std::shared_ptr<FeedContext> feedWith(const QByteArray &more)
{
    const ProfileResult result = parseProfile(R"({"name":"test","url":"ws://127.0.0.1:1/","join":["epoch","sequence"],
      "sequence":{"mode":"contiguous","scope":"/epoch"},
      "rules":[{"when":{"/symbol":{"exists":true}},"kind":"tick","fields":{"symbol":"/symbol","price":"/price",
         "sequence":"/seq","epoch":"/epoch"}}],
      "rest":{"url":"http://127.0.0.1:1/latest","sequence":{"mode":"contiguous","scope":"0/epoch"},)" +
                                              more + R"(
        "rules":[{"when":{"/rows":{"exists":true}},"rows":"/rows/*","kind":"tick",
          "fields":{"symbol":"0/symbol","price":"0/price","sequence":"0/seq","epoch":"0/epoch"}}]},
      "history":{"url":"http://127.0.0.1:1/h","query":"before","from":"/next"}})");
    for (const ProfileError &error : result.errors)
        qWarning("%s", qPrintable(error.sentence()));
    auto feed = std::make_shared<FeedContext>();
    feed->profile = result.profile;
    return feed;
}

/// Answers of a history that holds 1 to `newest`, seven on a page; or what the test says instead.
struct PageServer
{
    PageServer()
        : server([this](QTcpSocket *socket, const QByteArray &head) {
            const QUrl url(u"http://x"_s + QString::fromLatin1(head.split(' ').value(1)));
            asked.append(QUrlQuery(url));
            times.append(clock.elapsed());
            answer(socket, asked.size() <= instead.size() ? instead[asked.size() - 1] : QByteArray());
        })
    {
        clock.start();
    }
    void answer(QTcpSocket *socket, const QByteArray &special)
    {
        if (special == "drop")
            return socket->abort();
        if (!special.isEmpty()) {
            socket->write(special);
            return;
        }
        socket->write(ok(body()));
    }
    QByteArray body() const
    {
        constexpr int size = 7;
        const QString before = asked.last().queryItemValue(u"before"_s);
        const QString since = asked.last().queryItemValue(u"since"_s);
        QByteArrayList rows;
        int last = 0;
        if (!since.isEmpty())
            for (last = since.toInt(); last < newest && rows.size() < size;)
                rows.append(tick(std::uint64_t(++last)));
        else
            for (last = before.isEmpty() ? newest + 1 : before.toInt(); last > 1 && rows.size() < size;)
                rows.append(tick(std::uint64_t(--last)));
        const bool more = since.isEmpty() ? last > 1 : last < newest;
        return "{\"rows\":[" + rows.join(',') + "],\"next\":" + (more ? QByteArray::number(last) : "null") + '}';
    }
    static QByteArray ok(const QByteArray &body)
    {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
               QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }
    BackfillConfig config(std::size_t wanted, bool forward = false) const
    {
        BackfillConfig config;
        config.endpoint.url = QUrl(u"http://127.0.0.1:%1/h?limit=7"_s.arg(server.serverPort()));
        config.endpoint.poll.cursorQuery = forward ? "since" : "before";
        config.forward = forward;
        config.contiguity = Contiguity::Feed;
        config.wanted = wanted;
        return config;
    }

    int newest = 100;
    QByteArrayList instead; ///< of the answers, from the first on; empty: the page
    QList<QUrlQuery> asked;
    QList<qint64> times;
    QElapsedTimer clock;
    fakes::RawServer server;
};

QByteArray refused(const QByteArray &status, const QByteArray &headers = {})
{
    return "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n" + headers + "\r\n";
}

/// A backfill, its live side spoken by the test.
struct Stage
{
    Stage(const PageServer &server, std::size_t wanted)
        : feed(feedWith({}))
        , backfill(server.config(wanted), feed, {}, {10ms, 50ms, 60 * second})
        , decoder(feed->profile, Side::Push)
    {
        QObject::connect(&backfill, &Backfill::joined, &backfill, [this] {
            for (const SeamRow &row : backfill.take())
                out.push_back(int(row.arrival.sequence));
        });
        QObject::connect(&backfill, &Backfill::failed, &backfill,
                         [this](const QString &sentence) { failures.append(sentence); });
    }
    void live(int from, int to)
    {
        for (int number = from; number <= to; ++number) {
            const QByteArray text = tick(std::uint64_t(number));
            std::vector<SeamRow> rows;
            decoder.decode({text.constData(), std::size_t(text.size())}, false, [&](const Update &update) {
                rows.push_back(*backfill.rowOf(update, steadyNow()));
            });
            backfill.heard(std::move(rows));
        }
    }
    bool isComplete(int from, int to) const
    {
        if (int(out.size()) != to - from + 1)
            return false;
        for (int i = 0; i < int(out.size()); ++i)
            if (out[std::size_t(i)] != from + i)
                return false;
        return true;
    }

    std::shared_ptr<FeedContext> feed;
    Backfill backfill;
    Decoder decoder;
    std::vector<int> out;
    QStringList failures;
};

} // namespace

/// Pages over real sockets, from a scripted server.
class TestBackfill : public QObject
{
    Q_OBJECT

private slots:
    void pagesAreFetchedOneByOne()
    {
        PageServer server;
        Stage stage(server, 50);
        stage.backfill.connectionBegins();
        stage.live(98, 100);
        QTRY_VERIFY_WITH_TIMEOUT(!stage.out.empty(), patience);
        QVERIFY(stage.isComplete(48, 100));
        QCOMPARE(server.asked.size(), 8);
        QCOMPARE(server.asked[0].queryItemValue(u"limit"_s), u"7"_s);
        QVERIFY(!server.asked[0].hasQueryItem(u"before"_s));
        QCOMPARE(server.asked[1].queryItemValue(u"before"_s), u"94"_s);
        QCOMPARE(server.server.connections, 1);
        QVERIFY(server.server.heads[0].contains("Accept-Encoding: identity"));
        stage.live(101, 103);
        QVERIFY(stage.isComplete(48, 103));
    }

    void aQuietFeedHasAPast()
    {
        PageServer server;
        Stage stage(server, 20);
        stage.backfill.connectionBegins();
        QTRY_VERIFY_WITH_TIMEOUT(stage.isComplete(81, 100), patience);
    }

    void anErrorOnPageSevenIsTriedAgain()
    {
        PageServer server;
        server.instead = {"", "", "", "", "", "", refused("503 Service Unavailable"), "drop",
                          refused("408 Request Timeout")};
        Stage stage(server, 90);
        stage.backfill.connectionBegins();
        stage.live(100, 100);
        QTRY_VERIFY_WITH_TIMEOUT(server.asked.size() == 7, patience);
        stage.live(101, 105); // goes on meanwhile
        QTRY_VERIFY_WITH_TIMEOUT(!stage.out.empty(), patience);
        QVERIFY(stage.isComplete(10, 105));
        for (int i : {7, 8, 9}) // the same page again, and none twice
            QCOMPARE(server.asked[i].queryItemValue(u"before"_s), server.asked[6].queryItemValue(u"before"_s));
        QVERIFY(stage.failures.isEmpty());
    }

    void aServerThatAsksForTimeGetsIt()
    {
        PageServer server;
        server.instead = {"", refused("429 Too Many Requests", "Retry-After: 1\r\n")};
        Stage stage(server, 20);
        stage.backfill.connectionBegins();
        stage.live(100, 100);
        QTRY_VERIFY_WITH_TIMEOUT(!stage.out.empty(), patience);
        QVERIFY(stage.isComplete(80, 100));
        QVERIFY2(server.times[2] - server.times[1] >= 1'000, qPrintable(QString::number(server.times[2])));
    }

    void whatCannotBeHadIsSaid_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("404") << refused("404 Not Found");
        QTest::newRow("redirect") << refused("302 Found", "Location: http://127.0.0.1:1/other\r\n");
        QTest::newRow("no JSON") << PageServer::ok("<html>");
        QTest::newRow("another shape") << PageServer::ok("{\"error\":\"no\"}");
        QTest::newRow("told to wait for an hour") << refused("429 Too Many Requests", "Retry-After: 3600\r\n");
    }
    void whatCannotBeHadIsSaid()
    {
        QFETCH(QByteArray, answer);
        PageServer server;
        server.instead = {answer};
        Stage stage(server, 20);
        stage.backfill.connectionBegins();
        stage.live(99, 100);
        QTRY_COMPARE_WITH_TIMEOUT(stage.failures.size(), 1, patience);
        QVERIFY(!stage.failures[0].isEmpty());
        QVERIFY(stage.isComplete(99, 100)); // live goes on all the same
        stage.live(101, 102);
        QVERIFY(stage.isComplete(99, 102));
    }

    void aCursorMayStandBehindTheLastPlace()
    {
        const auto feed = feedWith(R"("cursor":{"query":"since","from":"/next","takes":"sequence","add":1},)");
        QVERIFY(feed->profile);
        PageReader reader(feed, Contiguity::Feed, true);
        QCOMPARE(reader.placeBehind(20), "21");
        QCOMPARE(reader.read(R"({"rows":[],"next":33})", second).next, "34");
        QVERIFY(reader.read(R"({"rows":[],"next":null})", second).problem.isEmpty());
        const HistoryPage odd = reader.read(R"({"rows":[],"next":"e-33"})", second);
        QVERIFY(odd.next.isEmpty());
        QVERIFY2(odd.problem.contains(u"“e-33”"_s), qPrintable(odd.problem));
    }

    void aGapOfThePushLaneIsFilledFromTheCursor()
    {
        PageServer server;
        server.newest = 33;
        const auto feed = feedWith(R"("cursor":{"query":"since","from":"/next","takes":"sequence"},)");
        QVERIFY(feed->profile && feed->profile->poll->poll.cursorTakesSequence);
        LaneStage stage({}, feed);
        Filler filler(server.config(0, true), feed, &stage.handover);
        stage.lane.setWitness(&filler);
        stage.start();
        for (int number = 1; number <= 33; ++number) {
            if (number > 20 && number <= 30)
                continue; // lost on the way
            stage.clock.advance(millisecond);
            stage.says(tick(std::uint64_t(number)));
        }
        const Batch live = stage.take();
        Batch batch;
        const auto isFilled = [&] {
            if (batch.filled.rows.empty()) // what was taken is not there a second time
                batch = stage.take();
            return !batch.filled.rows.empty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isFilled(), patience);
        const std::vector<Arrival> &filled = batch.filled.rows;
        // What the lane missed stays missed: figures see the arrivals, charts see what was filled as well.
        QCOMPARE(int(live.arrivals.size()), 23);
        QCOMPARE(int(live.gaps.size()), 1);
        QCOMPARE(live.gaps[0].missing, 10);
        QVERIFY(batch.arrivals.empty());
        QCOMPARE(int(filled.size()), 10);
        for (int i = 0; i < 10; ++i)
            QCOMPARE(filled[std::size_t(i)].sequence, std::uint64_t(21 + i));
        QCOMPARE(batch.filled.counters.gaps, 1);
        QCOMPARE(batch.filled.counters.gapsFilled, 1);
        QCOMPARE(int(batch.filled.gaps.size()), 1);
        QCOMPARE(batch.filled.gaps[0].from, live.gaps[0].from);
        QCOMPARE(batch.filled.gaps[0].to, live.gaps[0].to);
        QCOMPARE(server.asked.size(), 2); // seven a page
        QCOMPARE(server.asked[0].queryItemValue(u"since"_s), u"20"_s);
    }
};

QTEST_GUILESS_MAIN(TestBackfill)
#include "test_backfill.moc"
