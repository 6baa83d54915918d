#include "core/decode/value.h"

#include <charconv>
#include <cmath>
#include <iterator>

namespace feedscope {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Skips digits from `at`; how many there were.
std::size_t skipDigits(std::string_view text, std::size_t &at)
{
    const std::size_t start = at;
    while (at < text.size() && isDigit(text[at]))
        ++at;
    return at - start;
}

/// Where the integer part of a JSON number ends; 0 if it is none.
std::size_t integerPart(std::string_view text)
{
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const std::size_t first = at;
    const std::size_t digits = skipDigits(text, at);
    const bool leadingZero = digits > 1 && text[first] == '0';
    return digits == 0 || leadingZero ? 0 : at;
}

/// from_chars knows no leading plus, which some feeds write.
std::string_view withoutPlus(std::string_view text)
{
    return text.size() > 1 && text[0] == '+' && text[1] != '-' ? text.substr(1) : text;
}

/// A plain decimal such as prices are, exactly: while both the digits and the power of ten fit a double
/// without rounding, their quotient is the correctly rounded value (Clinger 1990). Nothing for all else.
std::optional<double> plainDecimal(std::string_view text)
{
    static constexpr double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                        1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    constexpr std::ptrdiff_t mostDigits = std::ssize(powers) - 1; // 10^15 < 2^53
    const char *at = text.data();
    const char *const end = at + text.size();
    const bool negative = at != end && *at == '-';
    at += negative;
    std::int64_t digits = 0;
    const auto take = [&digits, &at, end] {
        const char *const start = at;
        for (; at != end && isDigit(*at) && at - start < mostDigits + 1; ++at)
            digits = digits * 10 + (*at - '0');
        return at - start;
    };
    const std::ptrdiff_t whole = take();
    if (whole == 0 || whole > mostDigits)
        return std::nullopt;
    std::ptrdiff_t fraction = 0;
    if (at != end && *at == '.') {
        ++at;
        fraction = end - at;
        if (fraction == 0 || whole + fraction > mostDigits)
            return std::nullopt;
        take();
    }
    if (at != end)
        return std::nullopt;
    const double value = static_cast<double>(digits) / powers[fraction];
    return negative ? -value : value;
}

template <typename T>
std::optional<T> convert(const Value &value)
{
    if (value.type != ValueType::Number && value.type != ValueType::String)
        return std::nullopt;
    const std::string_view text = withoutPlus(value.text);
    T result{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return result;
}

} // namespace

std::optional<double> Value::toDouble() const noexcept
{
    if (type == ValueType::Number || type == ValueType::String) {
        if (const auto plain = plainDecimal(text))
            return plain;
    }
    const auto result = convert<double>(*this);
    return result && std::isfinite(*result) ? result : std::nullopt;
}

std::optional<std::int64_t> Value::toInt64() const noexcept
{
    return convert<std::int64_t>(*this);
}

std::optional<std::uint64_t> Value::toUint64() const noexcept
{
    return convert<std::uint64_t>(*this);
}

bool isJsonInteger(std::string_view text) noexcept
{
    return !text.empty() && integerPart(text) == text.size();
}

bool isJsonNumber(std::string_view text) noexcept
{
    std::size_t at = integerPart(text);
    if (at == 0)
        return false;
    if (at < text.size() && text[at] == '.' && skipDigits(text, ++at) == 0)
        return false;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-'))
            ++at;
        if (skipDigits(text, at) == 0)
            return false;
    }
    return at == text.size();
}

} // namespace feedscope
