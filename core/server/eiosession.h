#pragma once

#include "core/server/api.h"
#include "core/server/conflation.h"
#include "core/server/eiosocket.h"
#include "core/transport/socketio/packet.h"

#include <QHostAddress>
#include <QPointer>

namespace feedscope::server {

class HttpConnection;

/// A batch as Socket.IO clients get it, made once for all of them.
struct EventBatch
{
    const std::vector<Update> &updates;
    QByteArrayList packets;
    QByteArray frames; ///< empty if nobody is on a WebSocket
    qint64 size = 0;   ///< bytes of all packets
};

/// One session of Engine.IO 4 and in it the one namespace "/" of Socket.IO 5, where the feed's objects are
/// events. Packets wait for the next polling request, bounded and conflated as for every client, or leave at
/// once over the WebSocket that the session has moved to. Owned by the hub; the server's thread.
class EioSession final : public QObject
{
    Q_OBJECT

public:
    /// All references outlive it. Its open packet is the first that waits.
    EioSession(const QByteArray &sid, const QHostAddress &peer, const Api &api, const ServerLimits &limits,
               ServerCounters &counters, QObject *parent);

    const QByteArray &sid() const noexcept { return m_sid; }
    const QHostAddress &peer() const noexcept { return m_peer; }
    bool isOver() const noexcept { return m_over; }
    bool hasSocket() const noexcept { return m_socket != nullptr; }
    bool isOnWebSocket() const noexcept { return m_socket != nullptr && !m_probing; }

    /// A GET: what waits, or an answer to be held until something does. `visitor` is woken then.
    HttpResponse poll(HttpConnection *visitor);
    /// A POST.
    HttpResponse post(const QByteArray &body, std::int64_t receivedUs);

    /// The WebSocket that the session shall move to; at once if there is nothing to move.
    void attach(EioSocket *socket, bool probe);

    void publish(const EventBatch &batch);

    /// Tells the client that it is over.
    void close();

signals:
    /// It is forgotten from now on; delete it later.
    void ended();

private:
    void fromSocket(const QByteArray &packet, std::int64_t receivedUs);
    void socketLeft();
    void probeOver();
    void move();

    bool take(QByteArrayView packet, std::int64_t receivedUs);
    bool takeMessage(QByteArrayView text, std::int64_t receivedUs);
    void enter(const socketio::Packet &packet);
    void event(const socketio::Packet &packet, std::int64_t receivedUs);

    void put(const QByteArray &packet);
    void say(const QByteArray &packet);
    void wake();
    QByteArray takeBody();
    void beat();
    void end();

    const QByteArray m_sid;
    const QHostAddress m_peer;
    const Api &m_api;
    const ServerLimits &m_limits;
    ServerCounters &m_counters;
    QByteArrayList m_waiting;           ///< packets for the next polling request
    qint64 m_waitingSize = 0;           ///< bytes
    Conflation m_pending;               ///< while they are too many
    QPointer<HttpConnection> m_visitor; ///< whose request is held
    QPointer<EioSocket> m_socket;
    QTimer m_heart; ///< to the next ping, then to the end
    bool m_pinged = false;
    bool m_probing = false; ///< the WebSocket is there, the session still on polling
    bool m_inside = false;  ///< the namespace
    bool m_over = false;
};

/// A refusal as Engine.IO words it.
HttpResponse eioRefusal(int code, QByteArrayView message);

} // namespace feedscope::server
