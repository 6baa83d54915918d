#pragma once

#include "core/measure/referenceset.h"

#include <optional>

namespace feedscope {

/// A larger jump of a sequence is taken for a restart of the source, not for that many lost updates.
inline constexpr std::uint64_t mostMissing = 1'000'000;

/// Fills bySequence and holes. A hole's numbers are spread evenly in time between their neighbours, which
/// decides how many of them belong to the window. Nothing to do without a contiguous sequence.
void findHoles(ReferenceSet &set, const ComparisonInput &input);

/// Maximal runs of missing numbers of the window on one lane (measures.md 3, gap). None without a
/// contiguous sequence, and on a latest-value lane.
std::optional<std::int64_t> countGaps(const ReferenceSet &set, const ComparisonInput &input,
                                      std::size_t lane);

} // namespace feedscope
