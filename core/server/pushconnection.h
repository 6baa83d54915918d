#pragma once

#include "core/server/feedsource.h"
#include "core/server/options.h"
#include "core/server/wsframe.h"

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <deque>
#include <map>

namespace feedscope::server {

/// One WebSocket client: gets every update at once, or, if it does not keep up, the newest of every series
/// when it does again (and the newest notifications, bounded). Never queues more than the backlog limit. Owns
/// its socket.
class PushConnection final : public QObject
{
    Q_OBJECT

public:
    /// The handshake is over. `limits` and `counters` outlive it.
    PushConnection(QTcpSocket *socket, const ServerLimits &limits, ServerCounters &counters, QObject *parent);

    /// Sends the first messages, then takes what the client sent behind its handshake.
    void begin(const std::vector<QByteArray> &messages, const QByteArray &rest);

    void send(const Batch &batch);

    /// Starts the closing handshake (RFC 6455 section 7); the socket is cut if the peer does not answer in
    /// time.
    void close(std::uint16_t code, QByteArrayView reason);

    QTcpSocket *socket() const noexcept { return m_socket; }

signals:
    /// The connection is over; delete it later.
    void finished();

private:
    void readSome();
    void readMessages(std::int64_t receivedUs);
    void handle(const WsMessage &message, std::int64_t receivedUs);
    void command(const QByteArray &text, std::int64_t receivedUs);
    void sendFrame(WsOpcode opcode, const QByteArray &payload);
    void drained();
    void conflate(const Batch &batch);
    void catchUp();
    void sendPending();
    bool hasPending() const noexcept { return !m_newest.empty() || !m_notices.empty(); }
    bool choked() const;

    QTcpSocket *m_socket;
    const ServerLimits &m_limits;
    ServerCounters &m_counters;
    WsReader m_reader;
    QTimer m_deadline;
    std::map<int, Update> m_newest; ///< by series, while the client is behind
    std::deque<Update> m_notices;   ///< the newest, while the client is behind
    bool m_closing = false;
};

} // namespace feedscope::server
