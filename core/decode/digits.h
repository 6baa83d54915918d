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

/// How many of the eight, from the first on, are digits. Adding 0x46 lifts what is above '9' over 0x7f,
/// taking '0' off lowers what is below it there; carries only reach bytes behind the first that is none.
inline unsigned digitsOf(std::uint64_t bytes) noexcept
{
    const std::uint64_t others =
        ((bytes + 0x4646464646464646) | (bytes - 0x3030303030303030)) & 0x8080808080808080;
    return static_cast<unsigned>(std::countr_zero(others)) / 8;
}

/// Of the first `count` bytes, 1 to 8, all digits. Zeros are put before them; then neighbours are joined to
/// numbers of two digits, of four, and of eight (Lemire 2018).
inline std::uint64_t valueOf(std::uint64_t bytes, unsigned count) noexcept
{
    constexpr std::uint64_t pairs = 0x000000ff000000ff;
    bytes = (bytes - 0x3030303030303030) << (64 - 8 * count);
    bytes = bytes * 10 + (bytes >> 8);
    return ((bytes & pairs) * (100 + (1'000'000ULL << 32)) +
            (bytes >> 16 & pairs) * (1 + (10'000ULL << 32))) >>
           32;
}

/// Appends the digits from `at` on to `value` and tells where they end; more than 19 digits overflow it.
inline const char *read(const char *at, const char *end, std::uint64_t &value) noexcept
{
    static constexpr std::uint64_t powers[] = {1,       10,        100,        1'000,      10'000,
                                               100'000, 1'000'000, 10'000'000, 100'000'000};
    if (end - at >= 8) {
        const std::uint64_t bytes = eight(at);
        const unsigned count = digitsOf(bytes);
        if (count > 0)
            value = value * powers[count] + valueOf(bytes, count);
        at += count;
        if (count < 8)
            return at;
    }
    for (unsigned digit; at != end && (digit = static_cast<unsigned>(*at) - '0') < 10; ++at)
        value = value * 10 + digit;
    return at;
}

/// Where the digits from `at` on end.
inline const char *skip(const char *at, const char *end) noexcept
{
    if (end - at >= 8 && digitsOf(eight(at)) == 8)
        at += 8;
    while (at != end && static_cast<unsigned>(*at) - '0' < 10)
        ++at;
    return at;
}

} // namespace digits

} // namespace feedscope
