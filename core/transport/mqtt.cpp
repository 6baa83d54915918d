#include "core/transport/mqtt.h"

#include "core/transport/plaintext.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <functional>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostRecent = 1'024; ///< far more than any broker keeps in flight
constexpr std::uint8_t refused = 0x80;    ///< from here on reason codes are errors

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// A CONNECT for those whose profile says none: user and password of the URL are the broker's.
QByteArray usualConnect(const QUrl &url)
{
    QJsonObject connect{{u"packet"_s, u"CONNECT"_s}};
    if (!url.userName().isEmpty())
        connect[u"username"_s] = url.userName(QUrl::FullyDecoded);
    if (!url.password().isEmpty())
        connect[u"password"_s] = url.password(QUrl::FullyDecoded);
    return QJsonDocument(connect).toJson(QJsonDocument::Compact);
}

} // namespace

MqttTransport::MqttTransport(const Endpoint &endpoint, TransportListener *listener)
    : BrokerTransport(endpoint, listener, {u"MQTT"_s, {u"mqtt"_s}, true})
    , m_version(endpoint.broker.mqttVersion)
{
    connect(&m_keepAlive, &QTimer::timeout, this, &MqttTransport::ping);
}

mqtt::Defaults MqttTransport::defaults()
{
    m_packetId = m_packetId == 0xffff ? 1 : static_cast<std::uint16_t>(m_packetId + 1);
    return {m_version, m_endpoint.broker.clientId, m_packetId};
}

/// JSON without a "packet" is what the profile says on the feed's other transports.
BrokerTransport::Written MqttTransport::written(const QByteArray &text)
{
    if (text.trimmed().startsWith('{') && !QJsonDocument::fromJson(text).object().contains("packet"_L1) &&
        !QJsonDocument::fromJson(text).isNull())
        return {{}, {}, true};
    const mqtt::Written packet = mqtt::writePacket(QByteArrayView(text), defaults());
    if (!packet.problem.isEmpty())
        return {{}, packet.problem};
    mqtt::Packet sent;
    mqtt::firstPacket(view(packet.bytes), sent);
    note(sent);
    return {packet.bytes, {}};
}

/// What is remembered of a packet that will be sent.
void MqttTransport::note(const mqtt::Packet &sent)
{
    if (const auto facts = mqtt::factsOfConnect(sent))
        m_connect = *facts;
    if (sent.type == mqtt::PacketType::Subscribe)
        m_topics += mqtt::topicsOf(sent, m_version);
}

void MqttTransport::begin()
{
    m_rest = greeting();
    if (isOver())
        return;
    const bool own = !m_rest.isEmpty() && m_rest.first().startsWith(char(0x10));
    const QByteArray connect = own ? m_rest.takeFirst() : written(usualConnect(m_endpoint.url)).bytes;
    if (m_connect.version != m_version)
        return refuse(ErrorKind::Persistent,
                      QCoreApplication::translate("feedscope",
                                                  "The profile's CONNECT is of MQTT level %1, but its "
                                                  "\"mqtt_version\" says %2. Make them the same.")
                          .arg(m_connect.version)
                          .arg(m_version));
    say(connect);
}

Extent MqttTransport::firstUnit(std::string_view bytes, std::size_t)
{
    return mqtt::firstPacket(bytes, m_packet);
}

void MqttTransport::take()
{
    using enum mqtt::PacketType;
    switch (m_packet.type) {
    case Connack:
        return welcome();
    case Publish:
        return publish();
    case Suback:
        return subscribed();
    case Disconnect:
        return parting();
    case Pingresp:
        return pongCame();
    default:
        if (isAccepted())
            deliver();
    }
}

void MqttTransport::welcome()
{
    const auto connack = mqtt::readConnack(m_packet, m_version);
    if (!connack || isAccepted())
        return refuse(ErrorKind::Transient,
                      QCoreApplication::translate("feedscope", "%1 answered CONNECT with something broken.")
                          .arg(peer()));
    if (connack->code != 0) {
        const char *reason = mqtt::refusal(connack->code, m_version);
        const QString why = reason != nullptr
                                ? QCoreApplication::translate("feedscope", reason)
                                : QCoreApplication::translate("feedscope", "code %1").arg(connack->code);
        const bool passing = m_version >= mqtt::version5
                                 ? connack->code == 0x88 || connack->code == 0x89 || connack->code >= 0x97
                                 : connack->code == 3;
        return refuse(passing ? ErrorKind::Transient : ErrorKind::Persistent,
                      QCoreApplication::translate(
                          "feedscope", "%1 refuses this client: %2. Check what the profile's CONNECT says.")
                          .arg(peer(), why));
    }
    if (m_connect.keepAlive > 0)
        m_keepAlive.start(std::chrono::milliseconds(m_connect.keepAlive * 500));
    accepted();
    if (!isOver())
        deliver();
    for (const QByteArray &packet : std::exchange(m_rest, {}))
        say(packet);
    if (!isOver() && m_topics.isEmpty())
        say(written(R"({"packet":"SUBSCRIBE","topic":"#"})").bytes);
}

/// Acknowledged only when the lane has it: what is lost on the way there comes again.
void MqttTransport::publish()
{
    const auto publish = mqtt::readPublish(m_packet, m_version);
    if (!publish || !isAccepted())
        return refuse(
            ErrorKind::Transient,
            QCoreApplication::translate("feedscope", "%1 sent a message that is broken.").arg(peer()));
    if (publish->qos > 1)
        return refuse(
            ErrorKind::Persistent,
            QCoreApplication::translate(
                "feedscope", "%1 sends at QoS 2, which this version does not speak. Subscribe at QoS 1.")
                .arg(peer()));
    const auto id = publish->id;
    if (id && isRepeated(*publish))
        ++m_repeated;
    else
        deliver();
    if (id && !isOver())
        say(mqtt::writeId(mqtt::PacketType::Puback, *id));
}

/// Some brokers number what they send again anew (RabbitMQ): over an outage the content alone tells. Each
/// message that came accounts for one that comes again.
bool MqttTransport::isRepeated(const mqtt::Publish &publish)
{
    const std::hash<std::string_view> hash;
    const Seen seen{*publish.id, hash(publish.topic) * 31 + hash(publish.payload), false};
    const auto same = [&](const Seen &other) {
        return other.content == seen.content && (other.before || other.id == seen.id);
    };
    const auto known = publish.duplicate ? std::ranges::find_if(m_recent, same) : m_recent.end();
    const bool repeated = known != m_recent.end();
    if (repeated)
        m_recent.erase(known);
    m_recent.push_back(seen);
    if (m_recent.size() > mostRecent)
        m_recent.pop_front();
    return repeated;
}

std::optional<QByteArray> MqttTransport::reached() const
{
    if (m_recent.empty())
        return {};
    QByteArray bytes;
    QDataStream stream(&bytes, QDataStream::WriteOnly);
    for (const Seen &seen : m_recent)
        stream << seen.id << static_cast<quint64>(seen.content);
    return bytes;
}

void MqttTransport::setCursor(const QByteArray &reached)
{
    QDataStream stream(reached);
    while (!stream.atEnd()) {
        Seen seen;
        quint64 content = 0;
        stream >> seen.id >> content;
        seen.content = content;
        seen.before = true;
        m_recent.push_back(seen);
    }
}

/// The lane sees the codes; if not one topic was granted, nothing will ever come.
void MqttTransport::subscribed()
{
    mqtt::Fields fields(m_packet.body);
    fields.number(2);
    if (m_version >= mqtt::version5)
        fields.take(fields.variable());
    const std::string_view codes = fields.rest();
    const bool none = !codes.empty() && std::ranges::all_of(codes, [](char code) {
        return static_cast<unsigned char>(code) >= refused;
    });
    deliver();
    if (none)
        refuse(ErrorKind::Persistent,
               QCoreApplication::translate(
                   "feedscope",
                   "%1 refuses the subscription to %2. Check the topic and the rights of this user.")
                   .arg(peer(), QString::fromUtf8(m_topics.join(", "))));
}

void MqttTransport::parting()
{
    const auto code = m_packet.body.empty() ? 0 : static_cast<unsigned char>(m_packet.body.front());
    noteReason(code == 0x8e
                   ? QCoreApplication::translate("feedscope", "another client uses the same client id")
                   : QCoreApplication::translate("feedscope", "DISCONNECT with code %1").arg(code));
    if (isAccepted())
        deliver();
}

bool MqttTransport::ping()
{
    if (isOver() || !isAccepted())
        return false;
    pingSent();
    say(mqtt::writePacket(mqtt::PacketType::Pingreq));
    return true;
}

/// A kept session would go on collecting messages for nobody. Without subscriptions it collects none; MQTT 5
/// drops it altogether.
void MqttTransport::farewell()
{
    if (!m_connect.clean && !m_topics.isEmpty())
        say(mqtt::writeUnsubscribe(m_topics, defaults()));
    say(mqtt::writeDisconnect(m_version));
}

} // namespace feedscope
