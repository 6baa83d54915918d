#pragma once

#include "core/clock.h"

#include <vector>

namespace feedscope {

/// Counts signed durations in the buckets of an HDR histogram: unit 1 us, 3 significant digits, up to one
/// hour (measures.md 7). Error at most 0.1 %, 1 us below 1 ms. Negatives go into a mirror of it. A value;
/// 190 kB once used, as much again once a negative has come. Not thread-safe.
class Histogram
{
public:
    static constexpr Ns highest = 3600 * second;

    /// Counts `value` (ns) `times` times. Beyond one hour either way it is counted as overflow.
    void record(Ns value, std::int64_t times = 1);
    void merge(const Histogram &other);
    void clear() { *this = Histogram(); }

    std::int64_t count() const noexcept { return m_count; } ///< overflow included
    std::int64_t overflow() const noexcept { return m_positive.overflow + m_negative.overflow; }
    std::int64_t negatives() const noexcept { return m_negative.total + m_negative.overflow; }
    Ns max() const noexcept { return m_max; } ///< exact; noTime: empty
    Ns min() const noexcept { return m_min; } ///< exact; noTime: empty
    double mean() const noexcept;             ///< exact, ns; NaN: empty

    /// Nearest rank: the ⌈p·n⌉-th smallest, as the highest value (in magnitude) of its bucket, never beyond
    /// max() and min(). `p` in 0..1. noTime: empty.
    Ns percentile(double p) const;

private:
    struct Half
    {
        std::vector<std::int64_t> counts; ///< empty until used
        std::int64_t total = 0;           ///< without overflow
        std::int64_t overflow = 0;

        void record(Ns magnitude, std::int64_t times);
        void merge(const Half &other);
        Ns atRank(std::int64_t rank) const; ///< magnitude of the rank-th smallest; rank in 1..total
    };

    Half m_positive;
    Half m_negative;
    std::int64_t m_count = 0;
    double m_sum = 0;
    Ns m_max = noTime;
    Ns m_min = noTime;
};

} // namespace feedscope
