#include "core/transport/httpexchange.h"

#include "core/transport/guardedget.h"
#include "core/transport/headers.h"
#include "core/transport/sentences.h"

namespace feedscope {

namespace {

constexpr qint64 largestHead = 64 * 1024;
constexpr qint64 readBuffer = 1024 * 1024;
constexpr auto bodyFollows = std::chrono::milliseconds(2); ///< how long a head waits for a body to come with it

qint64 headSize(const QNetworkReply &reply)
{
    qint64 size = 0;
    for (const auto &[name, value] : reply.rawHeaderPairs())
        size += name.size() + value.size();
    return size;
}

} // namespace

HttpExchange::HttpExchange(const Endpoint &endpoint)
    : m_endpoint(endpoint)
    , m_tls(endpoint.tls, endpoint.url)
{
    m_manager.setProxy(endpoint.proxy);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &HttpExchange::deadlineOver);
    m_headAlone.setSingleShot(true);
    m_headAlone.setTimerType(Qt::PreciseTimer);
    m_headAlone.setInterval(bodyFollows);
    connect(&m_headAlone, &QTimer::timeout, this, &HttpExchange::readHead);
}

HttpExchange::~HttpExchange()
{
    stop();
}

QNetworkRequest HttpExchange::request(const QUrl &url) const
{
    QNetworkRequest request = guardedGet(m_endpoint, url, m_tls);
    request.setRawHeader("Accept-Encoding", "identity");
    return request;
}

void HttpExchange::get(const QNetworkRequest &request, std::chrono::milliseconds hold)
{
    expect(hold);
    watch(m_manager.get(request));
}

void HttpExchange::post(const QNetworkRequest &request, const QByteArray &body)
{
    expect({});
    watch(m_manager.post(request, body));
}

/// Forgets the last answer; the time runs.
void HttpExchange::expect(std::chrono::milliseconds hold)
{
    m_head = {};
    m_body.clear();
    m_lastByte = noTime;
    m_tlsErrors.clear();
    m_cut.reset();
    m_sent = false;
    m_headDue = false;
    m_headAlone.stop();
    m_headAt = noTime;
    m_hold = hold;
    m_limit = connectLimit(m_endpoint);
    m_deadline.start(m_limit);
}

void HttpExchange::watch(QNetworkReply *reply)
{
    m_reply = reply;
    m_reply->setReadBufferSize(readBuffer);
    connect(m_reply, &QNetworkReply::sslErrors, this, &HttpExchange::tlsFailed);
    connect(m_reply, &QNetworkReply::encrypted, this, &HttpExchange::tlsReady);
    connect(m_reply, &QNetworkReply::requestSent, this, [this] { m_sent = true; });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpExchange::noteHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::readBody);
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::finished);
}

void HttpExchange::stop()
{
    m_deadline.stop();
    m_headAlone.stop();
    // Kept connections close now. Later, as the manager's thread may wait for the very slot we are in.
    QMetaObject::invokeMethod(&m_manager, &QNetworkAccessManager::clearConnectionCache, Qt::QueuedConnection);
    if (m_reply == nullptr)
        return;
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->disconnect(this);
    reply->abort();
    reply->deleteLater();
}

void HttpExchange::cut(const TransportError &fault)
{
    if (m_reply == nullptr || m_cut)
        return;
    m_cut = fault;
    m_reply->abort(); // finished() comes from within
}

void HttpExchange::deadlineOver()
{
    if (m_hold.count() <= 0 || !m_sent) {
        cut(sentences::tooSlow(m_endpoint.url, m_limit));
        return;
    }
    m_limit += m_hold;
    m_deadline.start(std::exchange(m_hold, {}));
    emit held();
}

void HttpExchange::tlsFailed(const QList<QSslError> &errors)
{
    m_tlsErrors = errors;
    const auto good = m_tls.forgiven(errors, m_reply->sslConfiguration().peerCertificate());
    if (!good.isEmpty())
        m_reply->ignoreSslErrors(good);
}

void HttpExchange::tlsReady()
{
    if (const auto refusal = m_tls.refusal(m_reply->sslConfiguration().peerCertificate()))
        cut(*refusal);
}

/// The headers by which this feed's server says how often it wants to be asked.
void HttpExchange::readWishes(const QNetworkReply &reply)
{
    const PollOptions &poll = m_endpoint.poll;
    const auto wait = [&reply](const QByteArray &name) {
        return name.isEmpty() ? std::chrono::milliseconds(0) : retryAfter(reply.rawHeader(name), wallNow());
    };
    m_head.retryAfter = std::max(m_head.retryAfter, wait(poll.retryHeader));
    m_head.interval = wait(poll.intervalHeader);
    bool known = false;
    const int left = poll.limitHeader.isEmpty() ? 0 : reply.rawHeader(poll.limitHeader).toInt(&known);
    m_head.left = known ? left : -1;
}

/// Qt announces the body right behind the head: it is stamped before anything of the head is read. Reading it
/// at once would keep the processor from the thread that is about to announce the body.
void HttpExchange::noteHead()
{
    m_headAt = steadyNow();
    m_headDue = true;
    m_headAlone.start();
}

void HttpExchange::readHead()
{
    if (!std::exchange(m_headDue, false) || m_reply == nullptr)
        return;
    m_headAlone.stop();
    m_head = headOf(*m_reply);
    readWishes(*m_reply);
    const bool isTooLong = !m_streams && m_head.length > m_endpoint.limits.message;
    if (isTooLong || headSize(*m_reply) > largestHead)
        cut(sentences::tooLarge(m_endpoint.url, m_endpoint.limits.message));
    else
        emit headArrived();
}

void HttpExchange::readBody()
{
    const Ns now = steadyNow();
    m_lastByte = now;
    readHead();
    if (m_reply == nullptr) // stopped by whoever heard of the head, or cut
        return;
    m_body += m_reply->readAll();
    if (!m_streams && m_body.size() > m_endpoint.limits.message)
        cut(sentences::tooLarge(m_endpoint.url, m_endpoint.limits.message));
    else
        emit bytesArrived(now);
}

std::optional<TransportError> HttpExchange::faultOf(const QNetworkReply &reply) const
{
    if (m_cut)
        return m_cut;
    const bool whole = reply.error() == QNetworkReply::NoError || m_head.status != 200; // else it repeats it
    if (m_head.status != 0 && whole)
        return std::nullopt;
    if (auto own = sentences::ownCertificate(m_endpoint.url, reply.errorString()))
        return own;
    if (reply.error() == QNetworkReply::SslHandshakeFailedError)
        return m_tls.fault(m_tlsErrors, reply.sslConfiguration().peerCertificate());
    return sentences::unreachable(m_endpoint, reply.error(), reply.errorString());
}

void HttpExchange::finished()
{
    const Ns now = steadyNow();
    m_deadline.stop();
    readHead();
    if (m_reply == nullptr)
        return;
    if (!m_cut && m_reply->bytesAvailable() > 0)
        readBody();
    if (m_reply == nullptr) // stopped by whoever heard of these bytes
        return;
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->disconnect(this);
    reply->deleteLater();
    HttpEnd end;
    end.fault = faultOf(*reply);
    end.wasCut = m_cut.has_value();
    end.at = m_lastByte == noTime ? now : m_lastByte;
    end.asksToClose = reply->rawHeader("Connection").compare("close", Qt::CaseInsensitive) == 0;
    emit ended(end);
}

} // namespace feedscope
