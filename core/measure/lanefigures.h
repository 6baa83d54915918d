#pragma once

#include "core/measure/comparison.h"
#include "core/measure/referenceset.h"

#include <span>

namespace feedscope {

/// For each update, the earliest time that any live lane showed it or a newer one.
std::vector<Ns> fastestShown(const ReferenceSet &set, const ComparisonInput &input);

/// How one lane did with each update of the reference set: fills the counts, missed share, Delay, Lag and
/// Behind, gaps. `missedKnown`: the set holds more than what this lane delivered.
void judgeUpdates(LaneResult &result, const ReferenceSet &set, const ComparisonInput &input, std::size_t lane,
                  std::span<const Ns> fastest, bool missedKnown);

} // namespace feedscope
