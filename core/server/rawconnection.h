#pragma once

#include "core/framing.h"
#include "core/server/batch.h"
#include "core/server/pushclient.h"

namespace feedscope::server {

/// One client of the feed over bare TCP, or TLS: it gets the feed from the start on, and its own messages are
/// answered in the same framing. The server's thread.
class RawConnection final : public PushClient
{
    Q_OBJECT

public:
    /// The socket was just accepted; with TLS its handshake still runs. `limits` and `counters` outlive it.
    RawConnection(QTcpSocket *socket, Framing framing, const ServerLimits &limits, ServerCounters &counters,
                  QObject *parent);

    /// The first messages; from now on it gets every update.
    void begin(const std::vector<QByteArray> &messages);

    void publish(const Batch &batch);

    /// Sends what is queued and ends the stream.
    void close();

signals:
    /// The handshakes are over; begin() now.
    void ready();

private:
    void append(QByteArray &out, const Update &update) const override;
    void drained() override { readSome(); } // reading paused while the client did not
    void sendText(const QByteArray &text);
    void readSome();

    const Framing m_framing;
    const WireForm m_form;
    MessageCutter m_cutter;
    QTimer m_handshake; ///< of TLS
    bool m_begun = false;
};

} // namespace feedscope::server
