// The relay with a simulated path, against plain sockets on loopback. The bounds are generous: exactness
// under load is for tests/bench.

#include "core/net/relay.h"
#include "tests/net/loopback.h"

#include <QSignalSpy>
#include <QTest>

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <numeric>
#include <thread>
#include <vector>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

constexpr Ns delay = 200 * millisecond;
constexpr Ns longDelay = 600 * millisecond; ///< where the test has something to do meanwhile
/// For a busy machine, and still less than the delay taken twice; early is never right.
constexpr Ns tolerance = 180 * millisecond;

/// A blocking client and a blocking server under no event loop, joined by a relay's lane.
struct Rig
{
    explicit Rig(const Impairment &path)
        : listener(::socket(AF_INET, SOCK_STREAM, 0))
    {
        const SocketAddress address = *SocketAddress::fromText("127.0.0.1", 0);
        ::bind(listener.get(), address.get(), address.size);
        ::listen(listener.get(), 4);
        relay.start();
        relayPort = relay.openLane(u"lane"_s, path).port;
        const Ns begin = steadyNow();
        client = connect();
        connectTime = steadyNow() - begin;
        server = Fd(::accept(listener.get(), nullptr, nullptr));
    }

    Fd connect() const { return Fd(connectRaw(relayPort, localAddress(listener.get()).port())); }

    /// At once, without an event loop's pace: the bytes are under way only so long.
    void waitForReceived(std::int64_t bytes) const
    {
        for (const Ns end = steadyNow() + 30 * second; steadyNow() < end;)
            if (relay.count(u"lane"_s).received == bytes)
                return;
    }

    Fd listener;
    Relay relay;
    std::uint16_t relayPort = 0;
    Fd client;
    Fd server;
    Ns connectTime = 0;
};

/// Sends so many bytes and reads them at the other end; how long that took.
Ns carry(const Fd &from, const Fd &to, std::size_t size)
{
    std::vector<char> bytes(size, 'x');
    const Ns begin = steadyNow();
    ::send(from.get(), bytes.data(), size, MSG_NOSIGNAL);
    ::recv(to.get(), bytes.data(), size, MSG_WAITALL);
    return steadyNow() - begin;
}

/// What the relay itself takes; the others are the machine's.
Ns quickest(const std::vector<Ns> &times)
{
    return *std::min_element(times.begin(), times.end());
}

bool allClosed(const WireCount &count)
{
    return std::none_of(count.sockets.begin(), count.sockets.end(), [](const auto &s) { return s.open; });
}

void compareTime(Ns measured, Ns expected)
{
    QVERIFY2(measured >= expected && measured < expected + tolerance,
             qPrintable(u"%1 ms instead of %2 ms"_s.arg(double(measured) / 1e6).arg(double(expected) / 1e6)));
}

} // namespace

class TestRelayPath : public QObject
{
    Q_OBJECT

private slots:
    void eachDirectionTakesTheDelay()
    {
        const Rig rig({delay});
        QVERIFY(rig.client && rig.server);
        compareTime(rig.connectTime, 2 * delay);
        std::vector<Ns> there;
        std::vector<Ns> back;
        for (int i = 0; i < 3; ++i) {
            there.push_back(carry(rig.client, rig.server, 100));
            back.push_back(carry(rig.server, rig.client, 3'000));
        }
        compareTime(quickest(there), delay);
        compareTime(quickest(back), delay);
    }

    /// What follows within the delay is under way at the same time.
    void theDelayIsNoBottleneck()
    {
        const Rig rig({delay});
        std::vector<char> bytes(10'000);
        const Ns begin = steadyNow();
        for (int i = 0; i < 100; ++i)
            ::send(rig.server.get(), bytes.data() + 100 * i, 100, 0);
        QCOMPARE(::recv(rig.client.get(), bytes.data(), bytes.size(), MSG_WAITALL), ssize_t(10'000));
        compareTime(steadyNow() - begin, delay);
        QCOMPARE(rig.relay.count(u"lane"_s).received, std::int64_t(10'000));
    }

    void theRateIsKept()
    {
        const Rig rig({0, 0, 1'000'000});
        compareTime(carry(rig.server, rig.client, 12'500), 100 * millisecond);
        compareTime(carry(rig.client, rig.server, 1'250), 10 * millisecond);
    }

    void theEndOfFileTravelsBehindTheBytes()
    {
        const Rig rig({delay});
        char text[8] = {};
        const Ns begin = steadyNow();
        ::send(rig.client.get(), "last", 4, 0);
        ::shutdown(rig.client.get(), SHUT_WR);
        QCOMPARE(::recv(rig.server.get(), text, sizeof text, 0), ssize_t(4));
        QCOMPARE(::recv(rig.server.get(), text, sizeof text, 0), ssize_t(0));
        compareTime(steadyNow() - begin, delay);
        ::send(rig.server.get(), "answer", 6, 0);
        ::shutdown(rig.server.get(), SHUT_WR);
        QCOMPARE(::recv(rig.client.get(), text, sizeof text, 0), ssize_t(6));
        QCOMPARE(::recv(rig.client.get(), text, sizeof text, 0), ssize_t(0));
        compareTime(steadyNow() - begin, 2 * delay);
        QTRY_VERIFY(allClosed(rig.relay.count(u"lane"_s)));
    }

    void aResetDoesNotOvertakeTheBytes()
    {
        Rig rig({delay});
        char text[8] = {};
        const Ns begin = steadyNow();
        ::send(rig.server.get(), "last", 4, 0);
        rig.waitForReceived(4);
        resetOnClose(rig.server.get());
        rig.server.reset();
        QCOMPARE(::recv(rig.client.get(), text, sizeof text, 0), ssize_t(4));
        QCOMPARE(::recv(rig.client.get(), text, sizeof text, 0), ssize_t(-1));
        QCOMPARE(errno, ECONNRESET);
        QVERIFY(steadyNow() - begin >= delay);
        QTRY_VERIFY(allClosed(rig.relay.count(u"lane"_s)));
    }

    void freezeHoldsTheDelayedBytesToo()
    {
        Rig rig({longDelay});
        ::send(rig.server.get(), "x", 1, 0);
        rig.waitForReceived(1);
        rig.relay.freeze(u"lane"_s, true);
        pollfd client{rig.client.get(), POLLIN, 0};
        QCOMPARE(::poll(&client, 1, 2 * int(longDelay / millisecond)), 0);
        rig.relay.freeze(u"lane"_s, false);
        char byte = 0;
        QCOMPARE(::recv(rig.client.get(), &byte, 1, 0), ssize_t(1));
    }

    /// A line that is full holds up the writer, and loses nothing.
    void aFullPathHoldsUpTheWriter()
    {
        const Rig rig({delay, 5 * millisecond, 80'000'000}); // 1.45 MB of room
        constexpr std::size_t size = 6'000'000;
        std::vector<char> data(size);
        std::iota(data.begin(), data.end(), char(1));
        const Ns begin = steadyNow();
        std::thread writer([&] {
            for (std::size_t sent = 0; sent < size;)
                sent += std::size_t(std::max<ssize_t>(
                    0, ::send(rig.server.get(), data.data() + sent, size - sent, MSG_NOSIGNAL)));
        });
        std::vector<char> read(size);
        QCOMPARE(::recv(rig.client.get(), read.data(), size, MSG_WAITALL), ssize_t(size));
        const Ns took = steadyNow() - begin;
        writer.join();
        QVERIFY(read == data);
        QVERIFY2(took >= 600 * millisecond && took < 6 * second, qPrintable(QString::number(took)));
    }

    void aClientThatLeavesDuringTheHandshake()
    {
        Rig rig({longDelay});
        QTcpSocket early;
        early.setProxy(rig.relay.proxy(u"lane"_s));
        early.connectToHost(u"127.0.0.1"_s, localAddress(rig.listener.get()).port());
        QTRY_COMPARE(rig.relay.count(u"lane"_s).connections, 2);
        QCOMPARE(early.state(), QAbstractSocket::ConnectingState);
        early.abort();
        QTRY_VERIFY(!rig.relay.count(u"lane"_s).sockets.back().open ||
                    !rig.relay.count(u"lane"_s).sockets.front().open);
    }
};

QTEST_GUILESS_MAIN(TestRelayPath)
#include "test_relay_path.moc"
