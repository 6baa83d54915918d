#include "core/measure/requestfigures.h"

#include <algorithm>

namespace feedscope {

namespace {

/// The planned times that one request stands for, in order.
class PlannedTimes
{
public:
    PlannedTimes(const LaneInput &lane, const Request &request)
        : m_lane(lane)
        , m_request(request)
        , m_first(lane.plan && lane.hold == 0 ? lane.plan->firstFrom(request.planned) : -1)
    {}

    int count() const { return 1 + std::max(0, m_request.overdue); }
    Ns at(int k) const
    {
        if (k == 0)
            return m_request.planned;
        return m_first >= 0 ? m_lane.plan->at(m_first + k) : m_request.planned + k * m_lane.interval;
    }

private:
    const LaneInput &m_lane;
    const Request &m_request;
    std::int64_t m_first;
};

bool isValid(const Request &request)
{
    return request.outcome != Request::Outcome::Failed && request.ended != noTime;
}

struct Charges
{
    std::vector<Ns> times;
    BlockRatio mean;

    void add(const LaneInput &lane, const Request &request, Ns from, Ns to)
    {
        const PlannedTimes planned(lane, request);
        for (int k = 0; k < planned.count(); ++k) {
            const Ns at = planned.at(k);
            if (at < from || at >= to)
                continue;
            times.push_back(request.ended - at);
            mean.add(at, toSeconds(times.back()));
        }
    }
};

/// Planned times that no answer has served yet: those of a last, failed request.
std::int64_t unserved(const LaneInput &lane, Ns from, Ns to)
{
    if (lane.requests.empty() || isValid(lane.requests.back()))
        return 0;
    const PlannedTimes planned(lane, lane.requests.back());
    std::int64_t count = 0;
    for (int k = 0; k < planned.count(); ++k)
        count += planned.at(k) >= from && planned.at(k) < to ? 1 : 0;
    return count;
}

} // namespace

RequestFigures summarizeRequests(const LaneInput &lane, Ns from, Ns to)
{
    RequestFigures figures;
    Charges charges{{}, BlockRatio(from, to)};
    BlockRatio wasted(from, to);
    BlockRatio unchanged(from, to);
    std::int64_t rows = 0;
    for (const Request &request : lane.requests) {
        const bool valid = isValid(request);
        if (valid)
            charges.add(lane, request, from, to);
        if (request.planned < from || request.planned >= to)
            continue;
        ++figures.sent;
        ++(valid ? figures.answered : figures.failed);
        if (!valid)
            continue;
        const bool nothingNew = request.newRows <= 0;
        figures.wasted += nothingNew ? 1 : 0;
        wasted.add(request.planned, nothingNew ? 1 : 0);
        unchanged.add(request.planned, request.rows - request.newRows, request.rows);
        rows += request.rows;
    }
    const auto served = static_cast<std::int64_t>(charges.times.size());
    const bool plan = lane.plan && lane.hold == 0;
    figures.planned = plan ? lane.plan->countIn(from, to) : served + unserved(lane, from, to);
    figures.skipped = std::max<std::int64_t>(0, figures.planned - figures.sent);
    const bool longEnough = figures.sent >= fewestPolls;
    figures.wastedShare = wasted.share(figures.answered, longEnough);
    figures.unchangedRowsShare = unchanged.share(rows, longEnough);
    const std::int64_t censored = std::max<std::int64_t>(0, figures.planned - served);
    figures.time = distributionOf(charges.times, censored, charges.mean.mean(served, longEnough));
    return figures;
}

std::vector<Ns> pollGaps(const LaneInput &lane, Ns from, Ns to)
{
    std::vector<Ns> gaps;
    const Request *previous = nullptr;
    for (const Request &request : lane.requests) {
        if (request.sent < from || request.sent >= to)
            continue;
        if (previous)
            gaps.push_back(request.sent - previous->sent);
        previous = &request;
    }
    return gaps;
}

} // namespace feedscope
