#pragma once

#include "core/clock.h"

#include <vector>

namespace feedscope {

/// What the phases of a run depend on, lane by lane.
struct RunLane
{
    bool poll = false;
    Ns interval = 0;              ///< of a poll lane
    Ns liveSince = noTime;        ///< first update or answer; noTime: not yet
    Ns lastAnsweredPlan = noTime; ///< planned time of the newest answered poll
};

/// The phases of one measured run (measures.md 2): warm-up, window [t0, t1), drain, over. Pure: time and
/// facts are passed in; one thread.
class Run
{
public:
    enum class Phase : std::uint8_t
    {
        WarmUp,
        Window,
        Drain,
        Over
    };

    /// `duration` noTime: the window never ends (the live page).
    Run(Ns start, Ns duration)
        : m_start(start)
        , m_duration(duration)
    {}

    /// Moves on as far as `now` allows. `largestLag` is the largest seen in the window, for the drain.
    void advance(Ns now, const std::vector<RunLane> &lanes, Ns largestLag);

    /// The window ends now and not later; what was measured until here counts. False: there is no window.
    bool endWindow(Ns now);

    Phase phase() const noexcept { return m_phase; }
    Ns t0() const noexcept { return m_t0; }
    Ns t1() const noexcept { return m_t1; }
    Ns drainEnd() const noexcept { return m_drainEnd; }
    /// Lanes that were not live 10 s + one interval after the start: reported failed, left out of Behind.
    bool hasFailed(std::size_t lane) const { return lane < m_failed.size() && m_failed[lane]; }
    /// When the warm-up ends if nothing changes; noTime: not all lanes are live yet.
    Ns warmUpEnds() const noexcept { return m_warmUpEnds; }

private:
    void warmUp(Ns now, const std::vector<RunLane> &lanes);
    bool drained(Ns now, const std::vector<RunLane> &lanes, Ns largestLag) const;

    Ns m_start;
    Ns m_duration;
    Phase m_phase = Phase::WarmUp;
    Ns m_warmUpEnds = noTime;
    Ns m_t0 = noTime, m_t1 = noTime, m_drainEnd = noTime;
    std::vector<bool> m_failed;
};

} // namespace feedscope
