#pragma once

#include "core/clock.h"

#include <array>
#include <optional>
#include <vector>

namespace feedscope {

/// A mean or a share R = Σy/Σx with what is known of its error (measures.md 7). Times in seconds.
struct Estimate
{
    static constexpr double quantile = 2.262; ///< Student's t for 95 % and ten blocks

    std::optional<double> value;         ///< none: nothing to average
    std::optional<double> standardError; ///< none: too short for one
    std::optional<double> upperLimit;    ///< 95 % limit 3/n of a share without a single event
    std::int64_t count = 0;              ///< values or trials behind it

    std::optional<double> low() const;
    std::optional<double> high() const;
};

/// Sums of y and x over ten equal blocks of the window, for the interval of Σy/Σx.
class BlockRatio
{
public:
    static constexpr int blocks = 10;

    BlockRatio(Ns from, Ns to);
    /// Books y and x at a time; times outside of the window count in the first or last block.
    void add(Ns at, double y, double x = 1);
    int blockOf(Ns at) const;
    Ns blockEnd(int block) const; ///< first instant after it

    /// As a mean of `count` values.
    Estimate mean(std::int64_t count, bool withError = true) const;
    /// As a share of `count` trials: without any event it has an upper limit.
    Estimate share(std::int64_t count, bool withError = true) const;

private:
    Ns m_from;
    Ns m_length;
    std::array<double, blocks> m_y{};
    std::array<double, blocks> m_x{};
};

/// How much stands behind a percentile.
enum class Support : std::uint8_t
{
    Absent, ///< n(1−p) < 1: not to be printed
    Greyed, ///< n(1−p) < 10
    Full,
};

/// Support of the percentile `p` of `count` values.
Support supportOf(double p, std::int64_t count);

/// A nearest-rank percentile, in seconds.
struct Percentile
{
    std::optional<double> value; ///< none: no values, or beyond the largest known (see `censored`)
    std::optional<double> low;   ///< 95 % interval
    std::optional<double> high;
    Support support = Support::Absent;
    bool censored = false; ///< its rank is taken by a value that is only known to be larger than all others

    /// What may be printed: none if too few values stand behind it.
    std::optional<double> shown() const { return support == Support::Absent ? std::nullopt : value; }
};

/// A set of durations, summed up. Seconds.
struct Distribution
{
    static constexpr int curveSteps = 200;

    std::int64_t count = 0;    ///< known values
    std::int64_t censored = 0; ///< further ones, only known to be larger; they rank above all
    Estimate mean;             ///< of the known values
    Percentile p50;
    Percentile p95;
    Percentile p99;
    std::optional<double> max; ///< of the known values
    /// Its cumulative curve: the nearest ranks of 1/200, 2/200, … of all values; it ends where censored ones
    /// begin.
    std::vector<double> curve;
};

/// Sums up `values` (ns; sorted in place). `mean` comes from the caller, who knows the blocks.
Distribution distributionOf(std::vector<Ns> &values, std::int64_t censored, const Estimate &mean);

/// Nearest rank, the ⌈p·n⌉-th smallest, from 1 to n.
std::int64_t nearestRank(double p, std::int64_t count);

/// Measured against expected: |difference| ≤ max(10 % of the expected, 3·SE), or an expected share below the
/// upper limit of none seen. `doubt`: how far off the expected value itself may be. None: it cannot be said.
std::optional<bool> agrees(const Estimate &measured, std::optional<double> expected, double doubt = 0);

inline double toSeconds(Ns time)
{
    return static_cast<double>(time) * 1e-9;
}

} // namespace feedscope
