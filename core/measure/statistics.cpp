#include "core/measure/statistics.h"

#include "core/measure/sortdurations.h"

#include <algorithm>
#include <cmath>

namespace feedscope {

std::optional<double> Estimate::low() const
{
    if (!value || !standardError)
        return std::nullopt;
    return *value - quantile * *standardError;
}

std::optional<double> Estimate::high() const
{
    if (upperLimit)
        return upperLimit;
    if (!value || !standardError)
        return std::nullopt;
    return *value + quantile * *standardError;
}

BlockRatio::BlockRatio(Ns from, Ns to)
    : m_from(from)
    , m_length(std::max<Ns>(1, to - from))
{}

int BlockRatio::blockOf(Ns at) const
{
    return static_cast<int>(std::clamp<Ns>((at - m_from) * blocks / m_length, 0, blocks - 1));
}

Ns BlockRatio::blockEnd(int block) const
{
    return m_from + (m_length * (block + 1) + blocks - 1) / blocks;
}

void BlockRatio::add(Ns at, double y, double x)
{
    const auto block = static_cast<std::size_t>(blockOf(at));
    m_y[block] += y;
    m_x[block] += x;
}

Estimate BlockRatio::mean(std::int64_t count, bool withError) const
{
    Estimate estimate;
    estimate.count = count;
    double sumY = 0;
    double sumX = 0;
    for (std::size_t b = 0; b < blocks; ++b) {
        sumY += m_y[b];
        sumX += m_x[b];
    }
    if (sumX <= 0)
        return estimate;
    const double ratio = sumY / sumX;
    estimate.value = ratio;
    if (!withError)
        return estimate;
    double squares = 0;
    for (std::size_t b = 0; b < blocks; ++b)
        squares += std::pow(m_y[b] - ratio * m_x[b], 2);
    estimate.standardError = std::sqrt(blocks / (blocks - 1.0) * squares) / sumX;
    return estimate;
}

Estimate BlockRatio::share(std::int64_t count, bool withError) const
{
    Estimate estimate = mean(count, withError);
    if (estimate.value == 0.0 && count > 0)
        estimate.upperLimit = std::min(1.0, 3.0 / static_cast<double>(count));
    return estimate;
}

Support supportOf(double p, std::int64_t count)
{
    const double above = static_cast<double>(count) * (1 - p) + 1e-9;
    if (above < 1)
        return Support::Absent;
    return above < 10 ? Support::Greyed : Support::Full;
}

std::int64_t nearestRank(double p, std::int64_t count)
{
    const auto rank = static_cast<std::int64_t>(std::ceil(p * static_cast<double>(count) - 1e-9));
    return std::clamp<std::int64_t>(rank, 1, std::max<std::int64_t>(1, count));
}

namespace {

struct Ranks
{
    std::int64_t low;
    std::int64_t middle;
    std::int64_t high;
};

Ranks ranksOf(double p, std::int64_t n)
{
    const double np = p * static_cast<double>(n);
    const double half = 1.96 * std::sqrt(np * (1 - p));
    const auto clamped = [n](double rank) {
        return std::clamp<std::int64_t>(static_cast<std::int64_t>(rank), 1, n);
    };
    return {clamped(std::floor(np - half)), nearestRank(p, n), clamped(std::ceil(np + half))};
}

/// Of values sorted, followed by the censored ones.
Percentile percentileAt(const std::vector<Ns> &values, double p, std::int64_t n)
{
    const auto known = static_cast<std::int64_t>(values.size());
    const auto at = [&](std::int64_t rank) -> std::optional<double> {
        if (rank > known)
            return std::nullopt;
        return toSeconds(values[static_cast<std::size_t>(rank - 1)]);
    };
    const Ranks ranks = ranksOf(p, n);
    return {at(ranks.middle), at(ranks.low), at(ranks.high), supportOf(p, n), ranks.middle > known};
}

std::vector<double> curveOf(const std::vector<Ns> &values, std::int64_t n)
{
    std::vector<double> curve;
    curve.reserve(Distribution::curveSteps);
    for (int step = 1; step <= Distribution::curveSteps; ++step) {
        const auto rank = static_cast<std::size_t>(nearestRank(double(step) / Distribution::curveSteps, n));
        if (rank > values.size())
            break;
        curve.push_back(toSeconds(values[rank - 1]));
    }
    return curve;
}

} // namespace

Distribution distributionOf(std::vector<Ns> &values, std::int64_t censored, const Estimate &mean)
{
    Distribution result;
    result.count = static_cast<std::int64_t>(values.size());
    result.censored = censored;
    result.mean = mean;
    const std::int64_t n = result.count + censored;
    if (n == 0)
        return result;
    sortDurations(values);
    result.p50 = percentileAt(values, 0.50, n);
    result.p95 = percentileAt(values, 0.95, n);
    result.p99 = percentileAt(values, 0.99, n);
    if (!values.empty())
        result.max = toSeconds(values.back());
    result.curve = curveOf(values, n);
    return result;
}

std::optional<bool> agrees(const Estimate &measured, std::optional<double> expected, double doubt)
{
    if (!measured.value || !expected)
        return std::nullopt;
    const double difference = std::abs(*measured.value - *expected);
    if (difference <= 0.1 * std::abs(*expected) + doubt)
        return true;
    if (measured.upperLimit && *expected <= *measured.upperLimit)
        return true;
    if (!measured.standardError)
        return std::nullopt;
    return difference <= 3 * *measured.standardError + doubt;
}

} // namespace feedscope
