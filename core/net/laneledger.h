#pragma once

#include "core/net/wirecount.h"
#include "core/net/wstrace.h"

#include <deque>
#include <map>
#include <mutex>

namespace feedscope {

/// What one read or write added to the counts of a connection. A value.
struct WireDelta
{
    std::int64_t sent = 0;
    std::int64_t received = 0;
    std::int64_t tls = 0;
    std::int64_t headSent = 0;
    std::int64_t headReceived = 0;
    std::int32_t tlsHandshakes = 0;
    std::int64_t datagramsSent = 0;
    std::int64_t datagramsReceived = 0;
    std::int64_t lostSent = 0;
    std::int64_t lostReceived = 0;
    std::int64_t overflowed = 0;
};

/// The counts of one lane. Written by the relay's thread, read by any: every function may be called from any
/// thread.
class LaneLedger
{
public:
    /// Closed sockets that are kept one by one; older ones are folded into a sum.
    static constexpr std::size_t keptSockets = 10'000;

    /// A server accepted a connection; returns the number to name it by from now on.
    std::uint64_t opened(std::uint16_t localPort, Ns now);
    void add(std::uint64_t socket, const WireDelta &delta);
    void closed(std::uint64_t socket, Ns now);
    void refused();

    /// All counts as of now; without `sockets` (a copy of up to 10,000 entries) the call is cheap.
    WireCount snapshot(bool withSockets) const;

    /// What its WebSocket connections show, where TLS does not hide it.
    WsTrace &frames() noexcept { return m_frames; }
    const WsTrace &frames() const noexcept { return m_frames; }

private:
    void foldOldest();

    WsTrace m_frames;
    mutable std::mutex m_mutex;
    WireCount m_sum;
    std::map<std::uint64_t, SocketCount> m_open;
    std::deque<SocketCount> m_closed;
    std::uint64_t m_next = 1;
};

} // namespace feedscope
