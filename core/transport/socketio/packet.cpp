#include "core/transport/socketio/packet.h"

#include <QtGlobal>

#include <charconv>

namespace feedscope::socketio {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Reads one packet from its front to its end; the first problem stops it.
class Reader
{
public:
    explicit Reader(QByteArrayView text) noexcept
        : m_text(text)
    {}

    ReadResult run() noexcept
    {
        type();
        if (m_packet.type == PacketType::BinaryEvent || m_packet.type == PacketType::BinaryAck)
            attachments();
        nameSpace();
        ack();
        m_packet.data = m_text.sliced(m_at);
        checkData();
        if (m_problem != nullptr)
            return {std::nullopt, m_problem, m_position};
        return {m_packet, nullptr, 0};
    }

private:
    char current() const noexcept { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    void fail(const char *problem) noexcept
    {
        if (m_problem != nullptr)
            return;
        m_problem = problem;
        m_position = m_at;
    }

    void type() noexcept
    {
        if (current() < '0' || current() > '6')
            return fail(QT_TRANSLATE_NOOP("feedscope", "it begins with no packet type of Socket.IO"));
        m_packet.type = static_cast<PacketType>(current() - '0');
        ++m_at;
    }

    /// The digits from here on; nothing: there are none, or too many for the type.
    template <typename Integer>
    std::optional<Integer> number() noexcept
    {
        const qsizetype start = m_at;
        Integer value = 0;
        while (isDigit(current()))
            ++m_at;
        const auto result = std::from_chars(m_text.data() + start, m_text.data() + m_at, value);
        return m_at > start && result.ec == std::errc() ? std::optional(value) : std::nullopt;
    }

    void attachments() noexcept
    {
        const auto count = number<std::uint32_t>();
        if (current() != '-')
            return fail(QT_TRANSLATE_NOOP("feedscope", "the number of its attachments is missing"));
        if (!count || *count == 0 || *count > mostAttachments)
            return fail(QT_TRANSLATE_NOOP("feedscope", "the number of its attachments makes no sense"));
        m_packet.attachments = *count;
        ++m_at;
    }

    void nameSpace() noexcept
    {
        if (current() != '/')
            return;
        const qsizetype comma = m_text.indexOf(',', m_at);
        const qsizetype end = comma < 0 ? m_text.size() : comma;
        const QByteArrayView whole = m_text.sliced(m_at, end - m_at);
        const qsizetype query = whole.indexOf('?');
        m_packet.nameSpace = query < 0 ? whole : whole.first(query);
        m_at = comma < 0 ? end : end + 1;
    }

    void ack() noexcept
    {
        if (!isDigit(current()))
            return;
        m_packet.ack = number<std::uint64_t>();
        if (!m_packet.ack)
            fail(QT_TRANSLATE_NOOP("feedscope", "the number of its acknowledgement is too large"));
    }

    /// What a type can carry at all; that it is JSON is checked by whoever reads it.
    void checkData() noexcept
    {
        const char first = current();
        const bool none = m_packet.data.isEmpty();
        switch (m_packet.type) {
        case PacketType::Connect:
            if (!none && first != '{')
                fail(QT_TRANSLATE_NOOP("feedscope", "a connect packet carries an object or nothing"));
            break;
        case PacketType::Disconnect:
            if (!none)
                fail(QT_TRANSLATE_NOOP("feedscope", "a disconnect packet carries nothing"));
            break;
        case PacketType::ConnectError:
            if (first != '{' && first != '"')
                fail(QT_TRANSLATE_NOOP("feedscope", "a connect error carries an object or a string"));
            break;
        default:
            if (first != '[')
                fail(QT_TRANSLATE_NOOP("feedscope", "its arguments are missing"));
        }
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    Packet m_packet;
    const char *m_problem = nullptr;
    qsizetype m_position = 0;
};

} // namespace

const char *name(PacketType type) noexcept
{
    constexpr const char *names[] = {"connect",       "disconnect",   "event",     "ack",
                                     "connect_error", "binary_event", "binary_ack"};
    return names[static_cast<std::size_t>(type)];
}

ReadResult readPacket(QByteArrayView text) noexcept
{
    return Reader(text).run();
}

QByteArray write(const Packet &packet)
{
    QByteArray text("4");
    text.append(static_cast<char>('0' + static_cast<int>(packet.type)));
    if (packet.attachments > 0)
        text.append(QByteArray::number(packet.attachments)).append('-');
    if (packet.nameSpace != "/")
        text.append(packet.nameSpace).append(',');
    if (packet.ack)
        text.append(QByteArray::number(static_cast<qulonglong>(*packet.ack)));
    return text.append(packet.data);
}

} // namespace feedscope::socketio
