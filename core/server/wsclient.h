#pragma once

#include "core/server/pushclient.h"
#include "core/server/wsframe.h"

namespace feedscope::server {

/// One client over a WebSocket (RFC 6455), from its handshake on: takes its bytes apart, answers its pings
/// and its goodbye. What its messages mean is the subclass's matter. The server's thread.
class WsClient : public PushClient
{
    Q_OBJECT

public:
    /// Starts the closing handshake (RFC 6455 section 7); the socket is cut if the peer does not answer in
    /// time.
    void close(std::uint16_t code, QByteArrayView reason);

    /// One message out of turn.
    void sendText(const QByteArray &text);

protected:
    /// The handshake is over. `limits` and `counters` outlive it.
    WsClient(QTcpSocket *socket, const ServerLimits &limits, ServerCounters &counters, QObject *parent);

    /// Takes what the client sent behind its handshake, and then what comes.
    void beginReading(const QByteArray &rest);

    /// `receivedUs`: when the message's last byte came, microseconds since 1970.
    virtual void textArrived(const QByteArray &text, std::int64_t receivedUs) = 0;

private:
    void drained() override { readSome(); } // reading paused while the client did not
    void readSome();
    void readMessages(std::int64_t receivedUs);
    void handle(const WsMessage &message, std::int64_t receivedUs);
    void sendFrame(WsOpcode opcode, const QByteArray &payload);

    WsReader m_reader;
};

} // namespace feedscope::server
