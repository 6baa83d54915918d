#include "tests/contract/attempt.h"

#include <algorithm>

using namespace feedscope;
using namespace feedscope::fakes;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr QStringView lane = u"long-poll";

Endpoint heldEndpoint(const RawServer &server, std::chrono::milliseconds hold = 10'000ms)
{
    Endpoint endpoint = endpointOf(lane, server);
    endpoint.hold = hold;
    return endpoint;
}

Endpoint cursorEndpoint(const RawServer &server)
{
    Endpoint endpoint = heldEndpoint(server);
    endpoint.url.setScheme(u"long-poll+http"_s);
    endpoint.url.setQuery(u"wait=10s"_s);
    endpoint.poll.mode = PollOptions::Mode::Cursor;
    endpoint.poll.cursorQuery = "since";
    return endpoint;
}

/// Reads each answer's number as the cursor, as a lane would.
void followCursor(Attempt &attempt)
{
    attempt.log.onCall = [&attempt](const QString &name) {
        if (name == u"message")
            attempt.transport->setCursor(attempt.log.messages.last().payload);
    };
}

} // namespace

/// What long polling owes beyond what all polling does (test_httppoll.cpp): RFC 6202, faults.md 3.
class TestLongPoll : public QObject
{
    Q_OBJECT

private slots:
    void asksAgainAtOnce()
    {
        RawServer server([n = 0](QTcpSocket *s, const QByteArray &) mutable {
            s->write(httpAnswer("200 OK", QByteArray::number(++n)));
        });
        Endpoint endpoint = cursorEndpoint(server);
        endpoint.poll.interval = 1h;
        Attempt attempt(lane, endpoint);
        followCursor(attempt);
        QTRY_VERIFY(attempt.log.requests.size() >= 50);
        QVERIFY(server.heads[0].startsWith("GET /feed?wait=10s HTTP"));
        QVERIFY(server.heads[1].startsWith("GET /feed?wait=10s&since=1 HTTP"));
        QVERIFY(server.heads[2].startsWith("GET /feed?wait=10s&since=2 HTTP"));
        QCOMPARE(server.connections, 1);
        QCOMPARE(attempt.log.heard.mid(0, 5).join(u' '), u"opened message request message request"_s);
        for (const Request &request : std::as_const(attempt.log.requests)) {
            QCOMPARE(request.planned, request.sent);
            QCOMPARE(request.overdue, 0);
            QCOMPARE(request.outcome, Request::Outcome::Answered);
        }
    }

    void goesOnFromAnEarlierAttempt()
    {
        RawServer server([](QTcpSocket *s, const QByteArray &) { s->write(httpAnswer("200 OK", "8")); });
        ListenerLog log;
        const auto transport = makeTransport(lane, cursorEndpoint(server), &log);
        transport->setCursor("7");
        transport->start();
        QTRY_VERIFY(log.opened);
        QVERIFY(server.heads[0].startsWith("GET /feed?wait=10s&since=7 HTTP"));
        transport->stop();
    }

    /// The server keeps every request for longer than the connect limit.
    void heldBeyondTheConnectLimit()
    {
        RawServer server([n = 0](QTcpSocket *s, const QByteArray &) mutable {
            QTimer::singleShot(600ms, s, [s, n = ++n] { s->write(httpAnswer("200 OK", QByteArray::number(n))); });
        });
        Endpoint endpoint = cursorEndpoint(server);
        endpoint.limits.connect = 300ms;
        Attempt attempt(lane, endpoint);
        followCursor(attempt);
        QTRY_VERIFY(attempt.log.opened);
        QVERIFY(attempt.log.messages.isEmpty()); // it is open as the server has the request and is silent
        QTRY_COMPARE(attempt.log.messages.size(), 2);
        QVERIFY(!attempt.log.isOver());
        QVERIFY(attempt.log.requests[1].ended - attempt.log.requests[1].sent >= 590 * millisecond);
    }

    void notHeldForEver()
    {
        RawServer server; // has the request and never answers
        Endpoint endpoint = heldEndpoint(server, 300ms);
        endpoint.limits.connect = 200ms;
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY2(attempt.log.sentence().contains(u"no full answer within 0.5 s"),
                 qPrintable(attempt.log.sentence()));
        QCOMPARE(std::ranges::count(attempt.log.requests, Request::Outcome::Failed, &Request::outcome), 3);
    }

    void emptyAnswersAreFine_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("204") << QByteArray("HTTP/1.1 204 No Content\r\n\r\n");
        QTest::newRow("empty list") << httpAnswer("200 OK", "[]");
        QTest::newRow("304") << QByteArray("HTTP/1.1 304 Not Modified\r\n\r\n");
    }
    void emptyAnswersAreFine()
    {
        QFETCH(QByteArray, answer);
        RawServer server([&, n = 0](QTcpSocket *s, const QByteArray &) mutable {
            if (n++ == 0)
                s->write(httpAnswer("200 OK", "x", "ETag: \"1\"\r\n"));
            else
                QTimer::singleShot(60ms, s, [s, answer] { s->write(answer); });
        });
        Endpoint endpoint = heldEndpoint(server, 50ms);
        endpoint.poll.interval = 1h;
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.requests.size() >= 5); // each held, the next at once
        QVERIFY(!attempt.log.isOver());
    }

    /// Without a cursor: the newest value, whenever it differs from the one that we have.
    void latestValues()
    {
        QList<std::pair<QTcpSocket *, QByteArray>> waiting;
        RawServer server([&](QTcpSocket *s, const QByteArray &head) {
            if (headerOf(head, "If-None-Match").isEmpty())
                s->write(httpAnswer("200 OK", "v1", "ETag: \"1\"\r\n"));
            else
                waiting.append({s, headerOf(head, "If-None-Match")});
        });
        Attempt attempt(lane, heldEndpoint(server));
        QTRY_COMPARE(waiting.size(), 1);
        QCOMPARE(waiting[0].second, "\"1\"");
        waiting[0].first->write(httpAnswer("200 OK", "v2", "ETag: \"2\"\r\n"));
        QTRY_COMPARE(waiting.size(), 2);
        QCOMPARE(waiting[1].second, "\"2\"");
        QCOMPARE(attempt.log.messages.last().payload, "v2");
        QVERIFY(!server.heads.last().contains("since"));
    }

    /// A server that answers at once with nothing new is polled, not flooded.
    void aServerThatDoesNotHold_data()
    {
        QTest::addColumn<bool>("cursor");
        QTest::newRow("cursor that stands still") << true;
        QTest::newRow("same value") << false;
    }
    void aServerThatDoesNotHold()
    {
        QFETCH(bool, cursor);
        RawServer server([](QTcpSocket *s, const QByteArray &) { s->write(httpAnswer("200 OK", "same")); });
        Endpoint endpoint = cursor ? cursorEndpoint(server) : heldEndpoint(server);
        endpoint.poll.interval = 100ms;
        Attempt attempt(lane, endpoint);
        if (cursor)
            followCursor(attempt);
        QTRY_VERIFY(attempt.log.requests.size() >= 5);
        for (qsizetype i = 2; i < attempt.log.requests.size(); ++i)
            QVERIFY(attempt.log.requests[i].sent - attempt.log.requests[i - 1].ended >= 100 * millisecond);
    }

    void failuresArePaced()
    {
        RawServer server([n = 0](QTcpSocket *s, const QByteArray &) mutable {
            s->write(n++ % 2 == 0 ? httpAnswer("200 OK", QByteArray::number(n)) : httpAnswer("500 Oops"));
        });
        Endpoint endpoint = cursorEndpoint(server);
        endpoint.poll.interval = 50ms;
        Attempt attempt(lane, endpoint);
        followCursor(attempt);
        QTRY_VERIFY(attempt.log.requests.size() >= 6);
        QVERIFY(!attempt.log.isOver());
        for (qsizetype i = 1; i < attempt.log.requests.size(); ++i)
            if (attempt.log.requests[i - 1].outcome == Request::Outcome::Failed)
                QVERIFY(attempt.log.requests[i].sent - attempt.log.requests[i - 1].ended >= 50 * millisecond);
    }

    void retryAfterPauses()
    {
        RawServer server([n = 0](QTcpSocket *s, const QByteArray &) mutable {
            s->write(n++ == 1 ? httpAnswer("503 Busy", {}, "Retry-After: 1\r\n")
                              : httpAnswer("200 OK", QByteArray::number(n)));
        });
        Attempt attempt(lane, cursorEndpoint(server));
        followCursor(attempt);
        QTRY_VERIFY(attempt.log.requests.size() >= 3);
        QVERIFY(attempt.log.requests[2].sent - attempt.log.requests[1].ended >= second);
    }

    /// The connection breaks while the server holds the request: nothing is known to be lost, the next goes on.
    void aCutWhileHeld()
    {
        RawServer server([n = 0](QTcpSocket *s, const QByteArray &head) mutable {
            if (n++ == 1)
                QTimer::singleShot(50ms, s, [s] { s->abort(); });
            else
                s->write(httpAnswer("200 OK", head.contains("since=1") ? "2" : QByteArray::number(n)));
        });
        Endpoint endpoint = cursorEndpoint(server);
        endpoint.poll.interval = 20ms;
        Attempt attempt(lane, endpoint);
        followCursor(attempt);
        QTRY_VERIFY(attempt.log.messages.size() >= 2);
        QCOMPARE(attempt.log.messages[1].payload, "2");
        QVERIFY(!attempt.log.isOver());
    }
};

QTEST_GUILESS_MAIN(TestLongPoll)
#include "test_longpoll.moc"
