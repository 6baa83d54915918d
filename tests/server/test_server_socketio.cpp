#include "tests/server/dialogue.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QWebSocket>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

constexpr char separator = '\x1e';

/// A client of Engine.IO over HTTP, one request at a time, on a connection of its own.
class Poller
{
public:
    explicit Poller(const FeedServer &server, QByteArray id = {})
        : visitor(server)
        , sid(std::move(id))
    {}

    /// Asks and does not wait.
    void ask(const QByteArray &method = "GET", const QByteArray &body = {})
    {
        visitor.said.clear();
        const QByteArray length =
            method == "POST" ? "Content-Length: " + QByteArray::number(body.size()) + "\r\n" : QByteArray();
        visitor.ask(method + " /socket.io/?EIO=4&transport=polling" + (sid.isEmpty() ? "" : "&sid=" + sid),
                    length, body);
    }
    bool isAnswered() const
    {
        const qsizetype end = visitor.said.indexOf("\r\n\r\n");
        const qsizetype at = visitor.said.indexOf("Content-Length: ");
        return end > 0 && at > 0 &&
               visitor.said.size() >=
                   end + 4 + visitor.said.mid(at + 16, visitor.said.indexOf('\r', at) - at - 16).toInt();
    }
    QByteArray status() const { return visitor.said.mid(9, 3); }
    QByteArray body() const { return visitor.said.mid(visitor.said.indexOf("\r\n\r\n") + 4); }
    QByteArrayList packets() const { return body().split(separator); }

    Visitor visitor;
    QByteArray sid;
};

/// Opens a session and takes its number; fails the test if there is none.
void open(Poller &poller)
{
    poller.ask();
    QTRY_VERIFY(poller.isAnswered());
    QCOMPARE(poller.status(), "200");
    QVERIFY(poller.body().startsWith("0{"));
    poller.sid = QJsonDocument::fromJson(poller.body().sliced(1)).object()["sid"_L1].toString().toLatin1();
    QVERIFY(poller.sid.size() >= 20);
}

/// Says something in the session.
void post(const FeedServer &server, const QByteArray &sid, const QByteArray &body,
          const QByteArray &answer = "ok")
{
    Poller poller(server, sid);
    poller.ask("POST", body);
    QTRY_VERIFY(poller.isAnswered());
    QCOMPARE(poller.body(), answer);
}

/// A stock WebSocket that keeps every packet.
struct Socket
{
    void open(const FeedServer &server, const QByteArray &sid = {})
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                         [this](const QString &text) { packets.append(text.toUtf8()); });
        socket.open(QUrl(u"ws://127.0.0.1:%1/socket.io/?EIO=4&transport=websocket"_s.arg(server.port()) +
                         (sid.isEmpty() ? QString() : u"&sid="_s + QString::fromLatin1(sid))));
    }
    void say(const char *packet) { socket.sendTextMessage(QString::fromLatin1(packet)); }
    bool isClosed() const { return socket.state() == QAbstractSocket::UnconnectedState; }
    QWebSocket socket;
    QByteArrayList packets;
};

/// The feed's own object in an event packet; empty for other packets.
QJsonObject objectIn(const QByteArray &packet)
{
    return packet.startsWith("42[") ? QJsonDocument::fromJson(packet.sliced(2)).array()[1].toObject()
                                    : QJsonObject();
}

/// Whether the numbers of all updates in these packets follow one another, a snapshot first.
void expectContiguous(const QByteArrayList &packets)
{
    qint64 last = 0;
    for (const QByteArray &packet : packets) {
        const QJsonObject object = objectIn(packet);
        if (object.isEmpty())
            continue;
        QCOMPARE(packet.mid(4, packet.indexOf('"', 4) - 4), object["type"_L1].toString().toLatin1());
        if (last != 0)
            QCOMPARE(object["seq"_L1].toInteger(), last + 1);
        else
            QCOMPARE(object["type"_L1].toString(), u"snapshot"_s);
        last = object["seq"_L1].toInteger();
    }
    QVERIFY(last > 0);
}

} // namespace

/// The feed over Socket.IO 5, to the byte. npm's own client is asked in tests/peers.
class TestServerSocketIo : public QObject
{
    Q_OBJECT

private slots:
    void aPollingSession()
    {
        ServerOptions options = quick();
        options.rate = 500;
        Running running(options);
        Poller poller(running.server);
        open(poller);
        QVERIFY(poller.body().contains(R"("upgrades":["websocket"])"));
        QVERIFY(poller.body().contains(R"("pingInterval":25000)"));
        QVERIFY(poller.body().contains(R"("pingTimeout":20000)"));
        QVERIFY(poller.body().contains(R"("maxPayload":65536)"));
        post(running.server, poller.sid, "40");
        QByteArrayList all;
        while (all.size() < 200) {
            poller.ask();
            QTRY_VERIFY(poller.isAnswered());
            QCOMPARE(poller.status(), "200");
            QVERIFY(poller.visitor.said.contains("Cache-Control: no-store"));
            all += poller.packets();
        }
        QVERIFY(all[0].startsWith("40{\"sid\":\""));
        QVERIFY(all[1].startsWith("42[\"snapshot\",{\"type\":\"snapshot\","));
        QCOMPARE(objectIn(all[1])["rows"_L1].toArray().size(), 12);
        expectContiguous(all);
        QCOMPARE(running.server.counters().clients, 1);
        post(running.server, poller.sid,
             "41\x1e"
             "1");
        QTRY_COMPARE(running.server.counters().clients, 0);
    }

    void aRequestIsHeldUntilThereIsSomething()
    {
        Running running;
        running.server.setRate(ServerOptions::minimumRate);
        Poller poller(running.server);
        open(poller);
        poller.ask();
        post(running.server, poller.sid, "40/nowhere,");
        QTRY_VERIFY(poller.isAnswered());
        QCOMPARE(poller.body(), "44/nowhere,{\"message\":\"Invalid namespace\"}");
        poller.ask();
        post(running.server, poller.sid, "40");
        QTRY_VERIFY(poller.isAnswered());
        QCOMPARE(poller.packets().size(), 2); // the answer and the snapshot, in one body
        poller.ask();
        running.server.setRate(100);
        QTRY_VERIFY(poller.isAnswered());
        QVERIFY(poller.body().startsWith("42[\"tick\",{\"type\":\"tick\","));
    }

    void aWebSocketSession()
    {
        ServerOptions options = quick();
        options.rate = 1'000;
        Running running(options);
        Socket client;
        client.open(running.server);
        QTRY_VERIFY(!client.packets.isEmpty());
        QVERIFY(client.packets[0].startsWith("0{"));
        client.say("40");
        QTRY_VERIFY(client.packets.size() > 300);
        QVERIFY(client.packets[1].startsWith("40{"));
        expectContiguous(client.packets);
        client.say("41");
        client.say("1");
        QTRY_VERIFY(client.isClosed());
        QTRY_COMPARE(running.server.counters().connections, 0);
        QCOMPARE(running.server.counters().clients, 0);
    }

    void aSessionMoves()
    {
        ServerOptions options = quick();
        options.rate = 500;
        Running running(options);
        Poller poller(running.server);
        open(poller);
        post(running.server, poller.sid, "40");
        poller.ask();
        QTRY_VERIFY(poller.isAnswered());
        QByteArrayList all = poller.packets();
        Socket client;
        client.open(running.server, poller.sid);
        QTRY_COMPARE(client.socket.state(), QAbstractSocket::ConnectedState);
        client.say("2probe");
        QTRY_COMPARE(client.packets, QByteArrayList{"3probe"});
        poller.ask(); // the last on the way that is left: it ends at once
        QTRY_VERIFY(poller.isAnswered());
        all += poller.packets();
        client.say("5");
        QTRY_VERIFY(client.packets.size() > 100);
        all += client.packets.sliced(1);
        all.removeAll("6");
        expectContiguous(all); // nothing is lost or doubled by the move
        poller.ask();
        QTRY_VERIFY(poller.isAnswered());
        QCOMPARE(poller.status(), "400");
        QCOMPARE(running.server.counters().clients, 1);
        Socket second; // a session has one WebSocket
        second.open(running.server, poller.sid);
        QTRY_COMPARE(running.server.counters().connections, 2);
        QCOMPARE(second.packets, QByteArrayList());
    }

    void aProbeThatLeadsNowhere()
    {
        ServerOptions options = quick();
        options.limits.handshake = std::chrono::milliseconds(1'500);
        Running running(options);
        Poller poller(running.server);
        open(poller);
        post(running.server, poller.sid, "40");
        Socket silent; // never says 5
        silent.open(running.server, poller.sid);
        QTRY_COMPARE(silent.socket.state(), QAbstractSocket::ConnectedState);
        silent.say("2probe");
        QTRY_VERIFY(silent.isClosed()); // within the handshake's limit
        Socket wrong;
        wrong.open(running.server, poller.sid);
        QTRY_COMPARE(wrong.socket.state(), QAbstractSocket::ConnectedState);
        wrong.say("42[\"x\"]");
        QTRY_VERIFY(wrong.isClosed());
        QByteArrayList all;
        while (all.size() < 5) {
            poller.ask();
            QTRY_VERIFY(poller.isAnswered());
            all += poller.packets();
        }
        all.removeAll("6");
        expectContiguous(all);
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, const char *line, const char *status, const char *body) {
            QTest::newRow(name) << QByteArray(line) << QByteArray(status) << QByteArray(body);
        };
        row("other version", "GET /socket.io/?EIO=3&transport=polling", "400",
            R"({"code":5,"message":"Unsupported protocol version"})");
        row("no version", "GET /socket.io/?transport=polling", "400",
            R"({"code":5,"message":"Unsupported protocol version"})");
        row("other transport", "GET /socket.io/?EIO=4&transport=webtransport", "400",
            R"({"code":0,"message":"Transport unknown"})");
        row("no transport", "GET /socket.io/?EIO=4", "400", R"({"code":0,"message":"Transport unknown"})");
        row("unknown session", "GET /socket.io/?EIO=4&transport=polling&sid=x", "400",
            R"({"code":1,"message":"Session ID unknown"})");
        row("empty session", "GET /socket.io/?EIO=4&transport=polling&sid=", "400",
            R"({"code":1,"message":"Session ID unknown"})");
        row("POST first", "POST /socket.io/?EIO=4&transport=polling", "400",
            R"({"code":2,"message":"Bad handshake method"})");
        row("no upgrade", "GET /socket.io/?EIO=4&transport=websocket", "400",
            R"({"code":3,"message":"Bad request"})");
    }
    void refusals()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, body);
        Running running;
        Visitor visitor(running.server);
        visitor.ask(line, line.startsWith("POST") ? "Content-Length: 0\r\n" : "");
        QTRY_VERIFY(visitor.said.endsWith(body));
        QVERIFY(visitor.said.startsWith("HTTP/1.1 " + status));
        QCOMPARE(running.server.counters().clients, 0);
        QVERIFY(!visitor.left()); // the connection is good for another try
    }

    void refusedUpgrades_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("unknown session") << QByteArray("EIO=4&transport=websocket&sid=x");
        QTest::newRow("other version") << QByteArray("EIO=3&transport=websocket");
        QTest::newRow("polling") << QByteArray("EIO=4&transport=polling");
    }
    void refusedUpgrades()
    {
        QFETCH(QByteArray, query);
        Running running;
        Visitor visitor(running.server);
        visitor.ask("GET /socket.io/?" + query,
                    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        QTRY_VERIFY(visitor.left());
        QVERIFY(visitor.said.startsWith("HTTP/1.1 400"));
        QCOMPARE(running.server.counters().clients, 0);
    }

    void brokenPackets_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("inside"); // after entering the namespace
        const auto row = [](const char *name, const char *body, bool inside = true) {
            QTest::newRow(name) << QByteArray(body) << inside;
        };
        row("no packet", "hello");
        row("a server's packet", "0{}");
        row("a client may not ping", "2");
        row("broken message", "49");
        row("endless attachments", "4599999999999-[]");
        row("attachments", "451-[\"a\"]");
        row("bytes", "bAQID");
        row("an event before entering", "42[\"a\"]", false);
        row("an event elsewhere", "42/b,[\"a\"]");
        row("an empty packet", "3\x1e");
        QTest::newRow("a flood of separators") << QByteArray(60'000, separator) << true;
    }
    void brokenPackets()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, inside);
        Running running;
        Poller poller(running.server);
        open(poller);
        if (inside)
            post(running.server, poller.sid, "40");
        post(running.server, poller.sid, body, R"({"code":3,"message":"Bad request"})");
        QTRY_COMPARE(running.server.counters().clients, 0);
        Socket client;
        client.open(running.server);
        QTRY_VERIFY(!client.packets.isEmpty());
        if (inside)
            client.say("40");
        client.say(body.constData());
        if (!body.contains(separator))
            QTRY_VERIFY(client.isClosed());
    }

    void tooMuchAtOnce()
    {
        Running running;
        Poller poller(running.server);
        open(poller);
        Poller other(running.server, poller.sid);
        other.ask("POST", "42[\"" + QByteArray(70'000, 'x') + "\"]");
        QTRY_VERIFY(other.isAnswered());
        QCOMPARE(other.status(), "413");
        QCOMPARE(running.server.counters().refusedSize, 1);
        QCOMPARE(running.server.counters().clients, 0);
    }

    void twoRequestsWait()
    {
        Running running;
        Poller poller(running.server);
        open(poller);
        poller.ask();
        QTRY_COMPARE(running.server.counters().held, 1);
        Poller second(running.server, poller.sid);
        second.ask();
        QTRY_VERIFY(second.isAnswered() && poller.isAnswered());
        QCOMPARE(second.status(), "400");
        QCOMPARE(poller.body(), "1"); // npm's server ends such a session, too
        QCOMPARE(running.server.counters().clients, 0);
    }

    void commandsAreAnswered()
    {
        Running running;
        running.server.setRate(ServerOptions::minimumRate);
        Socket client;
        client.open(running.server);
        client.socket.connect(&client.socket, &QWebSocket::connected, &client.socket,
                              [&] { client.say("40"); });
        QTRY_COMPARE(client.packets.size(), 3);
        client.say("427[\"clock\",{\"op\":\"ping\",\"id\":3,\"t\":1767225600123456}]");
        QTRY_COMPARE(client.packets.size(), 4);
        QVERIFY2(
            client.packets[3].startsWith("437[{\"type\":\"pong\",\"id\":3,\"t1\":1767225600123456,\"t2\":"),
            client.packets[3].constData());
        client.say("42[\"clock\",{\"op\":\"ping\"}]");
        QTRY_COMPARE(client.packets.size(), 5);
        QVERIFY(client.packets[4].startsWith("42[\"pong\",{\"type\":\"pong\",\"id\":null,"));
        client.say("42[\"dance\"]");
        QTRY_COMPARE(client.packets.size(), 6);
        QVERIFY(client.packets[5].startsWith("42[\"error\",{\"type\":\"error\","));
    }

    void whoDoesNotAnswerPingsIsDropped()
    {
        ServerOptions options = quick();
        options.limits.pingInterval = std::chrono::milliseconds(60);
        options.limits.pingTimeout = std::chrono::milliseconds(60);
        Running running(options);
        running.server.setRate(ServerOptions::minimumRate);
        Poller silent(running.server); // never asks again
        open(silent);
        Poller polling(running.server); // asks, but never answers
        open(polling);
        polling.ask();
        Socket quiet;
        quiet.open(running.server);
        Socket good;
        int pings = 0;
        connect(&good.socket, &QWebSocket::textMessageReceived, &good.socket, [&](const QString &text) {
            if (text != u"2")
                return;
            ++pings;
            good.say("3");
        });
        good.open(running.server);
        QTRY_VERIFY(polling.isAnswered());
        QCOMPARE(polling.body(), "2");
        polling.ask();
        QTRY_VERIFY(polling.isAnswered());
        // On a slow machine the session has ended before it is asked for.
        QVERIFY2(polling.body() == "1" || polling.body().contains("Session ID unknown"), polling.body());
        QTRY_VERIFY(quiet.isClosed());
        QTRY_VERIFY(pings > 5);
        QCOMPARE(running.server.counters().clients, 1); // the good one
        QCOMPARE(running.server.counters().refusedTime, 3);
    }

    void theTableIsBounded()
    {
        ServerOptions options = quick();
        options.limits.connectionsPerPeer = 3;
        Running running(options);
        for (int i = 0; i < 3; ++i) {
            Poller poller(running.server); // leaves, but its session stays
            open(poller);
            poller.visitor.socket.disconnectFromHost();
            QTRY_VERIFY(poller.visitor.left());
        }
        QTRY_COMPARE(running.server.counters().connections, 0);
        QCOMPARE(running.server.counters().clients, 3);
        Poller poller(running.server);
        poller.ask();
        QTRY_VERIFY(poller.isAnswered());
        QCOMPARE(poller.status(), "503");
        QCOMPARE(running.server.counters().refusedPeer, 1);
        Socket socket;
        socket.open(running.server);
        QTRY_COMPARE(running.server.counters().connections, 1); // the poller alone
        QVERIFY(socket.packets.isEmpty());
    }

    void aSlowClientIsConflatedAndBounded()
    {
        ServerOptions options = quick();
        options.rate = 20'000;
        options.limits.backlog = 64 * 1024;
        Running running(options);
        Poller poller(running.server);
        open(poller);
        post(running.server, poller.sid, "40");
        QTRY_VERIFY_WITH_TIMEOUT(running.server.counters().conflated > 2'000, 20'000);
        running.server.setRate(ServerOptions::minimumRate);
        const auto newest = static_cast<qulonglong>(running.server.sequence());
        poller.ask();
        QTRY_VERIFY(poller.isAnswered());
        QVERIFY(poller.body().size() <
                256 * 1024); // the backlog, the newest of 12 series, some notifications
        QVERIFY(poller.body().right(8'192).contains("\"seq\":" + QByteArray::number(newest) + ','));
    }

    void itStopsCleanly()
    {
        Running running;
        Poller poller(running.server);
        open(poller);
        post(running.server, poller.sid, "40");
        poller.ask();
        QTRY_VERIFY(poller.isAnswered());
        running.server.setRate(ServerOptions::minimumRate);
        Socket client;
        client.open(running.server);
        QTRY_VERIFY(!client.packets.isEmpty());
        client.say("40");
        QTRY_VERIFY(client.packets.size() > 2);
        Poller waiting(running.server, poller.sid);
        do { // take what came before the rate was changed
            waiting.ask();
            QTRY_VERIFY(waiting.isAnswered() || running.server.counters().held == 1);
        } while (waiting.isAnswered());
        QSignalSpy stopped(&running.server, &FeedServer::stopped);
        running.server.stop();
        QVERIFY(stopped.wait(2'000));
        QTRY_VERIFY(client.isClosed() && waiting.visitor.left());
        QCOMPARE(waiting.body(), "41\x1e"
                                 "1");
        QCOMPARE(client.packets.last(2), (QByteArrayList{"41", "1"}));
        QCOMPARE(running.server.counters().connections, 0);
        QCOMPARE(running.server.counters().clients, 0);
    }
};

QTEST_GUILESS_MAIN(TestServerSocketIo)
#include "test_server_socketio.moc"
