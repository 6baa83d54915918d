#include "core/session/run.h"

#include <algorithm>

namespace feedscope {

namespace {

constexpr Ns leastWarmUp = 2 * second;
constexpr Ns leastDrain = 2 * second;
constexpr Ns patience = 10 * second;

Ns longestInterval(const std::vector<RunLane> &lanes)
{
    Ns longest = 0;
    for (const RunLane &lane : lanes)
        longest = std::max(longest, lane.poll ? lane.interval : 0);
    return longest;
}

} // namespace

void Run::advance(Ns now, const std::vector<RunLane> &lanes, Ns largestLag)
{
    if (m_phase == Phase::WarmUp)
        warmUp(now, lanes);
    if (m_phase == Phase::Window && m_t1 != noTime && now >= m_t1)
        m_phase = Phase::Drain;
    if (m_phase == Phase::Drain && drained(now, lanes, largestLag)) {
        m_phase = Phase::Over;
        m_drainEnd = now;
    }
}

void Run::warmUp(Ns now, const std::vector<RunLane> &lanes)
{
    m_failed.assign(lanes.size(), false);
    Ns allLive = m_start;
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        const RunLane &lane = lanes[i];
        m_failed[i] = lane.liveSince == noTime && now >= m_start + patience + lane.interval;
        if (lane.liveSince == noTime && !m_failed[i])
            return;
        allLive = std::max(allLive, lane.liveSince);
    }
    m_warmUpEnds = allLive + std::max(leastWarmUp, longestInterval(lanes));
    if (now < m_warmUpEnds)
        return;
    m_t0 = now;
    m_t1 = m_duration == noTime ? noTime : now + m_duration;
    m_phase = Phase::Window;
}

bool Run::endWindow(Ns now)
{
    if (m_phase != Phase::Window || now <= m_t0)
        return false;
    m_t1 = m_t1 == noTime ? now : std::min(m_t1, now);
    return true;
}

bool Run::drained(Ns now, const std::vector<RunLane> &lanes, Ns largestLag) const
{
    if (now >= m_t1 + 2 * longestInterval(lanes) + patience)
        return true;
    if (now < m_t1 + std::max(leastDrain, largestLag))
        return false;
    for (std::size_t i = 0; i < lanes.size(); ++i)
        if (lanes[i].poll && !hasFailed(i) &&
            (lanes[i].lastAnsweredPlan == noTime || lanes[i].lastAnsweredPlan < m_t1))
            return false;
    return true;
}

} // namespace feedscope
