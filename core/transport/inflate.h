#pragma once

#include <QByteArray>

#include <optional>

namespace feedscope {

/// What a gzip body (RFC 1952) inflates to, or nothing: it is damaged, cut short, larger than `most` bytes,
/// or, beyond 1 MiB, more than 100 times its compressed size (faults.md 5.7). Never holds more than `most`.
/// Any thread.
std::optional<QByteArray> inflateGzip(const QByteArray &body, qint64 most);

} // namespace feedscope
