#pragma once

#include "core/transport/brokers/extent.h"

#include <optional>
#include <string_view>

/// The packets of MQTT 3.1.1 and 5.0 (OASIS), read. Pure; what is read views the bytes it was read from.
namespace feedscope::mqtt {

/// Section 2.1.2 of both, in the order of their codes.
enum class PacketType : std::uint8_t
{
    Reserved,
    Connect,
    Connack,
    Publish,
    Puback,
    Pubrec,
    Pubrel,
    Pubcomp,
    Subscribe,
    Suback,
    Unsubscribe,
    Unsuback,
    Pingreq,
    Pingresp,
    Disconnect,
    Auth,
};

/// "CONNECT", …, "AUTH".
const char *name(PacketType type) noexcept;

inline constexpr int version311 = 4; ///< the protocol level of MQTT 3.1.1
inline constexpr int version5 = 5;

/// One control packet without its fixed header.
struct Packet
{
    PacketType type = PacketType::Reserved;
    std::uint8_t flags = 0; ///< the lower half of the first byte
    std::string_view body;
};

/// Where the first packet ends; `packet` is set if it is whole.
Extent firstPacket(std::string_view bytes, Packet &packet) noexcept;

/// Takes a packet's body apart. After the first thing that is not there nothing more is, and good() says so.
class Fields
{
public:
    explicit Fields(std::string_view body) noexcept
        : m_rest(body)
    {}
    std::uint32_t number(std::size_t bytes) noexcept; ///< big-endian
    std::uint32_t variable() noexcept;                ///< section 1.5.5: at most four bytes
    std::string_view text() noexcept;                 ///< with its two bytes of length
    std::string_view take(std::size_t bytes) noexcept;
    std::string_view rest() const noexcept { return m_rest; }
    bool atEnd() const noexcept { return m_rest.empty(); }
    bool good() const noexcept { return m_good; }

private:
    std::string_view m_rest;
    bool m_good = true;
};

/// A PUBLISH (section 3.3).
struct Publish
{
    std::string_view topic;
    std::optional<std::uint16_t> id; ///< above QoS 0
    std::uint8_t qos = 0;
    bool retained = false;
    bool duplicate = false; ///< sent before, and not acknowledged
    std::string_view properties;
    std::string_view payload;
};

/// Nothing: it is cut short.
std::optional<Publish> readPublish(const Packet &packet, int version) noexcept;

/// What CONNACK says (section 3.2); 0 is welcome, anything else the reason why not.
struct Connack
{
    bool sessionPresent = false;
    std::uint8_t code = 0;
    std::string_view properties;
};
std::optional<Connack> readConnack(const Packet &packet, int version) noexcept;

/// A reason code of CONNACK in words, or null. For 3.1.1 section 3.2.2.3, for 5 section 3.2.2.2.
const char *refusal(std::uint8_t code, int version) noexcept;

/// How a property of MQTT 5 is written (section 2.2.2.2).
enum class PropertyForm : std::uint8_t
{
    Byte,
    TwoBytes,
    FourBytes,
    Variable,
    Text,
    Pair
};
struct PropertyKind
{
    std::uint8_t id;
    PropertyForm form;
    const char *name; ///< as the tree and profiles call it
};
/// Null: the protocol has none of this number.
const PropertyKind *propertyKind(std::uint8_t id) noexcept;

} // namespace feedscope::mqtt
