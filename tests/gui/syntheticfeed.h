#pragma once

#include "core/measure/comparison.h"
#include "core/store/livedata.h"

#include <random>

namespace feedscope {

/// A made-up feed that moves: two lanes, push at once and polling once a second, from a seed. No network.
class SyntheticFeed
{
public:
    explicit SyntheticFeed(LiveData &data, int series = 12, unsigned seed = 7);

    /// Makes everything up to `now`; returns the number of arrivals, as a session's drain does.
    int advance(Ns now);

private:
    void publish(Ns at);
    void deliver(std::size_t lane, SeriesId series, Ns arrival);
    void renewStatus(Ns now);
    void compare(Ns now);
    void notePoll(Ns at);

    LiveData &m_data;
    std::mt19937 m_random;
    std::vector<Arrival> m_newest;
    std::vector<double> m_start;
    Ns m_nextUpdate = noTime;
    Ns m_nextPoll = noTime;
    Ns m_lastTick = noTime;
    ComparisonInput m_input; ///< of the last 62 s
    int m_arrivals = 0;
};

} // namespace feedscope
