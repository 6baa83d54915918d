#pragma once

#include "core/server/batch.h"
#include "core/server/options.h"

#include <deque>
#include <map>

class QTcpSocket;

namespace feedscope::server {

/// What goes out to one client of a stream: every update at once, or, if it does not keep up, the newest of
/// every series when it does again (and the newest notifications, bounded). Never queues more than the
/// backlog limit. Part of a connection, which owns the socket and says when bytes have left.
class Outlet
{
public:
    /// `socket`, `limits` and `counters` outlive it.
    Outlet(QTcpSocket *socket, WireForm form, const ServerLimits &limits, ServerCounters &counters);

    void send(const Batch &batch);
    /// One message out of turn.
    void send(const QByteArray &text);
    /// Bytes have left: what was held back may go.
    void drained();

    /// The client leaves so much unread that it should not be listened to, either.
    bool isChoked() const;

private:
    bool hasPending() const noexcept { return !m_newest.empty() || !m_notices.empty(); }
    void conflate(const Batch &batch);
    void sendPending();

    QTcpSocket *m_socket;
    WireForm m_form;
    const ServerLimits &m_limits;
    ServerCounters &m_counters;
    std::map<int, Update> m_newest; ///< by series, while the client is behind
    std::deque<Update> m_notices;   ///< the newest, while the client is behind
};

} // namespace feedscope::server
