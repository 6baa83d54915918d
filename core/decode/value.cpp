#include "core/decode/value.h"

#include "core/decode/digits.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <vector>

namespace feedscope {

namespace {

/// Where the integer part of a JSON number ends; null if it is none.
const char *integerEnd(const char *at, const char *end)
{
    at += at != end && *at == '-';
    const char *const behind = digits::skip(at, end);
    const bool leadingZero = behind - at > 1 && *at == '0';
    return behind == at || leadingZero ? nullptr : behind;
}

/// from_chars knows no leading plus, which some feeds write.
std::string_view withoutPlus(std::string_view text)
{
    return text.size() > 1 && text[0] == '+' && text[1] != '-' ? text.substr(1) : text;
}

/// A plain decimal such as prices are, exactly: while both the digits and the power of ten fit a double
/// without rounding, their quotient is the correctly rounded value (Clinger 1990). None for all else.
Decimal plainDecimal(std::string_view text)
{
    static constexpr double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                        1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    constexpr std::ptrdiff_t mostDigits = std::ssize(powers) - 1; // 10^15 < 2^53
    const char *at = text.data();
    const char *const end = at + text.size();
    const bool negative = at != end && *at == '-';
    at += negative;
    if (end - at > mostDigits + 1) // with the point
        return {};
    std::uint64_t number = 0;
    const char *const point = digits::read(at, end, number);
    std::ptrdiff_t fraction = 0;
    if (point != end) {
        fraction = end - (point + 1);
        if (*point != '.' || fraction == 0 || digits::read(point + 1, end, number) != end)
            return {};
    }
    if (point == at || point - at + fraction > mostDigits)
        return {};
    const double value = static_cast<double>(static_cast<std::int64_t>(number)) / powers[fraction];
    return {negative ? -value : value, static_cast<int>(fraction)};
}

/// An integer without a sign that cannot overflow. Nothing for all else.
std::optional<std::uint64_t> plainInteger(std::string_view text)
{
    std::uint64_t number = 0;
    const char *const end = text.data() + text.size();
    const bool plain = !text.empty() && text.size() < 19 && digits::read(text.data(), end, number) == end;
    return plain ? std::optional(number) : std::nullopt;
}

template <typename T>
std::optional<T> convert(Value value)
{
    if (!value.isScalar())
        return std::nullopt;
    const std::string_view text = withoutPlus(value.text());
    T result{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return result;
}

/// A number that is no plain decimal: with a plus, an exponent, or more digits than a double holds.
Decimal otherDecimal(Value value)
{
    const auto number = convert<double>(value);
    if (!number || !std::isfinite(*number))
        return {};
    const std::string_view text = value.text();
    if (text.find_first_of("eE") != std::string_view::npos)
        return {*number, Decimal::fractionWithExponent};
    const std::size_t point = std::min(text.find('.'), text.size() - 1);
    return {*number, static_cast<int>(text.size() - 1 - point)};
}

} // namespace

Decimal Value::toDecimal() const noexcept
{
    if (!isScalar())
        return {};
    const Decimal plain = plainDecimal(text());
    return plain.exists() ? plain : otherDecimal(*this);
}

std::optional<double> Value::toDouble() const noexcept
{
    const Decimal number = toDecimal();
    return number.exists() ? std::optional(number.value) : std::nullopt;
}

std::optional<std::int64_t> Value::toInt64() const noexcept
{
    return convert<std::int64_t>(*this);
}

std::optional<std::uint64_t> Value::toUint64() const noexcept
{
    if (isScalar()) {
        if (const auto plain = plainInteger(text()))
            return plain;
    }
    return convert<std::uint64_t>(*this);
}

std::optional<std::string> decimalOfHexadecimal(std::string_view text)
{
    constexpr std::size_t mostDigits = 64;
    constexpr std::uint32_t base = 1'000'000'000;
    const bool negative = text.starts_with('-');
    text.remove_prefix(negative);
    if (text.starts_with("0x") || text.starts_with("0X"))
        text.remove_prefix(2);
    if (text.empty())
        return std::nullopt;
    text.remove_prefix(std::min(text.find_first_not_of('0'), text.size() - 1));
    if (text.size() > mostDigits)
        return std::nullopt;
    std::vector<std::uint32_t> limbs{0}; // nine decimal digits each, the lowest first
    for (const char c : text) {
        std::uint32_t carry = 0;
        if (std::from_chars(&c, &c + 1, carry, 16).ec != std::errc())
            return std::nullopt;
        for (std::uint32_t &limb : limbs) {
            const std::uint64_t sum = std::uint64_t(limb) * 16 + carry;
            limb = static_cast<std::uint32_t>(sum % base);
            carry = static_cast<std::uint32_t>(sum / base);
        }
        if (carry > 0)
            limbs.push_back(carry);
    }
    std::string result(negative ? 1 : 0, '-');
    result += std::to_string(limbs.back());
    for (std::size_t i = limbs.size() - 1; i-- > 0;)
        result += std::to_string(base + limbs[i]).substr(1);
    return result;
}

bool isJsonInteger(std::string_view text) noexcept
{
    const char *const end = text.data() + text.size();
    return !text.empty() && integerEnd(text.data(), end) == end;
}

bool isJsonNumber(std::string_view text) noexcept
{
    const char *const end = text.data() + text.size();
    const char *at = integerEnd(text.data(), end);
    if (at == nullptr)
        return false;
    const auto someDigits = [&at, end] {
        const char *const start = at;
        at = digits::skip(at, end);
        return at != start;
    };
    if (at != end && *at == '.') {
        ++at;
        if (!someDigits())
            return false;
    }
    if (at != end && (*at == 'e' || *at == 'E')) {
        ++at;
        at += at != end && (*at == '+' || *at == '-');
        if (!someDigits())
            return false;
    }
    return at == end;
}

} // namespace feedscope
