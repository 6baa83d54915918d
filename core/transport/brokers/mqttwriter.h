#pragma once

#include "core/transport/brokers/mqttpacket.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>
#include <QString>

/// The packets of MQTT that a client sends, from what a profile says. Pure.
namespace feedscope::mqtt {

/// What a profile leaves open.
struct Defaults
{
    int version = version311;
    QByteArray clientId;
    std::uint16_t packetId = 1; ///< of the next packet that needs one; never 0
};

/// A packet as bytes, or one sentence about why there is none.
struct Written
{
    QByteArray bytes;
    QString problem;
};

/// `text` is a packet as the envelope shows them, {"packet": "SUBSCRIBE", "topic": "ticks/#", "qos": 1}, or
/// its bytes in hex, with its name before them if one likes: "PINGREQ c000". A CONNECT that does not say
/// "clean" asks the broker to keep its session, so that what comes during an outage at QoS 1 is not lost.
Written writePacket(QByteArrayView text, const Defaults &defaults);

QByteArray writePacket(PacketType type, std::uint8_t flags = 0, const QByteArray &body = {});
QByteArray writeId(PacketType type, std::uint16_t id);
/// Undoes subscriptions of this client.
QByteArray writeUnsubscribe(const QByteArrayList &topics, const Defaults &defaults);
/// Ends the session for good: MQTT 5 is told so, 3.1.1 has only the end of the connection.
QByteArray writeDisconnect(int version);

/// What of a CONNECT its sender must remember.
struct ConnectFacts
{
    int version = version311;
    std::uint16_t keepAlive = 0; ///< seconds; 0: none
    bool clean = true;
};
/// Nothing: it is no CONNECT.
std::optional<ConnectFacts> factsOfConnect(const Packet &packet) noexcept;

/// The topics of a SUBSCRIBE or UNSUBSCRIBE.
QByteArrayList topicsOf(const Packet &packet, int version);

} // namespace feedscope::mqtt
