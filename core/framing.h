#pragma once

#include <QByteArray>

#include <cstdint>
#include <optional>

namespace feedscope {

/// How a byte stream (raw TCP) is cut into messages.
enum class Framing : std::uint8_t
{
    Lines,    ///< one message a line, ended by LF or CR LF (NDJSON)
    Length32, ///< four bytes of length, big-endian, then so many bytes
};

/// One message as it stood in its stream. A value.
struct FramedMessage
{
    QByteArray bytes;      ///< framing and all
    qsizetype framing = 0; ///< of these, the line's end or the length

    /// A line without content, or a length of 0: it keeps the connection alive.
    bool isEmpty() const { return bytes.size() == framing; }
    QByteArray content(Framing how) const
    {
        return how == Framing::Lines ? bytes.chopped(framing) : bytes.sliced(framing);
    }
};

/// Appends a message as it goes into a stream; a line that has its end already gets no second one.
void appendFramed(QByteArray &stream, QByteArrayView message, Framing framing);

/// Cuts a byte stream into messages, wherever its pieces begin and end. Holds what it was fed last and the
/// message that has begun, which may not be larger than the limit: one of Length32 is refused by its length
/// alone. Pure; for one thread.
class MessageCutter
{
public:
    /// `limit`: bytes of one message, its framing not counted.
    MessageCutter(Framing framing, qsizetype limit)
        : m_framing(framing)
        , m_limit(limit)
    {}

    void feed(QByteArrayView bytes);

    /// The next whole message; nothing: more bytes are needed, or none will help.
    std::optional<FramedMessage> next();

    /// A message was larger than the limit: the stream cannot be read any further.
    bool isTooLarge() const noexcept { return m_tooLarge; }

    /// A message has begun and is not whole.
    bool hasBegun() const noexcept { return m_begin < m_bytes.size(); }

private:
    std::optional<FramedMessage> nextLine();
    std::optional<FramedMessage> nextRecord();
    FramedMessage take(qsizetype size, qsizetype framing);

    Framing m_framing;
    qsizetype m_limit;
    QByteArray m_bytes;
    qsizetype m_begin = 0;   ///< of what was not taken yet
    qsizetype m_scanned = 0; ///< up to here there is no end of a line
    bool m_tooLarge = false;
};

} // namespace feedscope
