#pragma once

#include "core/transport/tlspolicy.h"
#include "core/transport/transport.h"

#include <QAbstractSocket>
#include <QTimer>

namespace feedscope {

/// One TCP connection (tcp://, or tls:// with TLS) that carries messages and nothing else: lines (NDJSON), or
/// records with their length before them. It is open when it is connected, as a feed may be silent. Each
/// message is delivered with its framing; an empty line only shows that the peer lives. Network thread.
class RawTcpTransport final : public Transport
{
    Q_OBJECT

public:
    RawTcpTransport(const Endpoint &endpoint, TransportListener *listener);
    ~RawTcpTransport() override;

    void start() override;
    void stop() override;
    /// Puts the framing around `payload`. False while not open, and for a payload beyond the backlog limit;
    /// the attempt fails if the peer has left too much unread for this one to be queued as well.
    bool send(const QByteArray &payload, bool binary) override;
    /// As the kernel counts them, TLS included.
    std::int64_t bytesSeen() const override;
    TransportCounters counters() const override { return m_counters; }

private:
    void begin();
    void watchSocket();
    void tlsFailed(const QList<QSslError> &errors);
    void tlsReady();
    void connected();
    void opened();
    void readSome();
    void deliver(FramedMessage &&message, Ns arrival);
    void errorArrived(QAbstractSocket::SocketError error);
    void peerLeft(bool orderly);

    void fail(const TransportError &error);
    void close(const Closed &closed);
    void dropSocket();

    TlsPolicy m_tls;
    QAbstractSocket *m_socket = nullptr; ///< a child until it is parted with
    MessageCutter m_cutter;
    QTimer m_deadline; ///< of connecting, later of a message that has begun
    TransportCounters m_counters;
    Opened m_opened;
    QList<QSslError> m_tlsErrors;
    Ns m_startedAt = noTime;
    bool m_open = false;
    bool m_ended = false;
};

} // namespace feedscope
