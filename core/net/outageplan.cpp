#include "core/net/outageplan.h"

#include <algorithm>

namespace feedscope {

OutagePlan::OutagePlan(const Stall &stall, const Cut &cut, Ns from, Ns until)
    : m_stall(stall)
    , m_cut(cut)
    , m_from(from)
    , m_until(until)
{}

std::int64_t OutagePlan::begunBy(Ns at, Ns every, Ns now) const
{
    const Ns last = m_until == noTime ? now : std::min(now, m_until - 1);
    const Ns past = last - m_from - at;
    if (past < 0)
        return 0;
    return every > 0 ? past / every + 1 : 1;
}

Ns OutagePlan::beginningOf(Ns at, Ns every, std::int64_t number) const
{
    return m_from + at + number * every;
}

Ns OutagePlan::nextBeginning(Ns at, Ns every, Ns now) const
{
    const std::int64_t begun = begunBy(at, every, now);
    if (begun > 0 && every <= 0)
        return noTime;
    const Ns next = beginningOf(at, every, begun);
    return m_until != noTime && next >= m_until ? noTime : next;
}

bool OutagePlan::isStalled(Ns now) const
{
    if (!m_stall.isOn())
        return false;
    const std::int64_t begun = begunBy(m_stall.at, m_stall.every, now);
    return begun > 0 && now < beginningOf(m_stall.at, m_stall.every, begun - 1) + m_stall.length;
}

std::int64_t OutagePlan::cutsBy(Ns now) const
{
    return m_cut.isOn() ? begunBy(m_cut.at, m_cut.every, now) : 0;
}

Ns OutagePlan::nextChange(Ns now) const
{
    Ns first = noTime;
    const auto add = [&first](Ns time) {
        if (time != noTime)
            first = first == noTime ? time : std::min(first, time);
    };
    if (m_stall.isOn())
        add(nextBeginning(m_stall.at, m_stall.every, now));
    if (isStalled(now))
        add(beginningOf(m_stall.at, m_stall.every, begunBy(m_stall.at, m_stall.every, now) - 1) +
            m_stall.length);
    if (m_cut.isOn())
        add(nextBeginning(m_cut.at, m_cut.every, now));
    return first;
}

} // namespace feedscope
