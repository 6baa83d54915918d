#pragma once

#include <QByteArray>

#include <cstdint>

namespace feedscope::server {

/// Microseconds since 1970, as the feed's own stamps.
std::int64_t wallMicroseconds();

/// What a client of any stream is answered to a message of its own: the time, to {"op":"ping"}; else that
/// this feed knows nothing more. `receivedUs`: when it came.
QByteArray answerTo(const QByteArray &text, std::int64_t receivedUs);

} // namespace feedscope::server
