#include "core/transport/socketio/namespaces.h"

#include <algorithm>
#include <utility>

namespace feedscope::socketio {

Namespaces::Namespace *Namespaces::find(QByteArrayView name)
{
    const auto found = std::ranges::find(m_all, name, &Namespace::name);
    return found == m_all.end() ? nullptr : &*found;
}

bool Namespaces::ask(QByteArrayView name, const QByteArray &packet, QByteArrayList &now)
{
    if (m_all.size() == most)
        return false;
    m_all.push_back({name.toByteArray(), false, {}});
    now.append(packet);
    return true;
}

bool Namespaces::tell(Namespace &space, const QByteArray &packet, QByteArrayList &now)
{
    if (space.inside) {
        now.append(packet);
        return true;
    }
    if (m_waiting + packet.size() > m_limit)
        return false;
    m_waiting += packet.size();
    space.waiting.append(packet);
    return true;
}

bool Namespaces::say(const QByteArray &text, QByteArrayList &now)
{
    if (!text.startsWith('4'))
        return false;
    const ReadResult read = readPacket(QByteArrayView(text).sliced(1));
    if (!read.packet || read.packet->type == PacketType::ConnectError)
        return false;
    const Packet &packet = *read.packet;
    Namespace *space = find(packet.nameSpace);
    if (packet.type == PacketType::Connect)
        return space != nullptr || ask(packet.nameSpace, text, now);
    if (packet.type == PacketType::Disconnect) {
        const auto gone = std::erase_if(
            m_all, [&packet](const Namespace &one) { return one.name == packet.nameSpace && one.inside; });
        if (gone > 0)
            now.append(text);
        return gone > 0;
    }
    const Packet connect{PacketType::Connect, 0, packet.nameSpace, {}, {}};
    if (space == nullptr && !ask(packet.nameSpace, write(connect), now))
        return false;
    return tell(*find(packet.nameSpace), text, now);
}

QByteArray Namespaces::unanswered() const
{
    const auto found = std::ranges::find(m_all, false, &Namespace::inside);
    return found == m_all.end() ? QByteArray() : found->name;
}

QByteArrayList Namespaces::entered(QByteArrayView name)
{
    Namespace *space = find(name);
    if (space == nullptr || space->inside)
        return {};
    space->inside = true;
    for (const QByteArray &packet : space->waiting)
        m_waiting -= packet.size();
    return std::exchange(space->waiting, {});
}

QByteArrayList Namespaces::farewell() const
{
    QByteArrayList packets;
    for (const Namespace &space : m_all)
        if (space.inside)
            packets.append(write({PacketType::Disconnect, 0, space.name, {}, {}}));
    return packets;
}

} // namespace feedscope::socketio
