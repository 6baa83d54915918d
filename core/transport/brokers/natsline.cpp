#include "core/transport/brokers/natsline.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace feedscope::nats {

namespace {

constexpr std::string_view lineEnd = "\r\n";
constexpr std::size_t longestLine = 1024 * 1024; ///< INFO of a large cluster; a message's line is far shorter
constexpr std::size_t mostWords = 6;

constexpr bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

struct Words
{
    std::array<std::string_view, mostWords> word;
    std::size_t count = 0; ///< mostWords: there may be more
};

Words wordsOf(std::string_view line)
{
    Words words;
    while (words.count < mostWords) {
        while (!line.empty() && isBlank(line.front()))
            line.remove_prefix(1);
        if (line.empty())
            break;
        const auto end = static_cast<std::size_t>(std::ranges::find_if(line, isBlank) - line.begin());
        words.word[words.count++] = line.substr(0, end);
        line.remove_prefix(end);
    }
    return words;
}

std::optional<std::size_t> sizeIn(std::string_view text)
{
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    const bool good =
        error == std::errc() && end == text.data() + text.size() && size < (std::size_t{1} << 32);
    return good ? std::optional(size) : std::nullopt;
}

/// MSG subject sid [reply-to] size, HMSG subject sid [reply-to] header-size size; then so many bytes and CR
/// LF.
Extent message(std::string_view bytes, std::size_t lineSize, const Words &words, Operation &operation)
{
    constexpr const char *problem =
        QT_TRANSLATE_NOOP("feedscope", "the line before a NATS message is broken");
    const bool withHeaders = is(words.word[0], "HMSG");
    const std::size_t least = withHeaders ? 5 : 4;
    if (words.count < least || words.count > least + 1)
        return Extent::broken(problem);
    const auto whole = sizeIn(words.word[words.count - 1]);
    const auto headers = withHeaders ? sizeIn(words.word[words.count - 2]) : std::optional<std::size_t>(0);
    if (!whole || !headers || *headers > *whole)
        return Extent::broken(problem);
    const std::size_t start = lineSize + lineEnd.size();
    if (bytes.size() - start < *whole + lineEnd.size())
        return {};
    if (bytes.substr(start + *whole, lineEnd.size()) != lineEnd)
        return Extent::broken(QT_TRANSLATE_NOOP("feedscope", "a NATS message is longer than its line says"),
                              start + *whole);
    operation.message = true;
    operation.subject = words.word[1];
    operation.subscription = words.word[2];
    operation.reply = words.count > least ? words.word[3] : std::string_view();
    operation.headers = bytes.substr(start, *headers);
    operation.payload = bytes.substr(start + *headers, *whole - *headers);
    return Extent::whole(start + *whole + lineEnd.size());
}

} // namespace

bool is(std::string_view op, std::string_view name) noexcept
{
    return std::ranges::equal(op, name,
                              [](char a, char b) { return (a >= 'a' && a <= 'z' ? a - 32 : a) == b; });
}

std::string_view takeLine(std::string_view &text) noexcept
{
    const std::size_t end = std::min(text.find(lineEnd), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + lineEnd.size(), text.size()));
    return line;
}

Extent firstOperation(std::string_view bytes, Operation &operation) noexcept
{
    const std::size_t end = bytes.substr(0, longestLine).find(lineEnd);
    if (end == std::string_view::npos && bytes.size() >= longestLine)
        return Extent::broken(QT_TRANSLATE_NOOP("feedscope", "a line of NATS does not end"));
    if (end == std::string_view::npos)
        return {};
    const std::string_view line = bytes.substr(0, end);
    const Words words = wordsOf(line);
    operation = {};
    operation.op = words.count > 0 ? words.word[0] : std::string_view();
    if (is(operation.op, "MSG") || is(operation.op, "HMSG"))
        return message(bytes, end, words, operation);
    if (words.count > 1)
        operation.argument = line.substr(static_cast<std::size_t>(words.word[1].data() - line.data()));
    while (!operation.argument.empty() && isBlank(operation.argument.back()))
        operation.argument.remove_suffix(1);
    return Extent::whole(end + lineEnd.size());
}

} // namespace feedscope::nats
