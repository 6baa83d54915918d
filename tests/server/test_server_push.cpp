#include "core/server/serverthread.h"
#include "tests/server/dialogue.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>
#include <QtEndian>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>

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

/// The number of an update or a snapshot.
qint64 sequenceOf(const QByteArray &message)
{
    const qsizetype at = message.indexOf("\"seq\":") + 6;
    return message.sliced(at, message.indexOf(',', at) - at).toLongLong();
}

const QByteArray upgradeHeaders = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

/// Cuts the next whole message off what the server said, and the head of its answer with the first.
std::optional<QByteArray> takeText(QByteArray &bytes)
{
    if (bytes.startsWith('H')) {
        const qsizetype head = bytes.indexOf("\r\n\r\n");
        if (head < 0)
            return std::nullopt;
        bytes.remove(0, head + 4);
    }
    if (bytes.size() < 4)
        return std::nullopt;
    const bool isLong = bytes[1] == 126; // none is longer than that here
    const qsizetype size = isLong ? qFromBigEndian<quint16>(bytes.constData() + 2) : bytes[1];
    const qsizetype start = isLong ? 4 : 2;
    if (bytes.size() < start + size)
        return std::nullopt;
    const QByteArray text = bytes.sliced(start, size);
    bytes.remove(0, start + size);
    return text;
}

/// A client under no event loop that reads only when it is told to. Its segments are small, so that the
/// kernel does not hold megabytes for it before the server notices.
class SlowReader
{
public:
    explicit SlowReader(quint16 port)
        : m_descriptor(::socket(AF_INET, SOCK_STREAM, 0))
    {
        const int segment = 536;
        const int buffer = 4096;
        const timeval patience{60, 0};
        ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_MAXSEG, &segment, sizeof segment);
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const QByteArray request = "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) +
                                   "\r\n" + upgradeHeaders + "\r\n";
        m_connected =
            ::connect(m_descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0 &&
            ::send(m_descriptor, request.constData(), std::size_t(request.size()), 0) == request.size();
    }
    ~SlowReader() { ::close(m_descriptor); }
    Q_DISABLE_COPY_MOVE(SlowReader)

    bool isConnected() const { return m_connected; }

    /// The numbers of all messages up to the one with this number or a later one.
    QList<qint64> readUntil(qint64 number)
    {
        QList<qint64> numbers;
        QByteArray bytes;
        while (numbers.isEmpty() || numbers.last() < number) {
            std::array<char, 16 * 1024> buffer;
            const ssize_t size = ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
            if (size <= 0)
                return {};
            bytes.append(buffer.data(), size);
            while (const auto message = takeText(bytes))
                numbers.append(sequenceOf(*message));
        }
        return numbers;
    }

private:
    int m_descriptor;
    bool m_connected = false;
};

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

    /// Its answer to the goodbye cannot be sent, which closes the socket while it is being read.
    void aClientThatResetsBehindItsGoodbye()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        Running running;
        running.server.setRate(ServerOptions::minimumRate);
        Visitor visitor(running.server);
        visitor.ask("GET /ws", upgradeHeaders);
        QTRY_VERIFY(visitor.said.contains("\r\n\r\n"));
        QTRY_COMPARE(running.server.counters().clients, 1);
        const QByteArray goodbye("\x88\x82\x00\x00\x00\x00\x03\xe8", 8);
        const int descriptor = int(visitor.socket.socketDescriptor());
        const linger reset{.l_onoff = 1, .l_linger = 0};
        QCOMPARE(::send(descriptor, goodbye.constData(), std::size_t(goodbye.size()), 0), goodbye.size());
        QCOMPARE(::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &reset, sizeof reset), 0);
        visitor.socket.abort();
        QTRY_COMPARE(running.server.counters().clients, 0);
    }

    /// The slow one is spared what it cannot take, each of it counted; it ends at the newest values, and the
    /// quick one beside it does not suffer.
    void aSlowClientIsConflatedAndBounded()
    {
        ServerOptions options = quick();
        options.rate = 500;
        options.limits.backlog = 8 * 1024;
        ServerThread server;
        QString error;
        const auto address = server.start(options, &error);
        QVERIFY2(address, qPrintable(error));
        QWebSocket quickOne;
        QList<qint64> quickRead;
        QObject::connect(&quickOne, &QWebSocket::textMessageReceived, &quickOne,
                         [&](const QString &text) { quickRead.append(sequenceOf(text.toUtf8())); });
        quickOne.open(address->ws);
        SlowReader slow(address->port);
        QVERIFY(slow.isConnected());
        QTRY_VERIFY_WITH_TIMEOUT(server.counters().conflated > 100, 60'000);
        server.setRate(ServerOptions::minimumRate);
        const ServerCounters before = server.counters(); // taken after the rate was set
        const QList<qint64> read = slow.readUntil(before.updates);
        QVERIFY(!read.isEmpty());
        QVERIFY(std::is_sorted(read.begin(), read.end()));
        QTRY_VERIFY(!quickRead.isEmpty() && quickRead.last() >= before.updates);
        // Every update after a client's snapshot was sent or spared, nothing else.
        const auto spared = [](const QList<qint64> &numbers) {
            return numbers.last() - numbers.first() - (numbers.size() - 1);
        };
        QCOMPARE(spared(read) + spared(quickRead), server.counters().conflated);
        QVERIFY(spared(read) > 0);
        QCOMPARE(server.counters().clients, 2);
    }

    /// A limit that a single batch exceeds must not end the conversation.
    void aTinyBacklogLosesNoClient()
    {
        ServerOptions options = quick();
        options.rate = 2'000;
        options.limits.backlog = 16;
        Running running(options);
        Client client;
        client.open(running.server.wsUrl());
        QTRY_VERIFY(client.of("tick"_L1).size() > 20);
        QVERIFY(running.server.counters().clients == 1);
    }

    void tlsIsPinned()
    {
        ServerOptions options = quick();
        options.tls = true;
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
        QVERIFY(stopped.wait(30'000));
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
        thread.stop(); // though one client hangs
        QCOMPARE(thread.counters().clients, 0);
    }
};

QTEST_GUILESS_MAIN(TestServerPush)
#include "test_server_push.moc"
