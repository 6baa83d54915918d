#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <chrono>
#include <cstdint>
#include <optional>

/// The packets of Engine.IO 4, the layer below Socket.IO
/// (https://github.com/socketio/engine.io-protocol). Pure; what is read views the text it was read from.
namespace feedscope::engineio {

/// In the order of their digits on the wire.
enum class PacketType : std::uint8_t
{
    Open,
    Close,
    Ping,
    Pong,
    Message,
    Upgrade,
    Noop,
};

/// "open", "close", …
const char *name(PacketType type) noexcept;

/// A packet that is a text: one text frame, or one part of a polling body.
struct Packet
{
    PacketType type = PacketType::Noop;
    QByteArrayView data;
};

/// Nothing: it does not begin with a digit from 0 to 6.
std::optional<Packet> readPacket(QByteArrayView text) noexcept;

/// The packet's text.
QByteArray write(PacketType type, QByteArrayView data = {});

/// Between the packets of a polling body.
inline constexpr char separator = '\x1e';

/// The packets of a polling body, one after the other; an empty body has none.
class BodyReader
{
public:
    explicit BodyReader(QByteArrayView body) noexcept
        : m_rest(body)
        , m_more(!body.isEmpty())
    {}
    std::optional<QByteArrayView> next() noexcept;

private:
    QByteArrayView m_rest;
    bool m_more;
};

/// True for a binary packet in a polling body: "b" and base64.
constexpr bool isBinary(QByteArrayView part) noexcept
{
    return !part.isEmpty() && part.front() == 'b';
}

/// The bytes of such a packet; nothing: that is no base64 (RFC 4648 section 4).
std::optional<QByteArray> readBinary(QByteArrayView part);
QByteArray writeBinary(QByteArrayView bytes);

/// What a server says of the session in its open packet, kept within sense.
struct Opening
{
    QByteArray sid;
    bool takesWebSocket = false; ///< it offers the upgrade
    std::chrono::milliseconds pingInterval{25'000};
    std::chrono::milliseconds pingTimeout{20'000};
    qint64 maxPayload = 1'000'000; ///< bytes that it takes from us at a time
};

/// Nothing: that is no open packet's JSON, or it names no session.
std::optional<Opening> readOpening(QByteArrayView json);
QByteArray write(const Opening &opening);

} // namespace feedscope::engineio
