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
    m_frame.reset();
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
        if (m_busy || m_frame)
            return false;
        m_frame = std::make_unique<ComparisonInput>(std::move(frame));
        m_finish = std::move(finish);
    }
    m_wake.notify_one();
    return true;
}

std::shared_ptr<const ComparisonResult> Analyst::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_result, nullptr);
}

std::shared_ptr<const ComparisonResult> Analyst::analyseNow(ComparisonInput frame, const Finish &finish)
{
    return run(std::move(frame), finish);
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
        std::unique_ptr<ComparisonInput> frame;
        Finish finish;
        std::uint64_t era = 0;
        {
            std::unique_lock lock(m_mutex);
            m_busy = false;
            m_wake.wait(lock, [this] { return m_quit || m_frame; });
            if (m_quit)
                return;
            frame = std::move(m_frame);
            finish = std::move(m_finish);
            m_busy = true;
            era = m_era;
        }
        auto result = run(std::move(*frame), finish);
        const std::lock_guard lock(m_mutex);
        if (era == m_era)
            m_result = std::move(result);
    }
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

std::shared_ptr<const ComparisonResult> Analyst::run(ComparisonInput &&frame, const Finish &finish)
{
    std::unique_lock lock(m_pastMutex);
    fetchIncoming();
    if (m_past.size() != frame.lanes.size())
        return nullptr; // asked before a reset
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
    lock.unlock(); // the frame is a copy: nobody who resets or adds has to wait for its analysis
    if (finish)
        finish(frame);
    return std::make_shared<const ComparisonResult>(analyse(frame));
}

} // namespace feedscope
