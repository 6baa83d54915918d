#include "core/server/eiohub.h"

#include "core/server/httpconnection.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace feedscope::server {

namespace {

// Engine.IO's own numbers and words.
constexpr int unknownTransport = 0;
constexpr int unknownSid = 1;
constexpr int badMethod = 2;
constexpr int badRequest = 3;
constexpr int unsupportedVersion = 5;

/// Nobody can guess it: it is all that a session is protected by.
QByteArray freshSid()
{
    std::array<quint32, 4> random;
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    return QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

EioHub::EioHub(const Api &api, const ServerLimits &limits, ServerCounters &counters)
    : m_api(api)
    , m_limits(limits)
    , m_counters(counters)
{}

EioHub::~EioHub()
{
    const auto sessions = std::exchange(m_sessions, {});
    for (EioSession *session : sessions) {
        session->disconnect(this);
        delete session;
    }
}

bool EioHub::owns(const HttpRequest &request)
{
    return request.path == "/socket.io/" || request.path == "/socket.io";
}

EioSession *EioHub::find(const HttpRequest &request) const
{
    return m_sessions.value(request.parameter("sid").value_or(QByteArray()));
}

std::optional<HttpResponse> EioHub::mistakeIn(const HttpRequest &request) const
{
    const auto transport = request.parameter("transport");
    if (transport != "polling" && transport != "websocket")
        return eioRefusal(unknownTransport, "Transport unknown");
    if (request.parameter("sid"))
        return find(request) ? std::nullopt : std::optional(eioRefusal(unknownSid, "Session ID unknown"));
    if (request.method != "GET")
        return eioRefusal(badMethod, "Bad handshake method");
    if (request.parameter("EIO") != "4")
        return eioRefusal(unsupportedVersion, "Unsupported protocol version");
    return std::nullopt;
}

std::optional<HttpResponse> EioHub::fullFor(const QHostAddress &peer) const
{
    const auto ofPeer = std::ranges::count(m_sessions, peer, &EioSession::peer);
    if (!m_stopping && m_sessions.size() < m_limits.connections && ofPeer < m_limits.connectionsPerPeer)
        return std::nullopt;
    return refusal(503, "There are too many sessions; end some first.");
}

EioSession *EioHub::open(const QHostAddress &peer)
{
    auto *session = new EioSession(freshSid(), peer, m_api, m_limits, m_counters, this);
    m_sessions.insert(session->sid(), session);
    connect(session, &EioSession::ended, this, [this, session] { forget(session); });
    return session;
}

void EioHub::forget(EioSession *session)
{
    m_sessions.remove(session->sid());
    session->deleteLater();
}

HttpResponse EioHub::answer(const HttpRequest &request, std::int64_t receivedUs, HttpConnection *visitor)
{
    if (const auto mistake = mistakeIn(request))
        return *mistake;
    if (request.parameter("transport") != "polling") // and it did not ask to become one
        return eioRefusal(badRequest, "Bad request");
    EioSession *session = find(request);
    if (session == nullptr) {
        const QHostAddress peer = visitor->socket()->peerAddress();
        if (const auto full = fullFor(peer)) {
            ++m_counters.refusedPeer;
            return *full;
        }
        session = open(peer);
    }
    if (request.method == "GET")
        return session->poll(visitor);
    if (request.method == "POST")
        return session->post(request.body, receivedUs);
    return eioRefusal(badMethod, "Bad handshake method");
}

std::optional<HttpResponse> EioHub::refusalOf(const HttpRequest &request, const QHostAddress &peer) const
{
    if (auto mistake = mistakeIn(request))
        return mistake;
    if (request.parameter("transport") != "websocket")
        return eioRefusal(badRequest, "Bad request");
    const EioSession *session = find(request);
    if (session != nullptr)
        return session->hasSocket() ? std::optional(eioRefusal(badRequest, "Bad request")) : std::nullopt;
    return fullFor(peer);
}

void EioHub::take(const HttpRequest &request, EioSocket *socket)
{
    EioSession *session = find(request);
    const bool probe = session != nullptr;
    if (!probe && request.parameter("sid")) // it ended while the handshake was on its way
        return socket->close(1001, "Session ID unknown");
    if (!probe)
        session = open(socket->socket()->peerAddress());
    session->attach(socket, probe);
}

void EioHub::publish(const Batch &batch)
{
    if (m_sessions.isEmpty())
        return;
    EventBatch events{batch.updates(), {}, {}, 0};
    for (const Update &update : batch.updates()) {
        events.packets.append(eventPacket(update.text));
        events.size += events.packets.last().size();
    }
    if (std::ranges::any_of(m_sessions, &EioSession::isOnWebSocket))
        for (const QByteArray &packet : std::as_const(events.packets))
            appendFrame(events.frames, WsOpcode::Text, packet);
    const auto now = m_sessions; // one that ends meanwhile is deleted later
    for (EioSession *session : now)
        session->publish(events);
}

void EioHub::stop()
{
    m_stopping = true;
    const auto now = m_sessions;
    for (EioSession *session : now)
        session->close();
}

} // namespace feedscope::server
