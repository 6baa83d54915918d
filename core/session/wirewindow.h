#pragma once

#include "core/clock.h"
#include "core/net/wirecount.h"

#include <deque>

namespace feedscope {

/// Where a lane's byte counts stood, a few times a second: what it sent and received within any recent
/// window. Bounded.
class WireWindow
{
public:
    struct Sample
    {
        Ns time = noTime;
        std::int64_t sent = 0;
        std::int64_t received = 0;
        std::int64_t connections = 0;
        std::int64_t lost = 0; ///< datagrams, by the simulated path
    };

    static constexpr std::size_t mostSamples = 1'024;

    void add(Ns time, const WireCount &count);
    void clear() { m_samples.clear(); }
    Sample newest() const { return m_samples.empty() ? Sample{} : m_samples.back(); }

    /// The time of the first sample at or after `time`; noTime: there is none.
    Ns firstFrom(Ns time) const;
    /// Counts between the newest sample at or before `from` and the first one at or after `to`; noTime, or none
    /// there: up to the newest.
    Sample between(Ns from, Ns to) const;
    /// Bytes a second over the last few seconds.
    double sentPerSecond() const;
    double receivedPerSecond() const;

private:
    Sample at(Ns time) const;
    Sample endAt(Ns time) const;
    const Sample &recent() const;

    std::deque<Sample> m_samples;
};

} // namespace feedscope
