#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>

namespace feedscope::server {

/// Opcodes of RFC 6455 section 5.2.
enum class WsOpcode : std::uint8_t
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10
};

/// Appends one unfragmented, unmasked frame, as a server sends it. Bytes that are made once can go to every
/// client.
void appendFrame(QByteArray &out, WsOpcode opcode, const QByteArray &payload);

/// The payload of a close frame; the reason is cut to 123 bytes.
QByteArray closePayload(std::uint16_t code, QByteArrayView reason);

/// One whole message or control frame from a client.
struct WsMessage
{
    WsOpcode opcode = WsOpcode::Text; ///< never Continuation
    QByteArray payload;
};

/// Cuts a client's bytes into messages, strictly (RFC 6455 sections 5 and 8) and within a limit. Pure: no
/// socket, no clock. QWebSocket is not used on this side: it takes unmasked frames and refuses some valid
/// text (faults.md 0.2, 0.10).
class WsReader
{
public:
    /// `limit`: bytes of a message, all fragments together.
    explicit WsReader(qint64 limit)
        : m_limit(limit)
    {}

    void feed(const QByteArray &bytes) { m_buffer.append(bytes); }

    /// The next message. Nothing: more bytes are needed, or closeCode() is set.
    std::optional<WsMessage> next();

    /// Not 0: the client broke the protocol and the connection must be closed with this code.
    std::uint16_t closeCode() const noexcept { return m_closeCode; }

private:
    struct Header
    {
        bool final = false;
        WsOpcode opcode = WsOpcode::Text;
        std::uint64_t length = 0;
        qsizetype size = 0; ///< of the header itself, mask included
    };
    std::optional<Header> header();
    bool allowed(std::uint8_t first, std::uint8_t second);
    bool fits(const Header &header);
    QByteArray takePayload(const Header &header);
    std::optional<WsMessage> take(const Header &header);
    std::optional<WsMessage> checked(WsMessage message);
    bool fail(std::uint16_t code);

    qint64 m_limit;
    QByteArray m_buffer;
    std::optional<WsMessage> m_partial; ///< a message of which not all fragments have come
    std::uint16_t m_closeCode = 0;
};

} // namespace feedscope::server
