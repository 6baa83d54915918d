#include "core/measure/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace feedscope {

namespace {

// Layout of HdrHistogram: 2048 linear sub-buckets of one unit; each further bucket doubles the width and
// uses the upper 1024 only.
constexpr int subBucketBits = 11;
constexpr int halfCount = 1 << (subBucketBits - 1);
constexpr std::uint64_t highestUnit = Histogram::highest / microsecond;
constexpr int shiftOf(std::uint64_t unit)
{
    return std::max(0, static_cast<int>(std::bit_width(unit)) - subBucketBits);
}
constexpr std::size_t slots = static_cast<std::size_t>((shiftOf(highestUnit) + 2) * halfCount);

std::size_t slotOf(std::uint64_t unit)
{
    const int shift = shiftOf(unit);
    return static_cast<std::size_t>(shift) * halfCount + (unit >> shift);
}

/// The highest value that shares the slot, in units.
std::uint64_t highestEquivalent(std::size_t slot)
{
    const std::size_t bucket = slot / halfCount;
    const int shift = bucket < 2 ? 0 : static_cast<int>(bucket) - 1;
    const std::uint64_t sub = slot - static_cast<std::size_t>(shift) * halfCount;
    return ((sub + 1) << shift) - 1;
}

} // namespace

void Histogram::Half::record(Ns magnitude, std::int64_t times)
{
    if (magnitude > highest) {
        overflow += times;
        return;
    }
    if (counts.empty())
        counts.resize(slots);
    counts[slotOf(static_cast<std::uint64_t>(magnitude / microsecond))] += times;
    total += times;
}

void Histogram::Half::merge(const Half &other)
{
    overflow += other.overflow;
    total += other.total;
    if (other.counts.empty())
        return;
    counts.resize(slots);
    for (std::size_t i = 0; i < slots; ++i)
        counts[i] += other.counts[i];
}

Ns Histogram::Half::atRank(std::int64_t rank) const
{
    std::int64_t seen = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        seen += counts[i];
        if (seen >= rank)
            return static_cast<Ns>(highestEquivalent(i)) * microsecond;
    }
    return highest;
}

void Histogram::record(Ns value, std::int64_t times)
{
    if (times <= 0 || value == noTime)
        return;
    if (value < 0)
        m_negative.record(-value, times);
    else
        m_positive.record(value, times);
    m_max = m_count == 0 ? value : std::max(m_max, value);
    m_min = m_count == 0 ? value : std::min(m_min, value);
    m_count += times;
    m_sum += static_cast<double>(value) * static_cast<double>(times);
}

void Histogram::merge(const Histogram &other)
{
    if (other.m_count == 0)
        return;
    m_positive.merge(other.m_positive);
    m_negative.merge(other.m_negative);
    m_max = m_count == 0 ? other.m_max : std::max(m_max, other.m_max);
    m_min = m_count == 0 ? other.m_min : std::min(m_min, other.m_min);
    m_count += other.m_count;
    m_sum += other.m_sum;
}

double Histogram::mean() const noexcept
{
    return m_count == 0 ? std::nan("") : m_sum / static_cast<double>(m_count);
}

Ns Histogram::percentile(double p) const
{
    if (m_count == 0)
        return noTime;
    const auto wanted = static_cast<std::int64_t>(std::ceil(p * static_cast<double>(m_count) - 1e-9));
    std::int64_t rank = std::clamp<std::int64_t>(wanted, 1, m_count);
    if (rank <= m_negative.overflow)
        return m_min;
    rank -= m_negative.overflow;
    if (rank <= m_negative.total)
        return std::max(-m_negative.atRank(m_negative.total - rank + 1), m_min);
    rank -= m_negative.total;
    if (rank <= m_positive.total)
        return std::min(m_positive.atRank(rank), m_max);
    return m_max;
}

} // namespace feedscope
