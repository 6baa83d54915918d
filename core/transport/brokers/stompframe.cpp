#include "core/transport/brokers/stompframe.h"

#include <QtGlobal>

#include <algorithm>
#include <charconv>

namespace feedscope::stomp {

namespace {

constexpr std::size_t longestHead = 64 * 1024; ///< command and headers

/// The next line without LF or CR LF.
std::string_view takeLine(std::string_view &text)
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

std::size_t lineEndsAt(std::string_view bytes, std::size_t from)
{
    std::size_t end = from;
    while (end < bytes.size() && (bytes[end] == '\n' || bytes.substr(end, 2) == "\r\n"))
        end += bytes[end] == '\n' ? 1 : 2;
    return end;
}

/// Where the empty line after the headers ends; npos: it has not come.
std::size_t headEnd(std::string_view bytes)
{
    for (std::size_t at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
        if (bytes.substr(at + 1, 1) == "\n")
            return at + 2;
        if (bytes.substr(at + 1, 2) == "\r\n")
            return at + 3;
    }
    return std::string_view::npos;
}

} // namespace

std::optional<Header> takeHeader(std::string_view &lines) noexcept
{
    if (lines.empty())
        return std::nullopt;
    std::string_view rest = lines;
    const std::string_view line = takeLine(rest);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    lines = rest;
    return Header{line.substr(0, colon), line.substr(colon + 1)};
}

std::optional<std::string_view> header(const Frame &frame, std::string_view name) noexcept
{
    std::string_view lines = frame.headers;
    while (const auto found = takeHeader(lines)) {
        if (found->name == name)
            return found->value;
    }
    return std::nullopt;
}

Extent firstFrame(std::string_view bytes, Frame &frame, std::size_t seen) noexcept
{
    frame = {};
    if (const std::size_t ends = lineEndsAt(bytes, 0); ends > 0)
        return Extent::whole(ends);
    const std::size_t head = headEnd(bytes.substr(0, longestHead));
    if (head == std::string_view::npos) {
        return bytes.size() < longestHead ? Extent()
                                          : Extent::broken(QT_TRANSLATE_NOOP(
                                                "feedscope", "the headers of a STOMP frame do not end"));
    }
    std::string_view lines = bytes.substr(0, head);
    frame.command = takeLine(lines);
    frame.headers = lines.substr(0, lines.size() - (lines.ends_with("\r\n") ? 2 : 1));
    std::size_t end = bytes.find('\0', std::max(head, seen));
    if (const auto length = header(frame, "content-length")) {
        std::size_t size = 0;
        const auto [last, error] = std::from_chars(length->data(), length->data() + length->size(), size);
        if (error != std::errc() || last != length->data() + length->size() || size >= std::size_t{1} << 32)
            return Extent::broken(QT_TRANSLATE_NOOP("feedscope", "the length of a STOMP frame is no number"));
        end = head + size;
        if (end < bytes.size() && bytes[end] != '\0')
            return Extent::broken(QT_TRANSLATE_NOOP("feedscope", "a STOMP frame is longer than it says"),
                                  end);
    }
    if (end >= bytes.size())
        return {};
    frame.body = bytes.substr(head, end - head);
    return Extent::whole(lineEndsAt(bytes, end + 1));
}

bool escapes(std::string_view command) noexcept
{
    return command != "CONNECT" && command != "CONNECTED";
}

std::optional<std::string> unescaped(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            plain += text[i];
            continue;
        }
        constexpr std::string_view codes = "rnc\\";
        const std::size_t code = i + 1 < text.size() ? codes.find(text[i + 1]) : std::string_view::npos;
        if (code == std::string_view::npos)
            return std::nullopt;
        plain += std::string_view("\r\n:\\")[code];
        ++i;
    }
    return plain;
}

std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        constexpr std::string_view plain = "\r\n:\\";
        if (const std::size_t code = plain.find(c); code != std::string_view::npos) {
            result += '\\';
            result += std::string_view("rnc\\")[code];
        } else {
            result += c;
        }
    }
    return result;
}

} // namespace feedscope::stomp
