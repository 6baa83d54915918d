#include "core/decode/jsontext.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace feedscope {

namespace {

constexpr std::uint32_t replacement = 0xfffd;

/// The four hex digits at `at`; nothing if they are not there.
std::optional<std::uint32_t> hex4(std::string_view text, std::size_t at)
{
    if (at + 4 > text.size())
        return std::nullopt;
    std::uint32_t code = 0;
    for (const char c : text.substr(at, 4)) {
        const int digit = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0)
            return std::nullopt;
        code = code * 16 + static_cast<std::uint32_t>(digit);
    }
    return code;
}

char *putUtf8(std::uint32_t code, char *out)
{
    if (code < 0x80) {
        *out++ = static_cast<char>(code);
        return out;
    }
    if (code < 0x800) {
        *out++ = static_cast<char>(0xc0 | code >> 6);
    } else if (code < 0x10000) {
        *out++ = static_cast<char>(0xe0 | code >> 12);
        *out++ = static_cast<char>(0x80 | (code >> 6 & 0x3f));
    } else {
        *out++ = static_cast<char>(0xf0 | code >> 18);
        *out++ = static_cast<char>(0x80 | (code >> 12 & 0x3f));
        *out++ = static_cast<char>(0x80 | (code >> 6 & 0x3f));
    }
    *out++ = static_cast<char>(0x80 | (code & 0x3f));
    return out;
}

/// Reads the \u at `at` (of the u) with its second half, if it has one; moves `at` past them.
std::optional<std::uint32_t> unicodeEscape(std::string_view text, std::size_t &at)
{
    const auto first = hex4(text, at + 1);
    if (!first)
        return std::nullopt;
    at += 5;
    if (*first < 0xd800 || *first > 0xdfff)
        return first;
    if (*first > 0xdbff || text.substr(at, 2) != "\\u")
        return replacement;
    const auto second = hex4(text, at + 2);
    if (!second)
        return std::nullopt;
    if (*second < 0xdc00 || *second > 0xdfff)
        return replacement;
    at += 6;
    return 0x10000 + ((*first - 0xd800) << 10) + (*second - 0xdc00);
}

/// The character that a one-letter escape stands for; 0 if none.
char shortEscape(char letter)
{
    static constexpr std::string_view letters = "\"\\/bfnrt";
    static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const std::size_t place = letters.find(letter);
    return place == std::string_view::npos ? '\0' : meanings[place];
}

} // namespace

std::optional<std::string_view> unescapeJson(std::string_view content, TextArena &arena)
{
    char *const start = arena.take(content.size()); // an escape is never shorter than what it stands for
    char *out = start;
    std::size_t at = 0;
    while (at < content.size()) {
        const std::size_t escape = std::min(content.find('\\', at), content.size());
        std::memcpy(out, content.data() + at, escape - at);
        out += escape - at;
        at = escape + 1;
        if (at > content.size())
            break;
        if (at == content.size())
            return std::nullopt;
        if (content[at] == 'u') {
            const auto code = unicodeEscape(content, at);
            if (!code)
                return std::nullopt;
            out = putUtf8(*code, out);
        } else if (const char meaning = shortEscape(content[at])) {
            *out++ = meaning;
            ++at;
        } else {
            return std::nullopt;
        }
    }
    return std::string_view(start, static_cast<std::size_t>(out - start));
}

std::size_t firstInvalidUtf8(std::string_view text) noexcept
{
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto tail = [&](std::size_t i) { return (byte(i) & 0xc0U) == 0x80U; };
    std::size_t at = 0;
    while (at < text.size()) {
        const unsigned lead = byte(at);
        const unsigned second = byte(at + 1);
        if (lead < 0x80) {
            ++at;
        } else if (lead >= 0xc2 && lead <= 0xdf && tail(at + 1)) {
            at += 2;
        } else if (lead >= 0xe0 && lead <= 0xef && tail(at + 1) && tail(at + 2) &&
                   !(lead == 0xe0 && second < 0xa0) && !(lead == 0xed && second > 0x9f)) {
            at += 3;
        } else if (lead >= 0xf0 && lead <= 0xf4 && tail(at + 1) && tail(at + 2) && tail(at + 3) &&
                   !(lead == 0xf0 && second < 0x90) && !(lead == 0xf4 && second > 0x8f)) {
            at += 4;
        } else {
            break;
        }
    }
    return at;
}

} // namespace feedscope
