#pragma once

#include <QByteArray>

#include <zlib.h>

namespace feedscope::fakes {

/// `plain` as a gzip body (RFC 1952).
inline QByteArray gzip(const QByteArray &plain)
{
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray body(qsizetype(deflateBound(&stream, uLong(plain.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(plain.data()));
    stream.avail_in = uInt(plain.size());
    stream.next_out = reinterpret_cast<Bytef *>(body.data());
    stream.avail_out = uInt(body.size());
    deflate(&stream, Z_FINISH);
    body.resize(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return body;
}

} // namespace feedscope::fakes
