#pragma once

#include "core/clock.h"

#include <vector>

namespace feedscope {

/// Gaps between updates (or between polls), sorted once, so that averages over all pairs cost a look-up
/// each. All results in seconds. A value; pure.
class GapTable
{
public:
    GapTable() = default;
    explicit GapTable(std::vector<Ns> gaps); ///< in any order; negatives count as 0

    bool empty() const noexcept { return m_sorted.empty(); }
    const std::vector<double> &sorted() const noexcept { return m_sorted; }
    double mean() const;                     ///< E[G]
    double meanSquare() const;               ///< E[G²]
    double meanOfMin(double v) const;        ///< E[min(G, v)]
    double meanOfMinSquared(double v) const; ///< E[min(G, v)²]
    /// h(v): how long, on average, the update that follows a random instant has been there v later;
    /// ∫ P(residual gap ≤ x) dx over 0..v.
    double overtaken(double v) const;
    /// ∫ h over 0..v.
    double overtakenIntegral(double v) const;

private:
    struct Split
    {
        double below;      ///< share of gaps ≤ v
        double first;      ///< their share of E[G]
        double second;     ///< of E[G²]
        double third;      ///< of E[G³]
        double firstAbove; ///< what is left of E[G]
    };
    Split split(double v) const;

    std::vector<double> m_sorted;
    std::vector<double> m_first; ///< running sums of G, G², G³
    std::vector<double> m_second;
    std::vector<double> m_third;
};

/// What the measured gaps make one expect of a poll lane (measures.md 9 (1)), at the delay d.
struct GapExpectation
{
    double missedShare = 0;
    double wastedShare = 0;
    double unchangedRowsShare = 0;
    double delayMean = 0;
    double lagMean = 0;
    double outdatedShare = 0;
    double outdatedMean = 0;
    double ageMean = 0;
};

/// `series`: gaps to the next update of the same series; `merged`: of all series merged; `polls`: intervals
/// between polls as kept. None of them empty. Latest-value endpoint.
GapExpectation expectPoll(const GapTable &series, const GapTable &merged, const GapTable &polls, double d);

/// The same for a push lane of constant delay d.
GapExpectation expectPush(const GapTable &series, double d);

} // namespace feedscope
