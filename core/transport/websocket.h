#pragma once

#include "core/transport/tlspolicy.h"
#include "core/transport/transport.h"
#include "core/transport/wspings.h"

#include <QAbstractSocket>
#include <QStringConverter>
#include <QTimer>

class QWebSocket;

namespace feedscope {

class WsProbe;

/// One WebSocket connection (RFC 6455) through QWebSocket, with what QWebSocket 6.4 leaves to its user: a
/// deadline over DNS, TCP, TLS and upgrade, an end to every failed handshake, the HTTP status out of the
/// error text, limits on size, time and backlog, round trips in ns, and an honest account of how it closed.
/// Network thread.
class WebSocketTransport final : public Transport
{
    Q_OBJECT

public:
    WebSocketTransport(const Endpoint &endpoint, TransportListener *listener);
    ~WebSocketTransport() override;

    void start() override;
    void stop() override;
    /// False while not open, and for a payload beyond the backlog limit; the attempt fails if the peer has
    /// left too much unread for this one to be queued as well.
    bool send(const QByteArray &payload, bool binary) override;
    /// A ping frame with an 8-byte stamp of the steady clock.
    bool ping() override;
    /// As the kernel counts them, TLS included.
    std::int64_t bytesSeen() const override;
    TransportCounters counters() const override { return m_counters; }

private:
    void begin();
    void configure();
    void watchSocket();
    void watchChild();
    void open();

    void tlsFailed(const QList<QSslError> &errors);
    void tlsReady();
    void connected();
    void textArrived(const QString &text);
    void binaryArrived(const QByteArray &bytes);
    void textFrame(const QString &frame, bool last);
    void binaryFrame(const QByteArray &frame, bool last);
    void countFrame(qint64 payload);
    void fragmentSeen(qint64 size, bool last);
    void deliver(bool binary, Ns arrival);
    void afterRead();
    void pongArrived(const QByteArray &payload, Ns now);
    void errorArrived(QAbstractSocket::SocketError error, const QString &text);
    void handshakeFailed(const TransportError &error);
    void closing();
    void disconnected();

    void fail(const TransportError &error);
    void close(const Closed &closed);
    void dropSocket();

    TlsPolicy m_tls;
    QWebSocket *m_socket = nullptr;     ///< a child until it is parted with
    QAbstractSocket *m_child = nullptr; ///< the socket beneath m_socket, which owns it
    WsProbe *m_probe = nullptr;         ///< a child
    QTimer m_deadline;                  ///< of opening, later of closing
    QTimer m_messageDeadline;           ///< of a message that has begun
    TransportCounters m_counters;
    Opened m_opened;
    QList<QSslError> m_tlsErrors;
    WsPings m_pings;
    Ns m_startedAt = noTime;
    Message m_message; ///< the one that has arrived; its memory serves the next one
    QStringEncoder m_toUtf8{QStringEncoder::Utf8, QStringEncoder::Flag::Stateless};
    qint64 m_fragments = 0; ///< of the message that has begun
    bool m_open = false;
    bool m_ended = false;
    bool m_broken = false; ///< a socket error came while open
};

} // namespace feedscope
