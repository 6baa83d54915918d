#include "core/server/serverthread.h"
#include "tests/server/dialogue.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

/// A stock WebSocket client that keeps every message.
struct Client
{
    void open(const QUrl &url, const QStringList &protocols = {u"feedscope.v1"_s})
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [this](const QString &text) {
            messages.append(QJsonDocument::fromJson(text.toUtf8()).object());
        });
        QWebSocketHandshakeOptions options;
        options.setSubprotocols(protocols);
        socket.open(url, options);
    }
    QList<QJsonObject> of(QLatin1StringView type) const
    {
        QList<QJsonObject> found;
        for (const QJsonObject &message : messages)
            if (message["type"_L1].toString() == type)
                found.append(message);
        return found;
    }
    QWebSocket socket;
    QList<QJsonObject> messages;
};

const QByteArray upgradeHeaders = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

} // namespace

class TestServerPush : public QObject
{
    Q_OBJECT

private slots:
    void aClientGetsASnapshotThenEveryUpdate()
    {
        ServerOptions options = quick();
        options.rate = 2'000;
        Running running(options);
        Client client;
        client.open(running.server.wsUrl());
        QTRY_VERIFY(client.messages.size() > 500);
        QCOMPARE(client.socket.subprotocol(), u"feedscope.v1"_s);
        QCOMPARE(client.messages[0]["type"_L1].toString(), u"snapshot"_s);
        QCOMPARE(client.messages[0]["rows"_L1].toArray().size(), 12);
        qint64 last = client.messages[0]["seq"_L1].toInteger();
        qint64 time = 0;
        for (qsizetype i = 1; i < client.messages.size(); ++i) {
            QCOMPARE(client.messages[i]["seq"_L1].toInteger(), ++last);
            QVERIFY(client.messages[i]["time_us"_L1].toInteger() >= time);
            time = client.messages[i]["time_us"_L1].toInteger();
        }
        QCOMPARE(running.server.counters().conflated, 0);
    }

    void pushAndPollSayTheSame()
    {
        Running running;
        running.server.setRate(200);
        Client client;
        client.open(running.server.wsUrl());
        QTRY_VERIFY(client.of("tick"_L1).size() > 20);
        running.server.setRate(ServerOptions::minimumRate);
        Visitor visitor(running.server);
        visitor.ask("GET /api/updates?since=0");
        QTRY_VERIFY(visitor.said.endsWith("]}"));
        const auto rows =
            QJsonDocument::fromJson(visitor.said.sliced(visitor.said.indexOf("\r\n\r\n") + 4))["rows"_L1];
        const auto ticks = client.of("tick"_L1);
        for (const QJsonObject &tick : ticks)
            QVERIFY(rows.toArray().contains(tick));
    }

    void theClockIsTold()
    {
        Running running;
        Client client;
        client.open(running.server.wsUrl());
        QTRY_COMPARE(client.socket.state(), QAbstractSocket::ConnectedState);
        client.socket.sendTextMessage(u"{\"op\":\"ping\",\"id\":\"a\\\"b\",\"t\":1767225600123456}"_s);
        QTRY_COMPARE(client.of("pong"_L1).size(), 1);
        const QJsonObject pong = client.of("pong"_L1).first();
        QCOMPARE(pong["id"_L1].toString(), u"a\"b"_s);
        QCOMPARE(pong["t1"_L1].toInteger(), 1767225600123456);
        QVERIFY(pong["t2"_L1].toInteger() <= pong["t3"_L1].toInteger());
        client.socket.sendTextMessage(u"nonsense"_s);
        QTRY_COMPARE(client.of("error"_L1).size(), 1);
        QSignalSpy pongs(&client.socket, &QWebSocket::pong);
        client.socket.ping("x");
        QVERIFY(pongs.count() == 1 || pongs.wait());
    }

    void otherSubprotocolsAreRefused()
    {
        Running running;
        Client client;
        client.open(running.server.wsUrl(), {u"mqtt"_s});
        QTRY_COMPARE(running.server.counters().refusedSyntax, 1);
        QCOMPARE(running.server.counters().clients, 0);
        Client plain; // none is fine
        plain.open(running.server.wsUrl(), {});
        QTRY_VERIFY(!plain.messages.isEmpty());
    }

    void brokenFramesEndTheConnection_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<QByteArray>("close");
        QTest::newRow("unmasked") << QByteArray("\x81\x02hi") << QByteArray("\x03\xea"); // 1002
        QTest::newRow("too large") << QByteArray("\x81\xff\x00\x00\x00\x00\x59\x68\x2f\x00", 10)
                                   << QByteArray("\x03\xf1"); // 1009
        QTest::newRow("binary") << QByteArray("\x82\x81\x00\x00\x00\x00x", 7)
                                << QByteArray("\x03\xeb"); // 1003
    }
    void brokenFramesEndTheConnection()
    {
        QFETCH(QByteArray, frame);
        QFETCH(QByteArray, close);
        Running running;
        running.server.setRate(ServerOptions::minimumRate);
        Visitor visitor(running.server);
        visitor.ask("GET /ws", upgradeHeaders, frame); // behind the handshake, in one segment
        QTRY_VERIFY(visitor.said.contains("\r\n\r\n"));
        QTRY_VERIFY(visitor.said.contains(QByteArray(close + "This is no")) ||
                    visitor.said.contains(QByteArray(close + "This feed")));
        visitor.socket.abort();
        QTRY_COMPARE(running.server.counters().clients, 0);
    }

    void aSlowClientIsConflatedAndBounded()
    {
        ServerOptions options = quick();
        options.rate = 20'000;
        options.limits.backlog = 64 * 1024;
        Running running(options);
        Visitor slow(running.server);
        QObject::disconnect(&slow.socket, &QTcpSocket::readyRead, nullptr, nullptr);
        slow.socket.setReadBufferSize(1024);
        slow.socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 64 * 1024);
        slow.ask("GET /ws", upgradeHeaders);
        Client quickOne;
        quickOne.open(running.server.wsUrl());
        QTRY_VERIFY_WITH_TIMEOUT(running.server.counters().conflated > 2'000, 20'000);
        QTRY_VERIFY(quickOne.messages.size() > 1'000);
        running.server.setRate(ServerOptions::minimumRate);
        // Once it reads again, it ends at the newest value of every series.
        slow.socket.setReadBufferSize(0);
        QObject::connect(&slow.socket, &QTcpSocket::readyRead, &slow.socket,
                         [&] { slow.said += slow.socket.readAll(); });
        slow.said += slow.socket.readAll();
        const auto newest = static_cast<qulonglong>(running.server.sequence());
        const QByteArray end("\"seq\":" + QByteArray::number(newest) + ',');
        QTRY_VERIFY_WITH_TIMEOUT(slow.said.right(8'192).contains(end), 40'000);
        QCOMPARE(running.server.counters().clients, 2);
    }

    void tlsIsPinned()
    {
        ServerOptions options = quick();
        options.tls = true;
        options.limits.handshake = std::chrono::milliseconds(5'000);
        Running running(options);
        QVERIFY(!running.server.certificateSha256().isEmpty());
        Client stranger;
        stranger.open(running.server.wsUrl());
        QSignalSpy errors(&stranger.socket, &QWebSocket::sslErrors);
        QVERIFY(errors.wait());
        QSslConfiguration trusting = QSslConfiguration::defaultConfiguration();
        trusting.setCaCertificates({running.server.certificate()});
        Client friendly;
        friendly.socket.setSslConfiguration(trusting);
        friendly.open(running.server.wsUrl()); // by IP address: the certificate names it
        QTRY_VERIFY(friendly.messages.size() > 1);
        QCOMPARE(running.server.wsUrl().scheme(), u"wss"_s);
        QSslSocket poller;
        poller.setSslConfiguration(trusting);
        poller.connectToHostEncrypted(u"127.0.0.1"_s, running.server.port());
        QSignalSpy encrypted(&poller, &QSslSocket::encrypted);
        QVERIFY(encrypted.wait());
        QCOMPARE(poller.peerCertificate().digest(QCryptographicHash::Sha256),
                 running.server.certificateSha256());
        poller.write("GET / HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(running.server.port()) +
                     "\r\n\r\n");
        QTRY_VERIFY(poller.bytesAvailable() > 100);
        Visitor plain(running.server);
        plain.ask("GET /");
        QTRY_VERIFY(plain.left());
        QVERIFY(!plain.said.contains("HTTP"));
    }

    void itStopsCleanly()
    {
        Running running;
        Client client;
        client.open(running.server.wsUrl());
        Visitor hanging(running.server); // never answers a close frame
        hanging.ask("GET /ws", upgradeHeaders);
        QTRY_COMPARE(running.server.counters().clients, 2);
        QSignalSpy stopped(&running.server, &FeedServer::stopped);
        QSignalSpy gone(&client.socket, &QWebSocket::disconnected);
        running.server.stop();
        QVERIFY(stopped.wait(2'000));
        QVERIFY(gone.count() == 1 || gone.wait());
        QCOMPARE(int(client.socket.closeCode()), 1001);
        QTRY_VERIFY(hanging.left());
        QCOMPARE(running.server.counters().connections, 0);
        QCOMPARE(stopped.count(), 1);
    }

    void aThreadOfItsOwn()
    {
        ServerThread thread;
        QString error;
        const auto address = thread.start(quick(), &error);
        QVERIFY2(address, qPrintable(error));
        ServerThread second;
        ServerOptions taken = quick();
        taken.port = address->port;
        QVERIFY(!second.start(taken, &error));
        QVERIFY(!error.isEmpty());
        QVERIFY(second.start(quick(), &error)); // it may be tried again
        Client client;
        client.open(address->ws);
        QTRY_VERIFY(!client.messages.isEmpty());
        thread.setRate(5'000);
        QTRY_VERIFY(client.messages.size() > 200);
        QCOMPARE(thread.counters().clients, 1);
        QTcpSocket hanging;
        hanging.connectToHost(QHostAddress::LocalHost, address->port);
        QTRY_COMPARE(thread.counters().connections, 2);
        QElapsedTimer timer;
        timer.start();
        thread.stop();
        QVERIFY(timer.elapsed() < 2'000);
        QCOMPARE(thread.counters().clients, 0);
    }
};

QTEST_GUILESS_MAIN(TestServerPush)
#include "test_server_push.moc"
