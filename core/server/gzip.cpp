#include "core/server/gzip.h"

#include <zlib.h>

namespace feedscope::server {

QByteArray gzip(const QByteArray &bytes)
{
    constexpr int gzipWindow = 15 + 16; // 16: with the gzip wrapper
    constexpr int usualMemory = 8;
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzipWindow, usualMemory,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    QByteArray out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))),
                   Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.constData()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    out.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return done ? out : QByteArray();
}

bool acceptsGzip(const HttpRequest &request)
{
    const auto items = request.header("accept-encoding").toLower().split(',');
    for (const QByteArray &item : items) {
        const auto parts = item.split(';');
        if (parts.first().trimmed() != "gzip")
            continue;
        const QByteArray weight = parts.size() > 1 ? parts[1].trimmed() : QByteArray("q=1");
        return weight.startsWith("q=") && weight.sliced(2).toDouble() > 0;
    }
    return false;
}

} // namespace feedscope::server
