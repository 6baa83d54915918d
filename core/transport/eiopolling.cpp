#include "core/transport/eiopolling.h"

#include "core/transport/eiofaults.h"
#include "core/transport/headers.h"
#include "core/transport/sentences.h"

#include <QThread>

#include <utility>

namespace feedscope {

namespace {

constexpr qsizetype mostPackets = 16; ///< of one POST: python-engineio takes no more

} // namespace

EioPolling::EioPolling(const Endpoint &endpoint, const EioAddress &address, EioPollingListener *listener,
                       QObject *parent)
    : QObject(parent)
    , m_endpoint(endpoint)
    , m_address(address)
    , m_listener(listener)
    , m_get(endpoint)
    , m_post(endpoint)
{
    connect(&m_get, &HttpExchange::ended, this, &EioPolling::answered);
    connect(&m_post, &HttpExchange::ended, this, &EioPolling::posted);
}

void EioPolling::open()
{
    m_get.get(m_get.request(requestUrl(m_address.pollingUrl({}))));
}

void EioPolling::begin()
{
    m_begun = true;
    flush();
    ask();
}

/// A server that keeps its word answers with a ping at the latest.
void EioPolling::ask()
{
    m_get.get(m_get.request(requestUrl(m_address.pollingUrl(m_session.sid))),
              m_session.pingInterval + m_session.pingTimeout);
}

std::optional<TransportError> EioPolling::faultOf(const HttpEnd &end, const HttpExchange &exchange,
                                                  const QByteArray &body) const
{
    if (end.fault)
        return end.fault;
    const HttpHead &head = exchange.head();
    if (head.status != 200) {
        const TransportError status =
            sentences::httpStatus(m_endpoint.url, head.status, head.location, head.retryAfter);
        return m_session.sid.isEmpty() ? eiofaults::refused(m_endpoint.url, status, body)
                                       : eiofaults::sessionLost(m_endpoint.url, status, body);
    }
    if (!head.encoding.isEmpty() && head.encoding != "identity")
        return sentences::badEncoding(m_endpoint.url);
    return std::nullopt;
}

void EioPolling::answered(const HttpEnd &end)
{
    const QByteArray body = m_get.takeBody();
    m_received += body.size();
    if (const auto fault = faultOf(end, m_get, body))
        return fail(*fault, m_session.sid.isEmpty() && eiofaults::offersNoPolling(body));
    if (m_begun && body.isEmpty()) // python-engineio says so that a session is over
        return fail(eiofaults::sessionEnded(m_endpoint.url));
    // Asked for at once, so that the server can answer while these are read.
    if (m_begun)
        ask();
    if (m_listener != nullptr)
        m_listener->pollingBody(body, end.at);
}

bool EioPolling::send(const QByteArray &packet)
{
    if (packet.size() > m_session.maxPayload || packet.contains(engineio::separator))
        return false;
    if (m_queued + packet.size() > m_endpoint.limits.sendBacklog) {
        const auto giveUp = [this] {
            fail(sentences::backlog(m_endpoint.url, m_endpoint.limits.sendBacklog));
        };
        QMetaObject::invokeMethod(this, giveUp, Qt::QueuedConnection);
        return false;
    }
    m_queue.append(packet);
    m_queued += packet.size();
    // Later: what is said in one go leaves in one go.
    if (m_begun && !m_posting && m_queue.size() == 1)
        QMetaObject::invokeMethod(this, &EioPolling::flush, Qt::QueuedConnection);
    return true;
}

/// As many packets as one POST may carry.
QByteArray EioPolling::nextBody()
{
    QByteArray body = m_queue.takeFirst();
    for (qsizetype packets = 1; packets < mostPackets && !m_queue.isEmpty(); ++packets) {
        if (body.size() + 1 + m_queue.first().size() > m_session.maxPayload)
            break;
        body.append(engineio::separator).append(m_queue.takeFirst());
    }
    return body;
}

void EioPolling::flush()
{
    if (m_posting || m_queue.isEmpty())
        return;
    const QByteArray body = nextBody();
    m_queued -= body.size() - body.count(engineio::separator);
    m_sent += body.size();
    m_posting = true;
    m_postedAt = steadyNow();
    QNetworkRequest request = m_post.request(requestUrl(m_address.pollingUrl(m_session.sid)));
    request.setRawHeader("Content-Type", "text/plain;charset=UTF-8");
    m_post.post(request, body);
}

void EioPolling::posted(const HttpEnd &end)
{
    m_posting = false;
    const QByteArray body = m_post.takeBody();
    m_received += body.size();
    if (const auto fault = faultOf(end, m_post, body))
        return fail(*fault);
    if (m_listener == nullptr && m_queue.isEmpty())
        return deleteLater();
    flush();
    // The first one paid for the connection as well.
    if (++m_posts > 1 && m_listener != nullptr)
        m_listener->pollingRoundTrip(end.at - m_postedAt);
}

void EioPolling::fail(const TransportError &error, bool noPolling)
{
    m_get.stop();
    m_post.stop();
    EioPollingListener *listener = std::exchange(m_listener, nullptr);
    if (listener != nullptr)
        listener->pollingFailed(error, noPolling);
    else
        deleteLater();
}

void EioPolling::partWith(const QByteArrayList &farewell, std::chrono::milliseconds limit)
{
    m_listener = nullptr;
    setParent(nullptr);
    m_get.disconnect(this);
    m_queue = m_session.sid.isEmpty() ? QByteArrayList() : farewell;
    m_queued = 0;
    for (const QByteArray &packet : std::as_const(m_queue))
        m_queued += packet.size();
    if (m_queue.isEmpty()) {
        m_get.stop();
        m_post.stop();
        return deleteLater();
    }
    connect(QThread::currentThread(), &QThread::finished, this, &QObject::deleteLater);
    QTimer::singleShot(limit, this, &QObject::deleteLater);
    flush();
}

} // namespace feedscope
