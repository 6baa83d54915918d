#pragma once

#include "core/server/certificate.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <optional>

namespace feedscope::server {

/// Accepts sockets: TCP_NODELAY and keep-alive set on each (without the first, each new TLS connection costs
/// 43 ms that are not polling's fault), the TLS handshake started if there is an identity, and a bounded read
/// buffer.
class Listener final : public QTcpServer
{
    Q_OBJECT

public:
    explicit Listener(QObject *parent = nullptr);

    void setIdentity(const Identity &identity) { m_identity = identity; }

signals:
    /// The receiver owns the socket. With TLS it is not encrypted yet.
    void accepted(QTcpSocket *socket);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    QTcpSocket *makeSocket(qintptr descriptor);

    std::optional<Identity> m_identity;
};

/// Bytes that wait to be sent, TLS's own buffer included (bytesToWrite() alone lies there).
qint64 backlog(const QTcpSocket *socket);

/// Throws away what a peer still says while its connection ends. The socket may be closed already: a write that
/// failed closes it.
void discardInput(QTcpSocket *socket);

} // namespace feedscope::server
