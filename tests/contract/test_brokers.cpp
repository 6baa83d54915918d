#include "core/transport/brokers/mqttwriter.h"
#include "core/transport/mqtt.h"
#include "tests/contract/attempt.h"

using namespace feedscope;
using namespace feedscope::fakes;
using namespace Qt::StringLiterals;

namespace {

QByteArray hex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

QByteArray binary(const QByteArray &payload)
{
    return frame(Final | Binary, payload);
}

/// A PUBLISH to the topic "t".
QByteArray publish(quint16 id, const QByteArray &payload, bool again = false)
{
    const QByteArray body = QByteArray("\0\1t", 3) + char(id >> 8) + char(id & 0xff) + payload;
    return QByteArray(1, again ? char(0x3a) : char(0x32)) + char(body.size()) + body;
}

} // namespace

/// The lanes to brokers, byte by byte: what they say and when, what they make of what is said to them.
class TestBrokers : public QObject
{
    Q_OBJECT

    /// All that the client has said so far, frame after frame.
    static QByteArrayList said(const RawServer &server)
    {
        QByteArray bytes = server.received;
        QByteArrayList frames;
        for (QByteArray one = takeClientFrame(bytes); !one.isEmpty(); one = takeClientFrame(bytes))
            frames.append(one);
        return frames;
    }
    static RawServer::OnHead answering(const QByteArray &frames)
    {
        return [frames](QTcpSocket *s, const QByteArray &head) { s->write(upgradeAnswer(head) + frames); };
    }
    static Endpoint endpoint(QStringView lane, const RawServer &server)
    {
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.broker.clientId = "me";
        return endpoint;
    }
    static QByteArrayList payloads(const Attempt &attempt)
    {
        QByteArrayList list;
        for (const Message &message : attempt.log.messages)
            list.append(message.payload);
        return list;
    }

private slots:
    /// The subprotocol is offered, CONNECT comes first, and everything is asked for where the profile asks
    /// for nothing.
    void mqttBeginsByItself()
    {
        RawServer server(answering(welcomeOf(u"mqtt")));
        Attempt attempt(u"mqtt", endpoint(u"mqtt", server));
        QTRY_VERIFY(attempt.log.opened);
        QCOMPARE(headerOf(server.heads.first(), "Sec-WebSocket-Protocol"), "mqtt");
        QTRY_COMPARE(said(server).size(), 2);
        QCOMPARE(said(server).first(), hex("100e00044d5154540400003c00026d65"));
        QCOMPARE(said(server).last().last(4), hex("00012301")); // "#" at QoS 1
        attempt.transport->ping();
        QTRY_VERIFY(said(server).endsWith(hex("c000")));
    }

    void mqttSaysWhatTheProfileSays()
    {
        RawServer server(answering(welcomeOf(u"mqtt")));
        Endpoint to = endpoint(u"mqtt", server);
        to.greeting = {"CONNECT 101200044d5154540402001e000670726f626534",
                       R"({"packet":"SUBSCRIBE","topics":["a","b"],"qos":0})", R"({"op":"subscribe"})"};
        Attempt attempt(u"mqtt", to);
        QTRY_COMPARE(said(server).size(), 2); // the last is for the feed's other transports
        QCOMPARE(said(server).first(), hex("101200044d5154540402001e000670726f626534"));
        QCOMPARE(said(server).last().last(8), hex("0001610000016200"));
        QVERIFY(!attempt.transport->send(R"({"op":"clock"})", false));
        QVERIFY(!attempt.log.isOver());
        attempt.transport->send("hello", false);
        QTRY_VERIFY(attempt.log.failed);
        QCOMPARE(attempt.log.failed->kind, ErrorKind::Persistent);
    }

    /// WebSocket messages are pieces of a stream: half a packet, several packets.
    void piecesAreUnits_data()
    {
        QTest::addColumn<QString>("lane");
        for (const char *lane : {"mqtt", "stomp", "nats"})
            QTest::newRow(lane) << QString::fromLatin1(lane);
    }
    void piecesAreUnits()
    {
        QFETCH(QString, lane);
        QByteArray stream;
        for (int i = 0; i < 20; ++i)
            stream += unitOf(lane, "{\"n\":" + QByteArray::number(i) + '}');
        QByteArray frames = welcomeOf(lane);
        for (qsizetype at = 0; at < stream.size(); at += 7)
            frames += binary(stream.mid(at, 7));
        RawServer server(answering(frames));
        Attempt attempt(lane, endpoint(lane, server));
        QTRY_COMPARE(attempt.log.messages.size(), 21);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(payloads(attempt)[i + 1], unitOf(lane, "{\"n\":" + QByteArray::number(i) + '}'));
    }

    /// Acknowledged after the lane has it; what comes again after an outage is acknowledged, and comes once.
    void mqttRepeats()
    {
        RawServer first(answering(welcomeOf(u"mqtt") + binary(publish(7, "a") + publish(8, "b"))));
        QByteArray place;
        {
            Attempt attempt(u"mqtt", endpoint(u"mqtt", first));
            QTRY_COMPARE(attempt.log.messages.size(), 3);
            QTRY_VERIFY(said(first).contains(hex("40020007")) && said(first).contains(hex("40020008")));
            place = attempt.transport->reached().value_or(QByteArray());
        }
        // 8 again; another message with the number 7; a first delivery that was never seen.
        RawServer second(answering(welcomeOf(u"mqtt") +
                                   binary(publish(8, "b", true) + publish(7, "c", true) + publish(9, "d"))));
        ListenerLog log;
        MqttTransport transport(endpoint(u"mqtt", second), &log);
        transport.setCursor(place);
        transport.start();
        QTRY_COMPARE(log.messages.size(), 3);
        QVERIFY(log.messages[1].payload.endsWith('c') && log.messages[2].payload.endsWith('d'));
        QCOMPARE(transport.repeated(), 1);
        QTRY_VERIFY(said(second).contains(hex("40020008")) && said(second).contains(hex("40020009")));
        transport.stop();
    }

    /// Who comes back keeps the session; who does not leaves no subscription behind.
    void mqttFarewell()
    {
        RawServer server(answering(welcomeOf(u"mqtt")));
        {
            Attempt attempt(u"mqtt", endpoint(u"mqtt", server));
            QTRY_COMPARE(said(server).size(), 2);
        }
        QTRY_COMPARE(server.disconnections, 1);
        QVERIFY(!said(server).contains(hex("e000")));
        Attempt attempt(u"mqtt", endpoint(u"mqtt", server));
        QTRY_COMPARE(said(server).count(hex("100e00044d5154540400003c00026d65")), 2);
        QTRY_VERIFY(attempt.log.opened && said(server).last().last(4) == hex("00012301"));
        attempt.transport->goingForGood();
        attempt.transport->stop();
        QTRY_VERIFY(said(server).contains(hex("e000")));
        QVERIFY(said(server).contains(hex("a20500030001") + '#'));
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("lane");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("persistent");
        QTest::addColumn<QString>("says");
        QTest::newRow("mqtt password")
            << u"mqtt"_s << binary(hex("20020004")) << true << u"the password is wrong"_s;
        QTest::newRow("mqtt unavailable")
            << u"mqtt"_s << binary(hex("20020003")) << false << u"unavailable"_s;
        QTest::newRow("mqtt other code") << u"mqtt"_s << binary(hex("200200f0")) << true << u"code 240"_s;
        QTest::newRow("mqtt topic") << u"mqtt"_s << welcomeOf(u"mqtt") + binary(hex("9003000180")) << true
                                    << u"refuses the subscription to #"_s;
        QTest::newRow("mqtt QoS 2") << u"mqtt"_s << welcomeOf(u"mqtt") + binary(hex("34060001740001") + 'x')
                                    << true << u"QoS 2"_s;
        QTest::newRow("mqtt broken") << u"mqtt"_s << welcomeOf(u"mqtt") + binary(hex("00")) << false
                                     << u"packet type"_s;
        QTest::newRow("stomp login") << u"stomp"_s
                                     << text(QByteArray("ERROR\nmessage:Bad CONNECT\n\nx") + '\0') << true
                                     << u"Bad CONNECT"_s;
        QTest::newRow("nats login") << u"nats"_s << binary("INFO {}\r\n-ERR 'Authorization Violation'\r\n")
                                    << true << u"Authorization Violation"_s;
        QTest::newRow("closed before")
            << u"mqtt"_s << closeFrame(1002, "no") << false << u"before it took this client in: no"_s;
    }
    void refusals()
    {
        QFETCH(QString, lane);
        QFETCH(QByteArray, answer);
        QFETCH(bool, persistent);
        QFETCH(QString, says);
        RawServer server(answering(answer));
        Attempt attempt(lane, endpoint(lane, server));
        QTRY_VERIFY_WITH_TIMEOUT(attempt.log.failed, patience);
        QVERIFY2(attempt.log.sentence().contains(says), qPrintable(attempt.log.sentence()));
        QCOMPARE(attempt.log.failed->kind, persistent ? ErrorKind::Persistent : ErrorKind::Transient);
        QCOMPARE(attempt.log.endings(), 1);
    }

    /// A broker that upgrades without the subprotocol, and then stays silent.
    void silentBroker()
    {
        RawServer server(answering({}));
        Endpoint to = endpoint(u"mqtt", server);
        to.limits.connect = std::chrono::milliseconds(600);
        Attempt attempt(u"mqtt", to);
        QTRY_VERIFY_WITH_TIMEOUT(attempt.log.failed, patience);
        QVERIFY2(attempt.log.sentence().contains(u"not for the subprotocol mqtt"_s),
                 qPrintable(attempt.log.sentence()));
        QVERIFY(!attempt.log.opened);
    }

    /// What the broker said last is why it closed.
    void reasonOfClose()
    {
        RawServer server(
            answering(welcomeOf(u"nats") + binary("-ERR 'Stale Connection'\r\n") + closeFrame(1002)));
        Attempt attempt(u"nats", endpoint(u"nats", server));
        QTRY_VERIFY(attempt.log.closed);
        QCOMPARE(attempt.log.closed->reason, u"Stale Connection"_s);
    }

    void stompTalks()
    {
        const QByteArray welcome = text(QByteArray("CONNECTED\nversion:1.2\nheart-beat:0,20\n\n") + '\0');
        const QByteArray message = text(QByteArray("MESSAGE\nack:a\\c1\ndestination:t\n\n{}") + '\0');
        RawServer server(answering(welcome + message));
        Endpoint to = endpoint(u"stomp", server);
        to.url.setUserName(u"me"_s);
        to.url.setPassword(u"secret"_s);
        to.greeting = {"SUBSCRIBE\nid:0\ndestination:t\n\n"};
        Attempt attempt(u"stomp", to);
        QTRY_COMPARE(attempt.log.messages.size(), 2);
        QCOMPARE(headerOf(server.heads.first(), "Sec-WebSocket-Protocol"), "v12.stomp, v11.stomp, v10.stomp");
        QTRY_VERIFY(!said(server).isEmpty());
        QVERIFY(said(server).first().contains("login:me\npasscode:secret\n"));
        QTRY_VERIFY(said(server).contains(QByteArray("ACK\nid:a\\c1\n\n") + '\0'));
        QVERIFY(said(server).contains(QByteArray("SUBSCRIBE\nid:0\ndestination:t\n\n") + '\0'));
    }

    void stompBeats()
    {
        RawServer server(answering(text(QByteArray("CONNECTED\nheart-beat:0,20\n\n") + '\0')));
        Endpoint to = endpoint(u"stomp", server);
        to.greeting = {QByteArray("CONNECT\nheart-beat:20,0\n\n")};
        Attempt attempt(u"stomp", to);
        QTRY_VERIFY(said(server).count("\n") >= 3);
    }

    void natsTalks()
    {
        RawServer server(answering(binary("INFO {}\r\nPING\r\nPONG\r\n") + binary("PING\r\n")));
        Endpoint to = endpoint(u"nats", server);
        to.greeting = {"SUB a.> 1"};
        Attempt attempt(u"nats", to);
        QTRY_COMPARE(said(server).count("PONG\r\n"), 2);
        QVERIFY(said(server).contains("SUB a.> 1\r\n"));
        QVERIFY(said(server).first().startsWith("CONNECT {"));
        QTRY_COMPARE(payloads(attempt), (QByteArrayList{"INFO {}\r\n", "PING\r\n", "PING\r\n"}));
        QVERIFY(!attempt.transport->send(R"({"op":"ping"})", false));
        QVERIFY(!attempt.log.isOver());
    }
};

QTEST_GUILESS_MAIN(TestBrokers)
#include "test_brokers.moc"
