#include "tests/server/dialogue.h"

#include <QSignalSpy>

#include <algorithm>

using namespace feedscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// One client of the event stream and what it has heard.
class Stream
{
public:
    explicit Stream(const FeedServer &server, const QByteArray &lastEventId = {})
        : m_visitor(server)
    {
        m_visitor.ask("GET /api/events",
                      lastEventId.isEmpty() ? QByteArray() : "Last-Event-ID: " + lastEventId + "\r\n");
    }
    QByteArray head() const { return m_visitor.said.left(m_visitor.said.indexOf("\r\n\r\n") + 4); }
    QByteArray body() const { return m_visitor.said.mid(head().size()); }
    /// The whole events, without their empty line; comments left out.
    const QByteArrayList &events()
    {
        if (m_read == 0 && m_visitor.said.contains("\r\n\r\n"))
            m_read = head().size();
        for (qsizetype end = 0; m_read > 0 && (end = m_visitor.said.indexOf("\n\n", m_read)) >= 0; m_read = end + 2)
            if (m_visitor.said.at(m_read) != ':')
                m_events.append(m_visitor.said.sliced(m_read, end - m_read));
        return m_events;
    }
    /// The numbers in the ids, from the first event on.
    QList<qint64> numbers()
    {
        QList<qint64> all;
        for (const QByteArray &event : events())
            all.append(event.mid(13, event.indexOf('\n') - 13).toLongLong()); // "id: cafe0123-"
        return all;
    }
    Visitor &visitor() { return m_visitor; }

private:
    Visitor m_visitor;
    QByteArrayList m_events;
    qsizetype m_read = 0; ///< of what was said; 0: the head is not whole
};

/// The same of a client that gets lines.
class Lines
{
public:
    explicit Lines(const FeedServer &server, const QByteArray &query = {})
        : m_visitor(server)
    {
        m_visitor.ask("GET /api/stream" + query);
    }
    QByteArray head() const { return m_visitor.said.left(m_visitor.said.indexOf("\r\n\r\n") + 4); }
    /// The whole lines, empty ones and all.
    QByteArrayList all() const
    {
        QByteArrayList lines = m_visitor.said.mid(head().size()).split('\n');
        lines.removeLast();
        return lines;
    }
    QList<qint64> numbers() const
    {
        QList<qint64> numbers;
        for (const QByteArray &line : all()) {
            const qsizetype at = line.indexOf("\"seq\":") + 6;
            numbers.append(line.mid(at, line.indexOf(',', at) - at).toLongLong());
        }
        return numbers;
    }
    Visitor &visitor() { return m_visitor; }

private:
    Visitor m_visitor;
};

bool isContiguous(const QList<qint64> &numbers)
{
    for (qsizetype i = 1; i < numbers.size(); ++i)
        if (numbers[i] != numbers[i - 1] + 1)
            return false;
    return !numbers.isEmpty();
}

ServerOptions fast(double rate = 2'000)
{
    ServerOptions options = quick();
    options.rate = rate;
    return options;
}

} // namespace

/// GET /api/events (WHATWG HTML 9.2) and GET /api/stream.
class TestServerStream : public QObject
{
    Q_OBJECT

private slots:
    void aSnapshotThenEveryUpdate()
    {
        Running running(fast());
        Stream stream(running.server);
        QTRY_VERIFY(stream.events().size() > 500);
        QVERIFY(stream.head().startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(stream.head().contains("\r\nContent-Type: text/event-stream\r\n"));
        QVERIFY(stream.head().contains("\r\nCache-Control: no-store\r\n"));
        QVERIFY(stream.head().contains("\r\nConnection: close\r\n"));
        QVERIFY(!stream.head().contains("Content-Length"));
        const QByteArrayList events = stream.events();
        QVERIFY(events[0].contains("\ndata: {\"type\":\"snapshot\","));
        QVERIFY(events[0].startsWith("id: " + running.server.epoch() + '-'));
        for (const QByteArray &event : events.mid(1))
            QVERIFY2(event.contains("\ndata: {\"type\":\"tick\"") ||
                         event.contains("\ndata: {\"type\":\"notification\""),
                     event.constData());
        QVERIFY(isContiguous(stream.numbers()));
        QCOMPARE(running.server.counters().clients, 1);
        QCOMPARE(running.server.counters().conflated, 0);
    }

    void resumesWithoutALossOrACopy()
    {
        Running running(fast());
        QList<qint64> first;
        {
            Stream stream(running.server);
            QTRY_VERIFY(stream.events().size() > 100);
            first = stream.numbers();
        }
        QTRY_COMPARE(running.server.counters().clients, 0);
        const auto missed = running.server.sequence() + 300;
        QTRY_VERIFY(running.server.sequence() > missed);
        Stream stream(running.server, running.server.epoch() + '-' + QByteArray::number(first.last()));
        QTRY_VERIFY(stream.events().size() > 500);
        QVERIFY(!stream.events()[0].contains("snapshot"));
        QVERIFY(isContiguous(first + stream.numbers()));
    }

    void nothingNewNothingSaid()
    {
        Running running;
        QTRY_VERIFY(running.server.sequence() > 0);
        running.server.setRate(ServerOptions::minimumRate);
        const QByteArray newest = running.server.epoch() + '-' + QByteArray::number(running.server.sequence());
        Stream stream(running.server, newest);
        QTRY_COMPARE(running.server.counters().clients, 1);
        running.server.setRate(2'000);
        QTRY_VERIFY(!stream.events().isEmpty());
        QVERIFY(!stream.events()[0].contains("snapshot"));
    }

    void whatTellsNothingGetsASnapshot_data()
    {
        QTest::addColumn<QByteArray>("id");
        QTest::newRow("another start") << QByteArray("0badcafe-1");
        QTest::newRow("never given out") << QByteArray("99999999");
        QTest::newRow("no number") << QByteArray("x");
        QTest::newRow("negative") << QByteArray("-1");
        QTest::newRow("overflow") << QByteArray("99999999999999999999999999");
    }
    void whatTellsNothingGetsASnapshot()
    {
        QFETCH(QByteArray, id);
        Running running;
        Stream stream(running.server, id);
        QTRY_VERIFY(!stream.events().isEmpty());
        QVERIFY(stream.events()[0].contains("\"type\":\"snapshot\""));
    }

    /// What has fallen out of the history is missing, and the numbers say so.
    void theHistoryIsBounded()
    {
        ServerOptions options = fast();
        options.limits.history = 50;
        Running running(options);
        QTRY_VERIFY(running.server.sequence() > 200);
        Stream stream(running.server, running.server.epoch() + "-100");
        QTRY_VERIFY(stream.events().size() > 100);
        QVERIFY(stream.numbers().first() > 101);
        QVERIFY(isContiguous(stream.numbers()));
        QCOMPARE(running.server.counters().conflated, stream.numbers().first() - 101);
    }

    /// More history than a client may leave unread: it comes as the client reads, and all of it.
    void aLongHistoryGoesOutInPieces()
    {
        ServerOptions options = fast(20'000);
        options.limits.backlog = 64 * 1024;
        Running running(options);
        QTRY_VERIFY(running.server.sequence() > 15'000);
        running.server.setRate(ServerOptions::minimumRate);
        Stream stream(running.server, running.server.epoch() + "-0");
        const auto newest = static_cast<qint64>(running.server.sequence());
        QTRY_VERIFY_WITH_TIMEOUT(stream.events().size() >= newest, 30'000);
        QCOMPARE(stream.numbers().first(), 1);
        QVERIFY(isContiguous(stream.numbers()));
        QCOMPARE(running.server.counters().conflated, 0);
        running.server.setRate(2'000); // and then what happens
        QTRY_VERIFY(stream.events().size() > newest + 10);
        QVERIFY(isContiguous(stream.numbers()));
    }

    /// A limit that a single batch exceeds must not end the conversation.
    void aTinyBacklogLosesNoClient()
    {
        ServerOptions options = fast();
        options.limits.backlog = 16;
        Running running(options);
        Stream stream(running.server);
        QTRY_VERIFY(stream.events().size() > 20);
        QVERIFY(std::ranges::is_sorted(stream.numbers()));
    }

    void commentsKeepItAlive()
    {
        ServerOptions options = quick();
        options.limits.heartbeat = 20ms;
        Running running(options);
        running.server.setRate(ServerOptions::minimumRate);
        Stream stream(running.server);
        QTRY_VERIFY(stream.body().count("\n\n:\n\n:\n\n") > 0);
    }

    void onlyForVisitorsOfThisHost()
    {
        Running running;
        for (const QByteArray headers : {"Origin: http://evil.example\r\n", "Host: evil.example\r\n"}) {
            Visitor visitor(running.server);
            visitor.ask("GET /api/events", headers);
            QTRY_VERIFY(visitor.left());
            QVERIFY(visitor.said.startsWith("HTTP/1.1 4"));
            QVERIFY(!visitor.said.contains("event-stream"));
        }
        Visitor visitor(running.server);
        visitor.ask("HEAD /api/events");
        QTRY_VERIFY(visitor.left());
        QVERIFY(visitor.said.endsWith("\r\n\r\n"));
        QVERIFY(visitor.said.contains("Content-Type: text/event-stream"));
        Visitor poster(running.server);
        poster.ask("POST /api/events", "Content-Length: 0\r\n");
        QTRY_VERIFY(poster.said.startsWith("HTTP/1.1 405"));
        QCOMPARE(running.server.counters().clients, 0);
    }

    void linesAreASnapshotThenEveryUpdate()
    {
        Running running(fast());
        Lines lines(running.server);
        QTRY_VERIFY(lines.all().size() > 500);
        QVERIFY(lines.head().startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(lines.head().contains("\r\nContent-Type: application/x-ndjson\r\n"));
        QVERIFY(lines.head().contains("\r\nConnection: close\r\n"));
        QVERIFY(!lines.head().contains("Content-Length"));
        const QByteArrayList all = lines.all();
        QVERIFY(all[0].startsWith("{\"type\":\"snapshot\","));
        for (const QByteArray &line : all.mid(1))
            QVERIFY2(line.startsWith("{\"type\":\"tick\"") || line.startsWith("{\"type\":\"notification\""),
                     line.constData());
        QVERIFY(isContiguous(lines.numbers()));
        QCOMPARE(running.server.counters().clients, 1);
    }

    void linesGoOnWithoutALossOrACopy()
    {
        Running running(fast());
        QTRY_VERIFY(running.server.sequence() > 300);
        Stream events(running.server); // the other form at the same time
        Lines lines(running.server, "?since=" + running.server.epoch() + "-100");
        QTRY_VERIFY(lines.all().size() > 500);
        QCOMPARE(lines.numbers().first(), 101);
        QVERIFY(isContiguous(lines.numbers()));
        QTRY_VERIFY(events.events().size() > 100);
        QVERIFY(isContiguous(events.numbers()));
        Lines other(running.server, "?since=0badcafe-100");
        QTRY_VERIFY(!other.all().isEmpty());
        QVERIFY(other.all()[0].contains("\"type\":\"snapshot\""));
        Lines senseless(running.server, "?since=now");
        QTRY_VERIFY(senseless.head().startsWith("HTTP/1.1 400"));
    }

    void emptyLinesKeepItAlive()
    {
        ServerOptions options = quick();
        options.limits.heartbeat = 20ms;
        Running running(options);
        running.server.setRate(ServerOptions::minimumRate);
        Lines lines(running.server);
        QTRY_VERIFY(lines.all().count(QByteArray()) > 2);
        QSignalSpy stopped(&running.server, &FeedServer::stopped);
        running.server.stop();
        QVERIFY(stopped.wait());
        QTRY_VERIFY(lines.visitor().left());
        QVERIFY(lines.visitor().said.endsWith('\n')); // between two lines
    }

    void streamsCountAsConnections()
    {
        ServerOptions options = quick();
        options.limits.connectionsPerPeer = 2;
        Running running(options);
        Stream one(running.server);
        Stream two(running.server);
        QTRY_COMPARE(running.server.counters().clients, 2);
        Stream three(running.server);
        QTRY_VERIFY(three.visitor().left());
        QVERIFY(three.head().startsWith("HTTP/1.1 503"));
        one.visitor().socket.abort();
        QTRY_COMPARE(running.server.counters().connections, 1);
        Stream four(running.server);
        QTRY_VERIFY(!four.events().isEmpty());
    }

    void itEndsWithTheServer()
    {
        Running running;
        Stream stream(running.server);
        QTRY_VERIFY(!stream.events().isEmpty());
        QSignalSpy stopped(&running.server, &FeedServer::stopped);
        running.server.stop();
        QVERIFY(stopped.wait());
        QTRY_VERIFY(stream.visitor().left());
        QVERIFY(stream.body().endsWith("\n\n")); // between two events
        QCOMPARE(running.server.counters().connections, 0);
    }
};

QTEST_GUILESS_MAIN(TestServerStream)
#include "test_server_stream.moc"
