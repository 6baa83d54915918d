#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>

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
        mix(text.size() + 1);
        while (text.size() >= 8) {
            mix(textwords::load<std::uint64_t>(text.data()));
            text.remove_prefix(8);
        }
        if (!text.empty())
            mix(textwords::shortWord(text.data(), text.size()));
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

/// The same as a view, by which a TextPairMap is searched without building a key.
struct TextPairView
{
    std::string_view first;
    std::string_view second;

    TextPairView(std::string_view a, std::string_view b) noexcept
        : first(a)
        , second(b)
    {}
    TextPairView(const TextPair &pair) noexcept // implicit: a map compares keys with views
        : first(pair.first)
        , second(pair.second)
    {}
    TextPair kept() const { return {std::string(first), std::string(second)}; }
    friend bool operator==(const TextPairView &a, const TextPairView &b) noexcept
    {
        return sameText(a.second, b.second) && sameText(a.first, b.first);
    }
};

struct TextPairHash
{
    using is_transparent = void;
    std::size_t operator()(const TextPairView &pair) const noexcept
    {
        TextHash hash;
        hash.add(pair.first);
        hash.add(pair.second);
        return hash.result();
    }
};

struct TextPairEqual
{
    using is_transparent = void;
    bool operator()(const TextPairView &a, const TextPairView &b) const noexcept { return a == b; }
};

/// By two texts, found without an allocation.
template <typename T>
using TextPairMap = std::unordered_map<TextPair, T, TextPairHash, TextPairEqual>;

} // namespace feedscope
