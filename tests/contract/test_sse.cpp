#include "tests/contract/attempt.h"

using namespace feedscope;
using namespace feedscope::fakes;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr QStringView lane = u"sse";

/// Answers every request with this, and leaves the connection open.
RawServer::OnHead says(const QByteArray &bytes)
{
    return [bytes](QTcpSocket *s, const QByteArray &) { s->write(bytes); };
}

RawServer::OnHead saysAndLeaves(const QByteArray &bytes)
{
    return [bytes](QTcpSocket *s, const QByteArray &) {
        s->write(bytes);
        s->disconnectFromHost();
    };
}

QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

} // namespace

/// What a stream of events owes beyond the common contract (WHATWG HTML 9.2, faults.md 3 and 5). How it is
/// cut into events is in test_ssesplitter.cpp.
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

    void staysOpenBeyondTheConnectLimit()
    {
        QTcpSocket *peer = nullptr;
        RawServer server([&](QTcpSocket *s, const QByteArray &) { (peer = s)->write(eventStreamHead()); });
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.limits.connect = 300ms;
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.opened);
        QTimer later;
        QSignalSpy passed(&later, &QTimer::timeout);
        later.start(2 * endpoint.limits.connect);
        QVERIFY(passed.wait());
        QVERIFY(!attempt.log.isOver());
        peer->write("data: late\n\n");
        QTRY_COMPARE(attempt.log.messages.size(), 1);
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

    /// Whatever comes is a sign of life, though nothing of it is a message.
    void everyByteIsASignOfLife()
    {
        QTcpSocket *peer = nullptr;
        RawServer server([&](QTcpSocket *s, const QByteArray &) { (peer = s)->write(eventStreamHead()); });
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.opened);
        for (const char *bytes : {": thump\n", "d", "\n\n"}) {
            const std::int64_t before = attempt.transport->bytesSeen();
            peer->write(bytes);
            QTRY_COMPARE(attempt.transport->bytesSeen(), before + qstrlen(bytes));
        }
        QVERIFY(attempt.log.messages.isEmpty());
    }

    void answersThatAreNoStream_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("says");
        const auto page = [](const char *type) {
            return httpAnswer("200 OK", "data: x\n\n", "Content-Type: " + QByteArray(type) + "\r\n");
        };
        QTest::newRow("a page") << page("text/html; charset=utf-8") << u"answers with text/html, not with an"_s;
        QTest::newRow("plain") << page("text/plain") << u"text/plain"_s;
        QTest::newRow("no type") << httpAnswer("200 OK", "data: x\n\n") << u"does not say"_s;
        QTest::newRow("hostile type") << page("text/\x1b[31m") << u"text/\\u001b[31m"_s;
        QTest::newRow("endless page") << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: a/b\r\n\r\nxxx") << u"a/b"_s;
        QTest::newRow("204") << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << u"not to be asked again (204)"_s;
    }
    void answersThatAreNoStream()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, says);
        RawServer server(::says(answer));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.failed);
        QCOMPARE(attempt.log.failed->kind, ErrorKind::Persistent);
        QVERIFY2(attempt.log.sentence().contains(says), qPrintable(attempt.log.sentence()));
        QVERIFY(!attempt.log.opened);
        QVERIFY(attempt.log.messages.isEmpty());
        QTRY_COMPARE(server.disconnections, server.connections);
    }

    void typesMayHaveParameters()
    {
        RawServer server(
            says("HTTP/1.1 200 OK\r\nContent-Type: Text/Event-Stream ;charset=UTF-8\r\n\r\ndata: x\n\n"));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_COMPARE(attempt.log.messages.size(), 1);
    }

    void compressedStreamsAreRefused()
    {
        RawServer server(says(eventStreamHead("Content-Encoding: gzip\r\n") + "x"));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY(attempt.log.sentence().contains(u"compressed in a way"));
    }

    void itsEndIsTransient_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QString>("says");
        QTest::newRow("by closing") << eventStreamHead() + "retry: 2500\ndata: x\n\ndata: cut" << u"ended the"_s;
        QTest::newRow("chunked") << eventStreamHead("Transfer-Encoding: chunked\r\n") +
                                        chunk("data: x\n\nretry: 2500\n") + "0\r\n\r\n"
                                 << u"ended the"_s;
        QTest::newRow("within a chunk") << eventStreamHead("Transfer-Encoding: chunked\r\n") +
                                               chunk("retry: 2500\ndata: x\n\n") + "10\r\ndata:"
                                        << u"broke off"_s;
    }
    void itsEndIsTransient()
    {
        QFETCH(QByteArray, stream);
        QFETCH(QString, says);
        RawServer server(saysAndLeaves(stream));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.isOver());
        QVERIFY(attempt.log.failed);
        QCOMPARE(attempt.log.heard.join(u' '), u"opened message failed"_s); // the cut event is none
        QCOMPARE(attempt.log.failed->kind, ErrorKind::Transient);
        QCOMPARE(attempt.log.failed->retryAfter, 2500ms);
        QVERIFY2(attempt.log.sentence().contains(says), qPrintable(attempt.log.sentence()));
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

    void anEventThatNeverEnds()
    {
        RawServer server([](QTcpSocket *s, const QByteArray &) {
            s->write(eventStreamHead() + "data: ");
            auto *drip = new QTimer(s);
            connect(drip, &QTimer::timeout, s, [s] { s->write("x"); });
            drip->start(20);
        });
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.limits.connect = 100ms;
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY2(attempt.log.sentence().contains(u"was begun but not ended within 0.6 s"),
                 qPrintable(attempt.log.sentence()));
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
