#pragma once

#include <QByteArray>
#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>

#include <memory>

/// A plain server on 127.0.0.1 for tests: keeps its accepted sockets and what they read. Test thread.
class LoopbackServer : public QTcpServer
{
    Q_OBJECT

public:
    LoopbackServer();

    /// The n-th accepted socket, waited for up to 5 s; null if none came.
    QTcpSocket *peer(int n = 0);

    QByteArray received(int n = 0) { return m_received.value(n); }

private:
    QList<QTcpSocket *> m_peers;
    QList<QByteArray> m_received;
};

/// A socket that has begun to connect to the server's port through the proxy.
std::unique_ptr<QTcpSocket> connectThrough(const QNetworkProxy &proxy, quint16 port,
                                           const QString &host = QStringLiteral("127.0.0.1"));

/// A blocking socket, connected through the relay's port to 127.0.0.1:port by a SOCKS handshake of its own;
/// -1: failed. For what a QTcpSocket cannot do: half-close, reset, leave unread.
int connectRaw(quint16 relayPort, quint16 port);

/// A self-signed certificate for localhost and 127.0.0.1, made now.
struct TestIdentity
{
    QSslKey key;
    QSslCertificate certificate;
};
TestIdentity makeTestIdentity();
