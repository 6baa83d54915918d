#include "core/server/eiosession.h"

#include "core/server/commands.h"
#include "core/server/httpconnection.h"
#include "core/transport/socketio/engineio.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <utility>

namespace feedscope::server {

using engineio::PacketType;

namespace {

constexpr int badRequest = 3; // Engine.IO's own number for it

HttpResponse text(const QByteArray &body)
{
    HttpResponse response;
    response.type = "text/plain; charset=UTF-8";
    response.body = body;
    response.headers.emplaceBack("Cache-Control", "no-store");
    return response;
}

} // namespace

HttpResponse eioRefusal(int code, QByteArrayView message)
{
    HttpResponse response;
    response.status = 400;
    response.body =
        "{\"code\":" + QByteArray::number(code) + ",\"message\":\"" + message.toByteArray() + "\"}";
    return response;
}

EioSession::EioSession(const QByteArray &sid, const QHostAddress &peer, const Api &api,
                       const ServerLimits &limits, ServerCounters &counters, QObject *parent)
    : QObject(parent)
    , m_sid(sid)
    , m_peer(peer)
    , m_api(api)
    , m_limits(limits)
    , m_counters(counters)
{
    m_heart.setSingleShot(true);
    connect(&m_heart, &QTimer::timeout, this, &EioSession::beat);
    m_heart.start(limits.pingInterval);
    put(engineio::write(
        engineio::Opening{sid, true, limits.pingInterval, limits.pingTimeout, limits.clientMessage}));
}

// What comes in.

HttpResponse EioSession::poll(HttpConnection *visitor)
{
    if (isOnWebSocket())
        return eioRefusal(badRequest, "Bad request");
    if (m_visitor != nullptr && m_visitor != visitor && m_visitor->isHeld()) {
        close(); // two at once: npm's server ends such a session as well
        return eioRefusal(badRequest, "Bad request");
    }
    m_visitor = nullptr;
    if (!m_waiting.isEmpty() || !m_pending.isEmpty())
        return text(takeBody());
    HttpResponse response = text(engineio::write(PacketType::Noop));
    if (m_probing) // ends the last request on the way that is being left
        return response;
    m_visitor = visitor;
    response.hold = m_limits.hold;
    return response;
}

HttpResponse EioSession::post(const QByteArray &body, std::int64_t receivedUs)
{
    bool good = body.size() <= m_limits.clientMessage && !isOnWebSocket();
    engineio::BodyReader reader(body);
    while (good && !m_over) {
        const auto part = reader.next();
        if (!part)
            break;
        good = take(*part, receivedUs);
    }
    if (good)
        return text("ok");
    close();
    if (body.size() <= m_limits.clientMessage)
        return eioRefusal(badRequest, "Bad request");
    ++m_counters.refusedSize;
    return refusal(413, "This is more than maxPayload allows at a time; send less.");
}

void EioSession::attach(EioSocket *socket, bool probe)
{
    m_socket = socket;
    m_probing = true;
    connect(socket, &EioSocket::packetArrived, this, &EioSession::fromSocket);
    connect(socket, &EioSocket::finished, this, &EioSession::socketLeft);
    if (!probe)
        return move();
    QTimer::singleShot(m_limits.handshake, this, &EioSession::probeOver);
}

void EioSession::probeOver()
{
    if (m_probing && m_socket != nullptr)
        m_socket->close(1002, "This took too long to move the session.");
}

void EioSession::fromSocket(const QByteArray &packet, std::int64_t receivedUs)
{
    if (!m_probing) {
        if (!take(packet, receivedUs))
            close();
    } else if (packet == "2probe") {
        m_socket->sendText("3probe");
        wake();
    } else if (packet == "5") {
        move();
    } else {
        m_socket->close(1002, "This is no way to move a session.");
    }
}

/// All that waits goes out over the WebSocket, and from now on everything.
void EioSession::move()
{
    m_probing = false;
    wake();
    const QByteArrayList waiting = std::exchange(m_waiting, {});
    m_waitingSize = 0;
    for (const QByteArray &packet : waiting)
        m_socket->sendText(packet);
    for (const Update &update : m_pending.take())
        m_socket->sendText(eventPacket(update.text));
}

void EioSession::socketLeft()
{
    m_socket = nullptr;
    if (!std::exchange(m_probing, false))
        end(); // else it goes on where it was
}

bool EioSession::take(QByteArrayView text, std::int64_t receivedUs)
{
    const auto packet = engineio::readPacket(text);
    if (!packet)
        return false;
    switch (packet->type) {
    case PacketType::Pong:
        m_pinged = false;
        m_heart.start(m_limits.pingInterval);
        return true;
    case PacketType::Message:
        ++m_counters.messagesReceived;
        return takeMessage(packet->data, receivedUs);
    case PacketType::Close:
        end();
        return true;
    default:
        return false;
    }
}

bool EioSession::takeMessage(QByteArrayView text, std::int64_t receivedUs)
{
    const auto packet = socketio::readPacket(text).packet;
    if (!packet)
        return false;
    switch (packet->type) {
    case socketio::PacketType::Connect:
        enter(*packet);
        return true;
    case socketio::PacketType::Disconnect:
        m_inside = m_inside && packet->nameSpace != "/";
        return true;
    case socketio::PacketType::Event:
        if (!m_inside || packet->nameSpace != "/")
            return false;
        event(*packet, receivedUs);
        return true;
    case socketio::PacketType::Ack:
        return true;
    default:
        return false;
    }
}

void EioSession::enter(const socketio::Packet &packet)
{
    if (packet.nameSpace != "/") {
        say(socketio::write({socketio::PacketType::ConnectError,
                             0,
                             packet.nameSpace,
                             {},
                             "{\"message\":\"Invalid namespace\"}"}));
        return;
    }
    if (std::exchange(m_inside, true))
        return;
    const QByteArray id = QByteArray::number(QRandomGenerator::system()->generate64(), 36);
    put("40{\"sid\":\"" + id + "\"}");
    for (const QByteArray &message : m_api.firstMessages())
        put(eventPacket(message));
    wake();
}

/// The feed's commands are the first argument of an event of any name.
void EioSession::event(const socketio::Packet &packet, std::int64_t receivedUs)
{
    const QJsonArray arguments = QJsonDocument::fromJson(packet.data.toByteArray()).array();
    const QByteArray command = QJsonDocument(arguments.at(1).toObject()).toJson(QJsonDocument::Compact);
    const QByteArray answer = answerTo(command, receivedUs);
    if (packet.ack)
        say(socketio::write({socketio::PacketType::Ack, 0, "/", packet.ack, '[' + answer + ']'}));
    else
        say(eventPacket(answer));
}

// What goes out.

void EioSession::publish(const EventBatch &batch)
{
    if (!m_inside || m_over)
        return;
    if (isOnWebSocket())
        return m_socket->send(batch.frames, batch.updates);
    if (!m_pending.isEmpty() || m_waitingSize + batch.size > m_limits.backlog) {
        m_pending.add(batch.updates, m_counters);
    } else {
        m_waiting += batch.packets;
        m_waitingSize += batch.size;
        m_counters.messagesSent += batch.packets.size();
    }
    wake();
}

void EioSession::say(const QByteArray &packet)
{
    put(packet);
    wake();
}

/// Without telling the client yet that there is something.
void EioSession::put(const QByteArray &packet)
{
    if (m_over)
        return;
    if (isOnWebSocket())
        return m_socket->sendText(packet);
    m_waiting.append(packet);
    m_waitingSize += packet.size();
    ++m_counters.messagesSent;
    if (m_waitingSize > 2 * m_limits.backlog)
        end(); // it asks for answers and does not fetch them
}

void EioSession::wake()
{
    if (m_visitor != nullptr)
        m_visitor->answerHeld();
}

QByteArray EioSession::takeBody()
{
    for (const Update &update : m_pending.take()) {
        m_waiting.append(eventPacket(update.text));
        ++m_counters.messagesSent;
    }
    m_waitingSize = 0;
    return std::exchange(m_waiting, {}).join(engineio::separator);
}

/// The server pings, the client answers (Engine.IO 4); a client that never asks never answers, either.
void EioSession::beat()
{
    if (m_pinged) {
        ++m_counters.refusedTime;
        return close();
    }
    m_pinged = true;
    m_heart.start(m_limits.pingTimeout);
    say(engineio::write(PacketType::Ping));
}

void EioSession::close()
{
    if (m_over)
        return;
    if (m_inside)
        put("41");
    put(engineio::write(PacketType::Close));
    end();
}

void EioSession::end()
{
    if (std::exchange(m_over, true))
        return;
    m_heart.stop();
    wake();
    if (m_socket != nullptr)
        m_socket->close(1000, {});
    emit ended();
}

} // namespace feedscope::server
