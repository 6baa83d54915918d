#pragma once

#include "core/measure/comparison.h"
#include "core/measure/gaps.h"
#include "core/measure/referenceset.h"

namespace feedscope {

/// The source as the most complete lane saw it.
struct SourceGaps
{
    GapTable series; ///< to the next update of the same series, pooled
    GapTable merged; ///< of all series merged
    double rate = 0; ///< updates/s, all series
    int seriesCount = 0;
};

/// The gaps that begin in the window. One that has not ended by the drain's end counts as that long.
SourceGaps measureGaps(const ReferenceSet &set, const ComparisonInput &input);

/// What the gaps make one expect of a lane. What needs d is left out where d is not known.
ExpectedFigures expect(const LaneInput &lane, const SourceGaps &source, const GapTable &polls);

} // namespace feedscope
