#include "core/transport/sse.h"

#include "core/transport/headers.h"
#include "core/transport/sentences.h"

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {
constexpr int eventPatience = 6; ///< times the connect limit: how long an event may take to arrive
}

SseTransport::SseTransport(const Endpoint &endpoint, TransportListener *listener)
    : Transport(withoutPrefix(endpoint), listener)
    , m_exchange(m_endpoint)
    , m_splitter(endpoint.limits.message)
{
    m_blockDeadline.setSingleShot(true);
    const auto patience = eventPatience * endpoint.limits.connect;
    m_blockDeadline.setInterval(patience);
    connect(&m_blockDeadline, &QTimer::timeout, this,
            [this, patience] { m_exchange.cut(sentences::trickles(m_endpoint.url, patience)); });
    connect(&m_exchange, &HttpExchange::headArrived, this, &SseTransport::headArrived);
    connect(&m_exchange, &HttpExchange::bytesArrived, this, &SseTransport::bytesArrived);
    connect(&m_exchange, &HttpExchange::ended, this, &SseTransport::ended);
}

SseTransport::~SseTransport()
{
    SseTransport::stop();
}

/// The listener hears nothing before start() has returned.
void SseTransport::start()
{
    QMetaObject::invokeMethod(this, &SseTransport::begin, Qt::QueuedConnection);
}

void SseTransport::begin()
{
    if (m_ended)
        return;
    if (const auto fault = checkEndpoint(m_endpoint, {u"http"_s, u"https"_s})) {
        fail(*fault);
        return;
    }
    m_startedAt = steadyNow();
    m_exchange.get(request());
}

QNetworkRequest SseTransport::request() const
{
    QNetworkRequest request = m_exchange.request(requestUrl(m_endpoint.url));
    request.setRawHeader("Accept", "text/event-stream");
    request.setRawHeader("Cache-Control", "no-store");
    if (const QByteArray &id = m_splitter.lastEventId(); !id.isEmpty())
        request.setRawHeader("Last-Event-ID", id);
    return request;
}

void SseTransport::stop()
{
    m_ended = true;
    m_blockDeadline.stop();
    m_exchange.stop();
}

/// What is no event stream (WHATWG HTML 9.2.3); nothing: it is one.
std::optional<TransportError> SseTransport::refusal(const HttpHead &head) const
{
    if (head.status == 204)
        return sentences::noMoreEvents(m_endpoint.url);
    if (head.status != 200)
        return sentences::httpStatus(m_endpoint.url, head.status, head.location, head.retryAfter);
    if (head.type != "text/event-stream")
        return sentences::noEventStream(m_endpoint.url, QString::fromLatin1(head.type));
    if (!head.encoding.isEmpty() && head.encoding != "identity")
        return sentences::badEncoding(m_endpoint.url);
    return std::nullopt;
}

void SseTransport::headArrived()
{
    if (m_open || m_exchange.head().status != 200) // what refuses us also ends by itself
        return;
    if (const auto fault = refusal(m_exchange.head())) {
        m_exchange.cut(*fault);
        return;
    }
    m_exchange.endDeadline();
    m_open = true;
    Opened opened;
    opened.ready = steadyNow() - m_startedAt;
    m_listener->transportOpened(opened);
}

void SseTransport::bytesArrived(Ns now)
{
    const QByteArray bytes = m_exchange.takeBody();
    m_bytes += bytes.size();
    if (!m_open) // of an answer that is being refused
        return;
    m_splitter.feed(bytes);
    deliver(now);
    if (m_ended)
        return;
    m_counters.control = m_splitter.talk();
    if (m_splitter.isTooLarge())
        m_exchange.cut(sentences::tooLarge(m_endpoint.url, m_endpoint.limits.message));
    else if (!m_splitter.isMidBlock())
        m_blockDeadline.stop();
    else if (!m_blockDeadline.isActive())
        m_blockDeadline.start();
}

/// Every call to the listener may end in stop().
void SseTransport::deliver(Ns now)
{
    while (!m_ended) {
        auto block = m_splitter.next();
        if (!block)
            break;
        m_blockDeadline.stop();
        ++m_counters.messages;
        m_counters.payloadReceived += block->data;
        m_counters.frameHeaders += block->bytes.size() - block->data;
        m_listener->transportMessage({std::move(block->bytes), false, now});
    }
}

void SseTransport::ended(const HttpEnd &end)
{
    if (m_open && end.fault && !end.wasCut)
        fail(sentences::streamBroke(m_endpoint.url));
    else if (end.fault)
        fail(*end.fault);
    else
        fail(refusal(m_exchange.head()).value_or(sentences::streamEnded(m_endpoint.url)));
}

void SseTransport::fail(TransportError error)
{
    SseTransport::stop();
    if (error.retryAfter.count() == 0)
        error.retryAfter = m_splitter.retry();
    m_listener->transportFailed(error);
}

} // namespace feedscope
