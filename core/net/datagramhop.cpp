#include "core/net/datagramhop.h"

#include <sys/epoll.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace feedscope {

namespace {

constexpr std::size_t largestDatagram = 65'535;
constexpr int mostAtOnce = 256;                    ///< datagrams of one side before the other has its turn
constexpr Ns looksClosedFor = 1'200 * millisecond; ///< longer than a client waits before it greets again

constexpr Ns partingTime = 100 * millisecond;

} // namespace

DatagramHop::DatagramHop(RelayContext &context, Fd client, DatagramTarget target,
                         std::shared_ptr<LaneLedger> ledger, const LaneWay &way)
    : m_context(context)
    , m_ledger(std::move(ledger))
    , m_target(std::move(target))
    , m_tap(way.tap)
    , m_impaired(way.path.isOnForDatagrams())
    , m_parting(partingTime + 2 * (way.path.delay + way.path.jitter))
    , m_pathToPeer(way.path, datagramSeed(way.path, 0))
    , m_pathToClient(way.path, datagramSeed(way.path, 1))
    , m_clientSide(std::move(client))
    , m_buffer(largestDatagram)
{
    if (m_tap)
        m_tapFlow = m_tap->open(m_clientSide.get(), false);
}

DatagramHop::~DatagramHop()
{
    endFlow();
    m_context.loop->wake(this, noTime);
    m_context.loop->forget(m_clientSide.get());
}

void DatagramHop::start()
{
    m_context.loop->watch(m_clientSide.get(), EPOLLIN, this);
}

void DatagramHop::ready(int fd, std::uint32_t)
{
    if (m_tap && fd == m_clientSide.get())
        m_tap->collect(m_tapFlow, fd); // they look like an error of the socket
    if (fd == m_clientSide.get())
        readClient();
    else
        readPeer();
    noteOverflow();
    updateWake();
}

void DatagramHop::due()
{
    if (m_closedUntil != noTime && steadyNow() >= m_closedUntil) {
        m_closedUntil = noTime;
        openPort(m_clientSide.get());
        start();
    }
    release();
    if (m_endAt != noTime && steadyNow() >= m_endAt)
        endFlow();
    updateWake();
}

void DatagramHop::readClient()
{
    for (int i = 0; i < mostAtOnce && m_closedUntil == noTime; ++i) {
        SocketAddress from;
        from.size = sizeof from.storage;
        const ssize_t n = recvfrom(m_clientSide.get(), m_buffer.data(), m_buffer.size(), 0,
                                   reinterpret_cast<sockaddr *>(&from.storage), &from.size);
        if (n < 0)
            return;
        if (!from.isSame(m_client))
            newFlow(from);
        const std::span<const char> datagram(m_buffer.data(), std::size_t(n));
        if (goesStraight(m_pathToPeer))
            toPeer(datagram);
        else if (!m_pathToPeer.put(datagram, steadyNow()))
            m_ledger->add(m_socket, {.lostSent = 1});
    }
}

void DatagramHop::readPeer()
{
    for (int i = 0; i < mostAtOnce && m_peerSide; ++i) {
        const ssize_t n = recv(m_peerSide.get(), m_buffer.data(), m_buffer.size(), 0);
        if (n < 0) {
            if (errno == ECONNREFUSED)
                refused();
            return;
        }
        m_heard = true;
        m_ledger->add(m_socket, {.received = n, .datagramsReceived = 1});
        const std::span<const char> datagram(m_buffer.data(), std::size_t(n));
        if (goesStraight(m_pathToClient))
            toClient(datagram);
        else if (!m_pathToClient.put(datagram, steadyNow()))
            m_ledger->add(m_socket, {.lostReceived = 1});
    }
}

bool DatagramHop::goesStraight(const DatagramPath &path) const
{
    return !m_impaired && !isHeld() && path.nextArrival() == noTime;
}

void DatagramHop::newFlow(const SocketAddress &client)
{
    endFlow();
    m_client = client;
    if (const auto address = SocketAddress::fromText(m_target.host, m_target.port))
        return resolved({*address});
    // The look-up may outlast this hop and the relay: it holds the loop, and a weak reference.
    auto answer = [self = weak_from_this(), flow = m_flow,
                   loop = m_context.loop](std::vector<SocketAddress> addresses) {
        loop->post([self, flow, addresses = std::move(addresses)] {
            if (const auto hop = self.lock(); hop && hop->m_flow == flow)
                hop->resolved(addresses);
        });
    };
    m_context.resolver.lookUp(m_target.host, m_target.port, std::move(answer));
}

void DatagramHop::endFlow()
{
    ++m_flow;
    m_endAt = noTime;
    m_client = {};
    m_heard = false;
    m_last.reset();
    m_addresses.clear();
    m_pathToPeer.clear();
    m_pathToClient.clear();
    if (!m_peerSide)
        return;
    m_ledger->closed(m_socket, steadyNow());
    m_context.loop->forget(m_peerSide.get());
    m_peerSide.reset();
}

void DatagramHop::resolved(std::vector<SocketAddress> addresses)
{
    std::reverse(addresses.begin(), addresses.end());
    m_addresses = std::move(addresses);
    connectNext();
}

/// What the client said last, before its peer was found or at an address where nobody listens, goes there.
void DatagramHop::connectNext()
{
    if (m_peerSide) {
        m_ledger->closed(m_socket, steadyNow());
        m_context.loop->forget(m_peerSide.get());
        m_peerSide.reset();
    }
    while (!m_addresses.empty() && !m_peerSide) {
        m_peerSide = connectDatagrams(m_addresses.back());
        m_addresses.pop_back();
    }
    m_heard = false;
    m_overflow[1] = 0;
    if (!m_peerSide)
        return;
    m_socket = m_ledger->opened(localAddress(m_peerSide.get()).port(), steadyNow());
    m_context.loop->watch(m_peerSide.get(), EPOLLIN, this);
    if (const auto last = std::exchange(m_last, std::nullopt))
        toPeer(*last);
}

/// The peer's port is closed: tries its next address, or has ours look closed as well until the client has
/// seen it.
void DatagramHop::refused()
{
    if (!m_heard && !m_addresses.empty())
        return connectNext();
    endFlow();
    m_closedUntil = steadyNow() + looksClosedFor;
    m_context.loop->forget(m_clientSide.get());
    closePort(m_clientSide.get());
}

void DatagramHop::toPeer(std::span<const char> datagram)
{
    if (!m_heard)
        m_last.emplace(datagram.begin(), datagram.end());
    if (!m_peerSide)
        return;
    if (send(m_peerSide.get(), datagram.data(), datagram.size(), MSG_NOSIGNAL) >= 0)
        m_ledger->add(m_socket, {.sent = std::int64_t(datagram.size()), .datagramsSent = 1});
    else if (errno == ECONNREFUSED) // of an earlier one; this one was not sent
        refused();
}

void DatagramHop::toClient(std::span<const char> datagram)
{
    if (m_client.size > 0 &&
        sendto(m_clientSide.get(), datagram.data(), datagram.size(), MSG_NOSIGNAL, m_client.get(),
               m_client.size) >= 0 &&
        m_tap)
        m_tap->toClient(m_tapFlow, m_clientSide.get(), datagram);
}

/// Sends on what has arrived at the ends of the paths.
void DatagramHop::release()
{
    if (isHeld())
        return;
    const Ns now = steadyNow();
    while (const auto datagram = m_pathToPeer.take(now))
        toPeer(*datagram);
    while (const auto datagram = m_pathToClient.take(now))
        toClient(*datagram);
}

void DatagramHop::updateWake()
{
    Ns at = noTime;
    const auto add = [&at](Ns time) {
        if (time != noTime)
            at = at == noTime ? time : std::min(at, time);
    };
    add(m_closedUntil);
    add(m_endAt);
    if (!isHeld()) {
        add(m_pathToPeer.nextArrival());
        add(m_pathToClient.nextArrival());
    }
    m_context.loop->wake(this, at);
}

/// Datagrams that found a buffer of ours full were never read, but must not vanish from the account.
void DatagramHop::noteOverflow()
{
    const int sides[2] = {m_clientSide.get(), m_peerSide.get()};
    for (int side = 0; side < 2; ++side) {
        const std::uint32_t now = sides[side] >= 0 ? datagramsDropped(sides[side]) : m_overflow[side];
        if (now != m_overflow[side])
            m_ledger->add(m_socket, {.overflowed = now - m_overflow[side]});
        m_overflow[side] = now;
    }
}

void DatagramHop::freeze(bool frozen)
{
    m_frozen = frozen;
    release();
    updateWake();
}

void DatagramHop::stall(bool stalled)
{
    m_stalled = stalled;
    release();
    updateWake();
}

void DatagramHop::cut()
{
    endFlow();
    updateWake();
}

void DatagramHop::finish()
{
    if (m_peerSide)
        m_endAt = steadyNow() + m_parting;
    updateWake();
}

} // namespace feedscope
