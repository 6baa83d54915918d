#pragma once

#include <QByteArray>

#include <optional>

namespace feedscope {

/// What a gzip body (RFC 1952) inflates to, or nothing: it is damaged, cut short, larger than `most` bytes,
/// or, beyond 1 MiB, more than 100 times its compressed size (faults.md 5.7). Never holds more than `most`.
/// Any thread.
std::optional<QByteArray> inflateGzip(const QByteArray &body, qint64 most);

/// The same for deflate without any head (RFC 1951), as some feeds compress single messages; its last block may
/// be missing, as it is after a flush.
std::optional<QByteArray> inflateRaw(const QByteArray &body, qint64 most);

} // namespace feedscope
