#pragma once

#include "core/measure/comparison.h"

namespace feedscope {

/// Sums up the polls planned in the window, each planned time charged to the answer that served it.
RequestFigures summarizeRequests(const LaneInput &lane, Ns from, Ns to);

/// Times between the polls of the window as they were really sent.
std::vector<Ns> pollGaps(const LaneInput &lane, Ns from, Ns to);

/// Fewer than this many polls in the window: no intervals on that lane.
inline constexpr std::int64_t fewestPolls = 20;

} // namespace feedscope
