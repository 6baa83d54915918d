#pragma once

#include "core/clock.h"
#include "core/decode/value.h"

#include <limits>

namespace feedscope {

/// How a feed writes its times. None: milliseconds, or a written time (Iso) if it is no number.
enum class TimeUnit : std::uint8_t
{
    None,
    Seconds,
    Milliseconds,
    Microseconds,
    Nanoseconds,
    Iso
};

/// That, and from when numbers are counted. Nothing but a unit counts from 1970.
struct TimeForm
{
    TimeUnit unit = TimeUnit::None;
    Ns epoch = 0; ///< since 1970; written times are not shifted

    constexpr TimeForm(TimeUnit timeUnit = TimeUnit::None) noexcept
        : unit(timeUnit)
    {}
};

/// A source's time. Both are "not known" for what is no time.
struct Timestamp
{
    double ms = std::numeric_limits<double>::quiet_NaN(); ///< since 1970
    Ns ns = noTime; ///< the same exactly; noTime also beyond the years 1678..2262, which 64 bits cannot hold
};

/// Reads a number, a string with a number, or ISO 8601 with 0–9 (or more, cut) fraction digits and any
/// offset; without one it is UTC. As "iso" counts the date of mail and RSS, too (RFC 5322).
Timestamp parseTimestamp(Value value, TimeForm form) noexcept;

} // namespace feedscope
