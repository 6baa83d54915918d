#include "core/server/wsframe.h"

#include <QStringDecoder>
#include <QtEndian>

#include <algorithm>
#include <utility>

namespace feedscope::server {

namespace {

constexpr std::uint8_t finalBit = 0x80;
constexpr std::uint8_t maskBit = 0x80;
constexpr qsizetype maskSize = 4;
constexpr std::uint64_t controlLimit = 125;
constexpr std::uint16_t protocolError = 1002;
constexpr std::uint16_t invalidPayload = 1007;
constexpr std::uint16_t tooLarge = 1009;

bool isControl(std::uint8_t opcode)
{
    return (opcode & 0x8) != 0;
}

bool isUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder(bytes);
    if (decoder.hasError())
        return false;
    // A character cut off at the end is no error to a decoder that waits for more.
    return text.toUtf8().size() == bytes.size();
}

/// Codes that may stand in a close frame (RFC 6455 section 7.4 and the registry).
bool mayBeSent(std::uint16_t code)
{
    return (code >= 1000 && code <= 1014 && (code < 1004 || code > 1006)) || (code >= 3000 && code <= 4999);
}

} // namespace

void appendFrame(QByteArray &out, WsOpcode opcode, const QByteArray &payload)
{
    const auto length = static_cast<std::uint64_t>(payload.size());
    out.append(static_cast<char>(finalBit | static_cast<std::uint8_t>(opcode)));
    if (length <= controlLimit) {
        out.append(static_cast<char>(length));
    } else if (length <= 0xffff) {
        out.append(char(126)).append(static_cast<char>(length >> 8)).append(static_cast<char>(length & 0xff));
    } else {
        out.append(char(127));
        for (int shift = 56; shift >= 0; shift -= 8)
            out.append(static_cast<char>((length >> shift) & 0xff));
    }
    out.append(payload);
}

QByteArray closePayload(std::uint16_t code, QByteArrayView reason)
{
    QByteArray payload;
    payload.append(static_cast<char>(code >> 8)).append(static_cast<char>(code & 0xff));
    return payload.append(reason.first(std::min<qsizetype>(reason.size(), controlLimit - 2)));
}

bool WsReader::fail(std::uint16_t code)
{
    m_closeCode = code;
    m_buffer.clear();
    m_partial.reset();
    return false;
}

bool WsReader::allowed(std::uint8_t first, std::uint8_t second)
{
    const std::uint8_t opcode = first & 0xf;
    const bool final = (first & finalBit) != 0;
    const bool known = opcode <= 2 || (opcode >= 8 && opcode <= 10);
    const bool reserved = (first & 0x70) != 0;   // no extension was agreed
    const bool masked = (second & maskBit) != 0; // section 5.1: a server must not take an unmasked frame
    const bool control = isControl(opcode);
    const bool inOrder = control || (opcode == 0) == m_partial.has_value();
    const bool small = !control || (final && (second & 0x7f) <= controlLimit);
    return (known && !reserved && masked && inOrder && small) || fail(protocolError);
}

std::optional<WsReader::Header> WsReader::header()
{
    if (m_buffer.size() < 2)
        return std::nullopt;
    const auto *bytes = reinterpret_cast<const uchar *>(m_buffer.constData());
    if (!allowed(bytes[0], bytes[1]))
        return std::nullopt;
    Header header{(bytes[0] & finalBit) != 0, static_cast<WsOpcode>(bytes[0] & 0xf), bytes[1] & 0x7fu, 2};
    const qsizetype extended = header.length == 126 ? 2 : header.length == 127 ? 8 : 0;
    if (m_buffer.size() < header.size + extended)
        return std::nullopt;
    if (extended == 2)
        header.length = qFromBigEndian<quint16>(bytes + 2);
    else if (extended == 8)
        header.length = qFromBigEndian<quint64>(bytes + 2);
    const bool minimal = extended == 0 || header.length > (extended == 2 ? controlLimit : 0xffff);
    if (!minimal || (header.length >> 63) != 0) {
        fail(protocolError);
        return std::nullopt;
    }
    header.size += extended + maskSize;
    return fits(header) ? std::optional(header) : std::nullopt;
}

bool WsReader::fits(const Header &header)
{
    if (isControl(static_cast<std::uint8_t>(header.opcode)))
        return true;
    const qint64 before = m_partial ? m_partial->payload.size() : 0;
    return header.length <= static_cast<std::uint64_t>(m_limit - before) || fail(tooLarge);
}

QByteArray WsReader::takePayload(const Header &header)
{
    const QByteArray mask = m_buffer.sliced(header.size - maskSize, maskSize);
    QByteArray payload = m_buffer.sliced(header.size, static_cast<qsizetype>(header.length));
    m_buffer.remove(0, header.size + payload.size());
    for (qsizetype i = 0; i < payload.size(); ++i)
        payload[i] = static_cast<char>(payload[i] ^ mask[i % maskSize]);
    return payload;
}

std::optional<WsMessage> WsReader::next()
{
    while (m_closeCode == 0) {
        const auto head = header();
        if (!head || m_buffer.size() - head->size < static_cast<qsizetype>(head->length))
            return std::nullopt;
        if (auto message = take(*head))
            return message;
    }
    return std::nullopt;
}

std::optional<WsMessage> WsReader::take(const Header &header)
{
    QByteArray payload = takePayload(header);
    if (isControl(static_cast<std::uint8_t>(header.opcode)))
        return checked({header.opcode, std::move(payload)});
    if (!m_partial)
        m_partial = WsMessage{header.opcode, {}};
    m_partial->payload.append(payload);
    if (!header.final)
        return std::nullopt;
    return checked(*std::exchange(m_partial, std::nullopt));
}

std::optional<WsMessage> WsReader::checked(WsMessage message)
{
    if (message.opcode == WsOpcode::Text && !isUtf8(message.payload)) {
        fail(invalidPayload);
    } else if (message.opcode == WsOpcode::Close && !message.payload.isEmpty()) {
        const auto *bytes = reinterpret_cast<const uchar *>(message.payload.constData());
        if (message.payload.size() == 1 || !mayBeSent(qFromBigEndian<quint16>(bytes)))
            fail(protocolError);
        else if (!isUtf8(message.payload.sliced(2)))
            fail(invalidPayload);
    }
    return m_closeCode == 0 ? std::optional(std::move(message)) : std::nullopt;
}

} // namespace feedscope::server
