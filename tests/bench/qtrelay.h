#pragma once

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>

/// What the relay would be on QTcpSocket, for comparison: forwards each connection on its port to one target.
/// It lives in the thread that it was made in.
class QtRelay : public QTcpServer
{
    Q_OBJECT

public:
    explicit QtRelay(quint16 target)
        : m_target(target)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, &QtRelay::takeOver);
    }

private:
    void takeOver()
    {
        QTcpSocket *client = nextPendingConnection();
        auto *server = new QTcpSocket(client);
        server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_target);
        client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(server, &QTcpSocket::connected, server,
                [server] { server->setSocketOption(QAbstractSocket::LowDelayOption, 1); });
        connect(client, &QTcpSocket::readyRead, server,
                [client, server] { server->write(client->readAll()); });
        connect(server, &QTcpSocket::readyRead, client,
                [client, server] { client->write(server->readAll()); });
    }

    quint16 m_target;
};
