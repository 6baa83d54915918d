#pragma once

#include "core/measure/comparison.h"

namespace feedscope {

/// What the user can live with; both are printed with the verdict.
struct Tolerance
{
    double lag = 5;            ///< seconds, for the p95 of Lag
    bool missedAllowed = true; ///< false: every update must come
};

/// What the comparison comes down to, in words ready to show.
struct Verdict
{
    enum class Choice : std::uint8_t
    {
        Unknown, ///< too short, or nothing came
        Poll,    ///< polling stays within the tolerance
        Push,    ///< push does, polling does not
        Neither,
    };
    Choice choice = Choice::Unknown;
    QString headline; ///< the difference in one sentence
    QString sentence; ///< the decision by Lag p95 and Missed, its thresholds and its price in bytes
};

/// Judges the best push lane and the best poll lane by the p95 of Lag and the missed share. Translatable;
/// any thread.
Verdict judge(const ComparisonResult &result, const Tolerance &tolerance = {});

} // namespace feedscope
