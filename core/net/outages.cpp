#include "core/net/outages.h"

#include <algorithm>
#include <utility>

namespace feedscope {

Outages::Outages(EventLoop &loop, std::function<void(bool)> hold, std::function<void(Cut::By)> cut)
    : m_loop(loop)
    , m_hold(std::move(hold))
    , m_cut(std::move(cut))
{}

void Outages::follow(const OutagePlan &plan)
{
    m_plan = plan;
    m_cutsDone = 0;
    look();
}

void Outages::stall(Ns length)
{
    m_byHandUntil = std::max(m_byHandUntil, steadyNow() + length);
    look();
}

void Outages::look()
{
    const Ns now = steadyNow();
    if (m_byHandUntil != noTime && now >= m_byHandUntil)
        m_byHandUntil = noTime;
    const bool stalled = m_byHandUntil != noTime || m_plan.isStalled(now);
    if (stalled != std::exchange(m_stalled, stalled))
        m_hold(stalled);
    // Cuts that fell due while the machine was busy elsewhere are one: the connections were there once.
    if (const std::int64_t cuts = m_plan.cutsBy(now); cuts > std::exchange(m_cutsDone, cuts))
        m_cut(m_plan.cutBy());
    Ns next = m_plan.nextChange(now);
    if (m_byHandUntil != noTime)
        next = next == noTime ? m_byHandUntil : std::min(next, m_byHandUntil);
    m_loop.wake(this, next);
}

} // namespace feedscope
