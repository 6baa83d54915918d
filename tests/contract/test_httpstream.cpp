#include "tests/contract/streams.h"

using namespace feedscope;
using namespace feedscope::fakes;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr QStringView lane = u"http-stream";

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

    /// It ends where its server said, so its last line is whole.
    void theLastLineNeedsNoEnd()
    {
        RawServer server(saysAndLeaves(httpAnswer("200 OK", "{\"a\":1}\n{\"b\":2}")));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.isOver());
        QCOMPARE(payloads(attempt.log), (QByteArrayList{"{\"a\":1}\n", "{\"b\":2}"}));
        QCOMPARE(attempt.transport->counters().payloadReceived, 7 + 7);
        QVERIFY2(attempt.log.sentence().contains(u"ended the stream"), qPrintable(attempt.log.sentence()));
    }

    void aRecordNeedsItsLength()
    {
        RawServer server(saysAndLeaves(httpAnswer("200 OK", record("x") + record("cut").chopped(1))));
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.framing = Framing::Length32;
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.isOver());
        QCOMPARE(payloads(attempt.log), QByteArrayList{record("x")});
        QVERIFY2(attempt.log.sentence().contains(u"broke off"), qPrintable(attempt.log.sentence()));
    }

    /// The limit is a message's.
    void theLengthOfTheStreamIsNoMatter()
    {
        QByteArray stream;
        for (int i = 0; i < 1'000; ++i)
            stream += "{\"seq\":" + QByteArray::number(i) + "}\n";
        RawServer server(says(httpAnswer("200 OK", stream)));
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.limits.message = 100;
        Attempt attempt(lane, endpoint);
        QTRY_COMPARE_WITH_TIMEOUT(attempt.log.messages.size(), 1'000, 30'000);
        QTRY_VERIFY(attempt.log.isOver());
        QVERIFY2(attempt.log.sentence().contains(u"ended the stream"), qPrintable(attempt.log.sentence()));
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
