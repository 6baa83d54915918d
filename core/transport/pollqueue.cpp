#include "core/transport/pollqueue.h"

#include <algorithm>
#include <limits>

namespace feedscope {

/// After a failure the next *planned* time is waited for: a refused port must not be asked in a tight loop.
Ns PollQueue::due(Ns now) const
{
    const bool failedBefore = m_first < m_next;
    return m_plan.at(failedBefore ? std::max(m_next, m_plan.firstFrom(now)) : m_next);
}

PollQueue::Turn PollQueue::take(Ns now)
{
    m_next = std::max(m_next, m_plan.firstFrom(now));
    if (m_plan.at(m_next) == now || m_next == m_first)
        ++m_next;
    const std::int64_t overdue = m_next - m_first - 1;
    constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
    return {m_plan.at(m_first), static_cast<std::int32_t>(std::min(overdue, most))};
}

void PollQueue::ended(bool answered)
{
    if (answered)
        m_first = m_next;
}

} // namespace feedscope
