#pragma once

#include "core/clock.h"

namespace feedscope {

/// When a poll lane asks: planned times as a pure function of their number, so that they never depend on
/// answers (measures.md 8). The phase sweeps slowly up and down through one interval: mean interval exactly
/// T, single ones within T(1 ± 1/m), mean wait T/2·(1 + 1/m²). A value; any thread.
class PollPlan
{
public:
    /// `interval` > 0 and `window` (length of the run that the sweep is laid out for) in ns, `start` on the
    /// steady clock.
    PollPlan(Ns start, Ns interval, Ns window, std::uint64_t seed);

    static constexpr double fewestSteps = 8;
    static constexpr double mostSteps = 50;
    /// The plan that had these values, e.g. as it was written down.
    static PollPlan fromSweep(Ns start, Ns interval, double steps, double psi);

    /// The planned time of poll number `j`, from 0.
    Ns at(std::int64_t j) const;
    /// Number of the first poll planned at or after `time`.
    std::int64_t firstFrom(Ns time) const;
    /// How many are planned in [from, to).
    std::int64_t countIn(Ns from, Ns to) const;

    Ns start() const noexcept { return m_start; }
    Ns interval() const noexcept { return m_interval; }
    double steps() const noexcept { return m_steps; } ///< m: polls in one sweep of the phase
    double psi() const noexcept { return m_psi; }     ///< where the sweep begins, in [0, 2)

private:
    Ns m_start;
    Ns m_interval;
    double m_steps;
    double m_psi;
};

} // namespace feedscope
