#pragma once

#include "core/measure/comparison.h"

namespace feedscope {

/// The best live push lane and the best live poll lane; null: there is none.
struct BestLanes
{
    const LaneResult *push = nullptr;
    const LaneResult *poll = nullptr;
};

BestLanes bestLanes(const ComparisonResult &result);

/// "Polling shows each change 509 ms later, and 51 % of the changes never." Says so where it cannot tell.
QString headline(const ComparisonResult &result);

} // namespace feedscope
