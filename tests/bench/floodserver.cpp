#include "tests/bench/floodserver.h"

#include "tests/bench/tickers.h"

#include <QCryptographicHash>
#include <QTcpServer>
#include <QTcpSocket>

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>

namespace {

constexpr qint64 blockMessages = 4096;

/// Reads the request's head and answers it (RFC 6455 4.2.2).
bool upgrade(QTcpSocket &socket)
{
    QByteArray head;
    while (!head.contains("\r\n\r\n") && socket.waitForReadyRead(5000))
        head += socket.readAll();
    const qsizetype begin = head.toLower().indexOf("sec-websocket-key:") + 18;
    const QByteArray key = head.mid(begin, head.indexOf('\r', begin) - begin).trimmed();
    const QByteArray accept =
        QCryptographicHash::hash(QByteArray(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"),
                                 QCryptographicHash::Sha1)
            .toBase64();
    return socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Accept: " +
                        accept + "\r\n\r\n") > 0;
}

/// Straight to the kernel: QTcpSocket's own buffer would cost the sender another copy.
bool sendAll(int descriptor, const QByteArray &bytes)
{
    pollfd writable{descriptor, POLLOUT, 0};
    for (qsizetype sent = 0; sent < bytes.size();) {
        const ssize_t n =
            ::send(descriptor, bytes.constData() + sent, std::size_t(bytes.size() - sent), MSG_NOSIGNAL);
        if (n < 0 && errno != EAGAIN)
            return false;
        sent += std::max<ssize_t>(n, 0);
        if (n < 0)
            ::poll(&writable, 1, 30'000);
    }
    return true;
}

/// The client ends it: a lane would come back to a server that closes.
void waitForClose(QTcpSocket &socket)
{
    constexpr qsizetype closeSize = 8; // a client's close frame: header, mask, code (RFC 6455 5.5.1)
    QByteArray received;
    while (socket.waitForReadyRead(30'000)) {
        received += socket.readAll();
        if (received.size() >= closeSize && received.at(received.size() - closeSize) == '\x88')
            break;
    }
    socket.write(QByteArray("\x88\x02\x03\xe8", 4));
    socket.disconnectFromHost();
    if (socket.state() != QAbstractSocket::UnconnectedState)
        socket.waitForDisconnected(30'000);
}

void flood(QTcpSocket &socket, qint64 messages)
{
    QByteArray block;
    for (qint64 n = 0; n < messages; n += blockMessages) {
        tickers::frames(block, n, qMin(blockMessages, messages - n));
        if (!sendAll(int(socket.socketDescriptor()), block))
            return;
    }
    waitForClose(socket);
}

} // namespace

int serveFlood(qint64 messages)
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    std::printf("%d\n", server.serverPort());
    std::fflush(stdout);
    while (server.waitForNewConnection(600'000)) {
        const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
        if (upgrade(*socket) && socket->flush())
            flood(*socket, messages);
    }
    return 0;
}
