#include "core/measure/comparison.h"

#include "core/measure/display.h"
#include "core/measure/expected.h"
#include "core/measure/lanefigures.h"
#include "core/measure/referenceset.h"
#include "core/measure/requestfigures.h"

#include <algorithm>
#include <limits>

namespace feedscope {

namespace {

LaneResult describe(const LaneInput &lane)
{
    LaneResult result;
    result.name = lane.name;
    result.endpoint = lane.endpoint;
    result.kind = lane.kind;
    result.interval = lane.interval;
    result.hold = lane.hold;
    result.live = isLive(lane);
    result.wire = lane.wire;
    result.reconnects = lane.reconnects;
    return result;
}

/// Without a hole-free sequence, what a lane missed is only known from another lane.
bool missedKnownFor(const ComparisonInput &input, std::size_t lane)
{
    if (input.contiguity != Contiguity::None)
        return true;
    for (std::size_t l = 0; l < input.lanes.size(); ++l) {
        if (l != lane && isLive(input.lanes[l]))
            return true;
    }
    return false;
}

void addClockRange(LaneResult &result, const ClockInput &clock)
{
    const Ns u = clock.source.uncertainty;
    if (u == noTime)
        return;
    // θ − u puts every origin u later: less delay, less outdated.
    const OutdatedFigures less = outdatedAt(result.timeline, u);
    const OutdatedFigures more = outdatedAt(result.timeline, -u);
    result.outdatedShareRange = {less.share, more.share};
    result.outdatedMeanRange = {less.mean, more.mean};
}

/// d is half a round trip, right to ± itself if the path is not symmetric (measures.md 9): what is expected
/// of a lane whose Lag is d, and of how long it is outdated by it, is no surer than that.
void compareWithExpected(LaneResult &result, std::optional<Ns> oneWay)
{
    const ExpectedFigures &e = result.expected;
    const double d = toSeconds(oneWay.value_or(0));
    const bool push = result.isPushed();
    result.agreement = {
        agrees(result.missedShare, e.missedShare),
        agrees(result.requests.wastedShare, e.wastedShare),
        agrees(result.delay.mean, e.delayMean, d),
        agrees(result.lag.mean, e.lagMean, d),
        agrees(result.display.outdatedShare, e.outdatedShare, push ? e.outdatedShare.value_or(0) : 0),
        agrees(result.display.outdatedMean, e.outdatedMean, push ? e.outdatedMean.value_or(0) : 0),
        agrees(result.display.ageMean, e.ageMean, d)};
}

void addBytes(LaneResult &result)
{
    if (!result.wire || result.updates.delivered == 0)
        return;
    result.bytesPerUpdate = static_cast<double>(result.wire->windowSent + result.wire->windowReceived) /
                            static_cast<double>(result.updates.delivered);
}

/// What all lanes share while one after the other is analysed.
struct Shared
{
    const ComparisonInput &input;
    const ReferenceSet &set;
    std::vector<Ns> fastest;
    SourceGaps source;
};

LaneResult analyseLane(const Shared &shared, std::size_t lane)
{
    const ComparisonInput &input = shared.input;
    const LaneInput &in = input.lanes[lane];
    LaneResult result = describe(in);
    if (in.kind != LaneKind::Push) {
        result.requests = summarizeRequests(in, input.from, input.to);
        result.tooShort = in.hold == 0 && result.requests.sent < fewestPolls;
    }
    judgeUpdates(result, shared.set, input, lane, shared.fastest, missedKnownFor(input, lane));
    result.timeline = buildTimeline(shared.set, lane, input.from, input.to);
    result.display = integrate(result.timeline, !result.tooShort);
    addClockRange(result, input.clock);
    result.expected = expect(in, shared.source, GapTable(pollGaps(in, input.from, input.to)));
    compareWithExpected(result, in.oneWay);
    addBytes(result);
    return result;
}

/// More than 1 % of the delays are negative by more than the clock's own uncertainty: with stamps of whole
/// milliseconds half of the true delays near 0 come out slightly negative, which is no fault of the clock.
bool isInconsistent(const ReferenceSet &set, const ClockInput &clock)
{
    const Ns allowed = clock.source.uncertainty == noTime ? 0 : clock.source.uncertainty;
    for (const LaneCopies &lane : set.lanes) {
        std::int64_t delays = 0;
        std::int64_t impossible = 0;
        for (std::size_t i = 0; i < set.updates.size(); ++i) {
            if (!set.updates[i].reference || lane.arrived[i] == never || lane.snapshot[i])
                continue;
            ++delays;
            impossible += lane.arrived[i] - set.updates[i].origin < -allowed ? 1 : 0;
        }
        if (impossible * 100 > delays)
            return true;
    }
    return false;
}

std::vector<std::size_t> rankByLag(const std::vector<LaneResult> &lanes)
{
    constexpr double unknown = std::numeric_limits<double>::infinity();
    std::vector<std::size_t> ranking;
    for (std::size_t l = 0; l < lanes.size(); ++l) {
        if (lanes[l].live)
            ranking.push_back(l);
    }
    std::stable_sort(ranking.begin(), ranking.end(), [&](std::size_t a, std::size_t b) {
        const Distribution &x = lanes[a].lag;
        const Distribution &y = lanes[b].lag;
        const double p95x = x.p95.value.value_or(unknown);
        const double p95y = y.p95.value.value_or(unknown);
        if (p95x != p95y)
            return p95x < p95y;
        return x.mean.value.value_or(unknown) < y.mean.value.value_or(unknown);
    });
    return ranking;
}

std::vector<UpdateRow> newestRows(const ReferenceSet &set)
{
    std::vector<std::uint32_t> newest;
    for (std::uint32_t i = 0; i < set.updates.size(); ++i) {
        if (set.updates[i].reference)
            newest.push_back(i);
    }
    const std::size_t count = std::min(newest.size(), ComparisonResult::mostRows);
    std::partial_sort(newest.begin(), newest.begin() + static_cast<std::ptrdiff_t>(count), newest.end(),
                      [&](std::uint32_t a, std::uint32_t b) {
                          const KnownUpdate &x = set.updates[a];
                          const KnownUpdate &y = set.updates[b];
                          return x.origin != y.origin ? x.origin > y.origin : x.sequence > y.sequence;
                      });
    std::vector<UpdateRow> rows;
    for (std::size_t k = 0; k < count; ++k) {
        const KnownUpdate &update = set.updates[newest[k]];
        UpdateRow row{update.series, update.generation, update.sequence, update.numbered, update.origin, {}};
        for (const LaneCopies &lane : set.lanes) {
            const Ns shown = lane.shown[newest[k]];
            row.cells.push_back(
                {shown == never ? noTime : shown - update.origin, lane.arrived[newest[k]] != never});
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

void describeSource(ComparisonResult &result, const ReferenceSet &set)
{
    for (const KnownUpdate &update : set.updates) {
        if (!update.reference)
            continue;
        ++result.updates;
        result.relative = result.relative || !update.stamped;
    }
    for (const Hole &hole : set.holes)
        result.holes += hole.count;
    result.updates += result.holes;
    for (std::size_t s = 0; s < set.seriesCount(); ++s)
        result.series += set.compared[s] && set.firstOf[s] != set.firstOf[s + 1] ? 1 : 0;
    if (result.to > result.from)
        result.rate = static_cast<double>(result.updates) / result.seconds();
    result.conflicts = set.conflicts;
    result.uncompared = set.uncompared;
    result.unsettled = set.unsettled;
}

} // namespace

ComparisonResult analyse(const ComparisonInput &input)
{
    const ReferenceSet set = buildReferenceSet(input);
    ComparisonResult result;
    result.feed = input.feed;
    result.from = input.from;
    result.to = input.to;
    result.clock = input.clock;
    if (input.clock.source.uncertainty != noTime)
        result.uncertainty = toSeconds(input.clock.source.uncertainty);
    result.atLeast = input.contiguity == Contiguity::None;
    result.missedKnown = !result.atLeast || std::count_if(input.lanes.begin(), input.lanes.end(), isLive) > 1;
    result.approximate = input.approximateWithin > 0;
    result.clockInconsistent = isInconsistent(set, input.clock);
    describeSource(result, set);
    const Shared shared{input, set, fastestShown(set, input), measureGaps(set, input)};
    for (std::size_t l = 0; l < input.lanes.size(); ++l)
        result.lanes.push_back(analyseLane(shared, l));
    result.ranking = rankByLag(result.lanes);
    result.rows = newestRows(set);
    return result;
}

} // namespace feedscope
