#include "core/measure/gaps.h"

#include "core/measure/sortdurations.h"

#include <algorithm>

namespace feedscope {

GapTable::GapTable(std::vector<Ns> gaps)
    : m_first(1, 0.0)
    , m_second(1, 0.0)
    , m_third(1, 0.0)
{
    sortDurations(gaps);
    for (auto *sums : {&m_sorted, &m_first, &m_second, &m_third})
        sums->reserve(gaps.size() + 1);
    for (const Ns time : gaps) {
        const double gap = static_cast<double>(std::max<Ns>(0, time)) * 1e-9;
        m_sorted.push_back(gap);
        m_first.push_back(m_first.back() + gap);
        m_second.push_back(m_second.back() + gap * gap);
        m_third.push_back(m_third.back() + gap * gap * gap);
    }
}

double GapTable::mean() const
{
    return m_sorted.empty() ? 0 : m_first.back() / static_cast<double>(m_sorted.size());
}

double GapTable::meanSquare() const
{
    return m_sorted.empty() ? 0 : m_second.back() / static_cast<double>(m_sorted.size());
}

GapTable::Split GapTable::split(double v) const
{
    const auto n = static_cast<double>(m_sorted.size());
    const auto k =
        static_cast<std::size_t>(std::upper_bound(m_sorted.begin(), m_sorted.end(), v) - m_sorted.begin());
    return {static_cast<double>(k) / n, m_first[k] / n, m_second[k] / n, m_third[k] / n,
            (m_first.back() - m_first[k]) / n};
}

double GapTable::meanOfMin(double v) const
{
    const Split s = split(v);
    return s.first + v * (1 - s.below);
}

double GapTable::meanOfMinSquared(double v) const
{
    const Split s = split(v);
    return s.second + v * v * (1 - s.below);
}

double GapTable::overtaken(double v) const
{
    // h(v) = v − E[G·m − m²/2]/E[G] with m = min(G, v)
    const Split s = split(v);
    const double waiting = s.second / 2 + v * s.firstAbove - v * v / 2 * (1 - s.below);
    return v - waiting / mean();
}

double GapTable::overtakenIntegral(double v) const
{
    // ∫ (G·m − m²/2) = G·m²/2 − m³/6, and G²/2 for each second beyond G
    const Split s = split(v);
    const double below = s.third / 3 + v * s.second / 2 - s.third / 2;
    const double above = v * v / 2 * s.firstAbove - v * v * v / 6 * (1 - s.below);
    return v * v / 2 - (below + above) / mean();
}

GapExpectation expectPoll(const GapTable &series, const GapTable &merged, const GapTable &polls, double d)
{
    double least = 0;        // E[m]
    double leastSquared = 0; // E[m²]
    double leastMerged = 0;  // E[m′]
    double outdated = 0;     // E[h(d + I)]
    double outdatedTime = 0; // E[∫h] over 0..d + I
    for (const double interval : polls.sorted()) {
        least += series.meanOfMin(interval);
        leastSquared += series.meanOfMinSquared(interval);
        leastMerged += merged.meanOfMin(interval);
        outdated += series.overtaken(d + interval);
        outdatedTime += series.overtakenIntegral(d + interval);
    }
    const auto n = static_cast<double>(polls.sorted().size());
    const double interval = polls.mean();
    const double wait = polls.meanSquare() / (2 * interval);
    GapExpectation e;
    e.missedShare = 1 - least / n / interval;
    e.wastedShare = 1 - leastMerged / n / merged.mean();
    e.unchangedRowsShare = 1 - least / n / series.mean();
    e.delayMean = d + leastSquared / (2 * least);
    e.lagMean = d + wait;
    e.outdatedShare = (outdated / n - series.overtaken(d)) / interval;
    e.outdatedMean = (outdatedTime / n - series.overtakenIntegral(d)) / interval;
    e.ageMean = d + wait + series.meanSquare() / (2 * series.mean());
    return e;
}

GapExpectation expectPush(const GapTable &series, double d)
{
    GapExpectation e;
    e.delayMean = e.lagMean = d;
    e.outdatedShare = series.meanOfMin(d) / series.mean();
    e.outdatedMean = series.overtaken(d);
    e.ageMean = d + series.meanSquare() / (2 * series.mean());
    return e;
}

} // namespace feedscope
