#pragma once

#include <QtGlobal>

#include <cstdint>

class QAbstractSocket;

/// What Qt does not tell of a socket.
namespace feedscope::socketbytes {

/// Bytes that the kernel has received on a TCP socket since it was opened, read or not, as a sign of life;
/// -1: not known on this system. Any thread.
std::int64_t received(qintptr descriptor);

/// Bytes written to `socket`, or waiting encrypted, that have not left yet; 0 for null. For TLS,
/// QWebSocket::bytesToWrite() leaves the encrypted ones out. The socket's thread.
qint64 unsent(const QAbstractSocket *socket);

/// Ends our half of a TCP connection and leaves the other open (Qt's sockets know no half-close). False: not
/// on this socket.
bool endSending(qintptr descriptor);

/// The error that came back to a socket by itself, such as ICMP's "port unreachable" to a UDP one
/// (ECONNREFUSED); taken: it is told once. 0: none.
int takeError(qintptr descriptor);

} // namespace feedscope::socketbytes
