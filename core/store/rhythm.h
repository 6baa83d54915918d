#pragma once

#include "core/clock.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace feedscope {

/// The usual rhythm of a feed, or of one series, from its last `Count` gaps between updates. Pure: time passed in.
/// A value; GUI thread.
template <std::size_t Count>
class Rhythm
{
public:
    /// An update arrived; times must not decrease.
    void arrived(Ns time)
    {
        if (m_last != noTime)
            m_gaps[m_count++ % Count] = time - m_last;
        m_last = time;
    }
    /// The feed is known to have changed its pace: forget the old one.
    void reset() { *this = Rhythm(); }

    Ns lastArrival() const noexcept { return m_last; }

    /// The 95th percentile of the last gaps, nearest rank; noTime before there are 8.
    Ns usualGap() const
    {
        constexpr std::size_t fewest = 8;
        if (m_count < fewest)
            return noTime;
        std::array<Ns, Count> sorted = m_gaps;
        const std::size_t n = std::min(m_count, Count);
        const auto p95 = sorted.begin() + static_cast<std::ptrdiff_t>((n * 95 + 99) / 100 - 1);
        std::nth_element(sorted.begin(), p95, sorted.begin() + static_cast<std::ptrdiff_t>(n));
        return *p95;
    }

    /// Silence longer than this is not usual: three usual gaps, at least 2 s. noTime: cannot be said yet.
    Ns silenceLimit() const
    {
        constexpr Ns least = 2 * second;
        const Ns gap = usualGap();
        return gap == noTime ? noTime : std::max(least, 3 * gap);
    }

private:
    std::array<Ns, Count> m_gaps{};
    std::size_t m_count = 0;
    Ns m_last = noTime;
};

} // namespace feedscope
