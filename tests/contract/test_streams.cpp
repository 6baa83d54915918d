#include "tests/contract/streams.h"

using namespace feedscope;
using namespace feedscope::fakes;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Of a lane: how its stream begins, one message of it, and what is part of none.
struct Stream
{
    QStringView lane;
    QByteArray head;
    QByteArray message;
    QByteArrayList between; ///< brings no message, each
    QByteArray begun;       ///< of a message
};

const Stream &stream(const QString &lane)
{
    static const Stream events{
        u"sse", eventStreamHead(), "data: x\n\n", {": thump\n", "d", "\n\n"}, "data: "};
    static const Stream records{u"http-stream", plainStreamHead(), "x\n", {"\n", "\r\n", "{"}, {}};
    return lane == events.lane ? events : records;
}

} // namespace

/// What every stream over HTTP owes beyond the common contract (faults.md 3 and 5).
class TestStreams : public QObject
{
    Q_OBJECT

    static void lanes()
    {
        QTest::addColumn<QString>("lane");
        QTest::newRow("sse") << u"sse"_s;
        QTest::newRow("http-stream") << u"http-stream"_s;
    }

private slots:
    void staysOpenBeyondTheConnectLimit_data() { lanes(); }
    void staysOpenBeyondTheConnectLimit()
    {
        QFETCH(QString, lane);
        QTcpSocket *peer = nullptr;
        RawServer server([&](QTcpSocket *s, const QByteArray &) { (peer = s)->write(stream(lane).head); });
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.limits.connect = 300ms;
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.opened); // by the head alone
        QTimer later;
        QSignalSpy passed(&later, &QTimer::timeout);
        later.start(2 * endpoint.limits.connect);
        QVERIFY(passed.wait());
        QVERIFY(!attempt.log.isOver());
        peer->write(stream(lane).message);
        QTRY_COMPARE(attempt.log.messages.size(), 1);
    }

    /// The head may come alone; then it is not waited for a body, and the instant is that of the head.
    void theHeadIsStampedWhenItComes_data() { lanes(); }
    void theHeadIsStampedWhenItComes()
    {
        QFETCH(QString, lane);
        RawServer server(says(stream(lane).head));
        const Ns begun = steadyNow();
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.opened);
        QVERIFY(attempt.log.opened->ready > 0);
        QVERIFY(begun + attempt.log.opened->ready <= steadyNow());
    }

    /// Whatever comes is a sign of life, though nothing of it is a message.
    void everyByteIsASignOfLife_data() { lanes(); }
    void everyByteIsASignOfLife()
    {
        QFETCH(QString, lane);
        QTcpSocket *peer = nullptr;
        RawServer server([&](QTcpSocket *s, const QByteArray &) { (peer = s)->write(stream(lane).head); });
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.opened);
        for (const QByteArray &bytes : stream(lane).between) {
            const std::int64_t before = attempt.transport->bytesSeen();
            peer->write(bytes);
            QTRY_COMPARE(attempt.transport->bytesSeen(), before + bytes.size());
        }
        QVERIFY(attempt.log.messages.isEmpty());
    }

    void answersThatAreNoStream_data()
    {
        QTest::addColumn<QString>("lane");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("persistent");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *lane, const char *name, const QByteArray &answer, bool persistent,
                            const char *says) {
            QTest::addRow("%s: %s", lane, name)
                << QString::fromLatin1(lane) << answer << persistent << QString::fromUtf8(says);
        };
        const auto page = [](const char *type) {
            return httpAnswer("200 OK", "data: x\n\n", "Content-Type: " + QByteArray(type) + "\r\n");
        };
        const QByteArray nothing = "HTTP/1.1 204 No Content\r\n\r\n";
        row("sse", "a page", page("text/html; charset=utf-8"), true, "answers with text/html, not with an");
        row("sse", "plain", page("text/plain"), true, "text/plain");
        row("sse", "no type", httpAnswer("200 OK", "data: x\n\n"), true, "does not say");
        row("sse", "hostile type", page("text/\x1b[31m"), true, "text/\\u001b[31m");
        row("sse", "endless page", "HTTP/1.1 200 OK\r\nContent-Type: a/b\r\n\r\nxxx", true, "a/b");
        row("sse", "204", nothing, true, "not to be asked again (204)");
        row("sse", "compressed", eventStreamHead("Content-Encoding: gzip\r\n") + "x", false,
            "compressed in a way");
        row("http-stream", "a page", page("text/html; charset=utf-8"), false, "answers with a page (200)");
        row("http-stream", "204", nothing, true, "not to be asked again (204)");
        row("http-stream", "compressed", plainStreamHead("Content-Encoding: gzip\r\n") + "x\n", false,
            "compressed in a way");
    }
    void answersThatAreNoStream()
    {
        QFETCH(QString, lane);
        QFETCH(QByteArray, answer);
        QFETCH(bool, persistent);
        QFETCH(QString, says);
        RawServer server(fakes::says(answer));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY2(attempt.log.sentence().contains(says), qPrintable(attempt.log.sentence()));
        QCOMPARE(attempt.log.failed->kind, persistent ? ErrorKind::Persistent : ErrorKind::Transient);
        QVERIFY(!attempt.log.opened);
        QVERIFY(attempt.log.messages.isEmpty());
        QTRY_COMPARE(server.disconnections, server.connections);
    }

    /// What a refusal has to say stands in its head: its body may stay open for ever. (Qt keeps a 401 to
    /// itself until its body has ended: that one remains for the deadline.)
    void refusalsAreNotWaitedFor_data()
    {
        QTest::addColumn<QString>("lane");
        QTest::addColumn<QByteArray>("status");
        for (const char *lane : {"sse", "http-stream"})
            for (const char *status : {"403 Forbidden", "404 Not Found", "503 Service Unavailable"})
                QTest::addRow("%s: %s", lane, status) << QString::fromLatin1(lane) << QByteArray(status);
    }
    void refusalsAreNotWaitedFor()
    {
        QFETCH(QString, lane);
        QFETCH(QByteArray, status);
        RawServer server(says("HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\nRetry-After: 7\r\n\r\nbusy"));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY_WITH_TIMEOUT(attempt.log.failed, 30'000);
        QCOMPARE(attempt.log.failed->httpStatus, status.left(3).toInt());
        QVERIFY(!attempt.log.opened);
    }

    void itsEndIsTransient_data()
    {
        QTest::addColumn<QString>("lane");
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<int>("retryMs");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *lane, const char *name, const QByteArray &stream, const char *says) {
            const int retryMs = stream.contains("retry: 2500") ? 2500 : 0;
            QTest::addRow("%s: %s", lane, name)
                << QString::fromLatin1(lane) << stream << retryMs << QString::fromUtf8(says);
        };
        const QByteArray events = eventStreamHead("Transfer-Encoding: chunked\r\n");
        row("sse", "by closing", eventStreamHead() + "retry: 2500\ndata: x\n\ndata: cut", "ended the");
        row("sse", "chunked", events + chunk("data: x\n\nretry: 2500\n") + "0\r\n\r\n", "ended the");
        row("sse", "within a chunk", events + chunk("retry: 2500\ndata: x\n\n") + "10\r\ndata:", "broke off");
        row("http-stream", "by closing", plainStreamHead("Connection: close\r\n") + "x\n\n",
            "ended the stream");
        row("http-stream", "chunked", chunkedHead() + chunk("x\n") + "0\r\n\r\n", "ended the stream");
        row("http-stream", "of known length", httpAnswer("200 OK", "x\n"), "ended the stream");
        row("http-stream", "within a record", plainStreamHead() + "x\n{\"cut", "broke off");
        row("http-stream", "of known length, without a line's end", httpAnswer("200 OK", "x"), "ended the stream");
        row("http-stream", "chunked, without a line's end", chunkedHead() + chunk("x") + "0\r\n\r\n",
            "ended the stream");
        row("http-stream", "before its length", plainStreamHead("Content-Length: 9\r\n") + "x\n{\"cut", "broke off");
        row("http-stream", "within a chunk", chunkedHead() + chunk("x\n") + "10\r\n{", "broke off");
    }
    void itsEndIsTransient()
    {
        QFETCH(QString, lane);
        QFETCH(QByteArray, stream);
        QFETCH(int, retryMs);
        QFETCH(QString, says);
        RawServer server(saysAndLeaves(stream));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.isOver());
        QVERIFY(attempt.log.failed);
        QCOMPARE(attempt.log.heard.join(u' '), u"opened message failed"_s); // what was cut is none
        QCOMPARE(attempt.log.failed->kind, ErrorKind::Transient);
        QCOMPARE(attempt.log.failed->retryAfter, std::chrono::milliseconds(retryMs));
        QVERIFY2(attempt.log.sentence().contains(says), qPrintable(attempt.log.sentence()));
    }

    void aMessageThatNeverEnds_data() { lanes(); }
    void aMessageThatNeverEnds()
    {
        QFETCH(QString, lane);
        RawServer server([lane](QTcpSocket *s, const QByteArray &) {
            s->write(stream(lane).head + stream(lane).begun);
            auto *drip = new QTimer(s);
            connect(drip, &QTimer::timeout, s, [s] { s->write("x"); });
            drip->start(20);
        });
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.limits.connect = 400ms;
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY_WITH_TIMEOUT(attempt.log.failed, 30'000);
        QVERIFY2(attempt.log.sentence().contains(u"was begun but not ended within 2.4 s"),
                 qPrintable(attempt.log.sentence()));
    }
};

QTEST_GUILESS_MAIN(TestStreams)
#include "test_streams.moc"
