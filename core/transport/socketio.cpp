#include "core/transport/socketio.h"

#include "core/transport/eiofaults.h"
#include "core/transport/headers.h"
#include "core/transport/sentences.h"
#include "core/transport/websocket.h"

#include <algorithm>
#include <utility>

// How a session opens, moves to a WebSocket and ends; what passes over it is in socketiopackets.cpp.

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

const QByteArray probe = "2probe";
const QByteArray probed = "3probe";

} // namespace

SocketIoTransport::SocketIoTransport(const Endpoint &endpoint, TransportListener *listener)
    : Transport(endpoint, listener)
    , m_namespaces(endpoint.limits.sendBacklog)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &SocketIoTransport::deadlineOver);
    m_silence.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, &SocketIoTransport::checkSilence);
}

SocketIoTransport::~SocketIoTransport()
{
    SocketIoTransport::stop();
}

/// The listener hears nothing before start() has returned.
void SocketIoTransport::start()
{
    QMetaObject::invokeMethod(this, &SocketIoTransport::begin, Qt::QueuedConnection);
}

void SocketIoTransport::begin()
{
    if (m_stage == Stage::Ended)
        return;
    const QStringList schemes{
        u"socketio+http"_s, u"socketio+https"_s, u"http"_s, u"https"_s, u"ws"_s, u"wss"_s};
    if (const auto fault = checkEndpoint(m_endpoint, schemes))
        return fail(*fault);
    m_address = EioAddress::of(withoutPrefix(m_endpoint).url);
    m_endpoint.url = m_address.base;
    m_startedAt = steadyNow();
    m_deadline.start(connectLimit(m_endpoint));
    if (!m_address.polling)
        return openSocket({});
    m_polling = new EioPolling(m_endpoint, m_address, this, this);
    m_polling->open();
}

void SocketIoTransport::openSocket(const QByteArray &sid)
{
    Endpoint endpoint = m_endpoint;
    endpoint.url = m_address.webSocketUrl(sid);
    m_socket = new WebSocketTransport(endpoint, this);
    m_socket->setParent(this);
    m_socket->start();
}

void SocketIoTransport::sessionOpened(const QByteArray &openPacket, Ns arrival)
{
    const auto packet = engineio::readPacket(openPacket);
    const auto session = packet && packet->type == engineio::PacketType::Open
                             ? engineio::readOpening(packet->data)
                             : std::nullopt;
    if (!session)
        return fail(eiofaults::noSession(m_endpoint.url));
    m_session = *session;
    m_lastHeard = arrival;
    m_early.push_back({openPacket, false, arrival});
    m_silence.start(m_session.pingInterval + m_session.pingTimeout);
}

/// The first body: the open packet, and whatever the server says in the same breath.
void SocketIoTransport::pollingBody(const QByteArray &body, Ns arrival)
{
    engineio::BodyReader reader(body);
    if (m_stage == Stage::Opening)
        sessionOpened(reader.next().value_or(QByteArrayView()).toByteArray(), arrival);
    const bool opening = m_stage == Stage::Opening;
    while (m_stage != Stage::Ended) {
        const auto part = reader.next();
        if (!part)
            break;
        auto bytes = engineio::isBinary(*part) ? engineio::readBinary(*part) : std::nullopt;
        const bool binary = bytes.has_value();
        if (!binary)
            bytes = part->toByteArray();
        if (m_stage == Stage::Open)
            take(*bytes, binary, arrival);
        else
            m_early.push_back({*bytes, binary, arrival});
    }
    if (!opening || m_stage == Stage::Ended)
        return;
    m_polling->adopt(m_session);
    if (!m_address.webSocket || !m_session.takesWebSocket)
        return announce(u"polling"_s);
    m_stage = Stage::Probing;
    m_deadline.start(std::max(m_deadline.remainingTime() / 2, 1)); // the other half is for the way back
    openSocket(m_session.sid);
}

void SocketIoTransport::transportOpened(const Opened &opened)
{
    m_opened.hostFound = opened.hostFound;
    m_opened.connected = opened.connected;
    m_opened.encrypted = opened.encrypted;
    if (m_stage == Stage::Probing)
        m_socket->send(probe, false);
}

void SocketIoTransport::transportMessage(Message &&message)
{
    switch (m_stage) {
    case Stage::Opening:
        sessionOpened(message.payload, message.arrival);
        if (m_stage == Stage::Opening)
            announce(u"websocket"_s);
        break;
    case Stage::Probing:
        if (message.payload != probed)
            return stayOnPolling();
        m_socket->send(engineio::write(engineio::PacketType::Upgrade), false);
        announce(u"websocket"_s);
        break;
    case Stage::Open:
        take(message.payload, message.binary, message.arrival);
        break;
    case Stage::Ended:
        break;
    }
}

/// The session lives on where it began.
void SocketIoTransport::stayOnPolling()
{
    dropSocket({});
    announce(u"polling"_s);
}

void SocketIoTransport::transportFailed(const TransportError &error)
{
    if (m_stage == Stage::Probing)
        return stayOnPolling();
    m_session.sid.clear(); // it went with the connection
    fail(error);
}

void SocketIoTransport::transportClosed(const Closed &closed)
{
    if (m_stage == Stage::Probing)
        return stayOnPolling();
    if (m_stage == Stage::Opening)
        return fail(sentences::unreachable(m_endpoint.url, QAbstractSocket::RemoteHostClosedError, {}));
    m_session.sid.clear();
    leave(false);
    m_listener->transportClosed(closed);
}

void SocketIoTransport::pollingFailed(const TransportError &error, bool noPolling)
{
    // It has ended itself; nothing can be said over it any more.
    m_session.sid.clear();
    dropPolling({});
    if (noPolling && m_stage == Stage::Opening && m_address.webSocket)
        openSocket({});
    else
        fail(error);
}

/// The attempt is open: the feed's profile speaks first, then what the server has already said is delivered.
void SocketIoTransport::announce(const QString &way)
{
    m_deadline.stop();
    if (m_socket != nullptr)
        dropPolling({});
    m_stage = Stage::Open;
    m_opened.subprotocol = way;
    m_opened.ready = steadyNow() - m_startedAt;
    m_listener->transportOpened(m_opened);
    const auto early = std::exchange(m_early, {});
    for (const EarlyPacket &packet : early) {
        if (m_stage != Stage::Open)
            return;
        take(packet.payload, packet.binary, packet.arrival);
    }
    if (m_stage != Stage::Open)
        return;
    QByteArrayList greeting;
    if (m_namespaces.isEmpty() && m_namespaces.say("40", greeting))
        sayAll(greeting);
    if (m_stage == Stage::Open && !m_namespaces.unanswered().isEmpty())
        m_deadline.start(connectLimit(m_endpoint));
    if (m_polling != nullptr)
        m_polling->begin();
}

void SocketIoTransport::deadlineOver()
{
    const auto limit = connectLimit(m_endpoint);
    if (m_stage == Stage::Probing)
        stayOnPolling();
    else if (m_stage == Stage::Opening)
        fail(sentences::tooSlow(m_endpoint.url, limit));
    else if (const QByteArray name = m_namespaces.unanswered(); !name.isEmpty())
        fail(eiofaults::unanswered(m_endpoint.url, name, limit));
}

/// Rearmed only when it rings: packets are many.
void SocketIoTransport::checkSilence()
{
    const auto limit = m_session.pingInterval + m_session.pingTimeout;
    const std::chrono::nanoseconds since(steadyNow() - m_lastHeard);
    if (since < limit)
        m_silence.start(std::chrono::ceil<std::chrono::milliseconds>(limit - since));
    else
        fail(eiofaults::silent(m_endpoint.url, limit));
}

void SocketIoTransport::fail(const TransportError &error)
{
    if (m_stage == Stage::Ended)
        return;
    leave(true);
    m_listener->transportFailed(error);
}

void SocketIoTransport::stop()
{
    if (m_stage != Stage::Ended)
        leave(true);
}

/// Out of the namespaces, then out of the session, as far as there are any.
void SocketIoTransport::leave(bool politely)
{
    m_stage = Stage::Ended;
    m_deadline.stop();
    m_silence.stop();
    QByteArrayList farewell;
    if (politely && !m_session.sid.isEmpty())
        farewell = m_namespaces.farewell() << engineio::write(engineio::PacketType::Close);
    dropSocket(m_polling == nullptr ? farewell : QByteArrayList());
    dropPolling(farewell);
}

void SocketIoTransport::dropPolling(const QByteArrayList &farewell)
{
    if (m_polling == nullptr)
        return;
    m_counters.payloadReceived += m_polling->received();
    m_counters.payloadSent += m_polling->sent();
    std::exchange(m_polling, nullptr)->partWith(farewell, m_endpoint.limits.close);
}

void SocketIoTransport::dropSocket(const QByteArrayList &farewell)
{
    if (m_socket == nullptr)
        return;
    for (const QByteArray &packet : farewell)
        m_socket->send(packet, false);
    addConnection(m_counters, m_socket->counters());
    m_socket->stop();
    std::exchange(m_socket, nullptr)->deleteLater();
}

} // namespace feedscope
