#include "core/measure/lanefigures.h"

#include "core/measure/sequence.h"

#include <algorithm>

namespace feedscope {

namespace {

/// What our own buffers dropped, to be charged to the missed updates.
class Drops
{
public:
    explicit Drops(const LaneInput &lane)
        : m_anywhere(lane.dropped)
        , m_bySeries(lane.droppedBySeries)
    {
        for (const auto &[series, count] : m_bySeries)
            m_anywhere -= count;
        m_anywhere = std::max<std::int64_t>(0, m_anywhere);
    }

    /// How many of `count` missed updates of a series we dropped ourselves.
    std::int64_t charge(SeriesId series, std::int64_t count)
    {
        std::int64_t charged = 0;
        for (auto &[known, left] : m_bySeries) {
            if (known == series)
                charged += take(left, count);
        }
        return charged + take(m_anywhere, count - charged);
    }
    std::int64_t chargeAnywhere(std::int64_t count) { return take(m_anywhere, count); }

private:
    static std::int64_t take(std::int64_t &left, std::int64_t count)
    {
        const std::int64_t taken = std::min(left, count);
        left -= taken;
        return taken;
    }

    std::int64_t m_anywhere;
    std::vector<std::pair<SeriesId, std::int64_t>> m_bySeries;
};

/// Durations of updates, and their mean over the blocks.
struct Durations
{
    std::vector<Ns> values;
    BlockRatio blocks;
    std::int64_t censored = 0;

    void add(Ns at, Ns value)
    {
        values.push_back(value);
        blocks.add(at, toSeconds(value));
    }
    Distribution summed(bool withError)
    {
        return distributionOf(values, censored,
                              blocks.mean(static_cast<std::int64_t>(values.size()), withError));
    }
};

/// Goes through the reference set for one lane.
class Judge
{
public:
    Judge(const ReferenceSet &set, const ComparisonInput &input, std::size_t lane)
        : m_set(set)
        , m_input(input)
        , m_lane(input.lanes[lane])
        , m_copies(set.lanes[lane])
        , m_drops(m_lane)
        , m_delay{{}, BlockRatio(input.from, input.to)}
        , m_lag(m_delay)
        , m_behind(m_delay)
        , m_missed(input.from, input.to)
    {
        for (Durations *durations : {&m_delay, &m_lag, &m_behind})
            durations->values.reserve(set.updates.size());
    }

    void update(std::size_t i, Ns fastest)
    {
        const Ns origin = m_set.updates[i].origin;
        ++m_counts.reference;
        if (m_copies.arrived[i] != never)
            delivered(i, origin);
        else
            missed(i, origin);
        if (m_copies.shown[i] == never) {
            ++m_counts.censored;
            ++m_lag.censored;
            m_behind.censored += fastest == never ? 0 : 1;
            return;
        }
        m_lag.add(origin, m_copies.shown[i] - origin);
        if (fastest != never)
            m_behind.add(origin, m_copies.shown[i] - fastest);
    }

    /// Numbers that no lane delivered: without a series nothing is known to have overtaken them.
    void hole(const Hole &hole)
    {
        const std::uint32_t after = m_set.bySequence[hole.before];
        const bool overtaken = m_input.contiguity == Contiguity::Series && !m_set.updates[after].event &&
                               m_copies.shown[after] != never;
        m_counts.reference += hole.count;
        m_missedCount += hole.count;
        if (m_lane.kind == LaneKind::PollLatest && overtaken)
            m_overwritten += hole.count;
        else
            m_dropped += m_drops.chargeAnywhere(hole.count);
        const auto count = static_cast<double>(hole.count);
        m_missed.add(m_set.updates[after].origin, count, count);
    }

    void finish(LaneResult &result, bool missedKnown, bool compared)
    {
        const bool withError = !result.tooShort;
        if (missedKnown) {
            m_counts.missed = m_missedCount;
            m_counts.overwritten = m_overwritten;
            m_counts.dropped = m_dropped;
            m_counts.lost = m_missedCount - m_overwritten - m_dropped;
            result.missedShare = m_missed.share(m_counts.reference, withError);
        }
        result.updates = m_counts;
        result.negativeDelays =
            std::count_if(m_delay.values.begin(), m_delay.values.end(), [](Ns delay) { return delay < 0; });
        result.delay = m_delay.summed(withError);
        result.lag = m_lag.summed(withError);
        if (compared)
            result.behind = m_behind.summed(withError);
    }

private:
    void delivered(std::size_t i, Ns origin)
    {
        ++m_counts.delivered;
        m_missed.add(origin, 0);
        if (m_copies.arrived[i] > m_copies.shown[i])
            ++m_counts.late;
        if (m_lane.kind != LaneKind::PollLatest)
            m_counts.duplicate += m_copies.further[i];
        if (!m_copies.snapshot[i])
            m_delay.add(origin, m_copies.arrived[i] - origin);
    }

    void missed(std::size_t i, Ns origin)
    {
        ++m_missedCount;
        m_missed.add(origin, 1);
        if (m_lane.kind == LaneKind::PollLatest && m_copies.shown[i] != never)
            ++m_overwritten;
        else
            m_dropped += m_drops.charge(m_set.updates[i].series, 1);
    }

    const ReferenceSet &m_set;
    const ComparisonInput &m_input;
    const LaneInput &m_lane;
    const LaneCopies &m_copies;
    Drops m_drops;
    Durations m_delay;
    Durations m_lag;
    Durations m_behind;
    BlockRatio m_missed;
    UpdateCounts m_counts;
    std::int64_t m_missedCount = 0;
    std::int64_t m_overwritten = 0;
    std::int64_t m_dropped = 0;
};

/// Unchanged rows of a latest-value lane: its polls know best, as such rows need not be handed over.
std::int64_t unchangedRows(const LaneInput &lane, const LaneCopies &copies, Ns from, Ns to)
{
    if (lane.kind != LaneKind::PollLatest)
        return 0;
    std::int64_t rows = 0;
    if (lane.requests.empty()) {
        for (const std::uint32_t further : copies.further)
            rows += further;
        return rows;
    }
    for (const Request &request : lane.requests) {
        if (request.planned >= from && request.planned < to && request.outcome != Request::Outcome::Failed)
            rows += std::max(0, request.rows - request.newRows);
    }
    return rows;
}

} // namespace

std::vector<Ns> fastestShown(const ReferenceSet &set, const ComparisonInput &input)
{
    std::vector<Ns> fastest(set.updates.size(), never);
    for (std::size_t l = 0; l < set.lanes.size(); ++l) {
        if (!isLive(input.lanes[l]))
            continue;
        for (std::size_t i = 0; i < fastest.size(); ++i)
            fastest[i] = std::min(fastest[i], set.lanes[l].shown[i]);
    }
    return fastest;
}

void judgeUpdates(LaneResult &result, const ReferenceSet &set, const ComparisonInput &input, std::size_t lane,
                  std::span<const Ns> fastest, bool missedKnown)
{
    Judge judge(set, input, lane);
    for (std::size_t i = 0; i < set.updates.size(); ++i) {
        if (set.updates[i].reference)
            judge.update(i, fastest[i]);
    }
    for (const Hole &hole : set.holes)
        judge.hole(hole);
    const auto live = std::count_if(input.lanes.begin(), input.lanes.end(), isLive);
    judge.finish(result, missedKnown, result.live && live > 1);
    result.updates.unchanged = unchangedRows(input.lanes[lane], set.lanes[lane], input.from, input.to);
    result.gaps = countGaps(set, input, lane);
}

} // namespace feedscope
