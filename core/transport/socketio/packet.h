#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>
#include <optional>

/// The packets of Socket.IO 5, which Engine.IO's messages carry
/// (https://github.com/socketio/socket.io-protocol). Pure; what is read views the text it was read from.
namespace feedscope::socketio {

/// In the order of their digits on the wire.
enum class PacketType : std::uint8_t
{
    Connect,
    Disconnect,
    Event,
    Ack,
    ConnectError,
    BinaryEvent,
    BinaryAck,
};

/// "connect", "disconnect", …, "connect_error", "binary_event", "binary_ack".
const char *name(PacketType type) noexcept;

/// One packet without its binary attachments, which follow it as binary packets; placeholders in the data
/// stand for them.
struct Packet
{
    PacketType type = PacketType::Event;
    std::uint32_t attachments = 0;
    QByteArrayView nameSpace = "/"; ///< without its query
    std::optional<std::uint64_t> ack;
    QByteArrayView data; ///< JSON that nobody has read yet; empty: none
};

/// A packet, or what is wrong with it and where.
struct ReadResult
{
    std::optional<Packet> packet;
    const char *problem = nullptr; ///< untranslated, completes "the message could not be read: …"
    qsizetype position = 0;        ///< byte offset in the text that was read
};

/// More attachments than any server sends at once.
inline constexpr std::uint32_t mostAttachments = 1'000;

/// `text` is the data of an Engine.IO message.
ReadResult readPacket(QByteArrayView text) noexcept;

/// The packet as the text of an Engine.IO message, its "4" included.
QByteArray write(const Packet &packet);

} // namespace feedscope::socketio
