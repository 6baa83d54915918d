#include "core/transport/ssesplitter.h"

#include "core/eventstream.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace feedscope {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t longestId = 8 * 1024; ///< it has to fit into a request's head
constexpr auto longestRetry = std::chrono::milliseconds(1h);

/// Digits only, else it says nothing; an hour at most, so that no server can switch a lane off.
std::optional<std::chrono::milliseconds> retryOf(std::string_view text)
{
    if (text.empty() || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    std::int64_t ms = 0;
    const bool fits = std::from_chars(text.data(), text.data() + text.size(), ms).ec == std::errc{};
    return fits ? std::min(std::chrono::milliseconds(ms), longestRetry) : longestRetry;
}

/// What a header can hold: the id of a peer's event goes back to it in one.
bool isSendable(std::string_view id)
{
    return id.size() <= longestId &&
           std::ranges::none_of(id, [](char c) { return static_cast<uchar>(c) < 0x20 || c == 0x7f; });
}

} // namespace

/// One byte order mark may stand before all else, split like everything.
bool SseSplitter::passMark()
{
    const std::string_view seen(m_buffer.constData(), std::size_t(m_buffer.size()));
    constexpr std::string_view mark = eventstream::byteOrderMark;
    if (seen.size() < mark.size() && mark.starts_with(seen))
        return false;
    m_begun = true;
    if (seen.starts_with(mark))
        m_start = m_line = m_looked = qsizetype(mark.size());
    return true;
}

/// The next whole line; nothing: it is not.
std::optional<std::string_view> SseSplitter::line()
{
    const std::string_view all(m_buffer.constData(), std::size_t(m_buffer.size()));
    const std::size_t end = all.find_first_of(eventstream::lineEnds, std::size_t(m_looked));
    if (end == std::string_view::npos) {
        m_looked = m_buffer.size();
        return std::nullopt;
    }
    const std::string_view found = all.substr(std::size_t(m_line), end - std::size_t(m_line));
    std::size_t next = end + 1;
    if (all[end] == '\r') {
        m_afterCr = next == all.size();
        next += !m_afterCr && all[next] == '\n' ? 1 : 0;
    }
    m_line = m_looked = qsizetype(next);
    return found;
}

void SseSplitter::read(std::string_view line)
{
    const eventstream::Field field = eventstream::fieldOf(line);
    m_hasFields = m_hasFields || !field.name.empty();
    if (field.name == "data") {
        m_hasData = true;
        m_data += qint64(field.value.size());
    } else if (field.name == "id" && isSendable(field.value)) {
        m_id = QByteArray(field.value.data(), qsizetype(field.value.size()));
    } else if (field.name == "retry") {
        m_retry = retryOf(field.value).value_or(m_retry);
    }
    if (m_hasFields)
        return;
    // Comments before the first field wait for nothing: some servers never end their block.
    m_talk += m_line - m_start;
    m_start = m_line;
}

std::optional<SseBlock> SseSplitter::endBlock()
{
    const qsizetype size = m_line - m_start;
    std::optional<SseBlock> block;
    m_lastEventId = m_id;
    if (m_hasData)
        block = SseBlock{m_buffer.sliced(m_start, size), m_data};
    else
        m_talk += size;
    m_tooLarge = m_tooLarge || size > m_most;
    m_start = m_line;
    m_hasFields = m_hasData = false;
    m_data = 0;
    return m_tooLarge ? std::nullopt : block;
}

/// Makes room; cheap, as it happens once for all that one feed() brought.
void SseSplitter::forgetRead()
{
    m_buffer.remove(0, m_start);
    m_line -= m_start;
    m_looked -= m_start;
    m_start = 0;
    m_tooLarge = m_tooLarge || m_buffer.size() > m_most;
}

std::optional<SseBlock> SseSplitter::next()
{
    if (!m_begun && !passMark())
        return std::nullopt;
    while (!m_tooLarge && m_looked < m_buffer.size()) {
        if (std::exchange(m_afterCr, false) && m_buffer.at(m_looked) == '\n') {
            m_talk += m_start == m_looked ? 1 : 0;
            m_start += m_start == m_looked ? 1 : 0;
            m_line = ++m_looked;
            continue;
        }
        const auto found = line();
        if (!found)
            break;
        if (!found->empty())
            read(*found);
        else if (auto block = endBlock())
            return block;
    }
    forgetRead();
    return std::nullopt;
}

} // namespace feedscope
