#include "core/transport/brokertransport.h"

#include "core/transport/headers.h"
#include "core/transport/plaintext.h"
#include "core/transport/sentences.h"
#include "core/transport/websocket.h"

#include <QCoreApplication>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostEarly = 64;
constexpr std::size_t mostPings = 16;

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

Endpoint overWebSocket(const Endpoint &endpoint, const QStringList &subprotocols)
{
    Endpoint result = withoutPrefix(endpoint);
    if (result.subprotocols.isEmpty())
        result.subprotocols = subprotocols;
    return result;
}

} // namespace

BrokerTransport::BrokerTransport(const Endpoint &endpoint, TransportListener *listener, Protocol protocol)
    : Transport(overWebSocket(endpoint, protocol.subprotocols), listener)
    , m_protocol(std::move(protocol))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &BrokerTransport::silent);
}

BrokerTransport::~BrokerTransport()
{
    BrokerTransport::stop();
}

void BrokerTransport::start()
{
    m_startedAt = steadyNow();
    m_socket = new WebSocketTransport(m_endpoint, this);
    m_socket->setParent(this);
    m_socket->start();
}

void BrokerTransport::stop()
{
    end();
}

/// A broker keeps what is subscribed to until it is told otherwise.
void BrokerTransport::goingForGood()
{
    if (m_over || !m_accepted)
        return;
    farewell();
}

void BrokerTransport::end()
{
    m_over = true;
    m_deadline.stop();
    if (m_socket == nullptr)
        return;
    m_last = m_socket->counters();
    m_socket->stop();
    m_socket->setParent(nullptr);
    std::exchange(m_socket, nullptr)->deleteLater();
}

void BrokerTransport::transportOpened(const Opened &opened)
{
    m_opened = opened;
    const auto waited = std::chrono::nanoseconds(steadyNow() - m_startedAt);
    const auto left =
        connectLimit(m_endpoint) - std::chrono::duration_cast<std::chrono::milliseconds>(waited);
    m_deadline.start(std::max(left, std::chrono::milliseconds(1)));
    begin();
}

/// The WebSocket stands, but the broker does not take us in.
void BrokerTransport::silent()
{
    const QString wanted = m_endpoint.subprotocols.join(u", "_s);
    const QString limit =
        QLocale().toString(static_cast<double>(connectLimit(m_endpoint).count()) / 1000.0, 'g', 3);
    const bool agreed = m_opened.subprotocol.isEmpty() && !wanted.isEmpty();
    const QString sentence =
        agreed
            ? QCoreApplication::translate(
                  "feedscope",
                  "%1 opened the WebSocket, but not for the subprotocol %2, and said nothing of %3 in %4 "
                  "s. Check "
                  "that a broker listens at this address.")
                  .arg(peer(), wanted, m_protocol.name, limit)
            : QCoreApplication::translate(
                  "feedscope",
                  "%1 opened the WebSocket, but said nothing of %2 in %3 s. Check the address; without its "
                  "subprotocol a broker stays silent.")
                  .arg(peer(), m_protocol.name, limit);
    fail({ErrorKind::Transient, plainText(sentence), {}, 0});
}

void BrokerTransport::transportMessage(Message &&message)
{
    if (m_over)
        return;
    m_arrival = message.arrival;
    if (m_pending.isEmpty()) {
        read(message.payload);
    } else {
        m_pending += message.payload;
        read(std::exchange(m_pending, {}));
    }
}

void BrokerTransport::read(const QByteArray &bytes)
{
    qsizetype start = 0;
    while (!m_over && start < bytes.size()) {
        const Extent extent =
            firstUnit(view(bytes).substr(static_cast<std::size_t>(start)), start == 0 ? m_seen : 0);
        if (extent.state == Extent::State::Broken)
            return fail(sentences::protocol(m_endpoint.url,
                                            QCoreApplication::translate("feedscope", extent.problem)));
        if (extent.state == Extent::State::Partial)
            break;
        const auto size = static_cast<qsizetype>(extent.size);
        m_seen = 0;
        m_unit = size == bytes.size() ? bytes : bytes.sliced(start, size);
        take();
        start += size;
    }
    if (m_over || start >= bytes.size())
        return;
    m_pending = start == 0 ? bytes : bytes.sliced(start);
    m_seen = view(m_pending).size();
    if (m_pending.size() > m_endpoint.limits.message)
        fail(sentences::tooLarge(m_endpoint.url, m_endpoint.limits.message));
}

void BrokerTransport::deliver()
{
    if (!m_accepted) {
        if (m_early.size() < mostEarly)
            return m_early.push_back(m_unit);
        return refuse(
            ErrorKind::Transient,
            QCoreApplication::translate("feedscope", "%1 says much, but does not take this client in.")
                .arg(peer()));
    }
    ++m_messages;
    m_listener->transportMessage({m_unit, m_protocol.binary, m_arrival});
}

void BrokerTransport::accepted()
{
    if (m_accepted || m_over)
        return;
    m_accepted = true;
    m_deadline.stop();
    m_opened.ready = steadyNow() - m_startedAt;
    const QByteArray current = m_unit;
    m_listener->transportOpened(m_opened);
    for (; !m_over && !m_early.empty(); m_early.pop_front()) {
        m_unit = m_early.front();
        deliver();
    }
    m_unit = current;
}

bool BrokerTransport::send(const QByteArray &payload, bool)
{
    if (m_over || m_socket == nullptr || !m_accepted)
        return false;
    const Written unit = written(payload);
    if (unit.foreign)
        return false;
    if (!unit.problem.isEmpty()) {
        // Later: a lane is in the middle of what it has to say.
        QMetaObject::invokeMethod(
            this, [this, problem = unit.problem] { refuse(ErrorKind::Persistent, problem); },
            Qt::QueuedConnection);
        return false;
    }
    say(unit.bytes);
    return !m_over;
}

QByteArrayList BrokerTransport::greeting()
{
    QByteArrayList units;
    for (const QByteArray &text : m_endpoint.greeting) {
        const Written unit = written(text);
        if (!unit.problem.isEmpty())
            refuse(ErrorKind::Persistent, unit.problem);
        else if (!unit.foreign)
            units.append(unit.bytes);
    }
    return units;
}

void BrokerTransport::say(const QByteArray &unit)
{
    if (m_over || unit.isEmpty())
        return;
    ++m_unitsSent;
    m_socket->send(unit, m_protocol.binary);
}

bool BrokerTransport::ping()
{
    return pingBeneath();
}

bool BrokerTransport::pingBeneath()
{
    return !m_over && m_socket != nullptr && m_socket->ping();
}

void BrokerTransport::pingSent()
{
    m_pings.push_back(steadyNow());
    if (m_pings.size() > mostPings)
        m_pings.pop_front();
}

/// Answers come in the order of the questions.
void BrokerTransport::pongCame()
{
    if (m_pings.empty())
        return;
    const Ns sent = m_pings.front();
    m_pings.pop_front();
    if (m_accepted)
        m_listener->transportPong(m_arrival - sent);
}

void BrokerTransport::transportPong(Ns roundTrip)
{
    if (m_accepted && !m_over)
        m_listener->transportPong(roundTrip);
}

void BrokerTransport::transportFailed(const TransportError &error)
{
    fail(error);
}

void BrokerTransport::transportClosed(const Closed &closed)
{
    if (m_over)
        return;
    Closed told = closed;
    if (!m_reason.isEmpty())
        told.reason = m_reason;
    if (!m_accepted) {
        const QString why = told.reason.isEmpty()
                                ? QCoreApplication::translate("feedscope", "code %1").arg(closed.code)
                                : told.reason;
        return refuse(ErrorKind::Transient,
                      QCoreApplication::translate(
                          "feedscope", "%1 closed the WebSocket before it took this client in: %2. Check the "
                                       "address and what the profile sends first.")
                          .arg(peer(), why));
    }
    end();
    m_listener->transportClosed(told);
}

void BrokerTransport::refuse(ErrorKind kind, const QString &sentence)
{
    fail({kind, plainText(sentence, 200), {}, 0});
}

void BrokerTransport::fail(const TransportError &error)
{
    if (m_over)
        return;
    end();
    m_listener->transportFailed(error);
}

std::int64_t BrokerTransport::bytesSeen() const
{
    return m_socket == nullptr ? -1 : m_socket->bytesSeen();
}

TransportCounters BrokerTransport::counters() const
{
    TransportCounters counters = m_socket == nullptr ? m_last : m_socket->counters();
    counters.messages = m_messages;
    return counters;
}

QString BrokerTransport::peer() const
{
    return sentences::peer(m_endpoint.url);
}

} // namespace feedscope
