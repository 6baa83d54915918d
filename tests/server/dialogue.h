#pragma once

#include "core/server/feedserver.h"

#include <QTcpSocket>
#include <QTest>

namespace feedscope {

/// Options for a test: any free port, and a short goodbye. A test of another deadline sets it.
inline ServerOptions quick()
{
    ServerOptions options;
    options.limits.stop = std::chrono::milliseconds(500);
    return options;
}

/// A running server, or a failed test.
struct Running
{
    explicit Running(const ServerOptions &options = quick())
        : server(options)
    {
        QString error;
        if (!server.start(&error))
            qFatal("%s", qPrintable(error));
    }
    FeedServer server;
};

/// A visitor that sends bytes and keeps whatever the server says.
class Visitor
{
public:
    explicit Visitor(const FeedServer &server)
    {
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] { said += socket.readAll(); });
        socket.connectToHost(QHostAddress::LocalHost, server.port());
        host = "127.0.0.1:" + QByteArray::number(server.port());
    }
    void send(const QByteArray &bytes) { socket.write(bytes); }
    /// A request line and headers (each with CR LF); Host is added.
    void ask(const QByteArray &line, const QByteArray &headers = {}, const QByteArray &body = {})
    {
        send(line + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n" + body);
    }
    /// True once the server hung up.
    bool left() const { return socket.state() == QAbstractSocket::UnconnectedState; }

    QTcpSocket socket;
    QByteArray host;
    QByteArray said;
};

} // namespace feedscope
