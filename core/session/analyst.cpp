#include "core/session/analyst.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace feedscope {

namespace {

bool isOlder(const Arrival &a, const Arrival &b)
{
    if (a.has(Arrival::HasSequence) && b.has(Arrival::HasSequence))
        return std::tie(a.generation, a.sequence) < std::tie(b.generation, b.sequence);
    if (a.originWall != noTime && b.originWall != noTime && a.originWall != b.originWall)
        return a.originWall < b.originWall;
    return a.arrival <= b.arrival;
}

template <typename T>
void moveInto(std::vector<T> &target, std::vector<T> &source)
{
    target.insert(target.end(), std::make_move_iterator(source.begin()),
                  std::make_move_iterator(source.end()));
    source.clear();
}

} // namespace

Analyst::Analyst()
    : m_thread([this] { work(); })
{}

Analyst::~Analyst()
{
    {
        const std::lock_guard lock(m_mutex);
        m_quit = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Analyst::reset(std::size_t lanes, bool sliding)
{
    const std::scoped_lock lock(m_pastMutex, m_mutex);
    m_past = std::vector<Past>(lanes);
    m_sliding = sliding;
    m_analysis.reset();
    m_result.reset();
    ++m_era;
}

void Analyst::add(std::size_t lane, std::vector<Arrival> &&arrivals, std::vector<Request> &&requests)
{
    const std::lock_guard lock(m_mutex);
    if (lane >= m_past.size())
        return;
    Past &past = m_past[lane];
    moveInto(past.incoming, arrivals);
    moveInto(past.incomingRequests, requests);
    // Nobody asked for an analysis for long (a run's warm-up, say): bound what waits.
    if (past.incoming.size() > runBound)
        past.incoming.erase(past.incoming.begin(), past.incoming.end() - runBound);
}

bool Analyst::submit(ComparisonInput frame, Finish finish)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_busy || m_analysis)
            return false;
        m_analysis = std::make_unique<Job>(Job{std::move(frame), std::move(finish), {}});
    }
    m_wake.notify_one();
    return true;
}

void Analyst::collect(ComparisonInput frame, Finish finish, Collected then)
{
    {
        const std::lock_guard lock(m_mutex);
        m_collection = std::make_unique<Job>(Job{std::move(frame), std::move(finish), std::move(then)});
    }
    m_wake.notify_one();
}

std::shared_ptr<const ComparisonResult> Analyst::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_result, nullptr);
}

std::optional<ComparisonInput> Analyst::collectNow(ComparisonInput frame, const Finish &finish)
{
    return fill(std::move(frame), finish);
}

std::size_t Analyst::bytes()
{
    const std::lock_guard lock(m_mutex);
    std::size_t sum = 0;
    for (const Past &past : m_past)
        sum += (past.kept.capacity() + past.incoming.capacity()) * sizeof(Arrival);
    return sum;
}

void Analyst::work()
{
    for (;;) {
        std::unique_ptr<Job> job;
        std::uint64_t era = 0;
        {
            std::unique_lock lock(m_mutex);
            m_busy = false;
            m_wake.wait(lock, [this] { return m_quit || m_analysis || m_collection; });
            if (m_quit)
                return;
            job = std::move(m_collection ? m_collection : m_analysis);
            m_busy = true;
            era = m_era;
        }
        if (job->then)
            job->then(fill(std::move(job->frame), job->finish));
        else
            analyseJob(std::move(*job), era);
    }
}

void Analyst::analyseJob(Job &&job, std::uint64_t era)
{
    const std::optional<ComparisonInput> input = fill(std::move(job.frame), job.finish);
    if (!input)
        return;
    auto result = std::make_shared<const ComparisonResult>(analyse(*input));
    const std::lock_guard lock(m_mutex);
    if (era == m_era)
        m_result = std::move(result);
}

void Analyst::fetchIncoming()
{
    const std::lock_guard lock(m_mutex);
    for (Past &past : m_past) {
        moveInto(past.kept, past.incoming);
        moveInto(past.requests, past.incomingRequests);
    }
}

/// Gives up what `from` no longer needs, and what is over the bound, into the initial display.
void Analyst::prune(Past &past, Ns from, Ns slack)
{
    const std::size_t bound = m_sliding ? slidingBound : runBound;
    const auto isNeeded = [&](const Arrival &arrival) {
        return !m_sliding || arrival.arrival >= from - slack;
    };
    auto first = std::find_if(past.kept.begin(), past.kept.end(), isNeeded);
    if (past.kept.end() - first > static_cast<std::ptrdiff_t>(bound)) {
        first = past.kept.end() - static_cast<std::ptrdiff_t>(bound);
        past.completeFrom = first->arrival;
    }
    // In steps of an eighth, so that the vector is not moved each time.
    if (first - past.kept.begin() < static_cast<std::ptrdiff_t>(past.kept.size() / 8))
        return;
    for (auto it = past.kept.begin(); it != first; ++it) {
        if (it->series >= past.before.size())
            past.before.resize(it->series + 1u);
        Arrival &newest = past.before[it->series];
        if (newest.arrival == noTime || isOlder(newest, *it))
            newest = *it;
    }
    past.kept.erase(past.kept.begin(), first);
    const auto old = [&](const Request &request) { return request.ended < from - slack; };
    if (m_sliding)
        past.requests.erase(std::remove_if(past.requests.begin(), past.requests.end(), old),
                            past.requests.end());
}

/// The frame becomes a copy of what is kept: nobody who resets or adds has to wait for what is made of it.
std::optional<ComparisonInput> Analyst::fill(ComparisonInput frame, const Finish &finish)
{
    std::unique_lock lock(m_pastMutex);
    fetchIncoming();
    if (m_past.size() != frame.lanes.size())
        return std::nullopt; // asked before a reset
    // Polls planned before the window may end in it, and updates of the window are paired with late copies.
    const Ns slack = 15 * second;
    for (std::size_t i = 0; i < m_past.size(); ++i) {
        Past &past = m_past[i];
        prune(past, frame.from, slack);
        if (past.completeFrom != noTime)
            frame.from = std::max(frame.from, past.completeFrom);
        LaneInput &lane = frame.lanes[i];
        lane.arrivals.reserve(past.before.size() + past.kept.size());
        std::copy_if(past.before.begin(), past.before.end(), std::back_inserter(lane.arrivals),
                     [](const Arrival &arrival) { return arrival.arrival != noTime; });
        std::sort(lane.arrivals.begin(), lane.arrivals.end(),
                  [](const Arrival &a, const Arrival &b) { return a.arrival < b.arrival; });
        lane.arrivals.insert(lane.arrivals.end(), past.kept.begin(), past.kept.end());
        lane.requests = past.requests;
    }
    lock.unlock();
    if (finish)
        finish(frame);
    return frame;
}

} // namespace feedscope
