#pragma once

#include "core/measure/referenceset.h"

namespace feedscope {

/// Joins the lanes' arrivals by identity, in the order of first sight. Fills updates, lanes (without
/// `shown`) and conflicts of the set; `firstOf` is left empty. Linear: one hash look-up per arrival.
ReferenceSet joinArrivals(const ComparisonInput &input);

/// A row that is state, not news: marked so, or of a poll lane's first answer.
bool isSnapshot(const LaneInput &lane, const Arrival &arrival);

} // namespace feedscope
