#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <chrono>
#include <optional>
#include <string_view>

namespace feedscope {

/// One event of a stream as it came: the lines of its block, with the empty one that ended it.
struct SseBlock
{
    QByteArray bytes;
    qint64 data = 0; ///< of these, bytes of the data itself; the rest is framing
};

/// Cuts an event stream (WHATWG HTML 9.2.6) into its events, however its bytes are split on the way. What is
/// no event is dropped and only counted: comments, blocks without data, a block that the stream's end cut
/// off. A block ends with the first byte of its last line end: nothing waits for the LF that may follow a CR.
/// Pure, bounded; one thread.
class SseSplitter
{
public:
    /// `mostBytes` of one block.
    explicit SseSplitter(qint64 mostBytes)
        : m_most(mostBytes)
    {}

    void feed(QByteArrayView bytes) { m_buffer.append(bytes); }
    /// The next whole event; nothing: more bytes are needed, or it is too large.
    std::optional<SseBlock> next();

    bool isTooLarge() const noexcept { return m_tooLarge; }
    /// True while an event has begun and is not whole.
    bool isMidBlock() const noexcept { return m_start < m_buffer.size(); }
    /// Where the server may be asked to go on: of the last block that ended, also one without data.
    const QByteArray &lastEventId() const noexcept { return m_lastEventId; }
    /// What the stream says before its first id: the place that an earlier connection had reached.
    void setLastEventId(const QByteArray &id) { m_lastEventId = m_id = id; }
    /// The server's wish how long to wait before a reconnect; 0: none.
    std::chrono::milliseconds retry() const noexcept { return m_retry; }
    /// Bytes of comments and of blocks that were no events.
    qint64 talk() const noexcept { return m_talk; }

private:
    bool passMark();
    std::optional<std::string_view> line();
    void read(std::string_view line);
    std::optional<SseBlock> endBlock();
    void forgetRead();

    qint64 m_most;
    QByteArray m_buffer;
    qsizetype m_start = 0; ///< of the block that has begun
    qsizetype m_line = 0;  ///< of the line that has begun
    qsizetype m_looked = 0; ///< no line end before it
    bool m_begun = false;   ///< the byte order mark is past
    bool m_afterCr = false; ///< an LF that comes next belongs to the CR before it
    bool m_tooLarge = false;

    bool m_hasFields = false;
    bool m_hasData = false;
    qint64 m_data = 0;
    QByteArray m_id;
    QByteArray m_lastEventId;
    std::chrono::milliseconds m_retry{0};
    qint64 m_talk = 0;
};

} // namespace feedscope
