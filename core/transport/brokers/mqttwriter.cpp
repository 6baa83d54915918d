#include "core/transport/brokers/mqttwriter.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace feedscope::mqtt {

namespace {

constexpr qsizetype longestText = 65'535;
constexpr int usualKeepAlive = 60;         ///< seconds
constexpr double usualExpiry = 3'600;      ///< seconds that a broker keeps a session of MQTT 5
constexpr std::uint8_t subscribeFlags = 2; ///< as section 3.8.1 demands

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

/// A packet's body while it grows.
struct Body
{
    QByteArray bytes;

    void number(std::uint32_t value, int size)
    {
        for (int i = size - 1; i >= 0; --i)
            bytes.append(static_cast<char>(value >> (8 * i) & 0xff));
    }
    void variable(std::uint32_t value)
    {
        do {
            const std::uint32_t rest = value >> 7;
            bytes.append(static_cast<char>((value & 0x7f) | (rest > 0 ? 0x80 : 0)));
            value = rest;
        } while (value > 0);
    }
    void text(const QByteArray &text)
    {
        number(static_cast<std::uint32_t>(text.size()), 2);
        bytes.append(text);
    }
    void block(const Body &block)
    {
        variable(static_cast<std::uint32_t>(block.bytes.size()));
        bytes.append(block.bytes);
    }
};

/// One JSON object on its way to a packet; the first problem stays.
class ObjectWriter
{
public:
    ObjectWriter(const QJsonObject &object, const Defaults &defaults)
        : m_object(object)
        , m_defaults(defaults)
    {}

    Written write()
    {
        const QString kind = take(u"packet"_s).toString();
        QByteArray bytes;
        if (kind == "CONNECT"_L1)
            bytes = connect();
        else if (kind == "SUBSCRIBE"_L1 || kind == "UNSUBSCRIBE"_L1)
            bytes = subscribe(kind == "SUBSCRIBE"_L1);
        else if (kind == "PUBLISH"_L1)
            bytes = publish();
        else if (kind == "PUBACK"_L1)
            bytes = writeId(PacketType::Puback, static_cast<std::uint16_t>(number(u"id"_s, 1, 65'535, 1)));
        else if (kind == "PINGREQ"_L1)
            bytes = writePacket(PacketType::Pingreq);
        else if (kind == "DISCONNECT"_L1)
            bytes = writePacket(PacketType::Disconnect);
        else
            fail(tr("The profile sends an MQTT packet “%1”; this version sends CONNECT, SUBSCRIBE, "
                    "UNSUBSCRIBE, "
                    "PUBLISH, PUBACK, PINGREQ and DISCONNECT.")
                     .arg(kind));
        if (!m_object.isEmpty())
            fail(tr("The profile's MQTT packet %1 has a member “%2”, which this version does not know.")
                     .arg(kind, m_object.begin().key()));
        return m_problem.isEmpty() ? Written{bytes, {}} : Written{{}, m_problem};
    }

private:
    bool isFive() const { return m_defaults.version >= version5; }

    QJsonValue take(const QString &name) { return m_object.take(name); }

    double number(const QString &name, double least, double most, double otherwise)
    {
        const QJsonValue value = take(name);
        if (value.isUndefined())
            return otherwise;
        if (value.isDouble() && value.toDouble() >= least && value.toDouble() <= most)
            return value.toDouble();
        fail(tr("In the profile's MQTT packet “%1” should be a number from %2 to %3.")
                 .arg(name)
                 .arg(least)
                 .arg(most));
        return least;
    }

    std::uint8_t qos(const QString &name, double otherwise)
    {
        return static_cast<std::uint8_t>(number(name, 0, 1, otherwise));
    }

    QByteArray text(const QJsonValue &value)
    {
        QByteArray utf8 = value.toString().toUtf8();
        if (utf8.size() <= longestText)
            return utf8;
        fail(tr("A text of the profile's MQTT packet is longer than 65,535 bytes."));
        return {};
    }

    QByteArray connect()
    {
        const bool clean = take(u"clean"_s).toBool(false);
        const QJsonValue id = take(u"client_id"_s);
        const QJsonValue user = take(u"username"_s);
        const QJsonValue password = take(u"password"_s);
        const auto keepAlive = static_cast<std::uint32_t>(number(u"keep_alive"_s, 0, 65'535, usualKeepAlive));
        Body body;
        body.text("MQTT");
        body.number(static_cast<std::uint32_t>(m_defaults.version), 1);
        body.number((user.isString() ? 0x80u : 0) | (password.isString() ? 0x40u : 0) | (clean ? 2u : 0), 1);
        body.number(keepAlive, 2);
        if (isFive()) {
            QJsonObject said = take(u"properties"_s).toObject();
            const double expiry = number(u"session_expiry"_s, 0, 4'294'967'295.0, usualExpiry);
            if (!clean && !said.contains("session_expiry"_L1))
                said["session_expiry"_L1] = expiry;
            body.block(properties(said));
        }
        body.text(id.isString() ? text(id) : m_defaults.clientId);
        if (user.isString())
            body.text(text(user));
        if (password.isString())
            body.text(text(password));
        return writePacket(PacketType::Connect, 0, body.bytes);
    }

    QByteArray subscribe(bool begins)
    {
        const double usual = begins ? qos(u"qos"_s, 1) : 0;
        QJsonArray topics = take(u"topics"_s).toArray();
        if (const QJsonValue one = take(u"topic"_s); !one.isUndefined())
            topics.append(one);
        Body body;
        body.number(m_defaults.packetId, 2);
        if (isFive())
            body.block(properties(take(u"properties"_s).toObject()));
        for (const QJsonValue &topic : topics) {
            const QByteArray name = text(topic);
            if (name.isEmpty())
                fail(tr("A topic of the profile's MQTT subscription is empty, or no text."));
            body.text(name);
            if (begins)
                body.number(static_cast<std::uint32_t>(usual), 1);
        }
        if (topics.isEmpty())
            fail(tr("The profile's MQTT subscription names no topic."));
        return writePacket(begins ? PacketType::Subscribe : PacketType::Unsubscribe, subscribeFlags,
                           body.bytes);
    }

    QByteArray publish()
    {
        const std::uint8_t level = qos(u"qos"_s, 0);
        const bool retain = take(u"retain"_s).toBool(false);
        const QJsonValue payload = take(u"payload"_s);
        Body body;
        body.text(text(take(u"topic"_s)));
        if (level > 0)
            body.number(m_defaults.packetId, 2);
        if (isFive())
            body.block(properties(take(u"properties"_s).toObject()));
        if (payload.isObject())
            body.bytes += QJsonDocument(payload.toObject()).toJson(QJsonDocument::Compact);
        else if (payload.isArray())
            body.bytes += QJsonDocument(payload.toArray()).toJson(QJsonDocument::Compact);
        else
            body.bytes += payload.toVariant().toString().toUtf8();
        return writePacket(PacketType::Publish, static_cast<std::uint8_t>(level << 1 | (retain ? 1 : 0)),
                           body.bytes);
    }

    Body properties(const QJsonObject &said)
    {
        Body body;
        for (auto it = said.begin(); it != said.end(); ++it) {
            const PropertyKind *kind = kindNamed(it.key());
            if (kind == nullptr)
                fail(tr("MQTT has no property “%1”, which the profile names.").arg(it.key()));
            else
                property(*kind, it.value(), body);
        }
        return body;
    }

    static const PropertyKind *kindNamed(const QString &name)
    {
        for (int id = 1; id < 128; ++id) {
            const PropertyKind *kind = propertyKind(static_cast<std::uint8_t>(id));
            if (kind != nullptr && name == QLatin1StringView(kind->name))
                return kind;
        }
        return nullptr;
    }

    void property(const PropertyKind &kind, const QJsonValue &value, Body &body)
    {
        static constexpr std::array sizes = {1, 2, 4};
        if (kind.form == PropertyForm::Pair) {
            const QJsonObject pairs = value.toObject();
            for (auto it = pairs.begin(); it != pairs.end(); ++it) {
                body.number(kind.id, 1);
                body.text(text(it.key()));
                body.text(text(it.value()));
            }
            return;
        }
        body.number(kind.id, 1);
        const auto number = static_cast<std::uint32_t>(std::clamp(value.toDouble(), 0.0, 4'294'967'295.0));
        if (kind.form == PropertyForm::Text)
            body.text(text(value));
        else if (kind.form == PropertyForm::Variable)
            body.variable(std::min(number, 268'435'455u));
        else
            body.number(number, sizes[static_cast<std::size_t>(kind.form)]);
    }

    void fail(const QString &sentence)
    {
        if (m_problem.isEmpty())
            m_problem = sentence;
    }

    QJsonObject m_object;
    const Defaults &m_defaults;
    QString m_problem;
};

/// "NAME 0a1b…" or "0a1b…": whole packets, or nothing.
QByteArray bytesInHex(QByteArrayView text)
{
    QByteArray digits = text.toByteArray().simplified();
    if (const qsizetype blank = digits.indexOf(' ');
        blank > 0 &&
        std::all_of(digits.begin(), digits.begin() + blank, [](char c) { return c >= 'A' && c <= 'Z'; }))
        digits.remove(0, blank);
    digits.replace(' ', "");
    const auto isHex = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    if (digits.size() % 2 != 0 || !std::ranges::all_of(digits, isHex))
        return {};
    const QByteArray bytes = QByteArray::fromHex(digits);
    Packet packet;
    const Extent extent = firstPacket({bytes.constData(), static_cast<std::size_t>(bytes.size())}, packet);
    return extent.state == Extent::State::Whole && extent.size == static_cast<std::size_t>(bytes.size())
               ? bytes
               : QByteArray();
}

} // namespace

Written writePacket(QByteArrayView text, const Defaults &defaults)
{
    const QByteArrayView trimmed = text.trimmed();
    if (trimmed.startsWith('{')) {
        QJsonParseError error;
        const QJsonDocument json = QJsonDocument::fromJson(trimmed.toByteArray(), &error);
        if (json.isObject())
            return ObjectWriter(json.object(), defaults).write();
        return {{}, tr("What the profile sends is no JSON: %1.").arg(error.errorString())};
    }
    if (const QByteArray bytes = bytesInHex(trimmed); !bytes.isEmpty())
        return {bytes, {}};
    return {{},
            tr("The profile sends “%1”, which is no MQTT packet: neither an object such as {\"packet\": "
               "\"SUBSCRIBE\", \"topic\": \"#\"} nor a packet's bytes in hex.")
                .arg(QString::fromUtf8(trimmed.first(std::min<qsizetype>(trimmed.size(), 40))))};
}

QByteArray writePacket(PacketType type, std::uint8_t flags, const QByteArray &body)
{
    Body packet;
    packet.number(static_cast<std::uint32_t>(type) << 4 | flags, 1);
    packet.variable(static_cast<std::uint32_t>(body.size()));
    return packet.bytes + body;
}

QByteArray writeId(PacketType type, std::uint16_t id)
{
    Body body;
    body.number(id, 2);
    return writePacket(type, 0, body.bytes);
}

QByteArray writeUnsubscribe(const QByteArrayList &topics, const Defaults &defaults)
{
    Body body;
    body.number(defaults.packetId, 2);
    if (defaults.version >= version5)
        body.variable(0);
    for (const QByteArray &topic : topics)
        body.text(topic);
    return writePacket(PacketType::Unsubscribe, subscribeFlags, body.bytes);
}

QByteArray writeDisconnect(int version)
{
    if (version < version5)
        return writePacket(PacketType::Disconnect);
    Body body;
    body.number(0, 1); // normal disconnection
    body.variable(5);
    body.number(17, 1); // session expiry
    body.number(0, 4);
    return writePacket(PacketType::Disconnect, 0, body.bytes);
}

std::optional<ConnectFacts> factsOfConnect(const Packet &packet) noexcept
{
    if (packet.type != PacketType::Connect)
        return std::nullopt;
    Fields fields(packet.body);
    fields.text();
    ConnectFacts facts;
    facts.version = static_cast<int>(fields.number(1));
    facts.clean = (fields.number(1) & 2) != 0;
    facts.keepAlive = static_cast<std::uint16_t>(fields.number(2));
    return fields.good() ? std::optional(facts) : std::nullopt;
}

QByteArrayList topicsOf(const Packet &packet, int version)
{
    Fields fields(packet.body);
    fields.number(2);
    if (version >= version5)
        fields.take(fields.variable());
    QByteArrayList topics;
    while (!fields.atEnd() && fields.good()) {
        const std::string_view topic = fields.text();
        topics.append(QByteArray(topic.data(), static_cast<qsizetype>(topic.size())));
        if (packet.type == PacketType::Subscribe)
            fields.number(1);
    }
    return topics;
}

} // namespace feedscope::mqtt
