#include "core/inflate.h"

#include <zlib.h>

#include <algorithm>

namespace feedscope {

namespace {

constexpr qint64 freeSize = 1024 * 1024; ///< up to here any ratio is good
constexpr qint64 largestRatio = 100;
constexpr int gzipWindow = 15 + 16; ///< zlib's way of saying "with a gzip head"
constexpr int rawWindow = -15;      ///< and "without any"
constexpr qint64 step = 64 * 1024;

/// Ends a z_stream whatever happens.
struct Inflater
{
    z_stream stream{};
    bool good;
    explicit Inflater(int window)
        : good(inflateInit2(&stream, window) == Z_OK)
    {}
    ~Inflater() { inflateEnd(&stream); }
    Q_DISABLE_COPY_MOVE(Inflater)
};

std::optional<QByteArray> inflated(const QByteArray &body, qint64 most, int window)
{
    Inflater inflater(window);
    if (!inflater.good)
        return {};
    const qint64 bound = std::min(most, std::max(freeSize, largestRatio * body.size()));
    z_stream &stream = inflater.stream;
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(body.data()));
    stream.avail_in = static_cast<uInt>(body.size());
    QByteArray plain;
    int state = Z_OK;
    while (state == Z_OK) {
        const qint64 before = plain.size();
        // One byte beyond the bound tells a body that just fits from one that does not.
        const qint64 room = std::min(std::max(step, before), bound + 1 - before);
        if (room <= 0)
            return {};
        plain.resize(before + room);
        stream.next_out = reinterpret_cast<Bytef *>(plain.data() + before);
        stream.avail_out = static_cast<uInt>(room);
        state = inflate(&stream, Z_NO_FLUSH);
        plain.resize(before + room - stream.avail_out);
    }
    // A flushed message ends without the last block: all of it was taken, and there is no more to give.
    const bool flushed =
        window == rawWindow && state == Z_BUF_ERROR && stream.avail_in == 0 && !body.isEmpty();
    if ((state != Z_STREAM_END && !flushed) || plain.size() > bound)
        return {};
    return plain;
}

} // namespace

std::optional<QByteArray> inflateGzip(const QByteArray &body, qint64 most)
{
    return inflated(body, most, gzipWindow);
}

std::optional<QByteArray> inflateRaw(const QByteArray &body, qint64 most)
{
    return inflated(body, most, rawWindow);
}

} // namespace feedscope
