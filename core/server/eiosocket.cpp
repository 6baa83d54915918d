#include "core/server/eiosocket.h"

namespace feedscope::server {

QByteArray eventPacket(const QByteArray &object)
{
    // The feed's own texts all begin so; the name needs no escapes.
    constexpr qsizetype start = sizeof("{\"type\":\"") - 1;
    const QByteArrayView name = QByteArrayView(object).sliced(start, object.indexOf('"', start) - start);
    QByteArray packet;
    packet.reserve(8 + name.size() + object.size());
    return packet.append("42[\"").append(name).append("\",").append(object).append(']');
}

void EioSocket::append(QByteArray &out, const Update &update) const
{
    appendFrame(out, WsOpcode::Text, eventPacket(update.text));
}

} // namespace feedscope::server
