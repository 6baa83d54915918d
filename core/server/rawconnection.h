#pragma once

#include "core/framing.h"
#include "core/server/outlet.h"

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

namespace feedscope::server {

/// One client of the feed over bare TCP, or TLS: it gets the feed from the start on, and its own messages are
/// answered in the same framing. Owns its socket.
class RawConnection final : public QObject
{
    Q_OBJECT

public:
    /// The socket was just accepted; with TLS its handshake still runs. `limits` and `counters` outlive it.
    RawConnection(QTcpSocket *socket, Framing framing, const ServerLimits &limits, ServerCounters &counters,
                  QObject *parent);

    /// The first messages; from now on it gets every update.
    void begin(const std::vector<QByteArray> &messages);

    void send(const Batch &batch);

    /// Sends what is queued and ends the stream.
    void close();

    QTcpSocket *socket() const noexcept { return m_socket; }

signals:
    /// The handshakes are over; begin() now.
    void ready();
    /// The connection is over; delete it later.
    void finished();

private:
    void readSome();

    QTcpSocket *m_socket;
    const Framing m_framing;
    ServerCounters &m_counters;
    Outlet m_outlet;
    MessageCutter m_cutter;
    QTimer m_deadline; ///< of the TLS handshake, later of closing
    bool m_begun = false;
    bool m_closing = false;
};

} // namespace feedscope::server
