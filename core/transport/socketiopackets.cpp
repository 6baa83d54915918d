#include "core/transport/eiofaults.h"
#include "core/transport/socketio.h"
#include "core/transport/websocket.h"

// What passes over an open session; how it opens and ends is in socketio.cpp.

namespace feedscope {

void SocketIoTransport::take(const QByteArray &payload, bool binary, Ns arrival)
{
    m_lastHeard = arrival;
    ++m_counters.messages;
    m_listener->transportMessage({payload, binary, arrival});
    if (m_stage == Stage::Open && !binary)
        react(payload);
}

void SocketIoTransport::react(const QByteArray &text)
{
    const auto packet = engineio::readPacket(text);
    if (!packet)
        return fail(eiofaults::noPacket(m_endpoint.url));
    switch (packet->type) {
    case engineio::PacketType::Message:
        reactToMessage(packet->data);
        break;
    case engineio::PacketType::Ping:
        say(engineio::write(engineio::PacketType::Pong, packet->data));
        break;
    case engineio::PacketType::Close:
        m_session.sid.clear();
        fail(eiofaults::sessionEnded(m_endpoint.url));
        break;
    case engineio::PacketType::Open:
    case engineio::PacketType::Pong:
    case engineio::PacketType::Upgrade:
    case engineio::PacketType::Noop:
        break;
    }
}

/// A packet that cannot be read is the decoder's to count: it says nothing about the session.
void SocketIoTransport::reactToMessage(QByteArrayView text)
{
    if (!text.isEmpty() && text.front() == '2') // an event, as nearly all are
        return;
    const auto packet = socketio::readPacket(text).packet;
    if (!packet)
        return;
    switch (packet->type) {
    case socketio::PacketType::Connect:
        sayAll(m_namespaces.entered(packet->nameSpace));
        if (m_namespaces.unanswered().isEmpty())
            m_deadline.stop();
        break;
    case socketio::PacketType::ConnectError:
        fail(eiofaults::connectError(m_endpoint.url, packet->nameSpace, packet->data));
        break;
    case socketio::PacketType::Disconnect:
        fail(eiofaults::disconnected(m_endpoint.url, packet->nameSpace));
        break;
    default:
        break;
    }
}

bool SocketIoTransport::send(const QByteArray &payload, bool binary)
{
    QByteArrayList now;
    if (m_stage != Stage::Open || binary || payload.size() > m_session.maxPayload ||
        !m_namespaces.say(payload, now))
        return false;
    return sayAll(now);
}

bool SocketIoTransport::sayAll(const QByteArrayList &packets)
{
    bool all = true;
    for (const QByteArray &packet : packets)
        all = say(packet) && all;
    return all;
}

bool SocketIoTransport::say(const QByteArray &packet)
{
    if (m_polling != nullptr)
        return m_polling->send(packet);
    return m_socket != nullptr && m_socket->send(packet, false);
}

bool SocketIoTransport::ping()
{
    return m_stage == Stage::Open && m_socket != nullptr && m_socket->ping();
}

std::int64_t SocketIoTransport::bytesSeen() const
{
    return m_socket != nullptr ? m_socket->bytesSeen() : -1;
}

void SocketIoTransport::transportPong(Ns roundTrip)
{
    if (m_stage == Stage::Open)
        m_listener->transportPong(roundTrip);
}

void SocketIoTransport::pollingRoundTrip(Ns roundTrip)
{
    if (m_stage == Stage::Open)
        m_listener->transportPong(roundTrip);
}

/// Messages are counted here: a frame of the probe is none.
void SocketIoTransport::addConnection(TransportCounters &sum, const TransportCounters &own)
{
    sum.payloadReceived += own.payloadReceived;
    sum.payloadSent += own.payloadSent;
    sum.frameHeaders += own.frameHeaders;
    sum.control += own.control;
}

TransportCounters SocketIoTransport::counters() const
{
    TransportCounters sum = m_counters;
    if (m_polling != nullptr) {
        sum.payloadReceived += m_polling->received();
        sum.payloadSent += m_polling->sent();
    }
    if (m_socket != nullptr)
        addConnection(sum, m_socket->counters());
    return sum;
}

} // namespace feedscope
