#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace feedscope {

/// Reading short texts in whole words: keys and names of a feed are so short that a call to the C library
/// would cost more than the work.
namespace textwords {

template <typename T>
std::uint64_t load(const char *from) noexcept
{
    T value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

/// Up to seven bytes by loads of fixed size, which may overlap; texts of the same size have the same word
/// only if they are equal.
inline std::uint64_t shortWord(const char *text, std::size_t size) noexcept
{
    if (size >= 4)
        return load<std::uint32_t>(text) | load<std::uint32_t>(text + size - 4) << 32;
    if (size == 0)
        return 0;
    return load<std::uint8_t>(text) | load<std::uint8_t>(text + size / 2) << 8 |
           load<std::uint8_t>(text + size - 1) << 16;
}

} // namespace textwords

/// a == b for short texts.
inline bool sameText(std::string_view a, std::string_view b) noexcept
{
    using namespace textwords;
    if (a.size() != b.size())
        return false;
    if (a.size() < 8)
        return shortWord(a.data(), a.size()) == shortWord(b.data(), b.size());
    const std::size_t last = a.size() - 8;
    for (std::size_t at = 0; at < last; at += 8)
        if (load<std::uint64_t>(a.data() + at) != load<std::uint64_t>(b.data() + at))
            return false;
    return load<std::uint64_t>(a.data() + last) == load<std::uint64_t>(b.data() + last);
}

/// Chains parts of unlike length without letting "ab","c" equal "a","bc": multiply-and-fold over eight bytes
/// at a time, good enough for keys of a feed and far cheaper than what withstands an attacker, who could only
/// spoil his own feed. The same within one run of the program; not for files.
class TextHash
{
public:
    void add(std::string_view text) noexcept
    {
        const std::uint64_t end =
            (text.size() + 1) * 0xff51afd7ed558ccdULL; // where this text ends, so to say
        for (; text.size() >= 8; text.remove_prefix(8))
            mix(textwords::load<std::uint64_t>(text.data()));
        mix(textwords::shortWord(text.data(), text.size()) ^ end);
    }
    void add(std::uint64_t value) noexcept { mix(value); }
    std::uint64_t result() const noexcept { return m_hash; }

private:
    void mix(std::uint64_t value) noexcept
    {
        __extension__ using Wide = unsigned __int128;
        const Wide product = static_cast<Wide>(m_hash ^ value) * 0x9e3779b97f4a7c15ULL;
        m_hash =
            static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64) ^ (value << 1);
    }

    std::uint64_t m_hash = 0x2545f4914f6cdd1dULL;
};

/// Two texts as a key: a series' kind and symbol, say.
struct TextPair
{
    std::string first;
    std::string second;
};

/// The same as a view, by which a TextPairIndex is searched without building a key.
struct TextPairView
{
    std::string_view first;
    std::string_view second;

    TextPairView(std::string_view a, std::string_view b) noexcept
        : first(a)
        , second(b)
    {}
    explicit TextPairView(const TextPair &pair) noexcept
        : first(pair.first)
        , second(pair.second)
    {}
    friend bool operator==(const TextPairView &a, const TextPairView &b) noexcept
    {
        return sameText(a.second, b.second) && sameText(a.first, b.first);
    }
};

/// Numbers pairs of texts from 0 on, in the order in which they are added. Open addressing over a power of
/// two of places, half of them empty: finding a pair takes no allocation and no division.
class TextPairIndex
{
public:
    static constexpr std::uint32_t none = 0xffffffffU;

    std::uint32_t find(const TextPairView &pair) const noexcept
    {
        std::size_t place = placeOf(pair);
        while (m_places[place] != none && !(TextPairView(m_pairs[m_places[place]]) == pair))
            place = after(place);
        return m_places[place];
    }
    /// The pair must not be there yet.
    std::uint32_t add(const TextPairView &pair)
    {
        if (m_places.size() < 2 * (m_pairs.size() + 1))
            grow();
        m_pairs.push_back({std::string(pair.first), std::string(pair.second)});
        settle(size() - 1);
        return size() - 1;
    }
    std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(m_pairs.size()); }
    void clear()
    {
        m_pairs.clear();
        m_places.assign(fewest, none);
    }

private:
    static constexpr std::size_t fewest = 16;

    std::size_t placeOf(const TextPairView &pair) const noexcept
    {
        TextHash hash;
        hash.add(pair.first);
        hash.add(pair.second);
        return hash.result() & (m_places.size() - 1);
    }
    std::size_t after(std::size_t place) const noexcept { return (place + 1) & (m_places.size() - 1); }
    void settle(std::uint32_t number)
    {
        std::size_t place = placeOf(TextPairView(m_pairs[number]));
        while (m_places[place] != none)
            place = after(place);
        m_places[place] = number;
    }
    void grow()
    {
        m_places.assign(2 * m_places.size(), none);
        for (std::uint32_t number = 0; number < size(); ++number)
            settle(number);
    }

    std::vector<TextPair> m_pairs;
    std::vector<std::uint32_t> m_places = std::vector<std::uint32_t>(fewest, none);
};

} // namespace feedscope
