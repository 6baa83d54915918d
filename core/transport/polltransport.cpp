#include "core/transport/polltransport.h"

#include "core/inflate.h"
#include "core/transport/headers.h"
#include "core/transport/sentences.h"

#include <QUrlQuery>

#include <algorithm>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {
constexpr int mostFailures = 3;

/// What came from the wire must not become a line of a request's head.
bool isHeaderValue(const QByteArray &text)
{
    return std::ranges::none_of(text, [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
}
} // namespace

PollTransport::PollTransport(const Endpoint &endpoint, TransportListener *listener,
                             std::chrono::milliseconds hold)
    : Transport(endpoint, listener)
    , m_exchange(m_endpoint)
    , m_hold(hold)
{
    m_turn.setSingleShot(true);
    m_turn.setTimerType(Qt::PreciseTimer);
    connect(&m_turn, &QTimer::timeout, this, &PollTransport::turn);
    connect(&m_exchange, &HttpExchange::held, this, [this] {
        if (!m_open)
            opened(steadyNow());
    });
    connect(&m_exchange, &HttpExchange::ended, this, &PollTransport::finished);
}

PollTransport::~PollTransport()
{
    PollTransport::stop();
}

/// The listener hears nothing before start() has returned.
void PollTransport::start()
{
    QMetaObject::invokeMethod(this, &PollTransport::begin, Qt::QueuedConnection);
}

void PollTransport::begin()
{
    if (m_ended)
        return;
    if (const auto fault = checkEndpoint(m_endpoint, {u"http"_s, u"https"_s})) {
        endAttempt(*fault);
        return;
    }
    m_startedAt = steadyNow();
    beginPlan(m_startedAt);
    ask();
}

void PollTransport::stop()
{
    m_ended = true;
    m_turn.stop();
    m_exchange.stop();
}

bool PollTransport::send(const QByteArray &, bool)
{
    return false;
}

void PollTransport::arm()
{
    using std::chrono::nanoseconds;
    const Ns now = steadyNow();
    // Whatever the plan says, the venue's limit stands.
    m_notBefore = std::max(m_notBefore, m_request.sent + nanoseconds(m_endpoint.poll.least).count());
    const Ns wait = std::max(due(now), m_notBefore) - now;
    // Rounded up: a request before its planned time would have a negative request time.
    const Ns ms = std::clamp<Ns>((wait + millisecond - 1) / millisecond, 0, 24 * 3600 * 1000);
    m_turn.start(static_cast<int>(ms));
}

/// A timer's longest time may be shorter than a ban.
void PollTransport::turn()
{
    steadyNow() < m_notBefore ? arm() : ask();
}

void PollTransport::ask()
{
    if (std::exchange(m_connectionKept, false))
        m_exchange.closeConnections();
    m_request = {};
    m_request.sent = m_request.planned = steadyNow();
    if (!std::exchange(m_first, false)) {
        const PollQueue::Turn turn = take(m_request.sent);
        m_request.planned = turn.planned;
        m_request.overdue = turn.overdue;
    }
    m_askedFrom = m_cursor;
    m_exchange.get(request(), m_hold);
}

QUrl PollTransport::url() const
{
    QUrl url = requestUrl(m_endpoint.url);
    const bool asks =
        m_endpoint.poll.mode == PollOptions::Mode::Cursor && !m_endpoint.poll.cursorQuery.isEmpty();
    if (!asks || m_cursor.isEmpty())
        return url;
    QUrlQuery query(url);
    const QString name = QString::fromUtf8(m_endpoint.poll.cursorQuery);
    query.removeAllQueryItems(name);
    query.addQueryItem(name, QString::fromLatin1(m_cursor.toPercentEncoding()));
    url.setQuery(query);
    return url;
}

QNetworkRequest PollTransport::request() const
{
    QNetworkRequest request = m_exchange.request(url());
    if (m_endpoint.poll.gzip)
        request.setRawHeader("Accept-Encoding", "gzip");
    if (!m_endpoint.poll.keepAlive)
        request.setRawHeader("Connection", "close");
    if (m_endpoint.poll.mode == PollOptions::Mode::Cursor && !m_endpoint.poll.cursorHeader.isEmpty() &&
        !m_cursor.isEmpty() && isHeaderValue(m_cursor))
        request.setRawHeader(m_endpoint.poll.cursorHeader, m_cursor);
    if (m_endpoint.poll.conditional && !m_etag.isEmpty())
        request.setRawHeader("If-None-Match", m_etag);
    else if (m_endpoint.poll.conditional && !m_lastModified.isEmpty() && isHeaderValue(m_lastModified))
        request.setRawHeader("If-Modified-Since", m_lastModified);
    return request;
}

void PollTransport::opened(Ns now)
{
    m_open = true;
    Opened opened;
    opened.ready = now - m_startedAt;
    m_listener->transportOpened(opened);
}

void PollTransport::finished(const HttpEnd &end)
{
    m_connectionKept = !m_endpoint.poll.keepAlive && !end.asksToClose;
    Result result = evaluate(end);
    m_request.ended = end.at;
    m_request.httpStatus = static_cast<std::int16_t>(m_exchange.head().status);
    m_request.date = m_exchange.head().date;
    if (result.error)
        failed(*result.error, m_request);
    else
        answered(std::move(result), m_request);
}

PollTransport::Result PollTransport::evaluate(const HttpEnd &end)
{
    const HttpHead &head = m_exchange.head();
    QByteArray body = m_exchange.takeBody();
    m_request.bodyBytes = body.size();
    m_counters.payloadReceived += body.size();
    if (end.fault)
        return {end.fault, false, {}};
    if (head.status == 204 || (head.status == 304 && !(m_etag.isEmpty() && m_lastModified.isEmpty())))
        return {};
    if (head.status != 200)
        return {refused(head), false, {}};
    if (head.encoding.isEmpty() || head.encoding == "identity")
        return {{}, true, std::move(body)};
    if (m_endpoint.poll.gzip && head.encoding == "gzip")
        if (auto plain = inflateGzip(body, m_endpoint.limits.message))
            return {{}, true, std::move(*plain)};
    return {sentences::badEncoding(m_endpoint.url), false, {}};
}

/// A refusal of which the profile knows how long it lasts is waited out, where the server does not say.
TransportError PollTransport::refused(const HttpHead &head) const
{
    TransportError error = sentences::httpStatus(m_endpoint.url, head.status, head.location, head.retryAfter);
    const auto wait = m_endpoint.poll.waits.constFind(head.status);
    if (wait != m_endpoint.poll.waits.constEnd() && error.retryAfter.count() == 0) {
        error.kind = ErrorKind::Transient;
        error.retryAfter = *wait;
    }
    return error;
}

/// Every call to the listener may end in stop().
void PollTransport::answered(Result &&result, Request request)
{
    m_failures = 0;
    m_notBefore = wished(request);
    request.outcome = result.hasMessage ? Request::Outcome::Answered : Request::Outcome::NotModified;
    const std::size_t body = result.hasMessage && m_hold.count() > 0 ? qHash(result.payload) : m_body;
    const bool otherBody = body != std::exchange(m_body, body);
    if (result.hasMessage) {
        m_etag = m_exchange.head().etag;
        m_lastModified = m_exchange.head().lastModified;
    }
    if (!m_open)
        opened(request.ended);
    if (result.hasMessage && !m_ended) {
        ++m_counters.messages;
        m_listener->transportMessage({std::move(result.payload), false, request.ended});
    }
    if (!m_ended)
        m_listener->transportRequest(request);
    if (m_ended)
        return;
    ended(request, m_cursor.isEmpty() ? otherBody : m_cursor != m_askedFrom);
    arm();
}

/// The server's own pace, from the request on; without one requests left it is asked no sooner than in a
/// minute.
Ns PollTransport::wished(const Request &request) const
{
    using namespace std::chrono_literals;
    const HttpHead &head = m_exchange.head();
    const std::chrono::milliseconds wait = std::max(
        {head.interval, head.left == 0 ? std::max<std::chrono::milliseconds>(60s, head.retryAfter) : 0ms});
    return wait > 0ms ? request.sent + std::chrono::nanoseconds(wait).count() : 0;
}

void PollTransport::failed(const TransportError &error, Request request)
{
    ++m_failures;
    request.outcome = Request::Outcome::Failed;
    if (error.retryAfter.count() > 0)
        m_notBefore = steadyNow() + std::chrono::nanoseconds(error.retryAfter).count();
    m_listener->transportRequest(request);
    if (m_ended)
        return;
    ended(request, false);
    if (!m_open || error.kind == ErrorKind::Persistent || m_failures >= mostFailures)
        endAttempt(error);
    else
        arm();
}

void PollTransport::endAttempt(const TransportError &error)
{
    PollTransport::stop();
    m_listener->transportFailed(error);
}

} // namespace feedscope
