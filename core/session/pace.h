#pragma once

#include "core/clock.h"
#include "core/decode/profile.h"

#include <deque>

namespace feedscope {

/// So many within so long, counted in a window that slides with the time: when the next one may be. Pure; the
/// time is passed in. Belongs to its lane.
class Pace
{
public:
    Pace() = default; ///< no limit
    explicit Pace(const RateSpec &rate);

    /// Now, or when the oldest that counts has left the window.
    Ns earliest(Ns now) const;
    void note(Ns now);

private:
    std::size_t m_count = 0; ///< 0: no limit
    Ns m_within = 0;
    std::deque<Ns> m_times; ///< of the last m_count
};

} // namespace feedscope
