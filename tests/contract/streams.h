#pragma once

#include "tests/contract/attempt.h"

// What the tests of streams over HTTP share.

namespace feedscope::fakes {

/// Answers every request with this, and leaves the connection open.
inline RawServer::OnHead says(const QByteArray &bytes)
{
    return [bytes](QTcpSocket *s, const QByteArray &) { s->write(bytes); };
}

inline RawServer::OnHead saysAndLeaves(const QByteArray &bytes)
{
    return [bytes](QTcpSocket *s, const QByteArray &) {
        s->write(bytes);
        s->disconnectFromHost();
    };
}

inline QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

inline QByteArray chunkedHead()
{
    return plainStreamHead("Transfer-Encoding: chunked\r\n");
}

} // namespace feedscope::fakes
