#include "core/session/pace.h"

#include <algorithm>

namespace feedscope {

Pace::Pace(const RateSpec &rate)
    : m_count(static_cast<std::size_t>(std::max(0, rate.count)))
    , m_within(static_cast<Ns>(rate.withinS * static_cast<double>(second)))
{}

Ns Pace::earliest(Ns now) const
{
    return m_count == 0 || m_times.size() < m_count ? now : std::max(now, m_times.front() + m_within);
}

void Pace::note(Ns now)
{
    if (m_count == 0)
        return;
    m_times.push_back(now);
    if (m_times.size() > m_count)
        m_times.pop_front();
}

} // namespace feedscope
