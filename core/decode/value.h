#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace feedscope {

/// What a value was on the wire. Arrays and objects are kept as their source text. As wide as it is so that a
/// Value has no gaps, which would have to be masked out in registers.
enum class ValueType : std::uint32_t
{
    Absent,
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object
};

/// A number, and how precisely its text says it.
struct Decimal
{
    static constexpr int fractionWithExponent = 8; ///< which says nothing about places

    double value = std::numeric_limits<double>::quiet_NaN(); ///< NaN: there is none
    int fraction = 0;                                        ///< digits behind the point

    bool exists() const noexcept { return value == value; }
};

/// One value of a message: its wire type and its lexeme, converted only when asked for, so that a 24-digit id
/// or an exact decimal survives. A view: valid until the decoder's next decode().
class Value
{
public:
    constexpr Value() noexcept = default;
    constexpr Value(ValueType type, std::string_view text) noexcept
        : m_text(text.data())
        , m_size(static_cast<std::uint32_t>(text.size()))
        , m_type(type)
    {}

    constexpr ValueType type() const noexcept { return m_type; }

    /// A string's content without quotes and escapes; else the lexeme as it came.
    constexpr std::string_view text() const noexcept { return {m_text, m_size}; }

    bool exists() const noexcept { return m_type != ValueType::Absent; }
    bool isContainer() const noexcept { return m_type >= ValueType::Array; }
    /// True for text and numbers, which may be read as one another.
    bool isScalar() const noexcept { return m_type == ValueType::Number || m_type == ValueType::String; }
    bool hasContent() const noexcept { return m_type > ValueType::Null; }

    /// A number, or a string that is nothing but one. Absent for "", "NaN", infinities and what overflows.
    std::optional<double> toDouble() const noexcept;
    Decimal toDecimal() const noexcept;
    /// Exactly, or not at all.
    std::optional<std::int64_t> toInt64() const noexcept;
    std::optional<std::uint64_t> toUint64() const noexcept;

private:
    const char *m_text = nullptr;
    std::uint32_t m_size = 0; ///< no message is larger
    ValueType m_type = ValueType::Absent;
};
static_assert(sizeof(Value) == 16, "two words, which pass through functions in registers");

/// An integer in base 16 of at most 256 bits, with or without 0x, in decimal digits. Nothing for all else.
std::optional<std::string> decimalOfHexadecimal(std::string_view text);

/// True if the text is a number by RFC 8259 section 6, and so may stand in JSON as it is.
bool isJsonNumber(std::string_view text) noexcept;

/// True if it is one without fraction and exponent.
bool isJsonInteger(std::string_view text) noexcept;

} // namespace feedscope
