#include "core/net/relay.h"
#include "tests/contract/attempt.h"
#include "tests/fakes/testcertificates.h"

using namespace feedscope;
using namespace feedscope::fakes;
using namespace Qt::StringLiterals;

/// What the raw TCP lane does beyond the contract of all lanes.
class TestRawTcp : public QObject
{
    Q_OBJECT

private:
    /// A server that writes `bytes` in pieces of this size, a segment each, and keeps open.
    static RawServer::OnHead writes(const QByteArray &bytes, qsizetype piece)
    {
        return [bytes, piece](QTcpSocket *s, const QByteArray &) {
            for (qsizetype at = 0; at < bytes.size(); at += piece) {
                s->write(bytes.mid(at, piece));
                s->flush();
            }
        };
    }
    static QByteArray record(const QByteArray &content)
    {
        QByteArray bytes;
        appendFramed(bytes, content, Framing::Length32);
        return bytes;
    }
    static QByteArrayList payloads(const ListenerLog &log)
    {
        QByteArrayList all;
        for (const Message &message : log.messages)
            all.append(message.payload);
        return all;
    }

private slots:
    void linesInPieces_data()
    {
        QTest::addColumn<int>("piece");
        for (const int piece : {1, 2, 7, 1000})
            QTest::addRow("%d", piece) << piece;
    }
    void linesInPieces()
    {
        QFETCH(int, piece);
        RawServer server(writes("\n{\"a\":1}\r\n\r\n{\"b\":2}\n{\"c\":", piece));
        speak(u"tcp", server, {});
        Attempt attempt(u"tcp", endpointOf(u"tcp", server));
        QTRY_COMPARE(payloads(attempt.log), QByteArrayList({"{\"a\":1}\r\n", "{\"b\":2}\n"}));
        QVERIFY(!attempt.log.isOver());
        const TransportCounters counters = attempt.transport->counters();
        QCOMPARE(counters.messages, 2);
        QCOMPARE(counters.payloadReceived, 14);
        QCOMPARE(counters.frameHeaders, 3);
        QCOMPARE(counters.control, 3); // the empty lines
    }

    void recordsInPieces()
    {
        const QByteArray bytes = record("{\"a\":1}") + record("") + record(QByteArray(70'000, 'x'));
        for (const qsizetype piece : {qsizetype(1'000), qsizetype(3)}) {
            RawServer server(writes(bytes, piece));
            speak(u"tcp", server, {});
            Endpoint endpoint = endpointOf(u"tcp", server);
            endpoint.framing = Framing::Length32;
            Attempt attempt(u"tcp", endpoint);
            QTRY_COMPARE(attempt.log.messages.size(), 3);
            QCOMPARE(payloads(attempt.log).join(), bytes);
            QVERIFY(attempt.log.messages[1].binary); // its length is not text
            QCOMPARE(attempt.transport->counters().frameHeaders, 12);
            QCOMPARE(attempt.transport->counters().payloadReceived, 70'007);
        }
    }

    /// Refused by its length: the server sends nothing more, so nothing is waited for or held.
    void aRecordBeyondTheLimit()
    {
        RawServer server(writes(record("ok") + QByteArray("\x7f\xff\xff\xff", 4), 100));
        speak(u"tcp", server, {});
        Endpoint endpoint = endpointOf(u"tcp", server);
        endpoint.framing = Framing::Length32;
        endpoint.limits.message = 1'000'000;
        Attempt attempt(u"tcp", endpoint);
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY(attempt.log.sentence().contains(u"larger than the limit"_s));
        QCOMPARE(attempt.log.messages.size(), 1);
        QTRY_COMPARE(server.disconnections, 1);
    }

    void whatIsSentGetsTheFraming_data()
    {
        QTest::addColumn<bool>("records");
        QTest::addColumn<QByteArray>("wire");
        QTest::newRow("lines") << false << QByteArray("{\"op\":1}\nwith its end\n");
        QTest::newRow("records") << true << record("{\"op\":1}") + record("with its end\n");
    }
    void whatIsSentGetsTheFraming()
    {
        QFETCH(bool, records);
        QFETCH(QByteArray, wire);
        RawServer server;
        server.asksNothing = true;
        Endpoint endpoint = endpointOf(u"tcp", server);
        endpoint.framing = records ? Framing::Length32 : Framing::Lines;
        Attempt attempt(u"tcp", endpoint);
        QVERIFY(!attempt.transport->send("too early", false));
        QTRY_VERIFY(attempt.log.opened);
        QVERIFY(attempt.transport->send("{\"op\":1}", false));
        QVERIFY(attempt.transport->send("with its end\n", false));
        QTRY_COMPARE(server.received, wire);
        const TransportCounters counters = attempt.transport->counters();
        QCOMPARE(counters.payloadSent + counters.frameHeaders, wire.size());
        QVERIFY(!attempt.transport->ping()); // there is no such thing
    }

    void aServerThatDoesNotRead()
    {
        RawServer server({}, [](QTcpSocket *s) { RawServer::stopReading(s); });
        Endpoint endpoint = endpointOf(u"tcp", server);
        endpoint.limits.sendBacklog = 64 * 1024;
        Attempt attempt(u"tcp", endpoint);
        QTRY_VERIFY(attempt.log.opened);
        QVERIFY(!attempt.transport->send(QByteArray(65 * 1024, 'x'), false)); // larger than all that may wait
        QVERIFY(!attempt.log.isOver());
        while (attempt.transport->send(QByteArray(32 * 1024, 'x'), false))
            QCoreApplication::processEvents();
        QVERIFY(!attempt.log.isOver()); // not from within send()
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY(attempt.log.sentence().contains(u"does not read"_s));
    }

    void theEndOfTheStream_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("clean");
        QTest::newRow("between two messages") << QByteArray("a\nb\n") << true;
        QTest::newRow("nothing was said") << QByteArray() << true;
        QTest::newRow("inside a message") << QByteArray("a\nb") << false;
    }
    void theEndOfTheStream()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, clean);
        RawServer server([bytes](QTcpSocket *s, const QByteArray &) {
            s->write(bytes);
            s->disconnectFromHost();
        });
        speak(u"tcp", server, {});
        Attempt attempt(u"tcp", endpointOf(u"tcp", server));
        QTRY_VERIFY(attempt.log.closed);
        QCOMPARE(attempt.log.closed->clean, clean);
        QCOMPARE(attempt.log.closed->code, clean ? 0 : 1006);
        QCOMPARE(attempt.log.closed->reason.contains(u"inside a message"_s), !clean);
        QCOMPARE(attempt.log.messages.size(), bytes.count('\n'));
    }

    void aReset()
    {
        RawServer server([](QTcpSocket *s, const QByteArray &) { s->abort(); });
        speak(u"tcp", server, {});
        Attempt attempt(u"tcp", endpointOf(u"tcp", server));
        QTRY_VERIFY(attempt.log.isOver());
        QCOMPARE(attempt.log.endings(), 1);
    }

    void aMessageThatNeverEnds()
    {
        RawServer server([](QTcpSocket *s, const QByteArray &) {
            s->write("ok\n{");
            auto *drip = new QTimer(s);
            connect(drip, &QTimer::timeout, s, [s] { s->write("x"); });
            drip->start(10);
        });
        speak(u"tcp", server, {});
        Endpoint endpoint = endpointOf(u"tcp", server);
        endpoint.limits.connect = std::chrono::milliseconds(50);
        Attempt attempt(u"tcp", endpoint);
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY(attempt.log.sentence().contains(u"begun but not ended within 0.3 s"_s));
    }

    void itNeedsAPort()
    {
        RawServer server;
        Endpoint endpoint = endpointOf(u"tcp", server);
        endpoint.url.setPort(-1);
        Attempt attempt(u"tcp", endpoint);
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY(attempt.log.sentence().contains(u"names no port"_s));
        QCOMPARE(attempt.log.failed->kind, ErrorKind::Persistent);
    }

    /// Our end of file, not a reset: what the server had sent was read, and its own end is waited for.
    void stopIsPolite()
    {
        bool reset = false;
        RawServer server(writes("a\n", 100), [&](QTcpSocket *s) {
            connect(s, &QTcpSocket::errorOccurred, s, [&](QAbstractSocket::SocketError error) {
                reset = error != QAbstractSocket::RemoteHostClosedError;
            });
        });
        speak(u"tcp", server, {});
        Relay relay;
        QCOMPARE(relay.start(), QString());
        QCOMPARE(relay.openLane(u"tcp"_s).error, QString());
        Endpoint endpoint = endpointOf(u"tcp", server);
        endpoint.proxy = relay.proxy(u"tcp"_s);
        {
            Attempt attempt(u"tcp", endpoint);
            QTRY_COMPARE(attempt.log.messages.size(), 1);
            QVERIFY(attempt.transport->bytesSeen() != 0);
        }
        QTRY_COMPARE(server.disconnections, 1);
        QVERIFY(!reset);
        QTRY_VERIFY(!relay.count(u"tcp"_s).sockets.at(0).open);
        QCOMPARE(relay.count(u"tcp"_s).received, 2);
        QCOMPARE(relay.count(u"tcp"_s).sent, 0);
    }
};

QTEST_GUILESS_MAIN(TestRawTcp)
#include "test_rawtcp.moc"
