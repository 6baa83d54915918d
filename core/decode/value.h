#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace feedscope {

/// What a value was on the wire. Json is an object or an array, kept as its source text.
enum class ValueType : std::uint8_t
{
    Absent,
    Null,
    Boolean,
    Number,
    String,
    Json
};

/// One value of a message: its wire type and its lexeme, converted only when asked for, so that a 24-digit id
/// or an exact decimal survives. A view: valid until the decoder's next decode().
struct Value
{
    ValueType type = ValueType::Absent;
    std::string_view text; ///< a string's content without quotes and escapes; else the lexeme as it came

    bool exists() const noexcept { return type != ValueType::Absent; }
    bool hasContent() const noexcept { return type != ValueType::Absent && type != ValueType::Null; }

    /// A number, or a string that is nothing but one. Absent for "", "NaN", infinities and what overflows.
    std::optional<double> toDouble() const noexcept;
    /// Exactly, or not at all.
    std::optional<std::int64_t> toInt64() const noexcept;
    std::optional<std::uint64_t> toUint64() const noexcept;
};

/// True if the text is a number by RFC 8259 section 6, and so may stand in JSON as it is.
bool isJsonNumber(std::string_view text) noexcept;

/// True if it is one without fraction and exponent.
bool isJsonInteger(std::string_view text) noexcept;

} // namespace feedscope
