#include "core/net/listeninghop.h"

#include <sys/epoll.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace feedscope {

namespace {

constexpr std::size_t largestDatagram = 65'535;
constexpr int mostAtOnce = 256; ///< datagrams of one side before the other has its turn

} // namespace

ListeningHop::ListeningHop(RelayContext &context, Fd client, ListeningPlace place,
                           std::shared_ptr<LaneLedger> ledger, const LaneWay &way)
    : m_context(context)
    , m_ledger(std::move(ledger))
    , m_place(std::move(place))
    , m_impaired(way.path.isOnForDatagrams())
    , m_path(way.path, datagramSeed(way.path, 1))
    , m_clientSide(std::move(client))
    , m_buffer(hopframe::headSize + largestDatagram)
{}

ListeningHop::~ListeningHop()
{
    endFlow();
    m_context.loop->wake(this, noTime);
    m_context.loop->forget(m_clientSide.get());
}

void ListeningHop::start()
{
    m_context.loop->watch(m_clientSide.get(), EPOLLIN, this);
}

void ListeningHop::ready(int fd, std::uint32_t)
{
    if (fd == m_clientSide.get())
        readClient();
    else
        readFeed();
    noteOverflow();
    updateWake();
}

void ListeningHop::due()
{
    release();
    updateWake();
}

/// Whatever comes is a knock: a listening lane has nothing else to say.
void ListeningHop::readClient()
{
    for (int i = 0; i < mostAtOnce; ++i) {
        SocketAddress from;
        from.size = sizeof from.storage;
        const ssize_t n = recvfrom(m_clientSide.get(), m_buffer.data(), m_buffer.size(), 0,
                                   reinterpret_cast<sockaddr *>(&from.storage), &from.size);
        if (n < 0)
            return;
        if (!from.isSame(m_client) || !m_feed.fd)
            listen(from);
        toClient(hopframe::receiptOf(m_feed));
    }
}

void ListeningHop::listen(const SocketAddress &client)
{
    endFlow(); // first, as the port may be ours
    m_client = client;
    m_feed = listenForDatagrams(m_place);
    if (!m_feed.fd)
        return;
    m_socket = m_ledger->opened(localAddress(m_feed.fd.get()).port(), steadyNow());
    m_context.loop->watch(m_feed.fd.get(), EPOLLIN, this);
}

void ListeningHop::endFlow()
{
    m_client = {};
    m_senders.clear();
    m_path.clear();
    if (!m_feed.fd)
        return;
    noteOverflow();
    m_ledger->closed(m_socket, steadyNow());
    m_context.loop->forget(m_feed.fd.get());
    m_feed.fd.reset();
    m_overflow = 0;
}

void ListeningHop::readFeed()
{
    char *const payload = m_buffer.data() + hopframe::headSize;
    for (int i = 0; i < mostAtOnce && m_feed.fd; ++i) {
        SocketAddress from;
        from.size = sizeof from.storage;
        const ssize_t n = recvfrom(m_feed.fd.get(), payload, largestDatagram, 0,
                                   reinterpret_cast<sockaddr *>(&from.storage), &from.size);
        if (n < 0)
            return;
        m_ledger->add(m_socket, {.received = n, .datagramsReceived = 1});
        hopframe::setNumber(m_buffer.data(), m_senders.numberOf(from));
        const std::span<const char> framed(m_buffer.data(), hopframe::headSize + std::size_t(n));
        if (!m_impaired && !isHeld() && m_path.nextArrival() == noTime)
            toClient(framed);
        else if (!m_path.put(framed, steadyNow(), hopframe::headSize))
            m_ledger->add(m_socket, {.lostReceived = 1});
    }
}

void ListeningHop::toClient(std::span<const char> datagram)
{
    const ssize_t n = sendto(m_clientSide.get(), datagram.data(), datagram.size(), MSG_NOSIGNAL,
                             m_client.get(), m_client.size);
    if (n < 0 && errno == EMSGSIZE) // the largest there is, and two bytes of ours
        m_ledger->add(m_socket, {.overflowed = 1});
}

/// Gives the client what has arrived at the end of the path.
void ListeningHop::release()
{
    if (isHeld())
        return;
    const Ns now = steadyNow();
    while (const auto datagram = m_path.take(now))
        toClient(*datagram);
}

void ListeningHop::updateWake()
{
    m_context.loop->wake(this, isHeld() ? noTime : m_path.nextArrival());
}

/// Datagrams that found the buffer full were never read, but must not vanish from the account.
void ListeningHop::noteOverflow()
{
    if (!m_feed.fd)
        return;
    const std::uint32_t now = datagramsDropped(m_feed.fd.get());
    if (now != m_overflow)
        m_ledger->add(m_socket, {.overflowed = now - m_overflow});
    m_overflow = now;
}

void ListeningHop::freeze(bool frozen)
{
    m_frozen = frozen;
    release();
    updateWake();
}

void ListeningHop::stall(bool stalled)
{
    m_stalled = stalled;
    release();
    updateWake();
}

void ListeningHop::cut()
{
    if (m_path.held() > 0)
        m_ledger->add(m_socket, {.lostReceived = static_cast<std::int64_t>(m_path.held())});
    m_path.clear();
    updateWake();
}

void ListeningHop::finish()
{
    endFlow();
    updateWake();
}

} // namespace feedscope
