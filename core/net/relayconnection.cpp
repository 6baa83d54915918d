#include "core/net/relayconnection.h"

#include <poll.h>
#include <sys/epoll.h>

#include <algorithm>
#include <random>

namespace feedscope {

RelayConnection::RelayConnection(RelayContext &context, Fd client, std::shared_ptr<LaneLedger> ledger,
                                 const LaneWay &way)
    : m_context(context)
    , m_ledger(std::move(ledger))
    , m_meter(*m_ledger)
    , m_path(way.path)
    , m_tap(way.tap)
    , m_proxy(way.proxy)
{
    m_client.fd = std::move(client);
    if (m_tap)
        m_flow = m_tap->open(m_client.fd.get(), true);
    if (m_path.isOnForStreams()) {
        std::random_device seed;
        m_toUpstream.impair(m_path, seed());
        m_toClient.impair(m_path, seed());
    }
}

RelayConnection::~RelayConnection()
{
    abort();
}

void RelayConnection::start(bool frozen)
{
    setDeadline(m_context.limits.socksHandshake);
    if (frozen)
        freeze(true);
    else
        updateInterest();
}

void RelayConnection::ready(int fd, std::uint32_t events)
{
    const bool upstream = fd == m_upstream.fd.get();
    if (m_tap && !upstream)
        events = withoutStamps(events);
    End &end = upstream ? m_upstream : m_client;
    end.hungUp = events & EPOLLHUP;
    const bool cannotRead = end.ended || !(upstream ? m_toClient : m_toUpstream).hasRoom();
    if (m_phase == Phase::Streaming && (events & EPOLLERR) && cannotRead && !deliveryFailed(end))
        return;
    switch (m_phase) {
    case Phase::Greeting:
    case Phase::Request:
        readSocks();
        break;
    case Phase::LookUp:
    case Phase::Connecting:
    case Phase::Answering:
        if (!upstream && (events & (EPOLLRDHUP | EPOLLERR | EPOLLHUP)))
            return abort(); // the client gave up
        if (upstream)
            connectProgress();
        break;
    case Phase::Proxying:
        if (!upstream && (events & (EPOLLRDHUP | EPOLLERR | EPOLLHUP)))
            return abort();
        if (upstream)
            proxyProgress();
        break;
    case Phase::Streaming:
        stream();
        break;
    case Phase::Done:
        break;
    }
    updateInterest();
}

/// Stamps that wait look like an error of the client's socket.
std::uint32_t RelayConnection::withoutStamps(std::uint32_t events)
{
    if ((events & EPOLLERR) == 0)
        return events;
    m_tap->collect(m_flow, m_client.fd.get());
    pollfd now{m_client.fd.get(), 0, 0};
    return poll(&now, 1, 0) == 1 && (now.revents & POLLERR) ? events : events & ~std::uint32_t(EPOLLERR);
}

void RelayConnection::due()
{
    if (m_frozenSince != noTime)
        return;
    const Ns now = steadyNow();
    if (m_phase == Phase::Answering && now >= m_answerAt)
        beginStreaming();
    else if (m_phase == Phase::Streaming)
        stream();
    if (m_resetAt != noTime && now >= m_resetAt)
        abort();
    updateInterest();
}

void RelayConnection::stream()
{
    if (forward(m_client, m_upstream, m_toUpstream) && forward(m_upstream, m_client, m_toClient) &&
        m_client.ended && m_upstream.ended && m_client.shut && m_upstream.shut)
        finish();
}

/// Moves what can be moved without waiting. False if that ended the connection.
bool RelayConnection::forward(End &from, End &to, Pipe &pipe)
{
    if (pipe.hasRoom() && !from.ended) {
        std::span<const char> bytes;
        switch (pipe.fill(from.fd.get(), bytes)) {
        case Pipe::Read::Data:
            if (isUpstream(from))
                m_meter.received(bytes);
            else if (m_tap)
                m_tap->toServer(m_flow);
            break;
        case Pipe::Read::Nothing:
            break;
        case Pipe::Read::End:
            ended(from, pipe);
            break;
        case Pipe::Read::Broken:
            if (!wasReset(from))
                return false;
            break;
        }
    }
    if (!flush(to, pipe))
        return false;
    if (from.ended && pipe.isOver() && !to.shut) {
        to.shut = true;
        shutdown(to.fd.get(), SHUT_WR);
    }
    return true;
}

bool RelayConnection::flush(End &to, Pipe &pipe)
{
    std::span<const char> bytes;
    if (to.gone)
        pipe.clear();
    else if (!pipe.flush(to.fd.get(), bytes))
        return deliveryFailed(to);
    if (isUpstream(to))
        m_meter.sent(bytes);
    else if (m_tap && !bytes.empty())
        m_tap->toClient(m_flow, to.fd.get(), bytes);
    return true;
}

/// A socket takes no more bytes. If it has said its end of file before, the other side may go on to its own,
/// so that all it sends is counted; else it is a reset, which the other side shall see. False if that ended
/// the connection.
bool RelayConnection::deliveryFailed(End &to)
{
    if (to.ended && !isUpstream(to)) {
        to.gone = true;
        to.shut = true;
        m_toClient.clear();
        return true;
    }
    return wasReset(to);
}

/// The other side hears of it when it has got all bytes before. False if that ended the connection.
bool RelayConnection::wasReset(End &end)
{
    const Ns transit = (isUpstream(end) ? m_toClient : m_toUpstream).transit();
    if (transit <= 0) {
        abort();
        return false;
    }
    end.ended = end.shut = end.gone = true;
    if (m_resetAt == noTime)
        m_resetAt = steadyNow() + transit;
    return true;
}

void RelayConnection::ended(End &from, Pipe &pipe)
{
    from.ended = true;
    pipe.end();
    m_meter.ended(isUpstream(from) ? TlsMeter::Way::ToClient : TlsMeter::Way::ToServer);
    if (m_client.ended != m_upstream.ended)
        setDeadline(m_context.limits.halfClosed + m_toClient.transit() + m_toUpstream.transit());
}

void RelayConnection::finish()
{
    m_meter.closed(0);
    close();
}

void RelayConnection::abort()
{
    if (done())
        return;
    std::int64_t neverSent = 0;
    if (m_upstream.fd && (m_phase == Phase::Streaming || m_phase == Phase::Answering)) {
        drain(m_upstream, m_toClient);
        neverSent = notYetSent(m_upstream.fd.get());
        resetOnClose(m_upstream.fd.get());
    }
    resetOnClose(m_client.fd.get());
    m_meter.closed(neverSent);
    close();
}

void RelayConnection::hangUp()
{
    if (m_phase != Phase::Streaming)
        return abort();
    drain(m_upstream, m_toClient);
    // What the client has said and we have not read would make its FIN an RST.
    drain(m_client, m_toUpstream);
    finish();
}

void RelayConnection::drain(End &end, Pipe &pipe)
{
    constexpr int mostReads = 256; // 16 MiB at most: a peer that never stops must not hold us up
    std::span<const char> bytes;
    for (int i = 0; i < mostReads; ++i) {
        pipe.clear();
        if (pipe.fill(end.fd.get(), bytes) != Pipe::Read::Data)
            return;
        if (isUpstream(end)) // a capture has what the server sent, read or not
            m_meter.received(bytes);
    }
}

void RelayConnection::close()
{
    m_context.loop->wake(this, noTime);
    m_context.loop->forget(m_client.fd.get());
    m_context.loop->forget(m_upstream.fd.get());
    m_client.fd.reset();
    m_upstream.fd.reset();
    m_phase = Phase::Done;
}

void RelayConnection::freeze(bool frozen)
{
    if (done() || frozen == (m_frozenSince != noTime))
        return;
    const Ns now = steadyNow();
    if (frozen) {
        m_frozenSince = now;
        m_context.loop->forget(m_client.fd.get());
        m_context.loop->forget(m_upstream.fd.get());
        return;
    }
    if (m_deadline != noTime)
        m_deadline += now - m_frozenSince;
    m_frozenSince = noTime;
    updateInterest();
}

void RelayConnection::checkDeadline(Ns now)
{
    if (m_frozenSince != noTime || m_deadline == noTime || now < m_deadline)
        return;
    if (m_phase == Phase::Connecting || m_phase == Phase::LookUp || m_phase == Phase::Proxying)
        refuse(m_dialogue ? socks5::Answer::NotAllowed : socks5::Answer::Expired);
    else
        abort();
}

void RelayConnection::updateInterest()
{
    if (done() || m_frozenSince != noTime)
        return;
    watch(m_client, interestOf(m_client, m_toUpstream, m_toClient));
    if (m_phase == Phase::Connecting || m_phase == Phase::Proxying || m_phase == Phase::Streaming)
        watch(m_upstream, interestOf(m_upstream, m_toClient, m_toUpstream));
    if (m_path.isOnForStreams())
        updateWake();
}

/// Asks to be called when the simulated path has news.
void RelayConnection::updateWake()
{
    Ns at = m_phase == Phase::Answering ? m_answerAt : m_resetAt;
    const auto add = [&at](Ns time) {
        if (time != noTime)
            at = at == noTime ? time : std::min(at, time);
    };
    if (m_phase == Phase::Streaming && !m_upstream.shut)
        add(m_toUpstream.nextArrival());
    if (m_phase == Phase::Streaming && !m_client.shut)
        add(m_toClient.nextArrival());
    m_context.loop->wake(this, at);
}

void RelayConnection::watch(const End &end, std::uint32_t events)
{
    if (end.gone || (end.hungUp && events == 0)) // its hang-up would be reported for ever
        m_context.loop->forget(end.fd.get());
    else
        m_context.loop->watch(end.fd.get(), events, this);
}

std::uint32_t RelayConnection::interestOf(const End &end, const Pipe &outOf, Pipe &into) const
{
    if (m_phase == Phase::Connecting || m_phase == Phase::LookUp || m_phase == Phase::Answering)
        return isUpstream(end) ? EPOLLOUT : EPOLLRDHUP;
    if (m_phase == Phase::Proxying)
        return isUpstream(end) ? EPOLLIN : EPOLLRDHUP;
    std::uint32_t events = 0;
    if (!end.ended && outOf.hasRoom())
        events |= EPOLLIN;
    if (into.hasArrived())
        events |= EPOLLOUT;
    return events;
}

} // namespace feedscope
