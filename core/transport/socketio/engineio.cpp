#include "core/transport/socketio/engineio.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace feedscope::engineio {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestSid = 256; // it goes into every URL of the session

/// A number of the open packet: its default where it is none or makes no sense, at most a day or 2^53.
qint64 sensible(const QJsonValue &value, qint64 most, qint64 usual)
{
    const double number = value.toDouble(0);
    return number >= 1 ? static_cast<qint64>(std::min(number, static_cast<double>(most))) : usual;
}

} // namespace

const char *name(PacketType type) noexcept
{
    constexpr const char *names[] = {"open", "close", "ping", "pong", "message", "upgrade", "noop"};
    return names[static_cast<std::size_t>(type)];
}

std::optional<Packet> readPacket(QByteArrayView text) noexcept
{
    if (text.isEmpty() || text.front() < '0' || text.front() > '6')
        return std::nullopt;
    return Packet{static_cast<PacketType>(text.front() - '0'), text.sliced(1)};
}

QByteArray write(PacketType type, QByteArrayView data)
{
    QByteArray text(1, static_cast<char>('0' + static_cast<int>(type)));
    return text.append(data);
}

std::optional<QByteArrayView> BodyReader::next() noexcept
{
    if (!m_more)
        return std::nullopt;
    const qsizetype end = m_rest.indexOf(separator);
    m_more = end >= 0;
    const QByteArrayView part = m_more ? m_rest.first(end) : m_rest;
    m_rest = m_rest.sliced(m_more ? end + 1 : m_rest.size());
    return part;
}

std::optional<QByteArray> readBinary(QByteArrayView part)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(part.sliced(1).toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? std::optional(decoded.decoded) : std::nullopt;
}

QByteArray writeBinary(QByteArrayView bytes)
{
    return 'b' + bytes.toByteArray().toBase64();
}

std::optional<Opening> readOpening(QByteArrayView json)
{
    constexpr qint64 day = 24 * 3600 * 1000;
    constexpr qint64 exact = qint64(1) << 53;
    const QJsonObject object = QJsonDocument::fromJson(json.toByteArray()).object();
    Opening opening;
    opening.sid = object.value("sid"_L1).toString().toUtf8();
    if (opening.sid.isEmpty() || opening.sid.size() > longestSid)
        return std::nullopt;
    opening.takesWebSocket = object.value("upgrades"_L1).toArray().contains("websocket"_L1);
    opening.pingInterval = std::chrono::milliseconds(
        sensible(object.value("pingInterval"_L1), day, opening.pingInterval.count()));
    opening.pingTimeout =
        std::chrono::milliseconds(sensible(object.value("pingTimeout"_L1), day, opening.pingTimeout.count()));
    opening.maxPayload = sensible(object.value("maxPayload"_L1), exact, opening.maxPayload);
    return opening;
}

QByteArray write(const Opening &opening)
{
    const QJsonObject object{
        {u"sid"_s, QString::fromLatin1(opening.sid)},
        {u"upgrades"_s, opening.takesWebSocket ? QJsonArray{u"websocket"_s} : QJsonArray()},
        {u"pingInterval"_s, qint64(opening.pingInterval.count())},
        {u"pingTimeout"_s, qint64(opening.pingTimeout.count())},
        {u"maxPayload"_s, opening.maxPayload},
    };
    return write(PacketType::Open, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace feedscope::engineio
