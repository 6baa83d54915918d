#pragma once

#include "core/transport/brokers/extent.h"

#include <optional>
#include <string>
#include <string_view>

/// The frames of STOMP 1.0 to 1.2 (stomp.github.io/stomp-specification-1.2.html). Pure; what is read views
/// the bytes it was read from.
namespace feedscope::stomp {

/// One frame; without a command it is a heart-beat: nothing but ends of lines.
struct Frame
{
    std::string_view command;
    std::string_view headers; ///< lines, escapes as they came
    std::string_view body;

    bool isHeartBeat() const noexcept { return command.empty(); }
};

/// Where the first frame ends, the ends of lines that follow it included; `frame` is set if it is whole. So
/// many bytes as `seen` are known to hold no end, so that a frame in many pieces costs no squares.
Extent firstFrame(std::string_view bytes, Frame &frame, std::size_t seen = 0) noexcept;

/// One header as it stands in its line.
struct Header
{
    std::string_view name;
    std::string_view value;
};
/// Takes the next header off the lines; nothing: there is none, or the line, which then stays, has no colon.
std::optional<Header> takeHeader(std::string_view &lines) noexcept;
/// The first header of this name, which is the one that counts; escapes as they came.
std::optional<std::string_view> header(const Frame &frame, std::string_view name) noexcept;

/// CONNECT and CONNECTED escape nothing, to please STOMP 1.0.
bool escapes(std::string_view command) noexcept;
/// \r, \n, \c and \\ undone; nothing: another escape, which is an error by the specification.
std::optional<std::string> unescaped(std::string_view text);
std::string escaped(std::string_view text);

} // namespace feedscope::stomp
