#pragma once

#include <cstddef>
#include <string_view>

/// The grammar of an event stream (WHATWG HTML 9.2.5), as the transport that cuts the stream and the envelope
/// that reads one of its blocks both need it. Pure; what it returns views the bytes it was given.
namespace feedscope::eventstream {

/// One line of a block, without its end. A comment has no name.
struct Field
{
    std::string_view name;
    std::string_view value; ///< without the one blank that may follow the colon
};

/// Of a line that is not empty.
constexpr Field fieldOf(std::string_view line)
{
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos)
        return {line, {}};
    std::string_view value = line.substr(colon + 1);
    if (value.starts_with(' '))
        value.remove_prefix(1);
    return {line.substr(0, colon), value};
}

inline constexpr std::string_view lineEnds = "\r\n";
inline constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";

} // namespace feedscope::eventstream
