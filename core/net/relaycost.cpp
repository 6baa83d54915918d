#include "core/net/relaycost.h"

#include "core/net/relay.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

constexpr std::size_t messageSize = 310; ///< of a usual update
constexpr Ns knownDelay = millisecond;
constexpr int patience = 5; ///< s, for any answer

/// Blocking, but never for ever.
void prepare(int fd)
{
    const int on = 1;
    const timeval limit{patience, 0};
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

bool sendAll(int fd, const void *bytes, std::size_t size)
{
    return send(fd, bytes, size, MSG_NOSIGNAL) == ssize_t(size);
}

bool receiveAll(int fd, void *bytes, std::size_t size)
{
    return recv(fd, bytes, size, MSG_WAITALL) == ssize_t(size);
}

/// Echoes one connection after the other on a thread of its own, until it goes.
class Echo
{
public:
    Echo()
    {
        const SocketAddress address = *SocketAddress::fromText("127.0.0.1", 0);
        m_listener = Fd(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        if (m_listener && bind(m_listener.get(), address.get(), address.size) == 0 &&
            listen(m_listener.get(), 4) == 0)
            m_thread = std::thread([this] { run(); });
    }
    ~Echo()
    {
        shutdown(m_listener.get(), SHUT_RDWR); // wakes accept()
        if (m_thread.joinable())
            m_thread.join();
    }
    bool isUp() const { return m_thread.joinable(); }
    std::uint16_t port() const { return localAddress(m_listener.get()).port(); }

private:
    void run() const
    {
        std::array<char, 4096> buffer{};
        while (true) {
            const Fd peer(accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
            if (!peer)
                return;
            prepare(peer.get());
            for (ssize_t n; (n = recv(peer.get(), buffer.data(), buffer.size(), 0)) > 0;)
                if (!sendAll(peer.get(), buffer.data(), std::size_t(n)))
                    break;
        }
    }

    Fd m_listener;
    std::thread m_thread;
};

Fd connectTo(std::uint16_t port)
{
    const SocketAddress address = *SocketAddress::fromText("127.0.0.1", port);
    Fd fd(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!fd)
        return fd;
    prepare(fd.get());
    if (connect(fd.get(), address.get(), address.size) != 0)
        fd.reset();
    return fd;
}

/// RFC 1928: no authentication, CONNECT to an IPv4 address.
Fd connectThrough(std::uint16_t relayPort, std::uint16_t port)
{
    Fd fd = connectTo(relayPort);
    std::array<unsigned char, 10> answer{};
    const std::array<unsigned char, 3> greeting{5, 1, 0};
    const std::array<unsigned char, 10> request{
        5, 1, 0, 1, 127, 0, 0, 1, static_cast<unsigned char>(port >> 8), static_cast<unsigned char>(port)};
    if (!fd || !sendAll(fd.get(), greeting.data(), greeting.size()) ||
        !receiveAll(fd.get(), answer.data(), 2) || !sendAll(fd.get(), request.data(), request.size()) ||
        !receiveAll(fd.get(), answer.data(), answer.size()) || answer[1] != 0)
        fd.reset();
    return fd;
}

Ns percentile(std::vector<Ns> &times, double share)
{
    const auto rank = static_cast<std::ptrdiff_t>(share * static_cast<double>(times.size() - 1));
    std::nth_element(times.begin(), times.begin() + rank, times.end());
    return times[static_cast<std::size_t>(rank)];
}

/// Of `count` round trips, `known` taken off each; false if the connection broke. Closes it: the echo serves
/// one after the other.
bool measure(Fd socket, int count, Ns known, RelayCost::RoundTrip &result)
{
    if (!socket)
        return false;
    constexpr int warmUp = 10;
    std::array<char, messageSize> message{};
    std::vector<Ns> times;
    for (int i = 0; i < count + warmUp; ++i) {
        const Ns begin = steadyNow();
        if (!sendAll(socket.get(), message.data(), message.size()) ||
            !receiveAll(socket.get(), message.data(), message.size()))
            return false;
        if (i >= warmUp)
            times.push_back(steadyNow() - begin - known);
    }
    result = {percentile(times, 0.5), percentile(times, 0.99)};
    return true;
}

} // namespace

RelayCost measureRelayCost(int roundTrips)
{
    RelayCost cost;
    Echo echo;
    Relay relay;
    if (roundTrips < 1 || !echo.isUp() || !relay.start().isEmpty())
        return cost;
    const std::uint16_t plain = relay.openLane(u"plain"_s).port;
    const std::uint16_t delayed = relay.openLane(u"delayed"_s, {.delay = knownDelay}).port;
    bool good = measure(connectTo(echo.port()), roundTrips, 0, cost.direct);
    good = good && measure(connectThrough(plain, echo.port()), roundTrips, 0, cost.through);
    good = good && measure(connectThrough(delayed, echo.port()), roundTrips, 2 * knownDelay, cost.delayed);
    relay.cutAll(); // an echo that still waits must not hold up its end
    cost.roundTrips = good ? roundTrips : 0;
    return cost;
}

} // namespace feedscope
