#pragma once

#include "core/net/impairment.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>

namespace feedscope {

/// "50ms", "1s", "1.5 s", "2m", "1h"; a bare number is seconds. Empty: not a duration, negative, or over ten
/// days.
std::optional<std::chrono::milliseconds> parseDuration(QStringView text);

/// The same, to the nanosecond.
std::optional<std::chrono::nanoseconds> parseFineDuration(QStringView text);

/// Bits per second of "64kbit", "1 Mbit/s", "1gbit" (the prefix in any case) or, in bytes, "125kB/s" with a
/// capital B; decimal prefixes. Empty: no rate, no unit, or not within 1 kbit/s to 10 Gbit/s.
std::optional<std::int64_t> parseRate(QStringView text);

/// 0.02 of "2%", "2 %" or "0.02"; below 1. Empty: no share.
std::optional<double> parseShare(QStringView text);

/// "10s:5s" (at, for how long) or "10s:5s:30s" (and again so long after its beginning). Empty: neither, or it
/// would never end.
std::optional<Stall> parseStall(QStringView text);

/// "20s", "20s:60s" (and again so much later), either with ":fin" or ":rst" at its end. Empty: neither.
std::optional<Cut> parseCut(QStringView text);

/// "1280x800", each side 200..16384.
std::optional<std::pair<int, int>> parseSize(QStringView text);

} // namespace feedscope
