#include "core/server/listener.h"

#include <QSslConfiguration>
#include <QSslSocket>

namespace feedscope::server {

namespace {
constexpr int listenBacklog = 1024; // clients of a benchmark arrive all at once
constexpr qint64 readBuffer = 128 * 1024;
} // namespace

Listener::Listener(QObject *parent)
    : QTcpServer(parent)
{
    setListenBacklogSize(listenBacklog);
}

QTcpSocket *Listener::makeSocket(qintptr descriptor)
{
    if (!m_identity) {
        auto *socket = new QTcpSocket;
        socket->setSocketDescriptor(descriptor);
        return socket;
    }
    auto *socket = new QSslSocket;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(m_identity->certificate);
    configuration.setPrivateKey(m_identity->key);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // of the client: it needs no certificate
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    socket->setSslConfiguration(configuration);
    if (socket->setSocketDescriptor(descriptor))
        socket->startServerEncryption();
    return socket;
}

void Listener::incomingConnection(qintptr descriptor)
{
    QTcpSocket *socket = makeSocket(descriptor);
    if (socket->state() != QAbstractSocket::ConnectedState) {
        delete socket;
        return;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    socket->setReadBufferSize(readBuffer);
    emit accepted(socket);
}

qint64 backlog(const QTcpSocket *socket)
{
    const auto *encrypted = qobject_cast<const QSslSocket *>(socket);
    return socket->bytesToWrite() + (encrypted ? encrypted->encryptedBytesToWrite() : 0);
}

void discardInput(QTcpSocket *socket)
{
    if (socket->isOpen())
        socket->readAll();
}

} // namespace feedscope::server
