// What the counting relay costs: round trips of 310 bytes between a client and an echo server on loopback,
// directly, through the relay, and through the same thing made of QTcpSockets; then with a Qt client and its
// SOCKS 5 engine; then the throughput. Not run by ctest: figures depend on the machine. Usage: bench_relay
// [ROUND_TRIPS]

#include "core/net/relay.h"
#include "tests/bench/percentiles.h"
#include "tests/bench/qtrelay.h"
#include "tests/net/loopback.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QThread>

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <cstdlib>
#include <thread>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t messageSize = 310;

void noDelay(int fd)
{
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

/// Echoes what comes, one thread a connection, blocking: the least that a server can cost.
class EchoServer
{
public:
    EchoServer()
    {
        SocketAddress address = *SocketAddress::fromText("127.0.0.1", 0);
        m_listener = Fd(::socket(AF_INET, SOCK_STREAM, 0));
        ::bind(m_listener.get(), address.get(), address.size);
        ::listen(m_listener.get(), 8);
        std::thread([fd = m_listener.get()] {
            for (int peer; (peer = ::accept(fd, nullptr, nullptr)) >= 0;)
                std::thread(echo, peer).detach();
        }).detach();
    }

    quint16 port() const { return localAddress(m_listener.get()).port(); }

private:
    static void echo(int peer)
    {
        noDelay(peer);
        std::vector<char> buffer(256 * 1024);
        for (ssize_t n; (n = ::recv(peer, buffer.data(), buffer.size(), 0)) > 0;)
            ::send(peer, buffer.data(), std::size_t(n), MSG_NOSIGNAL);
        ::close(peer);
    }

    Fd m_listener;
};

int connectDirectly(quint16 port)
{
    const SocketAddress address = *SocketAddress::fromText("127.0.0.1", port);
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    return ::connect(fd, address.get(), address.size) == 0 ? fd : -1;
}

std::vector<Ns> rawRoundTrips(Fd socket, int count)
{
    noDelay(socket.get());
    std::vector<Ns> times;
    std::vector<char> message(messageSize, 'm');
    for (int i = 0; i < count; ++i) {
        const Ns begin = steadyNow();
        ::send(socket.get(), message.data(), message.size(), 0);
        ::recv(socket.get(), message.data(), message.size(), MSG_WAITALL);
        times.push_back(steadyNow() - begin);
    }
    return times;
}

std::vector<Ns> qtRoundTrips(const QNetworkProxy &proxy, quint16 port, int count)
{
    auto socket = connectThrough(proxy, port);
    socket->waitForConnected();
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    std::vector<Ns> times;
    QEventLoop loop;
    Ns begin = 0;
    const QByteArray message(messageSize, 'm');
    const auto send = [&] {
        begin = steadyNow();
        socket->write(message);
    };
    QObject::connect(socket.get(), &QTcpSocket::readyRead, &loop, [&] {
        if (socket->bytesAvailable() < qint64(messageSize))
            return;
        times.push_back(steadyNow() - begin);
        socket->readAll();
        int(times.size()) < count ? send() : loop.quit();
    });
    send();
    loop.exec();
    return times;
}

/// MiB a second of an echoed stream, both ways together.
double throughput(Fd socket)
{
    constexpr std::size_t total = 512 * 1024 * 1024;
    const Ns begin = steadyNow();
    std::thread writer([&socket] {
        const std::vector<char> block(256 * 1024, 'b');
        for (std::size_t sent = 0; sent < total; sent += block.size())
            for (std::size_t part = 0; part < block.size();)
                part += std::size_t(::send(socket.get(), block.data() + part, block.size() - part, 0));
    });
    std::vector<char> buffer(256 * 1024);
    for (std::size_t got = 0; got < total;)
        got += std::size_t(::recv(socket.get(), buffer.data(), buffer.size(), 0));
    writer.join();
    return 2 * double(total) / 1048576 / (double(steadyNow() - begin) / double(second));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const int count = argc > 1 ? std::atoi(argv[1]) : 20'000;
    const EchoServer server;
    Relay relay;
    relay.start();
    const quint16 relayPort = relay.openLane(u"bench"_s).port;
    QThread thread;
    QtRelay qtRelay(server.port());
    qtRelay.moveToThread(&thread);
    thread.start();

    std::printf("%d round trips of %zu bytes\n", count, messageSize);
    const double raw =
        printRoundTrips("blocking sockets, direct", rawRoundTrips(Fd(connectDirectly(server.port())), count));
    printRoundTrips("blocking sockets, relay", rawRoundTrips(Fd(connectRaw(relayPort, server.port())), count),
                    raw);
    printRoundTrips("blocking sockets, relay made of QTcpSocket",
                    rawRoundTrips(Fd(connectDirectly(qtRelay.serverPort())), count), raw);
    const double qt =
        printRoundTrips("QTcpSocket, direct", qtRoundTrips(QNetworkProxy::NoProxy, server.port(), count));
    printRoundTrips("QTcpSocket, relay by SOCKS 5",
                    qtRoundTrips(relay.proxy(u"bench"_s), server.port(), count), qt);
    std::printf("throughput of an echoed stream, both ways together, MiB/s\n");
    std::printf("  direct %.0f, relay %.0f, relay made of QTcpSocket %.0f\n",
                throughput(Fd(connectDirectly(server.port()))),
                throughput(Fd(connectRaw(relayPort, server.port()))),
                throughput(Fd(connectDirectly(qtRelay.serverPort()))));
    const WireCount wire = relay.count(u"bench"_s);
    std::printf("relay counted %lld sent, %lld received\n", static_cast<long long>(wire.sent),
                static_cast<long long>(wire.received));
    thread.quit();
    thread.wait();
    return wire.sent == wire.received ? 0 : 1;
}
