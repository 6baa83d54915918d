#include "core/decode/timestamp.h"

#include "core/decode/digits.h"
#include "core/decode/mailtime.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>

namespace feedscope {

namespace {

__extension__ typedef __int128 Wide; // no standard name yet; g++ and clang++ both have it

constexpr std::int64_t nsOf(TimeUnit unit)
{
    switch (unit) {
    case TimeUnit::Seconds:
        return second;
    case TimeUnit::Microseconds:
        return microsecond;
    case TimeUnit::Nanoseconds:
        return 1;
    default:
        return millisecond;
    }
}

Ns narrow(Wide ns)
{
    const bool fits = ns > std::numeric_limits<Ns>::min() && ns <= std::numeric_limits<Ns>::max();
    return fits ? static_cast<Ns>(ns) : noTime;
}

/// A plain decimal times the unit, exactly (what lies below a nanosecond is cut); noTime for exponents and
/// overflow.
Ns exactDecimal(std::string_view text, std::int64_t unit)
{
    static constexpr std::int64_t powers[] = {1,       10,        100,        1'000,       10'000,
                                              100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};
    constexpr std::ptrdiff_t wholeDigits = 19; // below 2^64
    constexpr std::ptrdiff_t fractionDigits = std::ssize(powers) - 1;
    const char *at = text.data();
    const char *const end = at + text.size();
    const bool negative = *at == '-';
    at += negative || *at == '+';
    std::uint64_t whole = 0;
    const char *const point = digits::read(at, std::min(end, at + wholeDigits), whole);
    Wide ns = static_cast<Wide>(whole) * unit;
    if (point == end)
        return at == end ? noTime : narrow(negative ? -ns : ns);
    if (*point != '.')
        return noTime;
    const char *const first = point + 1;
    std::uint64_t fraction = 0;
    const char *const cut = digits::read(first, std::min(end, first + fractionDigits), fraction);
    if ((point == at && cut == first) || digits::skip(cut, end) != end)
        return noTime;
    // the power and the unit are both powers of ten up to 1e9: the product fits 64 bits
    ns += static_cast<std::int64_t>(fraction) * unit / powers[cut - first];
    return narrow(negative ? -ns : ns);
}

double toMs(Ns ns)
{
    return static_cast<double>(ns / millisecond) +
           static_cast<double>(ns % millisecond) / static_cast<double>(millisecond);
}

Timestamp numeric(Value value, TimeUnit unit)
{
    if (!value.isScalar() || value.text().empty())
        return {};
    const std::int64_t factor = nsOf(unit);
    if (const Ns exact = exactDecimal(value.text(), factor); exact != noTime)
        return {toMs(exact), exact};
    const auto number = value.toDouble(); // an exponent, or beyond 64 bits
    if (!number)
        return {};
    const double ns = *number * static_cast<double>(factor);
    if (std::abs(ns) < 9.2e18)
        return {toMs(std::llround(ns)), std::llround(ns)};
    return {*number * (static_cast<double>(factor) / static_cast<double>(millisecond)), noTime};
}

/// A time that was counted from another year's first instant, say, counted from 1970.
Timestamp shifted(Timestamp time, Ns epoch)
{
    if (time.ns != noTime)
        time.ns = narrow(static_cast<Wide>(time.ns) + epoch);
    time.ms = time.ns != noTime ? toMs(time.ns) : time.ms + toMs(epoch);
    return time;
}

/// Walks through an ISO text; every read says whether it was there.
class IsoCursor
{
public:
    explicit IsoCursor(std::string_view text)
        : m_text(text)
    {}

    bool atEnd() const { return m_at == m_text.size(); }

    bool accept(std::string_view any)
    {
        const bool there = !atEnd() && any.find(m_text[m_at]) != std::string_view::npos;
        m_at += there;
        return there;
    }

    std::optional<int> digits(int count)
    {
        int number = 0;
        for (int i = 0; i < count; ++i, ++m_at) {
            if (atEnd() || m_text[m_at] < '0' || m_text[m_at] > '9')
                return std::nullopt;
            number = number * 10 + (m_text[m_at] - '0');
        }
        return number;
    }

    /// Fraction digits as nanoseconds.
    Ns fraction()
    {
        Ns ns = 0;
        Ns place = second / 10;
        for (; !atEnd() && m_text[m_at] >= '0' && m_text[m_at] <= '9'; ++m_at, place /= 10)
            ns += (m_text[m_at] - '0') * place;
        return ns;
    }

    /// Seconds east of UTC at the end of the text; "Z" and nothing are 0.
    std::optional<int> offset()
    {
        accept(" ");
        if (atEnd() || accept("Zz"))
            return atEnd() ? std::optional(0) : std::nullopt;
        const bool west = m_text[m_at] == '-';
        if (!accept("+-"))
            return std::nullopt;
        const auto hours = digits(2);
        accept(":");
        const auto minutes = atEnd() ? std::optional(0) : digits(2);
        skipZoneName();
        if (!hours || !minutes || !atEnd())
            return std::nullopt;
        const int seconds = *hours * 3600 + *minutes * 60;
        return west ? -seconds : seconds;
    }

private:
    /// " UTC" behind the offset, as Go prints times, says it again.
    void skipZoneName()
    {
        if (!accept(" "))
            return;
        while (!atEnd() && ((m_text[m_at] >= 'A' && m_text[m_at] <= 'Z')))
            ++m_at;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

/// Days since 1970-01-01 in the Gregorian calendar, by eras of 400 years from March.
constexpr std::int64_t daysSinceEpoch(int year, int month, int day)
{
    const std::int64_t y = year - (month <= 2 ? 1 : 0);
    const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
    const std::int64_t yearOfEra = y - era * 400;
    const std::int64_t dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

static_assert(daysSinceEpoch(1970, 1, 1) == 0 && daysSinceEpoch(2000, 3, 1) == 11017);

std::optional<std::int64_t> isoDays(IsoCursor &text)
{
    const auto year = text.digits(4);
    text.accept("-");
    const auto month = year ? text.digits(2) : std::nullopt;
    text.accept("-");
    const auto day = month ? text.digits(2) : std::nullopt;
    if (!day || *month < 1 || *month > 12 || *day < 1 || *day > 31)
        return std::nullopt;
    return daysSinceEpoch(*year, *month, *day);
}

/// Seconds of the day; `ns` takes their fraction.
std::optional<int> isoTime(IsoCursor &text, Ns &ns)
{
    if (!text.accept("Tt "))
        return text.atEnd() ? std::optional(0) : std::nullopt;
    const auto hours = text.digits(2);
    text.accept(":");
    const auto minutes = hours ? text.digits(2) : std::nullopt;
    if (!minutes)
        return std::nullopt;
    std::optional<int> seconds = 0;
    if (text.accept(":")) {
        seconds = text.digits(2);
        if (text.accept(".,"))
            ns = text.fraction();
    }
    if (!seconds || *hours > 24 || *minutes > 59 || *seconds > 60)
        return std::nullopt;
    return *hours * 3600 + *minutes * 60 + *seconds;
}

Timestamp iso(std::string_view value)
{
    IsoCursor text(value);
    Ns fraction = 0;
    const auto days = isoDays(text);
    const auto time = days ? isoTime(text, fraction) : std::nullopt;
    const auto offset = time ? text.offset() : std::nullopt;
    if (!offset)
        return {};
    const std::int64_t seconds = *days * 86400 + *time - *offset;
    Timestamp result;
    result.ns = narrow(static_cast<Wide>(seconds) * second + fraction);
    result.ms = static_cast<double>(seconds) * 1000.0 + static_cast<double>(fraction) / 1e6;
    return result;
}

/// ISO 8601, or what mail and RSS have instead.
Timestamp written(Value value)
{
    if (value.type() != ValueType::String)
        return {};
    const Timestamp result = iso(value.text());
    const Ns mail = std::isnan(result.ms) ? parseMailTime(value.text()) : noTime;
    return mail == noTime ? result : Timestamp{toMs(mail), mail};
}

} // namespace

Timestamp parseTimestamp(Value value, TimeForm form) noexcept
{
    if (form.unit == TimeUnit::Iso)
        return written(value);
    const Timestamp result = numeric(value, form.unit);
    if (std::isnan(result.ms) && form.unit == TimeUnit::None)
        return written(value);
    return form.epoch == 0 ? result : shifted(result, form.epoch);
}

} // namespace feedscope
