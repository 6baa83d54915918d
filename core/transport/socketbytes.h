#pragma once

#include <QtGlobal>

#include <cstdint>

class QAbstractSocket;

/// Byte counts that Qt does not give.
namespace feedscope::socketbytes {

/// Bytes that the kernel has received on a TCP socket since it was opened, read or not, as a sign of life;
/// -1: not known on this system. Any thread.
std::int64_t received(qintptr descriptor);

/// Bytes written to `socket`, or waiting encrypted, that have not left yet; 0 for null. For TLS,
/// QWebSocket::bytesToWrite() leaves the encrypted ones out. The socket's thread.
qint64 unsent(const QAbstractSocket *socket);

} // namespace feedscope::socketbytes
