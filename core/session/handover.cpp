#include "core/session/handover.h"

#include <algorithm>
#include <utility>

namespace feedscope {

void Batch::clear()
{
    arrivals.clear();
    requests.clear();
    notices.clear();
    gaps.clear();
    clock.clear();
    filled = {};
}

void Handover::put(std::span<const Arrival> arrivals, const LaneCounters &counters)
{
    std::unique_lock lock(m_mutex);
    m_batch.counters = counters;
    const std::size_t room = capacity - std::min(capacity, m_batch.arrivals.size());
    const std::size_t fitting = std::min(room, arrivals.size());
    m_batch.arrivals.insert(m_batch.arrivals.end(), arrivals.begin(),
                            arrivals.begin() + static_cast<std::ptrdiff_t>(fitting));
    m_batch.dropped += static_cast<std::int64_t>(arrivals.size() - fitting);
    lock.unlock();
    if (!arrivals.empty())
        wake();
}

void Handover::put(const Request &request, const LaneCounters &counters)
{
    const std::lock_guard lock(m_mutex);
    m_batch.counters = counters;
    if (m_batch.requests.size() < smallCapacity)
        m_batch.requests.push_back(request);
}

void Handover::put(Notice notice)
{
    std::unique_lock lock(m_mutex);
    if (m_batch.notices.size() < smallCapacity)
        m_batch.notices.push_back(std::move(notice));
    lock.unlock();
    wake();
}

void Handover::put(const Gap &gap)
{
    const std::lock_guard lock(m_mutex);
    if (m_batch.gaps.size() < smallCapacity)
        m_batch.gaps.push_back(gap);
}

void Handover::put(const LaneReport &report)
{
    std::unique_lock lock(m_mutex);
    m_batch.report = report;
    lock.unlock();
    wake();
}

void Handover::put(const ClockExchange &exchange)
{
    const std::lock_guard lock(m_mutex);
    if (m_batch.clock.size() < smallCapacity)
        m_batch.clock.push_back(exchange);
}

void Handover::put(const Filled &filled)
{
    std::unique_lock lock(m_mutex);
    Filled &all = m_batch.filled;
    const std::size_t room = capacity - std::min(capacity, all.rows.size());
    all.rows.insert(all.rows.end(), filled.rows.begin(),
                    filled.rows.begin() + static_cast<std::ptrdiff_t>(std::min(room, filled.rows.size())));
    if (all.gaps.size() < smallCapacity)
        all.gaps.insert(all.gaps.end(), filled.gaps.begin(), filled.gaps.end());
    all.counters = filled.counters;
    all.sentence = filled.sentence;
    lock.unlock();
    wake();
}

void Handover::take(Batch &batch)
{
    batch.clear();
    const std::lock_guard lock(m_mutex);
    batch.report = m_batch.report;
    batch.counters = m_batch.counters;
    batch.dropped = m_batch.dropped;
    std::swap(batch.arrivals, m_batch.arrivals);
    std::swap(batch.requests, m_batch.requests);
    std::swap(batch.notices, m_batch.notices);
    std::swap(batch.gaps, m_batch.gaps);
    std::swap(batch.clock, m_batch.clock);
    batch.filled.counters = m_batch.filled.counters;
    batch.filled.sentence = std::exchange(m_batch.filled.sentence, {});
    std::swap(batch.filled.rows, m_batch.filled.rows);
    std::swap(batch.filled.gaps, m_batch.filled.gaps);
}

} // namespace feedscope
