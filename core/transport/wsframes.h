#pragma once

#include <QtGlobal>

/// Sizes of data frames (RFC 6455 5.2). Pure.
namespace feedscope::wsframes {

inline constexpr qint64 maskSize = 4;
inline constexpr qint64 sentFrameSize = 512 * 1024; ///< Qt cuts what we send into frames of this size

/// Bytes of the header before a payload of this size, without a mask.
constexpr qint64 headerSize(qint64 payload)
{
    if (payload < 126)
        return 2;
    return payload < 65536 ? 4 : 10;
}

/// Bytes of all headers, masks included, of a message that we send.
constexpr qint64 sentHeaderSize(qint64 payload)
{
    qint64 size = 0;
    do {
        const qint64 frame = payload < sentFrameSize ? payload : sentFrameSize;
        size += headerSize(frame) + maskSize;
        payload -= frame;
    } while (payload > 0);
    return size;
}

} // namespace feedscope::wsframes
