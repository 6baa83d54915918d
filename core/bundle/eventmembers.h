#pragma once

#include <array>
#include <string_view>

namespace feedscope::bundle {

// The names in the lines of a lane's file (bundleformat.h), by which writer and reader number the members.

inline constexpr std::array<std::string_view, 12> arrivalMembers{
    "arrival_ns", "origin_ns", "series", "sequence", "generation", "message",
    "identity",   "content",   "value",  "size",     "decimals",   "flags"};
inline constexpr std::array<std::string_view, 10> requestMembers{
    "planned_ns", "sent_ns",    "ended_ns", "overdue",  "outcome",
    "status",     "body_bytes", "rows",     "new_rows", "date_s"};
inline constexpr std::array<std::string_view, 3> outcomes{"answered", "not modified", "failed"};

} // namespace feedscope::bundle
