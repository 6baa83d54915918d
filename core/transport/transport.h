#pragma once

#include "core/message.h"
#include "core/transport/endpoint.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <optional>

namespace feedscope {

/// What to do about an error: transient, back off and open again; persistent, stop and tell the user.
enum class ErrorKind : std::uint8_t
{
    Transient,
    Persistent
};

/// Why an attempt ended, in one sentence that says what happened and what to do next.
struct TransportError
{
    ErrorKind kind = ErrorKind::Transient;
    QString sentence;                        ///< plain text, control characters escaped
    std::chrono::milliseconds retryAfter{0}; ///< the server's own wish (Retry-After), 0: none
    int httpStatus = 0;                      ///< 0: none came
};

/// What is known of a connection once it is open. Phase times in ns since open(), noTime where unknown.
struct Opened
{
    QString subprotocol;
    Ns hostFound = noTime;
    Ns connected = noTime;
    Ns encrypted = noTime;
    Ns ready = noTime;
};

/// How an open connection ended: clean only if a close frame came (never told by the code alone, faults.md
/// 0.7).
struct Closed
{
    bool clean = false;
    int code = 1006; ///< 0: the protocol has no codes
    QString reason; ///< plain text, control characters escaped
};

/// Hears what a transport has to say. Every call comes on the network thread; none comes after
/// Transport::stop().
class TransportListener
{
public:
    virtual void transportOpened(const Opened &opened) = 0;
    virtual void transportMessage(Message &&message) = 0;
    /// A poll ended; its message, if it brought one, came just before.
    virtual void transportRequest(const Request &request) = 0;
    /// The answer to ping(); round trip in ns.
    virtual void transportPong(Ns roundTrip) = 0;
    /// The attempt is over: it never opened, or broke. Exactly one of failed and closed ends an attempt.
    virtual void transportFailed(const TransportError &error) = 0;
    virtual void transportClosed(const Closed &closed) = 0;

protected:
    ~TransportListener() = default;
};

/// What a transport has counted itself; wire bytes are the relay's matter.
struct TransportCounters
{
    std::int64_t messages = 0;
    std::int64_t payloadReceived = 0; ///< bytes of messages (HTTP: of bodies as on the wire)
    std::int64_t payloadSent = 0;
    std::int64_t frameHeaders = 0; ///< bytes that frame messages (data frames' headers, ends of lines)
    std::int64_t frames = 0;              ///< WebSocket: data frames received
    std::int64_t headersReceived = 0;     ///< of these, bytes of their headers
    std::int64_t smallestFrameHeader = 0; ///< 0: none came yet
    std::int64_t largestFrameHeader = 0;
    std::int64_t binaryMessages = 0; ///< of `messages`
    std::int64_t control = 0; ///< WebSocket: bytes of ping, pong and close frames that we know of, both ways
    std::int64_t dropped = 0; ///< UDP: datagrams that found our receive buffer full
};

/// One attempt to receive one feed over one kind of connection: a fresh object per attempt, so that nothing
/// late from an old one can reach a new one. Reports, never decides: no retry, no dialog, no log. Lives on
/// the network thread; owned by its lane; deleted with deleteLater().
class Transport : public QObject
{
    Q_OBJECT

public:
    ~Transport() override = default;

    /// Starts. Ends in transportOpened, or in transportFailed within the endpoint's connect limit.
    virtual void start() = 0;

    /// Ends at once for the listener (it hears nothing more); the wire is closed politely, within 2 s.
    virtual void stop() = 0;

    /// The lane will not come back: what the peer keeps for this client may go. stop() follows.
    virtual void goingForGood() {}

    /// False if it cannot send, now or ever.
    virtual bool send(const QByteArray &payload, bool binary) = 0;

    /// Asks for a sign of life. False if the transport has no such thing.
    virtual bool ping() { return false; }

    /// Bytes received so far, payload or not, as a sign of life; -1: not known.
    virtual std::int64_t bytesSeen() const { return -1; }

    /// Where to go on. Cursor polling: what the next request asks for, which the lane reads from each answer.
    virtual void setCursor(const QByteArray &) {}

    /// Where the next attempt may go on, if the transport's protocol says so itself: its setCursor() gets it.
    virtual std::optional<QByteArray> reached() const { return {}; }

    virtual TransportCounters counters() const = 0;

protected:
    Transport(const Endpoint &endpoint, TransportListener *listener)
        : m_endpoint(endpoint)
        , m_listener(listener)
    {}

    Endpoint m_endpoint;
    TransportListener *m_listener; ///< never null; not owned
};

} // namespace feedscope
