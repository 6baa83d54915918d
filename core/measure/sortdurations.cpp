#include "core/measure/sortdurations.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace feedscope {

namespace {
constexpr int digitBits = 11;
constexpr std::size_t digits = 1 << digitBits;
constexpr std::size_t worthIt = 4'000;
} // namespace

void sortDurations(std::vector<Ns> &values)
{
    if (std::is_sorted(values.begin(), values.end()))
        return;
    if (values.size() < worthIt) {
        std::sort(values.begin(), values.end());
        return;
    }
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const auto base = static_cast<std::uint64_t>(*low); // differences modulo 2^64 are right for any pair
    const int bits = std::bit_width(static_cast<std::uint64_t>(*high) - base);
    std::vector<Ns> other(values.size());
    for (int shift = 0; shift < bits; shift += digitBits) {
        const auto digitOf = [=](Ns value) {
            return ((static_cast<std::uint64_t>(value) - base) >> shift) & (digits - 1);
        };
        std::array<std::size_t, digits> place{};
        for (const Ns value : values)
            ++place[digitOf(value)];
        std::size_t sum = 0;
        for (std::size_t &count : place)
            sum += std::exchange(count, sum);
        for (const Ns value : values)
            other[place[digitOf(value)]++] = value;
        values.swap(other);
    }
}

} // namespace feedscope
