#pragma once

#include "core/server/wsclient.h"

namespace feedscope::server {

/// One client of the feed over a bare WebSocket: each update is a text message. The server's thread.
class PushConnection final : public WsClient
{
    Q_OBJECT

public:
    /// The handshake is over. `limits` and `counters` outlive it.
    PushConnection(QTcpSocket *socket, const ServerLimits &limits, ServerCounters &counters, QObject *parent)
        : WsClient(socket, limits, counters, parent)
    {}

    /// Sends the first messages, then takes what the client sent behind its handshake.
    void begin(const std::vector<QByteArray> &messages, const QByteArray &rest);

private:
    void append(QByteArray &out, const Update &update) const override;
    void textArrived(const QByteArray &text, std::int64_t receivedUs) override;
};

} // namespace feedscope::server
