#pragma once

#include "core/decode/profile.h"

#include <optional>
#include <string>
#include <string_view>

namespace feedscope {

/// The place that lies a profile's `rewind` before this one, written as this one is. Of a number without
/// `unit`, and of one that is no time of day, `value` is taken off as it stands. With a unit, a number as
/// large as Unix times of our days are is one, in s, ms, us or ns by its 10, 13, 16 or 19 digits; so is text
/// in ISO 8601. Any other text is no number and stays. Pure; any thread.
std::string rewound(const std::string &place, const RewindSpec &rewind);

/// The place that lies `by` after this one: integers from -2^63 to 2^64 - 1, exactly. Nothing: it is none, or
/// does not fit. Pure; any thread.
std::optional<std::string> advanced(std::string_view place, std::int64_t by);

} // namespace feedscope
