#pragma once

#include "core/measure/referenceset.h"
#include "core/measure/timeline.h"

namespace feedscope {

/// The display of `lane` in [from, to): all compared value series, in one pass over the set.
LaneTimeline buildTimeline(const ReferenceSet &set, std::size_t lane, Ns from, Ns to);

} // namespace feedscope
