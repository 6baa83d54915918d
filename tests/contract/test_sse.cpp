#include "tests/contract/streams.h"

using namespace feedscope;
using namespace feedscope::fakes;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr QStringView lane = u"sse";

} // namespace

/// What a stream of events owes beyond the common contract (WHATWG HTML 9.2, faults.md 3 and 5). How it is
/// cut into events is in test_ssesplitter.cpp, what every stream owes in test_streams.cpp.
class TestSse : public QObject
{
    Q_OBJECT

private slots:
    void asksForAnEventStream()
    {
        RawServer server(says(eventStreamHead()));
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.url.setScheme(u"sse+http"_s);
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.opened); // by the head alone: a quiet stream is open, too
        const QByteArray head = server.heads.first();
        QCOMPARE(headerOf(head, "Accept"), "text/event-stream");
        QCOMPARE(headerOf(head, "Cache-Control"), "no-store");
        QCOMPARE(headerOf(head, "Accept-Encoding"), "identity");
        QVERIFY(headerOf(head, "Last-Event-ID").isEmpty());
        QVERIFY(!attempt.transport->send("x", false));
        QVERIFY(!attempt.transport->ping());
    }

    void eventsAreMessages()
    {
        RawServer server(says(eventStreamHead() + "id: 1\nevent: tick\ndata: a\n\ndata: b\n\n: hi\n\ndata: c"));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_COMPARE(attempt.log.messages.size(), 2);
        QCOMPARE(attempt.log.messages[0].payload, "id: 1\nevent: tick\ndata: a\n\n");
        QCOMPARE(attempt.log.messages[1].payload, "data: b\n\n");
        QCOMPARE(attempt.log.messages[0].arrival, attempt.log.messages[1].arrival); // of one reading
        const TransportCounters counters = attempt.transport->counters();
        QCOMPARE(counters.messages, 2);
        QCOMPARE(counters.payloadReceived, 2);
        QCOMPARE(counters.frameHeaders, qint64(sizeof "id: 1\nevent: tick\ndata: \n\ndata: \n\n") - 1);
        QCOMPARE(counters.control, qint64(sizeof ": hi\n\n") - 1);
    }

    void chunkedStreams()
    {
        RawServer server(says(eventStreamHead("Transfer-Encoding: chunked\r\n") + chunk("data: on") +
                              chunk("e\n\nda") + chunk("ta: two\r\n\r\n")));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_COMPARE(attempt.log.messages.size(), 2);
        QCOMPARE(attempt.log.messages[1].payload, "data: two\r\n\r\n");
    }

    void typesMayHaveParameters()
    {
        RawServer server(
            says("HTTP/1.1 200 OK\r\nContent-Type: Text/Event-Stream ;charset=UTF-8\r\n\r\ndata: x\n\n"));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_COMPARE(attempt.log.messages.size(), 1);
    }

    void goesOnFromTheLastEventId()
    {
        RawServer server(saysAndLeaves(eventStreamHead() + "id: [{\"p\":1}]\ndata: x\n\nid: unfinished\n"));
        std::optional<QByteArray> reached;
        {
            Attempt attempt(lane, endpointOf(lane, server));
            QCOMPARE(attempt.transport->reached(), QByteArray());
            QTRY_VERIFY(attempt.log.failed);
            reached = attempt.transport->reached();
        }
        QCOMPARE(reached, "[{\"p\":1}]");
        ListenerLog log;
        const auto next = makeTransport(lane, endpointOf(lane, server), &log);
        next->setCursor(*reached);
        next->start();
        QTRY_VERIFY(log.failed);
        QCOMPARE(headerOf(server.heads.last(), "Last-Event-ID"), "[{\"p\":1}]"); // verbatim
    }

    void burstsComeWhole()
    {
        constexpr int count = 200'000;
        QByteArray stream;
        for (int i = 0; i < count; ++i)
            stream += "id: " + QByteArray::number(i) + "\ndata: {\"seq\":" + QByteArray::number(i) + "}\n\n";
        RawServer server(says(eventStreamHead() + stream));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_COMPARE_WITH_TIMEOUT(attempt.log.messages.size(), count, 30'000);
        QCOMPARE(attempt.transport->reached(), QByteArray::number(count - 1));
        QVERIFY(std::ranges::is_sorted(attempt.log.messages, {}, &Message::arrival));
        const TransportCounters counters = attempt.transport->counters();
        QCOMPARE(counters.payloadReceived + counters.frameHeaders + counters.control, stream.size());
    }
};

QTEST_GUILESS_MAIN(TestSse)
#include "test_sse.moc"
