#pragma once

#include "core/clock.h"

#include <cstdint>
#include <vector>

namespace feedscope {

/// One connection between the relay and a server, as a capture of its TCP or UDP payload would count it. A
/// value.
struct SocketCount
{
    std::uint16_t localPort = 0; ///< of the socket that faces the server
    bool open = false;
    std::int64_t sent = 0;
    std::int64_t received = 0;
    Ns opened = noTime; ///< steady clock: when the server had accepted
    Ns closed = noTime; ///< steady clock; noTime while it is open
};

/// What one lane has put on the wire so far, from its first connect on. Bytes of TCP or UDP payload. A
/// value.
struct WireCount
{
    std::int64_t sent = 0;         ///< taken by the kernel for the server
    std::int64_t received = 0;     ///< read from the server
    std::int64_t tls = 0;          ///< of both: what TLS added (see TlsMeter for what is exact)
    std::int64_t headSent = 0;     ///< of sent: first HTTP head of each connection without TLS
    std::int64_t headReceived = 0; ///< of received: the same for the answers
    std::int32_t connections = 0;  ///< that a server accepted
    std::int32_t tlsHandshakes = 0;
    std::int64_t datagramsSent = 0;     ///< UDP: put on the wire for the peer, and counted in `sent`
    std::int64_t datagramsReceived = 0; ///< read from the peer, and counted in `received`; of these,
    std::int64_t lostReceived = 0;      ///< lost by the simulated path on the way to the client
    std::int64_t lostSent = 0;          ///< lost by it before they were put on the wire
    std::int64_t overflowed = 0;        ///< found a receive buffer of the relay's full; counted nowhere else
    std::int32_t refused = 0;         ///< clients turned away: too many, not local, or not speaking SOCKS 5
    std::vector<SocketCount> sockets; ///< in the order they were closed, then the open ones
    std::int64_t foldedSockets = 0;   ///< closed so long ago that only their sums are kept, here:
    std::int64_t foldedSent = 0;
    std::int64_t foldedReceived = 0;
};

} // namespace feedscope
