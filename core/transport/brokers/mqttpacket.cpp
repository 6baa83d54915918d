#include "core/transport/brokers/mqttpacket.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace feedscope::mqtt {

const char *name(PacketType type) noexcept
{
    static constexpr std::array names = {
        "RESERVED",  "CONNECT", "CONNACK",     "PUBLISH",  "PUBACK",  "PUBREC",   "PUBREL",     "PUBCOMP",
        "SUBSCRIBE", "SUBACK",  "UNSUBSCRIBE", "UNSUBACK", "PINGREQ", "PINGRESP", "DISCONNECT", "AUTH"};
    return names[static_cast<std::size_t>(type) % names.size()];
}

Extent firstPacket(std::string_view bytes, Packet &packet) noexcept
{
    constexpr std::size_t mostLengthBytes = 4;
    if (bytes.empty())
        return {};
    const auto first = static_cast<unsigned char>(bytes[0]);
    if (first >> 4 == 0)
        return Extent::broken(QT_TRANSLATE_NOOP("feedscope", "it begins with no packet type of MQTT"));
    std::size_t length = 0;
    for (std::size_t i = 0; i < mostLengthBytes; ++i) {
        if (i + 1 >= bytes.size())
            return {};
        const auto byte = static_cast<unsigned char>(bytes[i + 1]);
        length |= static_cast<std::size_t>(byte & 0x7f) << (7 * i);
        if ((byte & 0x80) != 0)
            continue;
        const std::size_t header = i + 2;
        if (bytes.size() - header < length)
            return {};
        packet = {static_cast<PacketType>(first >> 4), static_cast<std::uint8_t>(first & 15),
                  bytes.substr(header, length)};
        return Extent::whole(header + length);
    }
    return Extent::broken(QT_TRANSLATE_NOOP("feedscope", "the length of an MQTT packet is broken"), 1);
}

std::string_view Fields::take(std::size_t bytes) noexcept
{
    if (bytes > m_rest.size()) {
        m_good = false;
        m_rest = {};
        return {};
    }
    const std::string_view taken = m_rest.substr(0, bytes);
    m_rest.remove_prefix(bytes);
    return taken;
}

std::uint32_t Fields::number(std::size_t bytes) noexcept
{
    std::uint32_t value = 0;
    for (const char c : take(bytes))
        value = value << 8 | static_cast<unsigned char>(c);
    return value;
}

std::uint32_t Fields::variable() noexcept
{
    std::uint32_t value = 0;
    for (unsigned shift = 0; shift < 28; shift += 7) {
        const std::uint32_t byte = number(1);
        value |= (byte & 0x7f) << shift;
        if ((byte & 0x80) == 0)
            return value;
    }
    m_good = false;
    return 0;
}

std::string_view Fields::text() noexcept
{
    return take(number(2));
}

std::optional<Publish> readPublish(const Packet &packet, int version) noexcept
{
    Publish publish;
    publish.qos = packet.flags >> 1 & 3;
    publish.retained = (packet.flags & 1) != 0;
    publish.duplicate = (packet.flags & 8) != 0;
    Fields fields(packet.body);
    publish.topic = fields.text();
    if (publish.qos > 0)
        publish.id = static_cast<std::uint16_t>(fields.number(2));
    if (version >= version5)
        publish.properties = fields.take(fields.variable());
    publish.payload = fields.rest();
    return fields.good() ? std::optional(publish) : std::nullopt;
}

std::optional<Connack> readConnack(const Packet &packet, int version) noexcept
{
    Fields fields(packet.body);
    Connack connack;
    connack.sessionPresent = (fields.number(1) & 1) != 0;
    connack.code = static_cast<std::uint8_t>(fields.number(1));
    if (version >= version5 && !fields.atEnd())
        connack.properties = fields.take(fields.variable());
    return fields.good() ? std::optional(connack) : std::nullopt;
}

const char *refusal(std::uint8_t code, int version) noexcept
{
    struct Reason
    {
        std::uint8_t code;
        const char *text;
    };
    static constexpr std::array old = {
        Reason{1, QT_TRANSLATE_NOOP("feedscope", "it does not speak this version of MQTT")},
        Reason{2, QT_TRANSLATE_NOOP("feedscope", "it does not accept the client id")},
        Reason{3, QT_TRANSLATE_NOOP("feedscope", "the server is unavailable")},
        Reason{4, QT_TRANSLATE_NOOP("feedscope", "the user name or the password is wrong")},
        Reason{5, QT_TRANSLATE_NOOP("feedscope", "not authorized")},
    };
    static constexpr std::array current = {
        Reason{0x84, old[0].text},
        Reason{0x85, old[1].text},
        Reason{0x86, old[3].text},
        Reason{0x87, old[4].text},
        Reason{0x88, old[2].text},
        Reason{0x89, QT_TRANSLATE_NOOP("feedscope", "the server is busy")},
        Reason{0x8a, QT_TRANSLATE_NOOP("feedscope", "it has banned this client")},
        Reason{0x97, QT_TRANSLATE_NOOP("feedscope", "a quota is used up")},
        Reason{0x9f, QT_TRANSLATE_NOOP("feedscope", "connections come too fast")},
    };
    const auto in = [code](const auto &table) -> const char * {
        const auto found = std::ranges::find(table, code, &Reason::code);
        return found == table.end() ? nullptr : found->text;
    };
    return version >= version5 ? in(current) : in(old);
}

const PropertyKind *propertyKind(std::uint8_t id) noexcept
{
    using enum PropertyForm;
    static constexpr std::array kinds = {
        PropertyKind{1, Byte, "payload_format"},
        PropertyKind{2, FourBytes, "message_expiry"},
        PropertyKind{3, Text, "content_type"},
        PropertyKind{8, Text, "response_topic"},
        PropertyKind{9, Text, "correlation_data"},
        PropertyKind{11, Variable, "subscription_identifier"},
        PropertyKind{17, FourBytes, "session_expiry"},
        PropertyKind{18, Text, "assigned_client_id"},
        PropertyKind{19, TwoBytes, "server_keep_alive"},
        PropertyKind{21, Text, "authentication_method"},
        PropertyKind{22, Text, "authentication_data"},
        PropertyKind{23, Byte, "request_problem_information"},
        PropertyKind{24, FourBytes, "will_delay"},
        PropertyKind{25, Byte, "request_response_information"},
        PropertyKind{26, Text, "response_information"},
        PropertyKind{28, Text, "server_reference"},
        PropertyKind{31, Text, "reason"},
        PropertyKind{33, TwoBytes, "receive_maximum"},
        PropertyKind{34, TwoBytes, "topic_alias_maximum"},
        PropertyKind{35, TwoBytes, "topic_alias"},
        PropertyKind{36, Byte, "maximum_qos"},
        PropertyKind{37, Byte, "retain_available"},
        PropertyKind{38, Pair, "user"},
        PropertyKind{39, FourBytes, "maximum_packet_size"},
        PropertyKind{40, Byte, "wildcards_available"},
        PropertyKind{41, Byte, "subscription_identifiers_available"},
        PropertyKind{42, Byte, "shared_subscriptions_available"},
    };
    const auto found = std::ranges::find(kinds, id, &PropertyKind::id);
    return found == kinds.end() ? nullptr : &*found;
}

} // namespace feedscope::mqtt
