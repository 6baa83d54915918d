#pragma once

#include "core/clock.h"

#include <random>

namespace feedscope {

/// How long to wait before the next attempt to connect: full jitter, a uniform draw between nothing and a
/// ceiling, so that the clients of a restarted server do not come back as one herd. The ceiling is 1 s during
/// the first 10 s of an outage, then doubles with each attempt up to 20 s. Only 5 s of healthy data end an
/// outage: a connection that opens and breaks again does not. Pure: time is passed in (steady clock). A
/// value, for one thread.
class Backoff
{
public:
    struct Limits
    {
        Ns early = 1 * second;      ///< ceiling at first
        Ns earlySpan = 10 * second; ///< for so long after the outage began
        Ns most = 20 * second;      ///< the ceiling grows to this
        Ns healthy = 5 * second;    ///< data for so long ends the outage
    };

    explicit Backoff(std::uint64_t seed);
    Backoff(std::uint64_t seed, const Limits &limits);

    /// An attempt failed or a connection broke at `now`: the wait before the next attempt, ns. `atLeast` is
    /// the server's own wish (Retry-After); the draw is added to it, so that its herd spreads, too.
    Ns next(Ns now, Ns atLeast = 0);

    /// Good data came at `now`. Call it for each, it costs next to nothing.
    void healthy(Ns now);

    /// The largest wait that next(now) could draw, without `atLeast`.
    Ns ceiling(Ns now) const;

    /// Attempts since the outage began.
    int attempts() const { return m_attempts; }

private:
    std::mt19937_64 m_random;
    Limits m_limits;
    Ns m_outageSince = noTime;
    Ns m_healthySince = noTime;
    Ns m_ceiling = 0; ///< of the last draw
    int m_attempts = 0;
};

} // namespace feedscope
