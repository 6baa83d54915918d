#pragma once

#include "core/clock.h"

#include <string_view>

namespace feedscope {

/// A date and time as mail, RSS and HTTP write them: "Wed, 02 Oct 2002 15:00:00 +0200", "2 Oct 02 13:00 GMT"
/// (RFC 5322 sections 3.3 and 4.3). Nanoseconds since 1970; noTime: it is none. Pure.
Ns parseMailTime(std::string_view text) noexcept;

} // namespace feedscope
