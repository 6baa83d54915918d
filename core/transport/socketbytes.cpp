#include "core/transport/socketbytes.h"

#include <QSslSocket>

#include <sys/socket.h>

#ifdef Q_OS_LINUX
#include <linux/tcp.h> // not <netinet/tcp.h>, whose tcp_info ends before tcpi_bytes_received
#include <netinet/in.h>
#endif

namespace feedscope::socketbytes {

std::int64_t received(qintptr descriptor)
{
#ifdef Q_OS_LINUX
    tcp_info info{};
    socklen_t size = sizeof info;
    if (getsockopt(static_cast<int>(descriptor), IPPROTO_TCP, TCP_INFO, &info, &size) == 0)
        return static_cast<std::int64_t>(info.tcpi_bytes_received);
#else
    Q_UNUSED(descriptor);
#endif
    return -1;
}

qint64 unsent(const QAbstractSocket *socket)
{
    if (socket == nullptr)
        return 0;
    const auto *tls = qobject_cast<const QSslSocket *>(socket);
    return socket->bytesToWrite() + (tls != nullptr ? tls->encryptedBytesToWrite() : 0);
}

bool endSending(qintptr descriptor)
{
    return shutdown(static_cast<int>(descriptor), SHUT_WR) == 0;
}

int takeError(qintptr descriptor)
{
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(static_cast<int>(descriptor), SOL_SOCKET, SO_ERROR, &error, &size);
    return error;
}

} // namespace feedscope::socketbytes
