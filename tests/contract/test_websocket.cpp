#include "tests/contract/attempt.h"

#include <sys/socket.h>

using namespace feedscope;
using namespace feedscope::fakes;
using namespace Qt::StringLiterals;

namespace {

constexpr QStringView lane = u"websocket";

/// Upgrades, then sends `frames`.
RawServer::OnHead upgradeAnd(const QByteArray &frames)
{
    return [frames](QTcpSocket *s, const QByteArray &head) { s->write(upgradeAnswer(head) + frames); };
}

/// Ends the connection with RST.
void reset(QTcpSocket *socket)
{
    const linger now{1, 0};
    setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    socket->abort();
}

QByteArray ping(qsizetype size)
{
    return frame(Final | Ping, QByteArray(size, 'p'));
}

} // namespace

/// What the WebSocket transport adds to QWebSocket, against a server that does everything wrong (faults.md
/// 2).
class TestWebSocket : public QObject
{
    Q_OBJECT

private slots:
    void handshakes_data()
    {
        QTest::addColumn<QByteArray>("answer"); // KEY stands for the right accept key
        QTest::addColumn<QString>("says");      // empty: it opens
        const QByteArray start = "HTTP/1.1 101 Switching Protocols\r\n";
        const QByteArray upgrade = "Upgrade: websocket\r\n";
        const QByteArray connection = "Connection: Upgrade\r\n";
        const QByteArray accept = "Sec-WebSocket-Accept: KEY\r\n";
        const auto row = [](const char *name, const QByteArray &answer, const QString &says) {
            QTest::newRow(name) << answer << says;
        };
        const QString wrongly = u"WebSocket handshake wrongly"_s;
        row("right", start + upgrade + connection + accept + "\r\n", {});
        row("upper case", start + "UPGRADE: WEBSOCKET\r\nCONNECTION: UPGRADE\r\n" + accept + "\r\n", {});
        row("unasked extension, which Qt lets pass",
            start + upgrade + connection + accept + "Sec-WebSocket-Extensions: x\r\n\r\n", {});
        row("partial", start + upgrade, u"no full answer"_s);
        row("bare line feeds", "HTTP/1.1 101 Ok\nUpgrade: websocket\n\n", u"no full answer"_s);
        row("captive portal", httpAnswer("200 OK", "<html>log in</html>"), u"page (200)"_s);
        row("wrong accept", start + upgrade + connection + "Sec-WebSocket-Accept: abc\r\n\r\n", wrongly);
        row("no accept", start + upgrade + connection + "\r\n", wrongly);
        row("no upgrade", start + connection + accept + "\r\n", wrongly);
        row("list in Connection, which Qt refuses",
            start + upgrade + "Connection: keep-alive, Upgrade\r\n" + accept + "\r\n", wrongly);
        row("HTTP/1.0", "HTTP/1.0 101 Ok\r\n" + upgrade + connection + accept + "\r\n", wrongly);
        row("unasked protocol",
            start + upgrade + connection + accept + "Sec-WebSocket-Protocol: mqtt\r\n\r\n", wrongly);
        row("100 before 101",
            "HTTP/1.1 100 Continue\r\n\r\n" + start + upgrade + connection + accept + "\r\n",
            u"status 100"_s);
        row("other version", httpAnswer("400 Bad", {}, "Sec-WebSocket-Version: 99\r\n"), u"(400)"_s);
        row("other protocol wanted", httpAnswer("426 Upgrade Required"), u"(426)"_s);
    }
    void handshakes()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, says);
        RawServer server([&](QTcpSocket *s, const QByteArray &head) {
            s->write(QByteArray(answer).replace("KEY", acceptKey(head)));
        });
        Endpoint endpoint = endpointOf(lane, server);
        if (says.startsWith(u"no full answer"))
            endpoint.limits.connect = std::chrono::milliseconds(400);
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.opened || attempt.log.isOver());
        QCOMPARE(bool(attempt.log.opened), says.isEmpty());
        QVERIFY2(attempt.log.sentence().contains(says), qPrintable(attempt.log.sentence()));
        if (!says.isEmpty())
            QTRY_COMPARE(server.disconnections, server.connections);
    }

    void endlessHead()
    {
        RawServer server([](QTcpSocket *s, const QByteArray &) {
            s->write("HTTP/1.1 101 Ok\r\n");
            RawServer::flood(s, "X-A: " + QByteArray(64 * 1024, 'a'));
        });
        const qint64 before = residentBytes();
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY(grewLessThan(64, before));
    }

    void subprotocol()
    {
        RawServer server([](QTcpSocket *s, const QByteArray &head) {
            s->write(upgradeAnswer(head, "Sec-WebSocket-Protocol: second\r\n"));
        });
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.subprotocols = {u"first"_s, u"second"_s};
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.opened);
        QCOMPARE(attempt.log.opened->subprotocol, u"second"_s);
        const QByteArray asked = headerOf(server.heads.first(), "Sec-WebSocket-Protocol");
        QVERIFY2(asked.contains("first") && asked.contains("second"), asked.constData());
    }

    void noneOfTheSubprotocols()
    {
        RawServer server(upgradeAnd({}));
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.subprotocols = {u"first"_s};
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.opened);
        QVERIFY(attempt.log.opened->subprotocol.isEmpty());
    }

    void phases()
    {
        RawServer server(upgradeAnd({}));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.opened);
        const Opened &opened = *attempt.log.opened;
        QVERIFY(opened.hostFound >= 0);
        QVERIFY(opened.connected >= opened.hostFound);
        QVERIFY(opened.ready > opened.connected);
        QCOMPARE(opened.encrypted, noTime);
    }

    void messagesInTheUpgradesSegment()
    {
        RawServer server(upgradeAnd(text("one") + frame(Final | Binary, "two") + text("три")));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_COMPARE(attempt.log.messages.size(), 3);
        QCOMPARE(attempt.log.heard.first(), u"opened"_s);
        QCOMPARE(attempt.log.messages[0].payload, "one");
        QCOMPARE(attempt.log.messages[1].binary, true);
        QCOMPARE(attempt.log.messages[2].payload, "три");
    }

    /// Received: payload and headers add up to what the server sent, to the byte.
    void countsFrames()
    {
        QByteArray sent;
        for (const qsizetype size : {0, 1, 125, 126, 127, 65535, 65536, 100000})
            sent += text(QByteArray(size, 't')) + frame(Final | Binary, QByteArray(size, 'b'));
        sent += frame(Text, "frag") + frame(Continue, "") + ping(0) + frame(Final | Continue, "ments");
        sent += frame(Binary, "12") + frame(Final | Continue, QByteArray(300, 'x')) + text("last");
        RawServer server(upgradeAnd(sent));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_COMPARE(attempt.log.messages.size(), 19);
        QCOMPARE(attempt.log.messages[16].payload, "fragments");
        const TransportCounters counters = attempt.transport->counters();
        QCOMPARE(counters.messages, 19);
        QCOMPARE(counters.payloadReceived + counters.frameHeaders, sent.size() - ping(0).size());
        QVERIFY(attempt.transport->bytesSeen() > sent.size());
    }

    void sends()
    {
        RawServer server(upgradeAnd({}));
        Attempt attempt(lane, endpointOf(lane, server));
        QVERIFY(!attempt.transport->send("too early", false));
        QTRY_VERIFY(attempt.log.opened);
        const QByteArray large(600 * 1024, 'x'); // two frames of Qt's
        QVERIFY(attempt.transport->send("привет", false));
        QVERIFY(attempt.transport->send(large, true));
        QTRY_VERIFY(server.received.size() > large.size());
        const TransportCounters counters = attempt.transport->counters();
        QTRY_COMPARE(qint64(server.received.size()), counters.payloadSent + counters.frameHeaders);
        int first = 0;
        QCOMPARE(takeClientFrame(server.received, &first), "привет");
        QCOMPARE(first, Final | Text);
        QCOMPARE(takeClientFrame(server.received, &first).size(), 512 * 1024);
        QCOMPARE(first, int(Binary));
        QCOMPARE(takeClientFrame(server.received, &first).size(), 88 * 1024);
        QCOMPARE(first, Final | Continue);
    }

    void pingAndPong()
    {
        QTcpSocket *peer = nullptr;
        RawServer server([&](QTcpSocket *s, const QByteArray &head) {
            peer = s;
            s->write(upgradeAnswer(head) + frame(Final | Pong, QByteArray(8, 'x'))); // nobody asked
        });
        Attempt attempt(lane, endpointOf(lane, server));
        QVERIFY(!attempt.transport->ping());
        QTRY_VERIFY(attempt.log.opened);
        const Ns before = steadyNow();
        QVERIFY(attempt.transport->ping());
        QTRY_VERIFY(!server.received.isEmpty());
        int first = 0;
        const QByteArray stamp = takeClientFrame(server.received, &first);
        QCOMPARE(first, Final | Ping);
        QCOMPARE(stamp.size(), 8);
        peer->write(frame(Final | Pong, stamp) + frame(Final | Pong, stamp));
        QTRY_COMPARE(attempt.log.pongs.size(), 1);
        QVERIFY(attempt.log.pongs.first() > 0);
        QVERIFY(attempt.log.pongs.first() <= steadyNow() - before);
        QTRY_COMPARE(attempt.transport->counters().control, 14 + 3 * 10);
        QCOMPARE(attempt.log.pongs.size(), 1);
    }

    void answersPings()
    {
        RawServer server(upgradeAnd(ping(5) + ping(125)));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_COMPARE(server.received.size(), 6 + 5 + 6 + 125);
        int first = 0;
        QCOMPARE(takeClientFrame(server.received, &first), "ppppp");
        QCOMPARE(first, Final | Pong);
    }

    void closes_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("reason");
        for (const int code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 4000, 4999})
            QTest::addRow("%d", code) << code << QByteArray("why");
        QTest::newRow("hostile reason") << 1000 << QByteArray("<b>x</b>\n\x1b[2J");
    }
    void closes()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, reason);
        RawServer server(upgradeAnd(text("x") + closeFrame(quint16(code), reason)));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.isOver());
        QVERIFY2(attempt.log.closed, qPrintable(attempt.log.sentence()));
        QVERIFY(attempt.log.closed->clean);
        QCOMPARE(attempt.log.closed->code, code);
        const bool hostile = reason.contains('\n');
        QCOMPARE(attempt.log.closed->reason,
                 hostile ? u"<b>x</b>\\u000a\\u001b[2J"_s : QString::fromUtf8(reason));
        QCOMPARE(attempt.log.messages.size(), 1);
        QCOMPARE(attempt.log.endings(), 1);
    }

    void closesAndHangsUpAtOnce()
    {
        RawServer server([](QTcpSocket *s, const QByteArray &head) {
            s->write(upgradeAnswer(head) + text("x") + closeFrame(1001, "bye"));
            s->disconnectFromHost();
        });
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.closed);
        QVERIFY(attempt.log.closed->clean);
        QCOMPARE(attempt.log.closed->code, 1001);
        QCOMPARE(attempt.log.messages.size(), 1);
    }

    /// Qt 6.4 does not tell 1012, 1013 and 1014 apart from codes that are not valid at all.
    void closesThatQtCannotRead_data()
    {
        QTest::addColumn<int>("code");
        for (const int code : {1012, 1013, 1014})
            QTest::addRow("%d", code) << code;
    }
    void closesThatQtCannotRead()
    {
        QFETCH(int, code);
        RawServer server(upgradeAnd(closeFrame(quint16(code), "restart")));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.closed);
        QVERIFY(attempt.log.closed->clean);
        QVERIFY2(attempt.log.closed->code == code || attempt.log.closed->reason.contains(u"1012 to 1014"),
                 qPrintable(attempt.log.closed->reason));
    }

    void drops_data()
    {
        QTest::addColumn<bool>("rst");
        QTest::newRow("FIN") << false;
        QTest::newRow("RST") << true;
    }
    void drops()
    {
        QFETCH(bool, rst);
        RawServer server([rst](QTcpSocket *s, const QByteArray &head) {
            s->write(upgradeAnswer(head) + text("x"));
            s->flush();
            QTimer::singleShot(50, s, [s, rst] { rst ? reset(s) : s->disconnectFromHost(); });
        });
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.isOver());
        QVERIFY(attempt.log.closed);
        QVERIFY(!attempt.log.closed->clean);
        QCOMPARE(attempt.log.closed->code, 1006);
        QCOMPARE(attempt.log.messages.size(), 1);
    }

    void violations_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("rsv1") << frame(Final | 0x40 | Text, "x");
        QTest::newRow("reserved opcode") << frame(Final | 3, "x");
        QTest::newRow("continuation first") << frame(Final | Continue, "x");
        QTest::newRow("text inside text") << frame(Text, "x") + text("y");
        QTest::newRow("fragmented ping") << frame(Ping, "x");
        QTest::newRow("large ping") << ping(126);
        QTest::newRow("bad UTF-8") << text("\xff\xfe");
        QTest::newRow("short in two bytes") << QByteArray("\x81\x7e\x00\x01x", 5);
        QTest::newRow("negative length") << QByteArray("\x82\x7f\xff\xff\xff\xff\xff\xff\xff\xff", 10);
        QTest::newRow("one byte of close") << frame(Final | Close, "x");
    }
    void violations()
    {
        QFETCH(QByteArray, bytes);
        RawServer server(upgradeAnd(bytes));
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.isOver());
        QVERIFY(attempt.log.failed);
        QVERIFY2(attempt.log.sentence().contains(u"broke the WebSocket protocol"),
                 qPrintable(attempt.log.sentence()));
        QTRY_COMPARE(server.disconnections, 1);
    }

    void bombs_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QString>("says");
        const QByteArray part(60000, 'x');
        QTest::newRow("fragments") << frame(Binary, part) << frame(Continue, part) << u"larger than"_s;
        QTest::newRow("text") << frame(Text, part) << frame(Continue, part) << u"larger than"_s;
        QTest::newRow("empty fragments")
            << frame(Binary, "") << frame(Continue, "").repeated(10000) << u"fragments"_s;
    }
    void bombs()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, more);
        QFETCH(QString, says);
        RawServer server([&](QTcpSocket *s, const QByteArray &head) {
            s->write(upgradeAnswer(head) + first);
            RawServer::flood(s, more);
        });
        const qint64 before = residentBytes();
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.isOver());
        QVERIFY2(attempt.log.sentence().contains(says), qPrintable(attempt.log.sentence()));
        QVERIFY(grewLessThan(96, before));
        QVERIFY(attempt.log.messages.isEmpty());
    }

    void pingFloodWithoutReading()
    {
        RawServer server([&](QTcpSocket *s, const QByteArray &head) {
            s->write(upgradeAnswer(head));
            RawServer::stopReading(s);
            RawServer::flood(s, ping(125).repeated(500));
        });
        const qint64 before = residentBytes();
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY_WITH_TIMEOUT(attempt.log.isOver(), patience);
        QVERIFY2(attempt.log.sentence().contains(u"does not read"), qPrintable(attempt.log.sentence()));
        QVERIFY(grewLessThan(64, before));
    }

    void sendsToOneWhoDoesNotRead()
    {
        RawServer server([](QTcpSocket *s, const QByteArray &head) {
            s->write(upgradeAnswer(head));
            RawServer::stopReading(s);
        });
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.opened);
        QVERIFY(!attempt.transport->send(QByteArray(2 * 1024 * 1024, 'x'), true)); // never fits
        QVERIFY(!attempt.log.isOver());
        const QByteArray part(256 * 1024, 'x');
        for (int i = 0; i < 1000 && attempt.transport->send(part, true); ++i)
            QCoreApplication::processEvents();
        QVERIFY(!attempt.log.isOver()); // not from inside send()
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY(attempt.log.sentence().contains(u"does not read"));
    }

    void trickledMessage()
    {
        RawServer server([](QTcpSocket *s, const QByteArray &head) {
            s->write(upgradeAnswer(head) + text("whole") + text(QByteArray(1000, 'x')).left(10));
            auto *drip = new QTimer(s);
            connect(drip, &QTimer::timeout, s, [s] { s->write("x"); });
            drip->start(20);
        });
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.limits.connect = std::chrono::milliseconds(500); // a message may take 3 s
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY_WITH_TIMEOUT(attempt.log.isOver(), patience);
        QVERIFY2(attempt.log.sentence().contains(u"begun but not ended within 3 s"),
                 qPrintable(attempt.log.sentence()));
        QCOMPARE(attempt.log.messages.size(), 1);
    }

    void silenceAfterAFragmentedMessage()
    {
        RawServer server([](QTcpSocket *s, const QByteArray &head) {
            s->write(upgradeAnswer(head) + frame(Text, "a") + frame(Final | Continue, "b"));
            QTimer::singleShot(2'000, s, [s] { s->write(text("later")); });
        });
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.limits.connect = std::chrono::milliseconds(300); // a message may take 1.8 s
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.isOver() || attempt.log.messages.size() == 2);
        QVERIFY2(!attempt.log.isOver(), qPrintable(attempt.log.sentence()));
    }

    void stopsPolitely()
    {
        RawServer server(upgradeAnd({}));
        {
            Attempt attempt(lane, endpointOf(lane, server));
            QTRY_VERIFY(attempt.log.opened);
        }
        QTRY_COMPARE(server.disconnections, 1);
        int first = 0;
        QCOMPARE(takeClientFrame(server.received, &first), QByteArray("\x03\xe8"));
        QCOMPARE(first, Final | Close);
    }

    void stopsThoughThePeerDoesNotRead()
    {
        RawServer server([](QTcpSocket *s, const QByteArray &head) {
            s->write(upgradeAnswer(head));
            RawServer::stopReading(s);
        });
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.limits.close = std::chrono::milliseconds(patience); // waiting for it would be noticed
        Ns stoppedAt = 0;
        {
            Attempt attempt(lane, endpoint);
            QTRY_VERIFY(attempt.log.opened);
            const QByteArray part(1024 * 1024, 'x');
            for (int i = 0; i < 20; ++i) {
                attempt.transport->send(part, true);
                QCoreApplication::processEvents();
            }
            stoppedAt = steadyNow();
        }
        QVERIFY(steadyNow() - stoppedAt < patience * millisecond / 2);
    }
};

QTEST_GUILESS_MAIN(TestWebSocket)
#include "test_websocket.moc"
