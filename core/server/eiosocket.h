#pragma once

#include "core/server/wsclient.h"

namespace feedscope::server {

/// The event packet of Socket.IO 5 for one of the feed's objects: its name is the object's `type`.
QByteArray eventPacket(const QByteArray &object);

/// The WebSocket of an Engine.IO session: each packet is a text message. Knows nothing of the session, which
/// hears what it says. The server's thread.
class EioSocket final : public WsClient
{
    Q_OBJECT

public:
    /// The handshake is over. `limits` and `counters` outlive it.
    EioSocket(QTcpSocket *socket, const ServerLimits &limits, ServerCounters &counters, QObject *parent)
        : WsClient(socket, limits, counters, parent)
    {}

    /// From now on packets arrive.
    void begin(const QByteArray &rest) { beginReading(rest); }

signals:
    void packetArrived(const QByteArray &packet, std::int64_t receivedUs);

private:
    void append(QByteArray &out, const Update &update) const override;
    void textArrived(const QByteArray &text, std::int64_t receivedUs) override
    {
        emit packetArrived(text, receivedUs);
    }
};

} // namespace feedscope::server
