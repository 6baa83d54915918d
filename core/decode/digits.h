#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace feedscope {

/// Reading runs of decimal digits, eight at a time where there are as many: most of what a feed sends are
/// numbers, and prices and times are long ones.
namespace digits {

inline std::uint64_t eight(const char *from) noexcept
{
    static_assert(std::endian::native == std::endian::little, "the first digit is the lowest byte");
    std::uint64_t bytes;
    std::memcpy(&bytes, from, sizeof bytes);
    return bytes;
}

/// Adding 0x46 lifts what is above '9' over 0x7f, taking '0' off lowers what is below it there.
inline bool areDigits(std::uint64_t bytes) noexcept
{
    return (((bytes + 0x4646464646464646) | (bytes - 0x3030303030303030)) & 0x8080808080808080) == 0;
}

/// Neighbours are joined to numbers of two digits, then of four, then of eight (Lemire 2018).
inline std::uint64_t valueOf(std::uint64_t bytes) noexcept
{
    constexpr std::uint64_t pairs = 0x000000ff000000ff;
    bytes -= 0x3030303030303030;
    bytes = bytes * 10 + (bytes >> 8);
    return ((bytes & pairs) * (100 + (1'000'000ULL << 32)) +
            (bytes >> 16 & pairs) * (1 + (10'000ULL << 32))) >>
           32;
}

/// Appends the digits from `at` on to `value` and tells where they end; more than 19 digits overflow it.
inline const char *read(const char *at, const char *end, std::uint64_t &value) noexcept
{
    if (end - at >= 8 && areDigits(eight(at))) {
        value = value * 100'000'000 + valueOf(eight(at));
        at += 8;
    }
    for (unsigned digit; at != end && (digit = static_cast<unsigned>(*at) - '0') < 10; ++at)
        value = value * 10 + digit;
    return at;
}

/// Where the digits from `at` on end.
inline const char *skip(const char *at, const char *end) noexcept
{
    if (end - at >= 8 && areDigits(eight(at)))
        at += 8;
    while (at != end && static_cast<unsigned>(*at) - '0' < 10)
        ++at;
    return at;
}

} // namespace digits

} // namespace feedscope
