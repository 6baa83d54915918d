#pragma once

#include "core/net/impairment.h"

namespace feedscope {

/// When a simulated path stalls and when it cuts, as a course of time. Pure: time is handed in, ns, steady.
class OutagePlan
{
public:
    OutagePlan() = default;

    /// The times of `stall` and `cut` count from `from`. What would begin at or after `until` does not; a
    /// stall that has begun runs its full length.
    OutagePlan(const Stall &stall, const Cut &cut, Ns from, Ns until = noTime);

    bool isStalled(Ns now) const;

    /// How many cuts have fallen due by `now`.
    std::int64_t cutsBy(Ns now) const;

    Cut::By cutBy() const { return m_cut.by; }

    /// The first time after `now` at which one of these changes; noTime: never.
    Ns nextChange(Ns now) const;

private:
    /// How many of an event that returns have begun by `now`; before: 0.
    std::int64_t begunBy(Ns at, Ns every, Ns now) const;
    Ns beginningOf(Ns at, Ns every, std::int64_t number) const;
    Ns nextBeginning(Ns at, Ns every, Ns now) const;

    Stall m_stall;
    Cut m_cut;
    Ns m_from = 0;
    Ns m_until = noTime;
};

} // namespace feedscope
