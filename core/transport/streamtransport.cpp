#include "core/transport/streamtransport.h"

#include "core/transport/headers.h"
#include "core/transport/sentences.h"

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {
constexpr int messagePatience = 6; ///< times the connect limit: how long a message may take to arrive
}

StreamTransport::StreamTransport(const Endpoint &endpoint, TransportListener *listener)
    : Transport(withoutPrefix(endpoint), listener)
    , m_exchange(m_endpoint)
{
    m_exchange.expectStreams();
    m_deadline.setSingleShot(true);
    const auto patience = messagePatience * endpoint.limits.connect;
    m_deadline.setInterval(patience);
    connect(&m_deadline, &QTimer::timeout, this,
            [this, patience] { m_exchange.cut(sentences::trickles(m_endpoint.url, patience)); });
    connect(&m_exchange, &HttpExchange::headArrived, this, &StreamTransport::headArrived);
    connect(&m_exchange, &HttpExchange::bytesArrived, this, &StreamTransport::bytesArrived);
    connect(&m_exchange, &HttpExchange::ended, this, &StreamTransport::ended);
}

StreamTransport::~StreamTransport()
{
    StreamTransport::stop();
}

/// The listener hears nothing before start() has returned.
void StreamTransport::start()
{
    QMetaObject::invokeMethod(this, &StreamTransport::begin, Qt::QueuedConnection);
}

void StreamTransport::begin()
{
    if (m_ended)
        return;
    if (const auto fault = checkEndpoint(m_endpoint, {u"http"_s, u"https"_s})) {
        fail(*fault);
        return;
    }
    QNetworkRequest request = m_exchange.request(requestUrl(m_endpoint.url));
    request.setRawHeader("Cache-Control", "no-store");
    prepare(request);
    m_startedAt = steadyNow();
    m_exchange.get(request);
}

void StreamTransport::stop()
{
    m_ended = true;
    m_deadline.stop();
    m_exchange.stop();
}

/// Why this answer is no stream; nothing: it is one.
std::optional<TransportError> StreamTransport::refusal(const HttpHead &head) const
{
    if (head.status == 204)
        return sentences::noMoreEvents(m_endpoint.url);
    if (head.status != 200)
        return sentences::httpStatus(m_endpoint.url, head.status, head.location, head.retryAfter);
    if (auto fault = typeFault(head))
        return fault;
    if (!head.encoding.isEmpty() && head.encoding != "identity")
        return sentences::badEncoding(m_endpoint.url);
    return std::nullopt;
}

void StreamTransport::headArrived()
{
    if (m_open)
        return;
    if (const auto fault = refusal(m_exchange.head())) {
        m_exchange.cut(*fault);
        return;
    }
    m_exchange.endDeadline();
    m_open = true;
    Opened opened;
    opened.ready = m_exchange.headAt() - m_startedAt;
    m_listener->transportOpened(opened);
}

void StreamTransport::bytesArrived(Ns now)
{
    const QByteArray bytes = m_exchange.takeBody();
    m_bytes += bytes.size();
    if (!m_open) // of an answer that is being refused
        return;
    feed(bytes);
    deliver(now);
    if (m_ended)
        return;
    m_counters.control = talk();
    if (isTooLarge())
        m_exchange.cut(sentences::tooLarge(m_endpoint.url, m_endpoint.limits.message));
    else if (!hasBegun())
        m_deadline.stop();
    else if (!m_deadline.isActive())
        m_deadline.start();
}

/// Every call to the listener may end in stop().
void StreamTransport::deliver(Ns now)
{
    while (!m_ended) {
        auto piece = next();
        if (!piece)
            break;
        deliver(std::move(*piece), now);
    }
}

void StreamTransport::deliver(Piece &&piece, Ns now)
{
    m_deadline.stop();
    ++m_counters.messages;
    m_counters.payloadReceived += piece.bytes.size() - piece.framing;
    m_counters.frameHeaders += piece.framing;
    m_listener->transportMessage({std::move(piece.bytes), piece.binary, now});
}

/// The body is as long as its server said (RFC 9112 6.3), of one that ended without a fault. One that ends with
/// its connection may have been cut anywhere.
bool StreamTransport::isWhole() const
{
    const HttpHead &head = m_exchange.head();
    return head.chunked || head.length == m_bytes;
}

void StreamTransport::ended(const HttpEnd &end)
{
    if (m_open && !end.fault && isWhole())
        if (auto piece = last())
            deliver(std::move(*piece), end.at);
    if (m_ended) // by whoever heard of it
        return;
    const bool broke = end.fault ? !end.wasCut : endsInside();
    if (m_open && broke)
        fail(sentences::streamBroke(m_endpoint.url));
    else if (end.fault)
        fail(*end.fault);
    else
        fail(refusal(m_exchange.head()).value_or(sentences::streamEnded(m_endpoint.url)));
}

void StreamTransport::fail(TransportError error)
{
    StreamTransport::stop();
    if (error.retryAfter.count() == 0)
        error.retryAfter = retry();
    m_listener->transportFailed(error);
}

} // namespace feedscope
