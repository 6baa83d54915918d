#pragma once

#include "core/server/conflation.h"

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

namespace feedscope::server {

/// One client that is pushed to, whatever its protocol: it gets every update at once, or, if it does not keep
/// up, the newest of every series when it does again (and the newest notifications, bounded). Never queues
/// more than the backlog limit. Owns its socket. The server's thread.
class PushClient : public QObject
{
    Q_OBJECT

public:
    /// `frames`: the updates as they go over the wire to clients of this kind, made once for all of them.
    void send(const QByteArray &frames, const std::vector<Update> &updates);

    QTcpSocket *socket() const noexcept { return m_socket; }

signals:
    /// The connection is over; delete it later.
    void finished();

protected:
    /// `limits` and `counters` outlive it.
    PushClient(QTcpSocket *socket, const ServerLimits &limits, ServerCounters &counters, QObject *parent);

    /// Appends the update as it goes over the wire.
    virtual void append(QByteArray &out, const Update &update) const = 0;
    /// True if it takes what is new from the feed's history, at its own pace.
    virtual bool catchesUp() { return false; }
    /// Bytes have left, and the connection is not closing.
    virtual void drained() {}

    /// Nothing is sent any more; the socket is cut if the peer has not left by then.
    void endWithin(std::chrono::milliseconds limit);
    bool isClosing() const noexcept { return m_closing; }
    /// More waits to be sent than the peer may leave unread.
    bool isChoked() const;

    const ServerLimits &m_limits;
    ServerCounters &m_counters;

private:
    void catchUp();
    void sendPending();

    QTcpSocket *m_socket;
    QTimer m_deadline;
    Conflation m_pending; ///< while the client is behind
    bool m_closing = false;
};

} // namespace feedscope::server
