#include "core/server/commands.h"

#include "core/clock.h"
#include "core/server/updatetext.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace feedscope::server {

using namespace Qt::StringLiterals;

namespace {

/// The member as it came, so that a number that a double cannot hold is not changed; only plain values are
/// echoed.
QByteArray echo(const QJsonValue &value)
{
    if (value.isString())
        return jsonString(value.toString());
    if (!value.isDouble())
        return "null";
    const qint64 whole = value.toInteger();
    return value == QJsonValue(whole) ? QByteArray::number(whole)
                                      : QByteArray::number(value.toDouble(), 'g', 17);
}

QByteArray pong(const QJsonObject &ping, std::int64_t receivedUs)
{
    return "{\"type\":\"pong\",\"id\":" + echo(ping.value("id"_L1)) + ",\"t1\":" + echo(ping.value("t"_L1)) +
           ",\"t2\":" + QByteArray::number(static_cast<qlonglong>(receivedUs)) +
           ",\"t3\":" + QByteArray::number(static_cast<qlonglong>(wallMicroseconds())) + '}';
}

} // namespace

std::int64_t wallMicroseconds()
{
    return wallNow() / microsecond;
}

QByteArray answerTo(const QByteArray &text, std::int64_t receivedUs)
{
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    if (object.value("op"_L1) == "ping"_L1)
        return pong(object, receivedUs);
    return "{\"type\":\"error\",\"text\":\"This feed knows only {\\\"op\\\":\\\"ping\\\"}.\"}";
}

} // namespace feedscope::server
