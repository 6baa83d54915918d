#include "core/net/laneledger.h"

namespace feedscope {

std::uint64_t LaneLedger::opened(std::uint16_t localPort, Ns now)
{
    const std::lock_guard lock(m_mutex);
    ++m_sum.connections;
    SocketCount count;
    count.localPort = localPort;
    count.open = true;
    count.opened = now;
    m_open.emplace(m_next, count);
    return m_next++;
}

void LaneLedger::add(std::uint64_t socket, const WireDelta &delta)
{
    const std::lock_guard lock(m_mutex);
    m_sum.sent += delta.sent;
    m_sum.received += delta.received;
    m_sum.tls += delta.tls;
    m_sum.headSent += delta.headSent;
    m_sum.headReceived += delta.headReceived;
    m_sum.tlsHandshakes += delta.tlsHandshakes;
    m_sum.datagramsSent += delta.datagramsSent;
    m_sum.datagramsReceived += delta.datagramsReceived;
    m_sum.lostSent += delta.lostSent;
    m_sum.lostReceived += delta.lostReceived;
    m_sum.overflowed += delta.overflowed;
    if (const auto it = m_open.find(socket); it != m_open.end()) {
        it->second.sent += delta.sent;
        it->second.received += delta.received;
    }
}

void LaneLedger::closed(std::uint64_t socket, Ns now)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_open.find(socket);
    if (it == m_open.end())
        return;
    it->second.open = false;
    it->second.closed = now;
    m_closed.push_back(it->second);
    m_open.erase(it);
    if (m_closed.size() > keptSockets)
        foldOldest();
}

void LaneLedger::foldOldest()
{
    ++m_sum.foldedSockets;
    m_sum.foldedSent += m_closed.front().sent;
    m_sum.foldedReceived += m_closed.front().received;
    m_closed.pop_front();
}

void LaneLedger::refused()
{
    const std::lock_guard lock(m_mutex);
    ++m_sum.refused;
}

WireCount LaneLedger::snapshot(bool withSockets) const
{
    const std::lock_guard lock(m_mutex);
    WireCount count = m_sum;
    if (withSockets) {
        count.sockets.assign(m_closed.begin(), m_closed.end());
        for (const auto &[number, socket] : m_open)
            count.sockets.push_back(socket);
    }
    return count;
}

} // namespace feedscope
