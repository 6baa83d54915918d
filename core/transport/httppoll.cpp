#include "core/transport/httppoll.h"

#include "core/transport/guardedget.h"
#include "core/transport/headers.h"
#include "core/transport/inflate.h"
#include "core/transport/sentences.h"

#include <QUrlQuery>

#include <algorithm>
#include <cmath>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostFailures = 3;
constexpr qint64 largestHead = 64 * 1024;
constexpr qint64 readBuffer = 1024 * 1024;

qint64 headSize(const QNetworkReply &reply)
{
    qint64 size = 0;
    for (const auto &[name, value] : reply.rawHeaderPairs())
        size += name.size() + value.size();
    return size;
}

} // namespace

HttpPollTransport::HttpPollTransport(const Endpoint &endpoint, TransportListener *listener)
    : Transport(endpoint, listener)
    , m_tls(endpoint.tls, endpoint.url)
{
    m_manager.setProxy(endpoint.proxy);
    m_turn.setSingleShot(true);
    m_turn.setTimerType(Qt::PreciseTimer);
    connect(&m_turn, &QTimer::timeout, this, &HttpPollTransport::ask);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { cut(sentences::tooSlow(m_endpoint.url, connectLimit(m_endpoint))); });
}

HttpPollTransport::~HttpPollTransport()
{
    HttpPollTransport::stop();
}

/// The listener hears nothing before start() has returned.
void HttpPollTransport::start()
{
    QMetaObject::invokeMethod(this, &HttpPollTransport::begin, Qt::QueuedConnection);
}

void HttpPollTransport::begin()
{
    if (m_ended)
        return;
    if (const auto fault = checkEndpoint(m_endpoint, {u"http"_s, u"https"_s})) {
        endAttempt(*fault);
        return;
    }
    using std::chrono::nanoseconds;
    const PollOptions &poll = m_endpoint.poll;
    m_startedAt = steadyNow();
    const Ns planStart = poll.start == noTime ? m_startedAt : poll.start;
    m_queue.emplace(
        PollPlan(planStart, nanoseconds(poll.interval).count(), nanoseconds(poll.window).count(), poll.seed),
        m_startedAt);
    ask();
}

void HttpPollTransport::stop()
{
    m_ended = true;
    m_turn.stop();
    m_deadline.stop();
    // Kept connections close now. Later, as the manager's thread may wait for the very slot we are in.
    QMetaObject::invokeMethod(&m_manager, &QNetworkAccessManager::clearConnectionCache, Qt::QueuedConnection);
    if (m_reply == nullptr)
        return;
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->disconnect(this);
    reply->abort();
    reply->deleteLater();
}

bool HttpPollTransport::send(const QByteArray &, bool)
{
    return false;
}

void HttpPollTransport::arm()
{
    const Ns now = steadyNow();
    const Ns wait = std::max(m_queue->due(now), m_notBefore) - now;
    // Rounded up: a request before its planned time would have a negative request time.
    const Ns ms = std::clamp<Ns>((wait + millisecond - 1) / millisecond, 0, 24 * 3600 * 1000);
    m_turn.start(static_cast<int>(ms));
}

void HttpPollTransport::ask()
{
    m_request = {};
    m_head = {};
    m_body.clear();
    m_lastByte = noTime;
    m_tlsErrors.clear();
    m_cut.reset();
    m_deadline.start(connectLimit(m_endpoint));
    if (std::exchange(m_connectionKept, false))
        m_manager.clearConnectionCache();
    m_request.sent = m_request.planned = steadyNow();
    if (m_open) {
        const PollQueue::Turn turn = m_queue->take(m_request.sent);
        m_request.planned = turn.planned;
        m_request.overdue = turn.overdue;
    }
    m_reply = m_manager.get(request());
    watch(m_reply);
}

QUrl HttpPollTransport::url() const
{
    QUrl url = requestUrl(m_endpoint.url);
    if (m_endpoint.poll.mode != PollOptions::Mode::Cursor || m_cursor.isEmpty())
        return url;
    QUrlQuery query(url);
    const QString name = QString::fromUtf8(m_endpoint.poll.cursorQuery);
    query.removeAllQueryItems(name);
    query.addQueryItem(name, QString::fromLatin1(m_cursor.toPercentEncoding()));
    url.setQuery(query);
    return url;
}

QNetworkRequest HttpPollTransport::request() const
{
    QNetworkRequest request = guardedGet(m_endpoint, url(), m_tls);
    request.setRawHeader("Accept-Encoding", m_endpoint.poll.gzip ? "gzip" : "identity");
    if (!m_endpoint.poll.keepAlive)
        request.setRawHeader("Connection", "close");
    if (m_endpoint.poll.conditional && !m_etag.isEmpty())
        request.setRawHeader("If-None-Match", m_etag);
    return request;
}

void HttpPollTransport::watch(QNetworkReply *reply)
{
    reply->setReadBufferSize(readBuffer);
    connect(reply, &QNetworkReply::sslErrors, this, &HttpPollTransport::tlsFailed);
    connect(reply, &QNetworkReply::encrypted, this, &HttpPollTransport::tlsReady);
    connect(reply, &QNetworkReply::metaDataChanged, this, &HttpPollTransport::headArrived);
    connect(reply, &QNetworkReply::readyRead, this, &HttpPollTransport::bytesArrived);
    connect(reply, &QNetworkReply::finished, this, &HttpPollTransport::finished);
}

void HttpPollTransport::tlsFailed(const QList<QSslError> &errors)
{
    m_tlsErrors = errors;
    const auto good = m_tls.forgiven(errors, m_reply->sslConfiguration().peerCertificate());
    if (!good.isEmpty())
        m_reply->ignoreSslErrors(good);
}

void HttpPollTransport::tlsReady()
{
    if (const auto refusal = m_tls.refusal(m_reply->sslConfiguration().peerCertificate()))
        cut(*refusal);
}

void HttpPollTransport::headArrived()
{
    m_head = headOf(*m_reply);
    if (m_head.length > m_endpoint.limits.message || headSize(*m_reply) > largestHead)
        cut(sentences::tooLarge(m_endpoint.url, m_endpoint.limits.message));
}

void HttpPollTransport::bytesArrived()
{
    m_lastByte = steadyNow();
    m_body += m_reply->readAll();
    if (m_body.size() > m_endpoint.limits.message)
        cut(sentences::tooLarge(m_endpoint.url, m_endpoint.limits.message));
}

/// Ends the request that is out; finished() follows from within abort().
void HttpPollTransport::cut(const TransportError &error)
{
    if (m_reply == nullptr || m_cut)
        return;
    m_cut = error;
    m_reply->abort();
}

void HttpPollTransport::finished()
{
    const Ns now = steadyNow();
    m_deadline.stop();
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->deleteLater();
    if (!m_cut && reply->bytesAvailable() > 0) {
        m_body += reply->readAll();
        m_lastByte = now;
    }
    m_connectionKept = !m_endpoint.poll.keepAlive &&
                       reply->rawHeader("Connection").compare("close", Qt::CaseInsensitive) != 0;
    m_request.ended = m_lastByte == noTime ? now : m_lastByte;
    m_request.httpStatus = static_cast<std::int16_t>(m_head.status);
    m_request.date = m_head.date;
    m_request.bodyBytes = m_body.size();
    m_counters.payloadReceived += m_body.size();
    Result result = evaluate(*reply);
    if (result.error)
        failed(*result.error, m_request);
    else
        answered(std::move(result), m_request);
}

TransportError HttpPollTransport::networkFault(const QNetworkReply &reply) const
{
    if (reply.error() == QNetworkReply::SslHandshakeFailedError)
        return m_tls.fault(m_tlsErrors, reply.sslConfiguration().peerCertificate());
    return sentences::unreachable(m_endpoint.url, reply.error(), reply.errorString());
}

HttpPollTransport::Result HttpPollTransport::evaluate(const QNetworkReply &reply)
{
    if (m_cut)
        return {m_cut, false, {}};
    if (m_head.status == 0)
        return {networkFault(reply), false, {}};
    if (m_head.status == 204 || (m_head.status == 304 && !m_etag.isEmpty()))
        return {};
    if (m_head.status != 200)
        return {sentences::httpStatus(m_endpoint.url, m_head.status, m_head.location, m_head.retryAfter),
                false,
                {}};
    if (reply.error() != QNetworkReply::NoError)
        return {networkFault(reply), false, {}};
    return evaluateBody();
}

HttpPollTransport::Result HttpPollTransport::evaluateBody()
{
    if (m_head.encoding.isEmpty() || m_head.encoding == "identity")
        return {{}, true, std::move(m_body)};
    if (m_endpoint.poll.gzip && m_head.encoding == "gzip")
        if (auto plain = inflateGzip(m_body, m_endpoint.limits.message))
            return {{}, true, std::move(*plain)};
    return {sentences::badEncoding(m_endpoint.url), false, {}};
}

/// Every call to the listener may end in stop().
void HttpPollTransport::answered(Result &&result, Request request)
{
    m_failures = 0;
    m_notBefore = 0;
    request.outcome = result.hasMessage ? Request::Outcome::Answered : Request::Outcome::NotModified;
    if (result.hasMessage)
        m_etag = m_head.etag;
    if (m_open) {
        m_queue->ended(true);
    } else {
        m_open = true;
        Opened opened;
        opened.ready = request.ended - m_startedAt;
        m_listener->transportOpened(opened);
    }
    if (result.hasMessage && !m_ended) {
        ++m_counters.messages;
        m_listener->transportMessage({std::move(result.payload), false, request.ended});
    }
    if (!m_ended)
        m_listener->transportRequest(request);
    if (!m_ended)
        arm();
}

void HttpPollTransport::failed(const TransportError &error, Request request)
{
    ++m_failures;
    request.outcome = Request::Outcome::Failed;
    if (m_open)
        m_queue->ended(false);
    if (error.retryAfter.count() > 0)
        m_notBefore = steadyNow() + std::chrono::nanoseconds(error.retryAfter).count();
    m_listener->transportRequest(request);
    if (m_ended)
        return;
    if (!m_open || error.kind == ErrorKind::Persistent || m_failures >= mostFailures)
        endAttempt(error);
    else
        arm();
}

void HttpPollTransport::endAttempt(const TransportError &error)
{
    HttpPollTransport::stop();
    m_listener->transportFailed(error);
}

} // namespace feedscope
