#include "core/decode/mailtime.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>

namespace feedscope {

namespace {

using Words = std::array<std::string_view, 12>;

constexpr Words months{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

struct Zone
{
    std::string_view name;
    int hours;
};

/// Those that RFC 5322 section 4.3 gives a meaning.
constexpr std::array zones{Zone{"gmt", 0},  Zone{"ut", 0},   Zone{"utc", 0},  Zone{"z", 0},
                           Zone{"est", -5}, Zone{"edt", -4}, Zone{"cst", -6}, Zone{"cdt", -5},
                           Zone{"mst", -7}, Zone{"mdt", -6}, Zone{"pst", -8}, Zone{"pdt", -7}};

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool isSame(std::string_view text, std::string_view word)
{
    return std::ranges::equal(text, word, {}, lower);
}

std::optional<int> number(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && value >= 0 ? std::optional(value) : std::nullopt;
}

/// The next word, up to a space.
std::string_view take(std::string_view &text)
{
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    return word;
}

std::optional<int> fullYear(std::string_view word)
{
    const auto year = number(word);
    if (!year || word.size() >= 4)
        return year;
    return *year + (word.size() == 3 || *year >= 50 ? 1900 : 2000);
}

/// Seconds of the day of hh:mm or hh:mm:ss.
std::optional<int> timeOfDay(std::string_view word)
{
    if ((word.size() != 5 && word.size() != 8) || word[2] != ':' || (word.size() == 8 && word[5] != ':'))
        return std::nullopt;
    const auto hours = number(word.substr(0, 2));
    const auto minutes = number(word.substr(3, 2));
    const auto seconds = word.size() == 8 ? number(word.substr(6, 2)) : std::optional(0);
    if (!hours || !minutes || !seconds || *hours > 23 || *minutes > 59 || *seconds > 60)
        return std::nullopt;
    return *hours * 3600 + *minutes * 60 + *seconds;
}

/// Seconds east of UTC; nothing said is UTC.
std::optional<int> offsetOf(std::string_view word)
{
    if (word.empty())
        return 0;
    if (word.size() == 5 && (word[0] == '+' || word[0] == '-')) {
        const auto value = number(word.substr(1));
        if (!value || *value % 100 > 59)
            return std::nullopt;
        const int seconds = *value / 100 * 3600 + *value % 100 * 60;
        return word[0] == '-' ? -seconds : seconds;
    }
    const auto zone = std::ranges::find_if(zones, [&](const Zone &z) { return isSame(word, z.name); });
    return zone == zones.end() ? std::nullopt : std::optional(zone->hours * 3600);
}

} // namespace

Ns parseMailTime(std::string_view text) noexcept
{
    using namespace std::chrono;
    if (const std::size_t comma = text.find(','); comma != std::string_view::npos)
        text.remove_prefix(comma + 1); // the day of the week says nothing new
    const auto day = number(take(text));
    const std::string_view name = take(text);
    const auto month = std::ranges::find_if(months, [&](std::string_view m) { return isSame(name, m); });
    const auto yearNumber = fullYear(take(text));
    const auto time = timeOfDay(take(text));
    const auto offset = offsetOf(take(text));
    if (!day || month == months.end() || !yearNumber || *yearNumber > 2261 || !time || !offset)
        return noTime;
    const year_month_day date(year(*yearNumber), std::chrono::month(unsigned(month - months.begin()) + 1),
                              std::chrono::day(unsigned(*day)));
    if (!date.ok() || *yearNumber < 1678)
        return noTime;
    const std::int64_t seconds =
        sys_days(date).time_since_epoch().count() * std::int64_t(86'400) + *time - *offset;
    return seconds * second;
}

} // namespace feedscope
