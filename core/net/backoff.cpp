#include "core/net/backoff.h"

#include <algorithm>

namespace feedscope {

Backoff::Backoff(std::uint64_t seed)
    : Backoff(seed, Limits())
{}

Backoff::Backoff(std::uint64_t seed, const Limits &limits)
    : m_random(seed)
    , m_limits(limits)
{}

Ns Backoff::ceiling(Ns now) const
{
    if (m_outageSince == noTime || now - m_outageSince < m_limits.earlySpan)
        return m_limits.early;
    return std::min(m_limits.most, std::max(m_limits.early, m_ceiling) * 2);
}

Ns Backoff::next(Ns now, Ns atLeast)
{
    if (m_outageSince == noTime)
        m_outageSince = now;
    m_healthySince = noTime;
    ++m_attempts;
    m_ceiling = ceiling(now);
    return atLeast + std::uniform_int_distribution<Ns>(0, m_ceiling)(m_random);
}

void Backoff::healthy(Ns now)
{
    if (m_healthySince == noTime)
        m_healthySince = now;
    if (now - m_healthySince < m_limits.healthy)
        return;
    m_outageSince = noTime;
    m_ceiling = 0;
    m_attempts = 0;
}

} // namespace feedscope
