#include "core/measure/schedule.h"
#include "tests/contract/attempt.h"
#include "tests/fakes/gzip.h"

#include <algorithm>

using namespace feedscope;
using namespace feedscope::fakes;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView lane = u"http-poll";

/// Answers request number n (from 0) with what `answer(n)` says.
RawServer::OnHead numbered(const std::function<QByteArray(int)> &answer)
{
    return [answer, n = 0](QTcpSocket *s, const QByteArray &) mutable { s->write(answer(n++)); };
}

int count(const ListenerLog &log, Request::Outcome outcome)
{
    return int(std::ranges::count(log.requests, outcome, &Request::outcome));
}

} // namespace

/// What polling owes beyond the common contract (measures.md 5 and 8, faults.md 3 and 5).
class TestHttpPoll : public QObject
{
    Q_OBJECT

private slots:
    void conditional_data()
    {
        QTest::addColumn<bool>("conditional");
        QTest::newRow("on") << true;
        QTest::newRow("off") << false;
    }
    void conditional()
    {
        QFETCH(bool, conditional);
        RawServer server([](QTcpSocket *s, const QByteArray &head) {
            if (headerOf(head, "If-None-Match") == "\"v1\"")
                s->write("HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n");
            else
                s->write(httpAnswer("200 OK", "body", "ETag: \"v1\"\r\n"));
        });
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.poll.conditional = conditional;
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.requests.size() >= 4);
        QCOMPARE(count(attempt.log, Request::Outcome::Failed), 0);
        QCOMPARE(attempt.log.messages.size() == 1, conditional);
        const Request &second = attempt.log.requests[1];
        QCOMPARE(second.outcome, conditional ? Request::Outcome::NotModified : Request::Outcome::Answered);
        QCOMPARE(int(second.httpStatus), conditional ? 304 : 200);
    }

    void unasked304()
    {
        RawServer server(numbered([](int) { return QByteArray("HTTP/1.1 304 Not Modified\r\n\r\n"); }));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.failed);
    }

    void noContent()
    {
        RawServer server(numbered([](int n) {
            return n == 0 ? httpAnswer("200 OK") : QByteArray("HTTP/1.1 204 No Content\r\n\r\n");
        }));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.requests.size() >= 3);
        QCOMPARE(attempt.log.messages.size(), 1); // an empty body is a message, 204 is none
        QVERIFY(attempt.log.messages.first().payload.isEmpty());
        QCOMPARE(attempt.log.requests[1].outcome, Request::Outcome::NotModified);
    }

    void messageComesBeforeItsRequest()
    {
        RawServer server(numbered([](int) { return httpAnswer("200 OK", "x"); }));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.requests.size() >= 2);
        QCOMPARE(attempt.log.heard.mid(0, 5).join(u' '), u"opened message request message request"_s);
        const Request &request = attempt.log.requests.first();
        QCOMPARE(request.ended, attempt.log.messages.first().arrival);
        QVERIFY(request.planned <= request.sent && request.sent < request.ended);
        QCOMPARE(request.bodyBytes, 1);
    }

    void gzipBodies()
    {
        const QByteArray plain = QByteArray("{\"price\":1}").repeated(100);
        const QByteArray packed = gzip(plain);
        RawServer server(
            numbered([&](int) { return httpAnswer("200 OK", packed, "Content-Encoding: gzip\r\n"); }));
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.poll.gzip = true;
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(!attempt.log.requests.isEmpty());
        QCOMPARE(headerOf(server.heads.first(), "Accept-Encoding"), "gzip");
        QCOMPARE(attempt.log.messages.first().payload, plain);
        QCOMPARE(attempt.log.requests.first().bodyBytes, packed.size());
    }

    void encodings_data()
    {
        QTest::addColumn<bool>("asked");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("encoding");
        const QByteArray packed = gzip(QByteArray(1000, 'x'));
        QTest::newRow("gzip unasked") << false << packed << QByteArray("gzip");
        QTest::newRow("other than asked") << true << packed << QByteArray("br");
        QTest::newRow("damaged") << true << packed.left(12) + "garbage" << QByteArray("gzip");
        QTest::newRow("cut short") << true << packed.chopped(9) << QByteArray("gzip");
        QTest::newRow("bomb") << true << gzip(QByteArray(200 * 1024 * 1024, '\0')) << QByteArray("gzip");
    }
    void encodings()
    {
        QFETCH(bool, asked);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, encoding);
        RawServer server(numbered(
            [&](int) { return httpAnswer("200 OK", body, "Content-Encoding: " + encoding + "\r\n"); }));
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.poll.gzip = asked;
        const qint64 before = residentBytes();
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY2(attempt.log.sentence().contains(u"compressed in a way"), qPrintable(attempt.log.sentence()));
        QVERIFY(grewLessThan(64, before));
        QVERIFY(attempt.log.messages.isEmpty());
    }

    void keptConnection()
    {
        RawServer server(numbered([](int) { return httpAnswer("200 OK", "x"); }));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.requests.size() >= 5);
        QCOMPARE(server.connections, 1);
        QCOMPARE(headerOf(server.heads.first(), "Accept-Encoding"), "identity");
    }

    void newConnectionEachTime_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::newRow("the server agrees") << QByteArray("Connection: close\r\n");
        QTest::newRow("the server would keep it") << QByteArray();
    }
    void newConnectionEachTime()
    {
        QFETCH(QByteArray, headers);
        RawServer server(numbered([&](int) { return httpAnswer("200 OK", "x", headers); }));
        Attempt attempt(u"http-poll-new", endpointOf(u"http-poll-new", server));
        QTRY_VERIFY(attempt.log.requests.size() >= 5);
        QTRY_COMPARE(server.connections, server.heads.size());    // one may just be on its way
        QVERIFY(server.connections - server.disconnections <= 2); // none is left behind
        QCOMPARE(headerOf(server.heads.first(), "Connection"), "close");
    }

    void followsThePlan()
    {
        RawServer server(numbered([](int) { return httpAnswer("200 OK", "x"); }));
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.poll.start = steadyNow();
        endpoint.poll.seed = 7;
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.requests.size() >= 10);
        const PollPlan plan(endpoint.poll.start, 20 * millisecond, 60 * second, 7);
        std::int64_t j = -1;
        for (const Request &request : attempt.log.requests.mid(1)) { // the first opened the attempt
            j = j < 0 ? plan.firstFrom(request.planned) : j;
            QCOMPARE(request.planned, plan.at(j));
            QVERIFY(request.sent >= request.planned);
            j += 1 + request.overdue;
        }
    }

    /// A slow answer delays the next request, which then answers all planned times that passed.
    void overdue()
    {
        RawServer server([n = 0](QTcpSocket *s, const QByteArray &) mutable {
            QTimer::singleShot(n++ == 1 ? 210 : 0, s, [s] { s->write(httpAnswer("200 OK", "x")); });
        });
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.poll.start = steadyNow();
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.requests.size() >= 3);
        const Request &slow = attempt.log.requests[1];
        const Request &makeUp = attempt.log.requests[2];
        QVERIFY(slow.ended - slow.sent > 200 * millisecond);
        const PollPlan plan(endpoint.poll.start, 20 * millisecond, 60 * second, endpoint.poll.seed);
        QCOMPARE(makeUp.planned, plan.at(plan.firstFrom(slow.planned) + 1 + slow.overdue));
        // One for itself, all others that passed until it went.
        QCOMPARE(std::int64_t(makeUp.overdue), plan.countIn(makeUp.planned, makeUp.sent + 1) - 1);
        QVERIFY(makeUp.overdue >= 7);
        QVERIFY(makeUp.sent > slow.ended);
    }

    void oneFailureDoesNotEndTheLane()
    {
        RawServer server(
            numbered([](int n) { return n == 1 ? httpAnswer("500 Oops") : httpAnswer("200 OK", "x"); }));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.requests.size() >= 4);
        QVERIFY(!attempt.log.isOver());
        const Request &failed = attempt.log.requests[1];
        const Request &next = attempt.log.requests[2];
        QCOMPARE(failed.outcome, Request::Outcome::Failed);
        QCOMPARE(int(failed.httpStatus), 500);
        QCOMPARE(next.planned, failed.planned); // its planned time stayed overdue
        QVERIFY(next.overdue >= 1);
        QVERIFY(next.sent - failed.ended > 0);
    }

    void failsForGood_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("failures");
        QTest::newRow("three in a row") << httpAnswer("500 Oops") << 3;
        QTest::newRow("cut bodies") << httpAnswer("200 OK", "xxx").chopped(1) << 3;
        QTest::newRow("a cause that stays") << httpAnswer("404 Not Found") << 1;
    }
    void failsForGood()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, failures);
        RawServer server([&, n = 0](QTcpSocket *s, const QByteArray &) mutable {
            s->write(n++ == 0 ? httpAnswer("200 OK", "x") : answer);
            if (n > 1)
                s->disconnectFromHost();
        });
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.failed);
        QCOMPARE(count(attempt.log, Request::Outcome::Failed), failures);
        QCOMPARE(attempt.log.messages.size(), 1);
        QCOMPARE(attempt.log.endings(), 1);
    }

    void retryAfterPauses()
    {
        RawServer server(numbered([](int n) {
            return n == 1 ? httpAnswer("429 Slow down", {}, "Retry-After: 1\r\n") : httpAnswer("200 OK", "x");
        }));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.requests.size() >= 3);
        const Request &refused = attempt.log.requests[1];
        const Request &next = attempt.log.requests[2];
        QVERIFY(next.sent - refused.ended >= 1 * second);
        QVERIFY2(next.overdue > 30, qPrintable(QString::number(next.overdue)));
        QVERIFY(!attempt.log.isOver());
    }

    void neverMoreOftenThanTheVenueAllows()
    {
        RawServer server(numbered(
            [](int n) { return n == 1 ? httpAnswer("500 Broken", {}) : httpAnswer("200 OK", "x"); }));
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.poll.least = std::chrono::milliseconds(200); // far above the interval
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.requests.size() >= 4);
        for (qsizetype i = 1; i < qsizetype(attempt.log.requests.size()); ++i)
            QVERIFY(attempt.log.requests[i].sent - attempt.log.requests[i - 1].sent >= 200 * millisecond);
    }

    void aRefusalIsWaitedOut()
    {
        RawServer server(numbered(
            [](int n) { return n == 1 ? httpAnswer("403 Too frequent", {}) : httpAnswer("200 OK", "x"); }));
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.poll.waits.insert(403, std::chrono::milliseconds(300)); // else it would be for good
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.requests.size() >= 3);
        QCOMPARE(int(attempt.log.requests[1].outcome), int(Request::Outcome::Failed));
        QVERIFY(attempt.log.requests[2].sent - attempt.log.requests[1].ended >= 300 * millisecond);
        QVERIFY(!attempt.log.isOver());
    }

    void cursor()
    {
        RawServer server(numbered([](int) { return httpAnswer("200 OK", "x"); }));
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.url.setQuery(u"a=1&since=0"_s);
        endpoint.poll.mode = PollOptions::Mode::Cursor;
        endpoint.poll.cursorQuery = "since";
        Attempt attempt(lane, endpoint);
        attempt.log.onCall = [&](const QString &name) {
            if (name == u"message")
                attempt.transport->setCursor("42&b c");
        };
        QTRY_VERIFY(server.heads.size() >= 2);
        QVERIFY2(server.heads[0].startsWith("GET /feed?a=1&since=0 "), server.heads[0].constData());
        QVERIFY2(server.heads[1].startsWith("GET /feed?a=1&since=42%26b%20c "), server.heads[1].constData());
    }

    void keepsNoCookies()
    {
        RawServer server(numbered([](int) { return httpAnswer("200 OK", "x", "Set-Cookie: id=1\r\n"); }));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(server.heads.size() >= 3);
        QVERIFY(headerOf(server.heads.last(), "Cookie").isEmpty());
    }

    void largeByItsLength()
    {
        RawServer server(
            numbered([](int) { return QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\nx"); }));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY(attempt.log.sentence().contains(u"larger than the limit"));
    }

    void endlessHead()
    {
        RawServer server([](QTcpSocket *s, const QByteArray &) {
            s->write("HTTP/1.1 200 OK\r\n");
            RawServer::flood(s, "X-A: " + QByteArray(64 * 1024, 'a') + "\r\n");
        });
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.limits.connect =
            std::chrono::milliseconds(400); // the only bound of a head that does not end
        const qint64 before = residentBytes();
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY(grewLessThan(64, before));
    }

    void cannotSend()
    {
        RawServer server(numbered([](int) { return httpAnswer("200 OK", "x"); }));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.opened);
        QVERIFY(!attempt.transport->send("x", false));
        QVERIFY(!attempt.transport->ping());
        QCOMPARE(attempt.transport->bytesSeen(), -1);
    }
};

QTEST_GUILESS_MAIN(TestHttpPoll)
#include "test_httppoll.moc"
