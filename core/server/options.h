#pragma once

#include <QHostAddress>
#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>

namespace feedscope {

/// Bounds of what a visitor may make the demo server hold or wait for (faults.md 5.16-5.21).
struct ServerLimits
{
    int connections = 1024;                      ///< at once, all peers together
    int connectionsPerPeer = 64;                 ///< at once, of one address
    int subscribers = 64;                        ///< at once, over UDP
    qint64 header = 16 * 1024;                   ///< bytes of a request's head
    qint64 body = 1024 * 1024;                   ///< bytes of a request's body
    qint64 clientMessage = 64 * 1024;            ///< bytes of one message that a client of a stream sends
    qint64 backlog = 1024 * 1024;                ///< unsent bytes of a client above which it is conflated
    int history = 65'536;                        ///< updates kept for the cursor, resumed streams and history
    int page = 1'000;                            ///< updates on one page of the history
    std::chrono::milliseconds hold{30'000};      ///< a request that waits for something new, at most
    std::chrono::milliseconds heartbeat{15'000}; ///< between two comments, or empty lines, of a stream
    std::chrono::milliseconds pingInterval{25'000}; ///< of Socket.IO sessions
    std::chrono::milliseconds pingTimeout{20'000};  ///< for the answer to a ping, then the session ends
    std::chrono::milliseconds handshake{10'000}; ///< TLS + head of a request, also its body
    std::chrono::milliseconds idle{75'000};      ///< between two requests on a kept connection
    std::chrono::milliseconds subscription{30'000}; ///< over UDP, from one {"op":"subscribe"} to the next
    std::chrono::milliseconds stop{1'000};       ///< for the closing handshakes, then the sockets are cut
};

/// What a demo server is to serve and where. A value.
struct ServerOptions
{
    static constexpr double minimumRate = 0.01; ///< one update in 100 s
    static constexpr double maximumRate = 50'000;
    static constexpr int maximumSymbols = 1'000;

    QHostAddress host{QHostAddress::LocalHost};
    quint16 port = 0; ///< of HTTP and WebSocket, raw TCP and UDP on the next three; 0: any free ones
    bool tls = false; ///< https, wss and TLS on raw TCP, with a certificate made at the start; UDP stays plain
    QHostAddress group;      ///< the updates are sent here, too, as datagrams (UDP multicast); null: nowhere
    quint16 groupPort = 0;
    QString groupInterface;  ///< by its name; empty: the loopback one, so that nothing leaves this computer
    double rate = 20; ///< updates a second over all series
    int symbols = 12;
    std::uint64_t seed = 1; ///< of prices and gaps; the epoch is random at each start
    QString keep;           ///< file that keeps the updates from start to start; empty: none
    QStringList names;      ///< further host names under which visitors may ask for this server
    ServerLimits limits;
};

/// What the server has done so far. A value, taken in the server's thread.
struct ServerCounters
{
    std::int64_t clients = 0;          ///< WebSocket clients and HTTP streams now
    std::int64_t held = 0;             ///< requests that wait for something new now
    std::int64_t rawClients = 0;       ///< over raw TCP, now
    std::int64_t subscribers = 0;      ///< over UDP, now
    std::int64_t connections = 0;      ///< sockets now
    std::int64_t updates = 0;          ///< published, notifications among them
    std::int64_t messagesSent = 0;     ///< handed to the sockets of push clients
    std::int64_t messagesReceived = 0; ///< from push clients
    std::int64_t conflated = 0;        ///< updates that a slow client was spared
    std::int64_t requests = 0;         ///< HTTP requests answered, refusals among them
    std::int64_t refusedPeer = 0;      ///< too many connections
    std::int64_t refusedHost = 0;      ///< wrong Host
    std::int64_t refusedOrigin = 0;    ///< wrong Origin
    std::int64_t refusedSize = 0;      ///< head, body or message too large
    std::int64_t refusedSyntax = 0;    ///< no valid HTTP, JSON query or WebSocket frame
    std::int64_t refusedTime = 0;      ///< too slow
    std::int64_t refusedOther = 0;     ///< unknown path, method, subprotocol
    std::int64_t maximumLateness = 0;  ///< ns that an update happened after it was due, the worst
    std::int64_t passedOver = 0; ///< ns of the schedule left out: asleep, or more than the machine can do
};

} // namespace feedscope
