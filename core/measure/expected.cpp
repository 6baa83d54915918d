#include "core/measure/expected.h"

#include "core/measure/sortdurations.h"
#include "core/measure/theory.h"

#include <algorithm>
#include <cmath>

namespace feedscope {

namespace {

std::size_t mostCompleteLane(const ReferenceSet &set, const ComparisonInput &input)
{
    std::size_t best = 0;
    std::int64_t most = -1;
    for (std::size_t l = 0; l < set.lanes.size(); ++l) {
        std::int64_t delivered = 0;
        for (std::size_t i = 0; i < set.updates.size(); ++i)
            delivered += set.updates[i].reference && set.lanes[l].arrived[i] != never ? 1 : 0;
        if (isLive(input.lanes[l]) && delivered > most) {
            best = l;
            most = delivered;
        }
    }
    return best;
}

/// Gaps of one series, from its newest update backwards.
void addSeriesGaps(const ReferenceSet &set, const std::vector<Ns> &arrived, std::size_t series, Ns end,
                   std::vector<Ns> &gaps)
{
    Ns next = end;
    for (std::size_t i = set.firstOf[series + 1]; i-- > set.firstOf[series];) {
        const KnownUpdate &update = set.updates[i];
        if (arrived[i] == never || update.event)
            continue;
        if (update.reference)
            gaps.push_back(next - update.origin);
        next = update.origin;
    }
}

/// Gaps of all series merged that begin in the window; the next update may lie beyond it.
std::vector<Ns> mergedGaps(const ReferenceSet &set, const std::vector<Ns> &arrived,
                           const ComparisonInput &input)
{
    std::vector<Ns> origins;
    origins.reserve(set.updates.size());
    for (const std::uint32_t i : set.firstSeen) {
        const KnownUpdate &update = set.updates[i];
        if (arrived[i] != never && update.origin >= input.from && set.compared[update.series])
            origins.push_back(update.origin);
    }
    sortDurations(origins);
    std::vector<Ns> gaps;
    gaps.reserve(origins.size());
    for (std::size_t i = 0; i < origins.size() && origins[i] < input.to; ++i) {
        const Ns next = i + 1 < origins.size() ? origins[i + 1] : input.drainEnd;
        gaps.push_back(next - origins[i]);
    }
    return gaps;
}

/// The residual time to the next poll that is exceeded with probability 1 − p.
double waitPercentile(const GapTable &polls, double p)
{
    double low = 0;
    double high = polls.sorted().back();
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (polls.meanOfMin(middle) < p * polls.mean() ? low : high) = middle;
    }
    return (low + high) / 2;
}

/// 0.95·T for a lane that keeps its interval: the swept phase makes single intervals of one window longer or
/// shorter, which is of the measuring and not of the polling.
double wait95(const LaneInput &lane, const GapTable &polls)
{
    const double interval = toSeconds(lane.interval);
    const bool kept = interval > 0 && std::abs(polls.mean() - interval) <= 0.1 * interval;
    return kept ? theory::pollLagPercentile(interval, 0, 0.95) : waitPercentile(polls, 0.95);
}

void fill(ExpectedFigures &e, const GapExpectation &gaps)
{
    e.delayMean = gaps.delayMean;
    e.lagMean = gaps.lagMean;
    e.outdatedShare = gaps.outdatedShare;
    e.outdatedMean = gaps.outdatedMean;
    e.ageMean = gaps.ageMean;
}

ExpectedFigures expectPush(const LaneInput &lane, const SourceGaps &source)
{
    ExpectedFigures e;
    e.missedShare = 0;
    if (!lane.oneWay)
        return e;
    const double d = toSeconds(*lane.oneWay);
    e.delayMean = e.lagMean = e.lagP95 = d;
    if (source.series.mean() > 0)
        fill(e, expectPush(source.series, d));
    return e;
}

ExpectedFigures expectLongPoll(const LaneInput &lane, const SourceGaps &source)
{
    ExpectedFigures e;
    if (lane.kind == LaneKind::PollCursor)
        e.missedShare = 0;
    if (source.rate <= 0)
        return e;
    const double d = toSeconds(lane.oneWay.value_or(0));
    const auto forms =
        theory::longPoll({source.rate, std::max(1, source.seriesCount)}, {2 * d, toSeconds(lane.hold), d});
    e.wastedShare = forms.emptyShare; // the round trip is nothing against the hold
    if (!lane.oneWay)
        return e;
    e.outdatedShare = forms.outdatedShare;
    if (lane.kind == LaneKind::PollLatest)
        e.missedShare = forms.missedShareLatest;
    else
        e.delayMean = e.lagMean = forms.delayMean;
    return e;
}

ExpectedFigures expectPolls(const LaneInput &lane, const SourceGaps &source, const GapTable &polls)
{
    ExpectedFigures e;
    if (lane.kind == LaneKind::PollCursor)
        e.missedShare = 0;
    if (polls.empty() || polls.mean() <= 0)
        return e;
    const double d = toSeconds(lane.oneWay.value_or(0));
    if (source.series.mean() > 0 && source.merged.mean() > 0) {
        const GapExpectation gaps = expectPoll(source.series, source.merged, polls, d);
        e.wastedShare = gaps.wastedShare;
        if (lane.oneWay)
            fill(e, gaps);
        if (lane.kind == LaneKind::PollLatest)
            e.missedShare = gaps.missedShare;
    }
    if (!lane.oneWay)
        return e;
    e.lagMean = d + polls.meanSquare() / (2 * polls.mean());
    e.lagP95 = d + wait95(lane, polls);
    if (lane.kind == LaneKind::PollCursor)
        e.delayMean = e.lagMean;
    return e;
}

} // namespace

SourceGaps measureGaps(const ReferenceSet &set, const ComparisonInput &input)
{
    SourceGaps source;
    if (set.lanes.empty())
        return source;
    const std::vector<Ns> &arrived = set.lanes[mostCompleteLane(set, input)].arrived;
    std::vector<Ns> gaps;
    gaps.reserve(set.updates.size());
    for (std::size_t s = 0; s < set.seriesCount(); ++s) {
        addSeriesGaps(set, arrived, s, input.drainEnd, gaps);
        source.seriesCount += set.firstOf[s] != set.firstOf[s + 1] && set.compared[s] ? 1 : 0;
    }
    source.series = GapTable(std::move(gaps));
    source.merged = GapTable(mergedGaps(set, arrived, input));
    source.rate = static_cast<double>(source.merged.sorted().size()) / toSeconds(input.to - input.from);
    return source;
}

ExpectedFigures expect(const LaneInput &lane, const SourceGaps &source, const GapTable &polls)
{
    if (lane.kind == LaneKind::Push)
        return expectPush(lane, source);
    return lane.hold > 0 ? expectLongPoll(lane, source) : expectPolls(lane, source, polls);
}

} // namespace feedscope
