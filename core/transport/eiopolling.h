#pragma once

#include "core/transport/eioaddress.h"
#include "core/transport/httpexchange.h"
#include "core/transport/socketio/engineio.h"

#include <QByteArrayList>
#include <QTimer>

namespace feedscope {

/// Hears what a polling session brings; never from inside a call to it.
class EioPollingListener
{
public:
    /// A body with one packet or more, and when its last byte came.
    virtual void pollingBody(const QByteArray &body, Ns arrival) = 0;
    /// A POST was answered, on a connection that stood already.
    virtual void pollingRoundTrip(Ns roundTrip) = 0;
    /// The session is over, or never was. `noPolling`: the server takes other transports than this one.
    virtual void pollingFailed(const TransportError &error, bool noPolling) = 0;

protected:
    ~EioPollingListener() = default;
};

/// Engine.IO 4 over HTTP: one GET that the server holds until it has packets, and at most one POST at a time
/// with what we have to say. Owned by its transport until they part; network thread.
class EioPolling final : public QObject
{
    Q_OBJECT

public:
    EioPolling(const Endpoint &endpoint, const EioAddress &address, EioPollingListener *listener,
               QObject *parent);

    /// Asks for a session; its open packet comes as the first body.
    void open();
    /// The session there is from now on.
    void adopt(const engineio::Opening &opening) { m_session = opening; }
    /// Sends what waits and asks for packets, from now on until the end.
    void begin();

    /// Queues one packet. False: it is larger than the server takes; if too much waits, the session fails.
    bool send(const QByteArray &packet);

    /// Hears nothing more; says goodbye within `limit`, if there is a session, and deletes itself.
    void partWith(const QByteArrayList &farewell, std::chrono::milliseconds limit);

    std::int64_t received() const noexcept { return m_received; } ///< bytes of bodies
    std::int64_t sent() const noexcept { return m_sent; }

private:
    void ask();
    void flush();
    QByteArray nextBody();
    void answered(const HttpEnd &end);
    void posted(const HttpEnd &end);
    std::optional<TransportError> faultOf(const HttpEnd &end, const HttpExchange &exchange,
                                          const QByteArray &body) const;
    void fail(const TransportError &error, bool noPolling = false);

    const Endpoint m_endpoint;
    const EioAddress m_address;
    EioPollingListener *m_listener; ///< null: parted
    HttpExchange m_get;
    HttpExchange m_post;
    engineio::Opening m_session; ///< sid is empty before there is one
    QByteArrayList m_queue;
    qint64 m_queued = 0; ///< bytes
    Ns m_postedAt = noTime;
    std::int64_t m_posts = 0;
    std::int64_t m_received = 0;
    std::int64_t m_sent = 0;
    bool m_begun = false;
    bool m_posting = false;
};

} // namespace feedscope
