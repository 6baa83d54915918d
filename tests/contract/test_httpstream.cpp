#include "tests/contract/attempt.h"

using namespace feedscope;
using namespace feedscope::fakes;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr QStringView lane = u"http-stream";

/// Answers every request with this, and leaves the connection open.
RawServer::OnHead says(const QByteArray &bytes)
{
    return [bytes](QTcpSocket *s, const QByteArray &) { s->write(bytes); };
}

QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

QByteArray chunkedHead()
{
    return plainStreamHead("Transfer-Encoding: chunked\r\n");
}

QByteArray record(const QByteArray &content)
{
    QByteArray bytes;
    appendFramed(bytes, content, Framing::Length32);
    return bytes;
}

QByteArrayList payloads(const ListenerLog &log)
{
    QByteArrayList all;
    for (const Message &message : log.messages)
        all.append(message.payload);
    return all;
}

} // namespace

/// What a plain HTTP stream owes beyond the common contract (faults.md 3 and 5). How it is cut into records is
/// in test_framing.cpp.
class TestHttpStream : public QObject
{
    Q_OBJECT

private slots:
    void asksForWhateverTheProfileSays()
    {
        RawServer server(says(plainStreamHead()));
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.url.setScheme(u"http-stream+http"_s);
        endpoint.url.setQuery(u"watch=1"_s);
        endpoint.headers = {{"Accept", "application/json;stream=watch"}};
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.opened); // by the head alone: a quiet stream is open, too
        const QByteArray head = server.heads.first();
        QVERIFY2(head.startsWith("GET /feed?watch=1 HTTP/1.1\r\n"), head.constData());
        QCOMPARE(headerOf(head, "Accept"), "application/json;stream=watch");
        QCOMPARE(headerOf(head, "Cache-Control"), "no-store");
        QCOMPARE(headerOf(head, "Accept-Encoding"), "identity");
        QVERIFY(!attempt.transport->send("x", false));
        QVERIFY(!attempt.transport->ping());
        QVERIFY(!attempt.transport->reached()); // the profile's `resume` knows
    }

    void staysOpenBeyondTheConnectLimit()
    {
        QTcpSocket *peer = nullptr;
        RawServer server([&](QTcpSocket *s, const QByteArray &) { (peer = s)->write(plainStreamHead()); });
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.limits.connect = 300ms;
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.opened);
        QTimer later;
        QSignalSpy passed(&later, &QTimer::timeout);
        later.start(2 * endpoint.limits.connect);
        QVERIFY(passed.wait());
        QVERIFY(!attempt.log.isOver());
        peer->write("late\n");
        QTRY_COMPARE(attempt.log.messages.size(), 1);
    }

    void linesAreMessages()
    {
        RawServer server(says(plainStreamHead() + "{\"a\":1}\n\n{\"b\":22}\r\n\r\n\n{\"c\""));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_COMPARE(attempt.log.messages.size(), 2);
        QCOMPARE(payloads(attempt.log), (QByteArrayList{"{\"a\":1}\n", "{\"b\":22}\r\n"}));
        QVERIFY(!attempt.log.messages[0].binary);
        QCOMPARE(attempt.log.messages[0].arrival, attempt.log.messages[1].arrival); // of one reading
        const TransportCounters counters = attempt.transport->counters();
        QCOMPARE(counters.messages, 2);
        QCOMPARE(counters.payloadReceived, 7 + 8);
        QCOMPARE(counters.frameHeaders, 1 + 2);
        QTRY_COMPARE(attempt.transport->counters().control, 1 + 2 + 1); // the empty lines
    }

    void recordsAreMessages()
    {
        const QByteArray stream = record("{\"a\":1}") + record("two\nlines\n") + record("");
        RawServer server(says(chunkedHead() + chunk(stream.left(2)) + chunk(stream.mid(2, 11)) +
                              chunk(stream.mid(13))));
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.framing = Framing::Length32;
        Attempt attempt(lane, endpoint);
        QTRY_COMPARE(attempt.log.messages.size(), 3);
        QCOMPARE(payloads(attempt.log), (QByteArrayList{record("{\"a\":1}"), record("two\nlines\n"), record("")}));
        QVERIFY(attempt.log.messages[0].binary);
        QCOMPARE(attempt.transport->counters().frameHeaders, 3 * 4);
    }

    void chunksNeedNotBeRecords()
    {
        RawServer server(says(chunkedHead() + chunk("{\"on") + chunk("e\":1}\n\n{\"t") + chunk("wo\":2}\r") +
                              chunk("\n{}\n{}") + chunk("\n")));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_COMPARE(attempt.log.messages.size(), 4);
        QCOMPARE(payloads(attempt.log), (QByteArrayList{"{\"one\":1}\n", "{\"two\":2}\r\n", "{}\n", "{}\n"}));
    }

    /// Whatever comes is a sign of life, though nothing of it is a message.
    void everyByteIsASignOfLife()
    {
        QTcpSocket *peer = nullptr;
        RawServer server([&](QTcpSocket *s, const QByteArray &) { (peer = s)->write(plainStreamHead()); });
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.opened);
        for (const char *bytes : {"\n", "\r\n", "{"}) {
            const std::int64_t before = attempt.transport->bytesSeen();
            peer->write(bytes);
            QTRY_COMPARE(attempt.transport->bytesSeen(), before + qstrlen(bytes));
        }
        QVERIFY(attempt.log.messages.isEmpty());
    }

    void anyTypeIsGood_data()
    {
        QTest::addColumn<QByteArray>("headers");
        for (const char *type : {"", "Content-Type: application/x-ndjson\r\n", "Content-Type: text/plain\r\n",
                                 "Content-Type: application/json;stream=watch\r\n", "Content-Type: x\r\n"})
            QTest::addRow("%s", *type == 0 ? "none" : type) << QByteArray(type);
    }
    void anyTypeIsGood()
    {
        QFETCH(QByteArray, headers);
        RawServer server(says(plainStreamHead(headers) + "x\n"));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_COMPARE(attempt.log.messages.size(), 1);
    }

    void answersThatAreNoStream_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("persistent");
        QTest::addColumn<QString>("says");
        QTest::newRow("a page") << httpAnswer("200 OK", "<html>\n", "Content-Type: text/html; charset=utf-8\r\n")
                                << false << u"answers with a page (200)"_s;
        QTest::newRow("204") << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << true
                             << u"not to be asked again (204)"_s;
        QTest::newRow("compressed") << plainStreamHead("Content-Encoding: gzip\r\n") + "x\n" << false
                                    << u"compressed in a way"_s;
    }
    void answersThatAreNoStream()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, persistent);
        QFETCH(QString, says);
        RawServer server(::says(answer));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY2(attempt.log.sentence().contains(says), qPrintable(attempt.log.sentence()));
        QCOMPARE(attempt.log.failed->kind, persistent ? ErrorKind::Persistent : ErrorKind::Transient);
        QVERIFY(!attempt.log.opened);
        QVERIFY(attempt.log.messages.isEmpty());
        QTRY_COMPARE(server.disconnections, server.connections);
    }

    void itsEndIsTransient_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QString>("says");
        QTest::newRow("by closing") << plainStreamHead("Connection: close\r\n") + "x\n\n" << u"ended the stream"_s;
        QTest::newRow("chunked") << chunkedHead() + chunk("x\n") + "0\r\n\r\n" << u"ended the stream"_s;
        QTest::newRow("of known length") << httpAnswer("200 OK", "x\n") << u"ended the stream"_s;
        QTest::newRow("within a record") << plainStreamHead() + "x\n{\"cut" << u"broke off"_s;
        QTest::newRow("within a chunk") << chunkedHead() + chunk("x\n") + "10\r\n{" << u"broke off"_s;
    }
    void itsEndIsTransient()
    {
        QFETCH(QByteArray, stream);
        QFETCH(QString, says);
        RawServer server([stream](QTcpSocket *s, const QByteArray &) {
            s->write(stream);
            s->disconnectFromHost();
        });
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.isOver());
        QVERIFY(attempt.log.failed);
        QCOMPARE(attempt.log.heard.join(u' '), u"opened message failed"_s); // the cut record is none
        QCOMPARE(attempt.log.failed->kind, ErrorKind::Transient);
        QVERIFY2(attempt.log.sentence().contains(says), qPrintable(attempt.log.sentence()));
    }

    void aRecordThatNeverEnds()
    {
        RawServer server([](QTcpSocket *s, const QByteArray &) {
            s->write(plainStreamHead());
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

    void hostileLengthsAreRefusedByTheirHead()
    {
        RawServer server(says(plainStreamHead() + QByteArray("\xff\xff\xff\xff", 4)));
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.framing = Framing::Length32;
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY(attempt.log.sentence().contains(u"larger than the limit"));
    }

    void aHeadThatIsTooLarge()
    {
        RawServer server(says(plainStreamHead("X: " + QByteArray(70 * 1024, 'x') + "\r\n") + "x\n"));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY(!attempt.log.opened);
        QVERIFY(attempt.log.messages.isEmpty());
    }

    void burstsComeWhole()
    {
        constexpr int count = 200'000;
        QByteArray stream;
        for (int i = 0; i < count; ++i)
            stream += "{\"seq\":" + QByteArray::number(i) + (i % 100 == 0 ? "}\n\n" : "}\n");
        RawServer server(says(plainStreamHead() + stream));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_COMPARE_WITH_TIMEOUT(attempt.log.messages.size(), count, 30'000);
        QVERIFY(std::ranges::is_sorted(attempt.log.messages, {}, &Message::arrival));
        const TransportCounters counters = attempt.transport->counters();
        QCOMPARE(counters.payloadReceived + counters.frameHeaders + counters.control, stream.size());
    }
};

QTEST_GUILESS_MAIN(TestHttpStream)
#include "test_httpstream.moc"
