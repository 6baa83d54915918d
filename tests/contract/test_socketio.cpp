#include "core/transport/eioaddress.h"
#include "tests/contract/attempt.h"
#include "tests/fakes/enginefake.h"


using namespace feedscope;
using namespace feedscope::fakes;
using namespace Qt::StringLiterals;

namespace {

const QByteArray pollingOnly = R"({"sid":"s","upgrades":[]})";

Endpoint endpointOf(const EngineFake &fake, const QString &query = {})
{
    Endpoint endpoint = feedscope::endpointOf(u"socketio", fake.server);
    endpoint.url.setPath({});
    endpoint.url.setQuery(query);
    endpoint.limits.connect = std::chrono::milliseconds(2'000); // as some tests wait for it
    return endpoint;
}

QByteArrayList payloads(const Attempt &attempt)
{
    QByteArrayList all;
    for (const Message &message : attempt.log.messages)
        all.append(message.payload);
    return all;
}

} // namespace

/// What the socketio lane alone can do or get wrong; what every lane owes is in test_transports.
class TestSocketIo : public QObject
{
    Q_OBJECT

private:
    static void ways()
    {
        QTest::addColumn<QByteArray>("opening");
        QTest::addColumn<QString>("way");
        QTest::newRow("websocket") << QByteArray(R"({"sid":"s","upgrades":["websocket"]})") << u"websocket"_s;
        QTest::newRow("polling") << pollingOnly << u"polling"_s;
    }

private slots:
    void addresses_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("polling"); // empty: not allowed
        QTest::addColumn<QString>("webSocket");
        const auto row = [](const char *given, const char *polling, const char *webSocket) {
            QTest::newRow(given) << QString::fromLatin1(given) << QString::fromLatin1(polling)
                                 << QString::fromLatin1(webSocket);
        };
        row("http://h:1", "http://h:1/socket.io/?EIO=4&transport=polling&sid=a%2Bb",
            "ws://h:1/socket.io/?EIO=4&transport=websocket&sid=a%2Bb");
        row("https://h/", "https://h/socket.io/?EIO=4&transport=polling&sid=a%2Bb",
            "wss://h/socket.io/?EIO=4&transport=websocket&sid=a%2Bb");
        row("ws://h/socket.io/?EIO=4&transport=websocket", "",
            "ws://h/socket.io/?EIO=4&transport=websocket&sid=a%2Bb");
        row("wss://h/my/path?token=x%26y&transport=polling&sid=old",
            "https://h/my/path/?token=x%26y&EIO=4&transport=polling&sid=a%2Bb", "");
        row("http://h/?transport=other", "http://h/socket.io/?EIO=4&transport=polling&sid=a%2Bb",
            "ws://h/socket.io/?EIO=4&transport=websocket&sid=a%2Bb");
    }
    void addresses()
    {
        QFETCH(QString, given);
        QFETCH(QString, polling);
        QFETCH(QString, webSocket);
        const EioAddress address = EioAddress::of(QUrl(given));
        QCOMPARE(address.polling, !polling.isEmpty());
        QCOMPARE(address.webSocket, !webSocket.isEmpty());
        if (address.polling)
            QCOMPARE(address.pollingUrl("a+b").toString(QUrl::FullyEncoded), polling);
        if (address.webSocket)
            QCOMPARE(address.webSocketUrl("a+b").toString(QUrl::FullyEncoded), webSocket);
    }

    void movesToAWebSocket()
    {
        EngineFake fake;
        Attempt attempt(u"socketio", endpointOf(fake));
        QTRY_COMPARE(fake.heard(), (QByteArrayList{"2probe", "5", "40"}));
        QCOMPARE(attempt.log.opened->subprotocol, u"websocket"_s);
        QCOMPARE(fake.server.heads.size(), 2); // one GET, one handshake: nothing waits on the way left behind
        fake.say({"42[\"a\",1]", "42[\"b\",2]"});
        QTRY_COMPARE(attempt.log.messages.size(), 4);
        QCOMPARE(payloads(attempt), (QByteArrayList{"0{\"sid\":\"s\",\"upgrades\":[\"websocket\"]}",
                                                    "40{\"sid\":\"t\"}", "42[\"a\",1]", "42[\"b\",2]"}));
        QCOMPARE(attempt.log.heard.first(), u"opened"_s);
    }

    void staysOnPolling_data()
    {
        QTest::addColumn<QByteArray>("opening");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("fault");
        const QByteArray offers = R"({"sid":"s","upgrades":["websocket"]})";
        QTest::newRow("no upgrade offered") << pollingOnly << QString() << QString();
        QTest::newRow("the URL asks for it") << offers << u"transport=polling"_s << QString();
        for (const char *fault : {"refused", "silent", "hangs up", "wrong answer", "closes", "a page"})
            QTest::newRow(fault) << offers << QString() << QString::fromLatin1(fault);
    }
    void staysOnPolling()
    {
        QFETCH(QByteArray, opening);
        QFETCH(QString, query);
        QFETCH(QString, fault);
        EngineFake fake(opening);
        int upgrades = 0;
        fake.onUpgrade = [&](QTcpSocket *s, const QByteArray &head) {
            ++upgrades;
            if (fault == u"refused")
                s->write(httpAnswer("400 Bad Request", R"({"code":3,"message":"Bad request"})"));
            else if (fault == u"hangs up")
                s->disconnectFromHost();
            else if (fault == u"wrong answer")
                s->write(upgradeAnswer(head) + text("3prob"));
            else if (fault == u"closes")
                s->write(upgradeAnswer(head) + closeFrame(1000));
            else if (fault == u"a page")
                s->write(httpAnswer("200 OK", "<html>"));
        };
        Attempt attempt(u"socketio", endpointOf(fake, query));
        QTRY_VERIFY2(attempt.log.opened, qPrintable(attempt.log.sentence()));
        QCOMPARE(attempt.log.opened->subprotocol, u"polling"_s);
        QCOMPARE(upgrades, fault.isEmpty() ? 0 : 1);
        fake.say({"42[\"a\"]"});
        QTRY_VERIFY(payloads(attempt).contains("42[\"a\"]"));
        QTRY_COMPARE(fake.heard().count("40"), 1); // it goes its own way, beside the answers
        QVERIFY(!fake.heard().contains("5"));
        QCOMPARE(attempt.log.endings(), 0);
        QCOMPARE(fake.overlaps, 0);
    }

    void webSocketAlone_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QByteArray>("answer"); // to polling
        QTest::newRow("the URL asks for it") << u"transport=websocket"_s << QByteArray();
        QTest::newRow("npm offers no polling")
            << QString() << QByteArray(R"({"code":0,"message":"Transport unknown"})");
        QTest::newRow("Python offers no polling") << QString() << QByteArray(R"("Invalid transport")");
    }
    void webSocketAlone()
    {
        QFETCH(QString, query);
        QFETCH(QByteArray, answer);
        EngineFake fake;
        fake.onOpen = [&](QTcpSocket *s, const QByteArray &) {
            s->write(httpAnswer("400 Bad Request", answer));
        };
        Attempt attempt(u"socketio", endpointOf(fake, query));
        QTRY_VERIFY2(attempt.log.opened, qPrintable(attempt.log.sentence()));
        QCOMPARE(attempt.log.opened->subprotocol, u"websocket"_s);
        QTRY_COMPARE(fake.heard(), QByteArrayList{"40"});
        QCOMPARE(fake.server.heads.size(), answer.isEmpty() ? 1 : 2);
        QCOMPARE(headerOf(fake.server.heads.last(), "Upgrade"), "websocket");
    }

    void refusedSessions_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("persistent");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const char *status, const char *body, bool persistent,
                            const char *says) {
            QTest::newRow(name) << QByteArray(status) << QByteArray(body) << persistent
                                << QString::fromUtf8(says);
        };
        row("other version", "400 Bad Request", R"({"code":5,"message":"Unsupported protocol version"})",
            true, "refuses the session (400): Unsupported protocol version");
        row("forbidden", "403 Forbidden", R"({"code":4,"message":"Bad token"})", true,
            "refuses the session (403): Bad token");
        row("overloaded", "503 Service Unavailable", R"({"message":"Come back later"})", false,
            "refuses the session (503): Come back later");
        row("a message in markup", "400 Bad Request", R"({"message":"<b>no</b>\u202e\n"})", true,
            "<b>no</b>\\u202e");
        row("no words", "404 Not Found", "<html>", true, "knows no such path (404)");
        row("a page", "200 OK", "<html>", false, "not as Socket.IO 3 or later does");
        row("another packet", "200 OK", "2", false, "not as Socket.IO 3 or later does");
        row("no session in it", "200 OK", "0{}", false, "not as Socket.IO 3 or later does");
        row("Engine.IO 3", "200 OK", "96:0{\"sid\":\"s\",\"upgrades\":[]}2:40", false,
            "not as Socket.IO 3 or later does");
        row("nothing", "200 OK", "", false, "not as Socket.IO 3 or later does");
    }
    void refusedSessions()
    {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, body);
        QFETCH(bool, persistent);
        QFETCH(QString, says);
        EngineFake fake;
        fake.onOpen = [&](QTcpSocket *s, const QByteArray &) { s->write(httpAnswer(status, body)); };
        Attempt attempt(u"socketio", endpointOf(fake));
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY2(attempt.log.sentence().contains(says), qPrintable(attempt.log.sentence()));
        QCOMPARE(attempt.log.failed->kind, persistent ? ErrorKind::Persistent : ErrorKind::Transient);
        QVERIFY(!attempt.log.opened);
        QVERIFY(fake.heard().isEmpty());
    }

    /// Flask-SocketIO emits from its connect handler, before it answers the connect.
    void eventsBeforeTheAck_data() { ways(); }
    void eventsBeforeTheAck()
    {
        QFETCH(QByteArray, opening);
        EngineFake fake(opening);
        fake.admits = false;
        Attempt attempt(u"socketio", endpointOf(fake));
        QTRY_VERIFY(fake.heard().contains("40"));
        fake.say({"42[\"early\"]", "40{\"sid\":\"t\"}"});
        QTRY_COMPARE(attempt.log.messages.size(), 3);
        QCOMPARE(attempt.log.messages[1].payload, "42[\"early\"]");
        QVERIFY(attempt.transport->send("42[\"x\"]", false));
        QTRY_VERIFY(fake.heard().endsWith("42[\"x\"]"));
    }

    void namespacesOfTheProfile_data() { ways(); }
    void namespacesOfTheProfile()
    {
        QFETCH(QByteArray, opening);
        EngineFake fake(opening);
        fake.admits = false;
        ListenerLog log;
        std::unique_ptr<Transport> transport = makeTransport(u"socketio", endpointOf(fake), &log);
        log.onCall = [&](const QString &name) {
            if (name != u"opened")
                return;
            QVERIFY(transport->send("40/a,{\"token\":\"x\"}", false));
            QVERIFY(transport->send("40/a,", false)); // once is enough
            QVERIFY(transport->send("42/b,7[\"subscribe\"]", false));
            QVERIFY(!transport->send("3", false)); // the engine is not the profile's
            QVERIFY(!transport->send("hello", false));
            QVERIFY(!transport->send("42[]", true));
        };
        transport->start();
        const QByteArrayList greeting{"40/a,{\"token\":\"x\"}", "40/b,"};
        QTRY_VERIFY(fake.heard().endsWith("40/b,"));
        QCOMPARE(fake.heard().last(2), greeting);
        fake.say({"40/b,{\"sid\":\"u\"}"});
        QTRY_VERIFY(fake.heard().endsWith("42/b,7[\"subscribe\"]")); // not before it was let in
        fake.say({"40/a,{\"sid\":\"v\"}", "43/b,7[\"ok\"]"});
        QTRY_COMPARE(log.messages.last().payload, "43/b,7[\"ok\"]");
        transport->stop();
        QTRY_COMPARE(fake.heard().last(3), (QByteArrayList{"41/a,", "41/b,", "1"}));
        transport.release()->deleteLater();
    }

    void connectErrors_data()
    {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<bool>("persistent");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const char *data, bool persistent, const char *says) {
            QTest::newRow(name) << QByteArray(data) << persistent << QString::fromUtf8(says);
        };
        row("npm", R"({"message":"Invalid namespace"})", true, "into the namespace /a: Invalid namespace");
        row("a middleware", R"({"message":"not authorized","data":{"code":"E1"}})", true, "not authorized");
        row("Python", R"("Unable to connect")", true, "Unable to connect");
        row("passing", R"({"message":"Too many clients"})", false,
            "for now: Too many clients. It is tried again");
        row("timeout", R"({"message":"auth backend timeout"})", false, "timeout");
        row("no words", "{}", true, "it does not say why");
        row("broken", "{", true, "it does not say why");
        row("markup and controls", "{\"message\":\"<img src=x>\\u001b[31m\\u202e\\n!\"}", true,
            "<img src=x>\\u001b[31m\\u202e !");
        row("endless", nullptr, true, "…");
    }
    void connectErrors()
    {
        QFETCH(QByteArray, data);
        QFETCH(bool, persistent);
        QFETCH(QString, says);
        if (data.isNull())
            data = "\"" + QByteArray(3'000, 'x') + '"';
        EngineFake fake(pollingOnly);
        fake.admits = false;
        Attempt attempt(u"socketio", endpointOf(fake));
        QTRY_VERIFY(attempt.log.opened);
        fake.say({"44/a," + data});
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY2(attempt.log.sentence().contains(says), qPrintable(attempt.log.sentence()));
        QCOMPARE(attempt.log.failed->kind, persistent ? ErrorKind::Persistent : ErrorKind::Transient);
        QVERIFY(attempt.log.sentence().size() <= 200);
        QTRY_VERIFY(fake.heard().endsWith("1")); // the session does not linger at the server
    }

    void nobodyAnswersForTheNamespace_data() { ways(); }
    void nobodyAnswersForTheNamespace()
    {
        QFETCH(QByteArray, opening);
        EngineFake fake(opening);
        fake.admits = false;
        Attempt attempt(u"socketio", endpointOf(fake));
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY2(attempt.log.sentence().contains(u"no answer within 2 s when asked for the namespace /."_s),
                 qPrintable(attempt.log.sentence()));
        QCOMPARE(attempt.log.failed->kind, ErrorKind::Transient);
    }

    void answersPings_data() { ways(); }
    void answersPings()
    {
        QFETCH(QByteArray, opening);
        EngineFake fake(opening);
        Attempt attempt(u"socketio", endpointOf(fake));
        QTRY_VERIFY(fake.heard().contains("40"));
        fake.say({"2"});
        QTRY_VERIFY(fake.heard().endsWith("3"));
        QVERIFY(payloads(attempt).contains("2"));
    }

    void noticesSilence_data()
    {
        QTest::addColumn<QByteArray>("upgrades");
        QTest::newRow("websocket") << QByteArray("[\"websocket\"]");
        QTest::newRow("polling") << QByteArray("[]");
    }
    void noticesSilence()
    {
        QFETCH(QByteArray, upgrades);
        EngineFake fake(R"({"sid":"s","pingInterval":200,"pingTimeout":100,"upgrades":)" + upgrades + '}');
        Attempt attempt(u"socketio", endpointOf(fake));
        QTRY_VERIFY(attempt.log.messages.size() == 2);
        const Ns last = attempt.log.messages.last().arrival;
        QTRY_VERIFY(attempt.log.failed);
        const Ns silent = steadyNow() - last;
        QVERIFY2(attempt.log.sentence().contains(u"silent for 0.3 s"_s), qPrintable(attempt.log.sentence()));
        QVERIFY2(silent >= 300 * millisecond && silent < 600 * millisecond,
                 qPrintable(QString::number(silent)));
        QCOMPARE(attempt.log.failed->kind, ErrorKind::Transient);
    }
    void anyPacketIsASignOfLife()
    {
        EngineFake fake(R"({"sid":"s","pingInterval":100,"pingTimeout":100,"upgrades":[]})");
        Attempt attempt(u"socketio", endpointOf(fake));
        QTimer feed;
        connect(&feed, &QTimer::timeout, this, [&] { fake.say({"42[\"a\"]"}); });
        feed.start(50);
        QTRY_VERIFY(attempt.log.messages.size() > 15); // three silences long
        QVERIFY(!attempt.log.isOver());
    }

    void oneRequestOfEachKindAtATime()
    {
        EngineFake fake(R"({"sid":"s","upgrades":[],"maxPayload":100})");
        QList<QPointer<QTcpSocket>> held;
        fake.onPost = [&](QTcpSocket *s, const QByteArray &) { held.append(s); };
        Attempt attempt(u"socketio", endpointOf(fake));
        QTRY_COMPARE(held.size(), 1);
        QCOMPARE(fake.heard(), QByteArrayList{"40"});
        fake.say({"40{\"sid\":\"t\"}"});
        QTRY_COMPARE(attempt.log.messages.size(), 3); // the fake admits by itself as well
        QByteArrayList said{"40"};
        for (int i = 0; i < 50; ++i) {
            said.append("42[" + QByteArray::number(i) + ']');
            QVERIFY(attempt.transport->send(said.last(), false));
        }
        QVERIFY(
            !attempt.transport->send("42[\"" + QByteArray(100, 'x') + "\"]", false)); // more than it takes
        QVERIFY(!attempt.transport->send("42[\"\x1e\"]", false));                     // would be two packets
        while (fake.heard().size() < said.size()) {
            QCOMPARE(fake.posts, held.size());
            const qsizetype before = held.size();
            EngineFake::acceptPost(held.last());
            QTRY_COMPARE(held.size(), before + 1);
        }
        QCOMPARE(fake.heard(), said);
        for (const QByteArray &body : std::as_const(fake.server.bodies)) {
            QVERIFY(body.size() <= 100);
            QVERIFY(body.count('\x1e') < 16);
        }
        QCOMPARE(fake.overlaps, 0);
    }

    void theServerReadsNothing()
    {
        EngineFake fake(pollingOnly);
        Endpoint endpoint = endpointOf(fake);
        endpoint.limits.sendBacklog = 1'000;
        endpoint.limits.connect = std::chrono::milliseconds(3'000);
        QPointer<QTcpSocket> held;
        Attempt attempt(u"socketio", endpoint);
        QTRY_VERIFY(payloads(attempt).contains("40{\"sid\":\"t\"}"));
        fake.onPost = [&](QTcpSocket *s, const QByteArray &) { held = s; };
        bool taken = true;
        for (int i = 0; i < 200 && taken; ++i)
            taken = attempt.transport->send("42[\"0123456789\"]", false);
        QVERIFY(!taken);
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY2(attempt.log.sentence().contains(u"does not read"_s), qPrintable(attempt.log.sentence()));
    }

    void attachments_data() { ways(); }
    void attachments()
    {
        QFETCH(QByteArray, opening);
        EngineFake fake(opening);
        Attempt attempt(u"socketio", endpointOf(fake));
        QTRY_COMPARE(attempt.log.messages.size(), 2);
        const QByteArray bytes("\x00\x01\xfe\xff", 4);
        fake.say({"451-[\"b\",{\"_placeholder\":true,\"num\":0}]"});
        fake.sayBytes(bytes);
        QTRY_COMPARE(attempt.log.messages.size(), 4);
        QVERIFY(!attempt.log.messages[2].binary);
        QVERIFY(attempt.log.messages[3].binary);
        QCOMPARE(attempt.log.messages[3].payload, bytes);
    }

    void theSessionEnds_data()
    {
        QTest::addColumn<QByteArray>("opening");
        QTest::addColumn<QByteArray>("packet");
        QTest::addColumn<QString>("says");
        const QByteArray offers = R"({"sid":"s","upgrades":["websocket"]})";
        for (const bool polling : {false, true}) {
            const QByteArray opening = polling ? pollingOnly : offers;
            const char *way = polling ? "polling" : "websocket";
            QTest::addRow("%s, close", way) << opening << QByteArray("1") << u"has ended the session"_s;
            QTest::addRow("%s, disconnect", way)
                << opening << QByteArray("41") << u"out of the namespace /."_s;
            QTest::addRow("%s, no packet", way)
                << opening << QByteArray("<html>") << u"no packet of Engine.IO 4"_s;
            QTest::addRow("%s, empty", way)
                << opening << QByteArray("")
                << (polling ? u"has ended the session"_s : u"no packet of Engine.IO 4"_s);
        }
        QTest::newRow("polling, broken base64")
            << pollingOnly << QByteArray("b***") << u"no packet of Engine.IO 4"_s;
    }
    void theSessionEnds()
    {
        QFETCH(QByteArray, opening);
        QFETCH(QByteArray, packet);
        QFETCH(QString, says);
        EngineFake fake(opening);
        Attempt attempt(u"socketio", endpointOf(fake));
        QTRY_COMPARE(attempt.log.messages.size(), 2);
        fake.say({packet});
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY2(attempt.log.sentence().contains(says), qPrintable(attempt.log.sentence()));
        QCOMPARE(attempt.log.failed->kind, ErrorKind::Transient);
        if (!packet.isEmpty() || opening != pollingOnly)
            QCOMPARE(attempt.log.messages.last().payload, packet); // it can be looked at
        QTRY_COMPARE(fake.server.disconnections, fake.server.connections);
    }

    void theServerForgetsTheSession_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("says");
        QTest::newRow("npm") << QByteArray(R"({"code":1,"message":"Session ID unknown"})")
                             << u"(Session ID unknown)"_s;
        QTest::newRow("Python") << QByteArray(R"("Invalid session")") << u"(Invalid session)"_s;
        QTest::newRow("no words") << QByteArray() << u"(400)"_s;
    }
    void theServerForgetsTheSession()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, says);
        EngineFake fake(pollingOnly);
        Attempt attempt(u"socketio", endpointOf(fake));
        QTRY_VERIFY(attempt.log.messages.size() == 2 && fake.waiting);
        const int posts = fake.posts;
        fake.waiting->write(httpAnswer("400 Bad Request", body));
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY2(attempt.log.sentence().contains(says), qPrintable(attempt.log.sentence()));
        QCOMPARE(attempt.log.failed->kind, ErrorKind::Transient); // a new session is likely to work
        QTRY_COMPARE(fake.server.disconnections, fake.server.connections);
        QCOMPARE(fake.posts, posts); // no farewell to a session that is gone
    }

    void theWebSocketBreaks()
    {
        EngineFake fake;
        Attempt attempt(u"socketio", endpointOf(fake));
        QTRY_COMPARE(attempt.log.messages.size(), 2);
        fake.socket->write(closeFrame(1001, "restart"));
        QTRY_VERIFY(attempt.log.closed);
        QVERIFY(attempt.log.closed->clean);
        QCOMPARE(attempt.log.closed->code, 1001);
        QCOMPARE(attempt.log.closed->reason, u"restart"_s);
        EngineFake other;
        Attempt second(u"socketio", endpointOf(other));
        QTRY_COMPARE(second.log.messages.size(), 2);
        other.socket->abort();
        QTRY_VERIFY(second.log.closed);
        QVERIFY(!second.log.closed->clean);
    }

    void hugeBody()
    {
        EngineFake fake(pollingOnly);
        Endpoint endpoint = endpointOf(fake);
        endpoint.limits.message = 100'000;
        Attempt attempt(u"socketio", endpoint);
        QTRY_VERIFY(attempt.log.messages.size() == 2 && fake.waiting);
        fake.waiting->write("HTTP/1.1 200 OK\r\n\r\n42[\"" + QByteArray(200'000, 'x'));
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY(attempt.log.sentence().contains(u"larger than the limit"_s));
        QCOMPARE(attempt.log.messages.size(), 2);
    }

    void saysGoodbye_data() { ways(); }
    void saysGoodbye()
    {
        QFETCH(QByteArray, opening);
        QFETCH(QString, way);
        EngineFake fake(opening);
        {
            Attempt attempt(u"socketio", endpointOf(fake));
            QTRY_COMPARE(attempt.log.messages.size(), 2);
        }
        QTRY_VERIFY(fake.heard().endsWith("1"));
        QCOMPARE(fake.heard().last(2), (QByteArrayList{"41", "1"}));
        if (way == u"websocket")
            QTRY_VERIFY(fake.heard().endsWith("1") && fake.closed);
        else
            QCOMPARE(fake.server.bodies.last(), "41\x1e"
                                                "1");
        QTRY_COMPARE(fake.server.disconnections, fake.server.connections);
    }

    void roundTrips_data() { ways(); }
    void roundTrips()
    {
        QFETCH(QByteArray, opening);
        QFETCH(QString, way);
        EngineFake fake(opening);
        Attempt attempt(u"socketio", endpointOf(fake));
        QTRY_COMPARE(attempt.log.messages.size(), 2);
        if (way == u"websocket") {
            QVERIFY(attempt.transport->ping());
            QTRY_VERIFY(attempt.transport->bytesSeen() > 100);
            int first = 0;
            QTRY_VERIFY(!takeClientFrame(fake.server.received, &first).isEmpty() || !fake.heard().isEmpty());
            return;
        }
        QVERIFY(!attempt.transport->ping()); // a client of Engine.IO 4 may not
        QCOMPARE(attempt.transport->bytesSeen(), -1);
        QVERIFY(attempt.log.pongs.isEmpty()); // the first POST paid for its connection
        attempt.transport->send("42[\"x\"]", false);
        QTRY_COMPARE(attempt.log.pongs.size(), 1);
        QVERIFY(attempt.log.pongs.first() > 0 && attempt.log.pongs.first() < second);
    }

    void countsWhatCrossed_data() { ways(); }
    void countsWhatCrossed()
    {
        QFETCH(QByteArray, opening);
        QFETCH(QString, way);
        EngineFake fake(opening);
        Attempt attempt(u"socketio", endpointOf(fake));
        QTRY_COMPARE(attempt.log.messages.size(), 2);
        qint64 bytes = way == u"polling" ? 2 : 6; // "ok" to the POST, or the probe's answer
        for (const Message &message : std::as_const(attempt.log.messages))
            bytes += message.payload.size();
        QTRY_COMPARE(attempt.transport->counters().payloadReceived, bytes);
        QCOMPARE(attempt.transport->counters().messages, 2);
        QVERIFY(attempt.transport->counters().payloadSent >= 2);
        std::int64_t after = 0;
        attempt.log.onCall = [&](const QString &name) {
            if (name == u"failed")
                after = attempt.transport->counters().payloadReceived;
        };
        fake.say({"1"});
        QTRY_VERIFY(attempt.log.failed);
        QCOMPARE(after, bytes + 1); // nothing is lost or counted twice at the end
    }
};

QTEST_GUILESS_MAIN(TestSocketIo)
#include "test_socketio.moc"
