// The relay against plain sockets on loopback: counts, ends, resets, refusals, freeze, cut, limits.

#include "core/net/relay.h"
#include "tests/net/loopback.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

const QString lane = u"websocket"_s;

/// A running relay with one open lane.
struct Rig
{
    explicit Rig(const RelayLimits &limits = {})
        : relay(limits)
    {
        error = relay.start();
        relay.openLane(lane);
    }

    std::unique_ptr<QTcpSocket> connected()
    {
        auto socket = connectThrough(relay.proxy(lane), server.serverPort());
        return socket->waitForConnected(5000) ? std::move(socket) : nullptr;
    }

    /// A connected socket under no event loop.
    Fd rawConnected() { return Fd(connectRaw(relay.openLane(lane).port, server.serverPort())); }

    WireCount count() const { return relay.count(lane); }

    LoopbackServer server;
    Relay relay;
    QString error;
};

void resetNow(int descriptor)
{
    resetOnClose(descriptor);
    ::close(descriptor);
}

bool allClosed(const WireCount &count)
{
    return std::none_of(count.sockets.begin(), count.sockets.end(), [](const auto &s) { return s.open; });
}

} // namespace

class TestRelay : public QObject
{
    Q_OBJECT

private slots:
    void countsBothWays()
    {
        Rig rig;
        QCOMPARE(rig.error, QString());
        auto client = rig.connected();
        QVERIFY(client);
        const QByteArray request = "GET /ws HTTP/1.1\r\nHost: x\r\n\r\n";
        const QByteArray answer = "HTTP/1.1 101 Switching Protocols\r\n\r\n\x81\x02hi";
        client->write(request);
        QTcpSocket *peer = rig.server.peer();
        QVERIFY(peer);
        QTRY_COMPARE(rig.server.received(), request);
        peer->write(answer);
        QTRY_COMPARE(client->bytesAvailable(), qint64(answer.size()));
        const WireCount count = rig.count();
        QCOMPARE(count.sent, std::int64_t(request.size()));
        QCOMPARE(count.received, std::int64_t(answer.size()));
        QCOMPARE(count.headSent, std::int64_t(request.size()));
        QCOMPARE(count.headReceived, std::int64_t(answer.size() - 4));
        QCOMPARE(count.connections, 1);
        QCOMPARE(count.tls, std::int64_t(0));
        QCOMPARE(count.sockets.size(), std::size_t(1));
        QCOMPARE(count.sockets[0].localPort, peer->peerPort());
        QVERIFY(count.sockets[0].open);
    }

    void namesAreResolvedByTheRelay()
    {
        Rig rig;
        auto client = connectThrough(rig.relay.proxy(lane), rig.server.serverPort(), u"localhost"_s);
        QVERIFY(client->waitForConnected(5000));
        QVERIFY(rig.server.peer());
        QTRY_COMPARE(rig.count().connections, 1);
    }

    void lanesAreCountedApart()
    {
        Rig rig;
        rig.relay.openLane(u"poll"_s);
        auto client = rig.connected();
        auto other = connectThrough(rig.relay.proxy(u"poll"_s), rig.server.serverPort());
        QVERIFY(client && other->waitForConnected(5000));
        client->write("12345");
        other->write("123");
        QTRY_COMPARE(rig.count().sent, std::int64_t(5));
        QTRY_COMPARE(rig.relay.count(u"poll"_s).sent, std::int64_t(3));
        QCOMPARE(rig.relay.count(u"none"_s).sent, std::int64_t(0));
        QCOMPARE(rig.relay.proxy(u"none"_s).type(), QNetworkProxy::NoProxy);
    }

    void bigTransferStaysWhole()
    {
        Rig rig;
        auto client = rig.connected();
        QTcpSocket *peer = rig.server.peer();
        QVERIFY(client && peer);
        QByteArray data(8 * 1024 * 1024, Qt::Uninitialized);
        for (qsizetype i = 0; i < data.size(); ++i)
            data[i] = char(i * 31 + (i >> 12));
        client->write(data);
        peer->write(data);
        QTRY_COMPARE_WITH_TIMEOUT(client->bytesAvailable(), qint64(data.size()), 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(rig.server.received().size(), data.size(), 20'000);
        QVERIFY(client->readAll() == data);
        QVERIFY(rig.server.received() == data);
        QCOMPARE(rig.count().sent, std::int64_t(data.size()));
        QCOMPARE(rig.count().received, std::int64_t(data.size()));
    }

    /// The server goes on after the client's end of file, and the client hears it.
    void halfCloseByTheClient()
    {
        Rig rig;
        const Fd client = rig.rawConnected();
        QTcpSocket *peer = rig.server.peer();
        QVERIFY(client && peer);
        QSignalSpy ended(peer, &QTcpSocket::readChannelFinished);
        QCOMPARE(::send(client.get(), "bye", 3, 0), ssize_t(3));
        ::shutdown(client.get(), SHUT_WR);
        QVERIFY(ended.wait(5000));
        QCOMPARE(rig.server.received(), QByteArray("bye"));
        QTRY_VERIFY(allClosed(rig.count())); // a QTcpSocket closes when its peer did
    }

    void clientClosesWhileTheServerTalks()
    {
        Rig rig;
        const int descriptor = rawServer();
        auto client = connectThrough(rig.relay.proxy(lane), m_rawPort);
        QVERIFY(client->waitForConnected(5000));
        const int peer = ::accept(descriptor, nullptr, nullptr);
        client->close(); // a FIN: nothing is unread
        char byte = 0;
        QCOMPARE(::recv(peer, &byte, 1, 0), ssize_t(0));
        const std::string last(1000, 'x');
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(::send(peer, last.data(), last.size(), MSG_NOSIGNAL), ssize_t(1000));
            QTRY_COMPARE(rig.count().received, std::int64_t(1000) * (i + 1));
        }
        ::close(peer);
        QTRY_VERIFY(allClosed(rig.count()));
        QCOMPARE(rig.count().received, std::int64_t(3000));
        ::close(descriptor);
    }

    void serverClosesFirst()
    {
        Rig rig;
        auto client = rig.connected();
        QTcpSocket *peer = rig.server.peer();
        QVERIFY(client && peer);
        peer->write("last words");
        peer->disconnectFromHost();
        QTRY_COMPARE(client->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(client->readAll(), QByteArray("last words"));
        QCOMPARE(client->error(), QAbstractSocket::RemoteHostClosedError);
        QTRY_VERIFY(allClosed(rig.count()));
    }

    void silentHalfCloseEndsByTheLimit()
    {
        RelayLimits limits;
        limits.halfClosed = 200 * millisecond;
        Rig rig(limits);
        const int descriptor = rawServer();
        auto client = connectThrough(rig.relay.proxy(lane), m_rawPort);
        QVERIFY(client->waitForConnected(5000));
        const int peer = ::accept(descriptor, nullptr, nullptr);
        client->close();
        QTRY_VERIFY(allClosed(rig.count()));
        ::close(peer);
        ::close(descriptor);
    }

    void serversResetGoesThrough()
    {
        Rig rig;
        const int listener = rawServer();
        const Fd client(connectRaw(rig.relay.openLane(lane).port, m_rawPort));
        const int peer = ::accept(listener, nullptr, nullptr);
        resetNow(peer);
        char byte = 0;
        QCOMPARE(::recv(client.get(), &byte, 1, 0), ssize_t(-1));
        QCOMPARE(errno, ECONNRESET);
        QTRY_VERIFY(allClosed(rig.count()));
        ::close(listener);
    }

    void clientsResetGoesThrough()
    {
        Rig rig;
        const int listener = rawServer();
        const int client = connectRaw(rig.relay.openLane(lane).port, m_rawPort);
        const Fd peer(::accept(listener, nullptr, nullptr));
        resetNow(client);
        char byte = 0;
        QCOMPARE(::recv(peer.get(), &byte, 1, 0), ssize_t(-1));
        QCOMPARE(errno, ECONNRESET);
        QTRY_VERIFY(allClosed(rig.count()));
        ::close(listener);
    }

    void refusedConnect()
    {
        Rig rig;
        const quint16 port = rig.server.serverPort();
        rig.server.close();
        auto client = connectThrough(rig.relay.proxy(lane), port);
        QVERIFY(!client->waitForConnected(5000));
        QCOMPARE(client->error(), QAbstractSocket::ConnectionRefusedError);
        QCOMPARE(rig.count().connections, 0);
    }

    void unknownHost()
    {
        Rig rig;
        auto client = connectThrough(rig.relay.proxy(lane), 80, u"no-such-host.invalid"_s);
        QVERIFY(!client->waitForConnected(10'000));
        QCOMPARE(client->error(), QAbstractSocket::HostNotFoundError);
    }

    void freezeHoldsAndThawReleases()
    {
        Rig rig;
        auto client = rig.connected();
        QTcpSocket *peer = rig.server.peer();
        QVERIFY(client && peer);
        rig.relay.freeze(lane, true);
        auto late = connectThrough(rig.relay.proxy(lane), rig.server.serverPort());
        QSignalSpy lateConnected(late.get(), &QTcpSocket::connected);
        peer->write("held");
        client->write("held, too");
        QVERIFY(!lateConnected.wait(300));
        QCOMPARE(client->bytesAvailable(), qint64(0));
        QCOMPARE(rig.server.received(), QByteArray());
        QCOMPARE(client->state(), QAbstractSocket::ConnectedState);
        rig.relay.freeze(lane, false);
        QTRY_COMPARE(client->bytesAvailable(), qint64(4));
        QTRY_COMPARE(rig.server.received(), QByteArray("held, too"));
        QTRY_COMPARE(lateConnected.count(), 1);
    }

    void cutResetsTheLane()
    {
        Rig rig;
        auto client = rig.connected();
        QTcpSocket *peer = rig.server.peer();
        QVERIFY(client && peer);
        rig.relay.cut(lane);
        QTRY_COMPARE(client->state(), QAbstractSocket::UnconnectedState);
        QTRY_COMPARE(peer->state(), QAbstractSocket::UnconnectedState);
        QVERIFY(rig.connected());
    }

    /// The relay keeps one read; the kernel has its buffers; all else stays with the writer.
    void slowReaderHoldsUpTheWriter()
    {
        Rig rig;
        const Fd client = rig.rawConnected();
        QTcpSocket *peer = rig.server.peer();
        QVERIFY(client && peer);
        const std::int64_t size = 256 * 1024 * 1024;
        peer->write(QByteArray(size, 'x'));
        std::int64_t before = -1;
        const auto standsStill = [&] {
            return std::exchange(before, rig.count().received) == before && before > 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(standsStill(), 20'000);
        QVERIFY2(before < size, "the relay must not take what nobody reads");
        std::vector<char> buffer(1024 * 1024);
        std::int64_t read = 0;
        while (read < size) {
            const ssize_t n = ::recv(client.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
            read += std::max<ssize_t>(n, 0);
            if (n < 0)
                QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
        }
        QCOMPARE(rig.count().received, size);
    }

    void tooManyAndTooSlowClients()
    {
        RelayLimits limits;
        limits.connections = 2;
        limits.socksHandshake = 2 * second;
        Rig rig(limits);
        const quint16 port = rig.relay.openLane(lane).port;
        QTcpSocket silent;
        silent.connectToHost(u"127.0.0.1"_s, port);
        QVERIFY(silent.waitForConnected(5000));
        auto client = rig.connected();
        QVERIFY(client);
        QVERIFY(!rig.connected());
        QCOMPARE(rig.count().refused, 1);
        QTRY_COMPARE_WITH_TIMEOUT(silent.state(), QAbstractSocket::UnconnectedState, 30'000); // its deadline
        std::unique_ptr<QTcpSocket> again;
        QTRY_VERIFY(again || (again = rig.connected()));
    }

    void strangersAreTurnedAway()
    {
        Rig rig;
        QTcpSocket http;
        http.connectToHost(u"127.0.0.1"_s, rig.relay.openLane(lane).port);
        QVERIFY(http.waitForConnected(5000));
        http.write("GET / HTTP/1.1\r\n\r\n");
        QTRY_COMPARE(http.state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(rig.count().refused, 1);
    }

    void stopsAtOnce()
    {
        QElapsedTimer timer;
        auto rig = std::make_unique<Rig>();
        auto client = rig->connected();
        auto looking = connectThrough(rig->relay.proxy(lane), 80, u"no-such-host.invalid"_s);
        QVERIFY(client);
        rig->relay.freeze(lane, true);
        timer.start();
        rig.reset();
        QVERIFY(timer.elapsed() < 4000);
        QTRY_COMPARE(client->state(), QAbstractSocket::UnconnectedState);
    }

    void churnLeavesNothingBehind()
    {
        Rig rig;
        for (int i = 0; i < 300; ++i) {
            auto client = rig.connected();
            QVERIFY(client);
            client->write("x");
            QVERIFY(client->waitForBytesWritten());
            rig.server.peer(i)->disconnectFromHost();
            client->disconnectFromHost();
        }
        QTRY_COMPARE(rig.count().sent, std::int64_t(300));
        QTRY_VERIFY(allClosed(rig.count()));
        QCOMPARE(rig.count().connections, 300);
    }

private:
    /// A listener under no event loop: the test decides when it accepts, reads and closes.
    int rawServer()
    {
        SocketAddress address = *SocketAddress::fromText("127.0.0.1", 0);
        const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
        ::bind(descriptor, address.get(), address.size);
        ::listen(descriptor, 1);
        m_rawPort = localAddress(descriptor).port();
        return descriptor;
    }

    quint16 m_rawPort = 0;
};

QTEST_GUILESS_MAIN(TestRelay)
#include "test_relay.moc"
