#include "core/session/clockclient.h"

#include "core/transport/guardedget.h"

#include <QNetworkReply>

namespace feedscope {

namespace {

constexpr int burst = 8;
constexpr std::chrono::milliseconds quick{100};
constexpr std::chrono::milliseconds later{10'000};
constexpr qint64 mostBytes = 64 * 1024;

/// The endpoint's answer is JSON, however the feed's own messages are framed.
std::shared_ptr<FeedContext> plainJson(const FeedContext &feed)
{
    auto profile = std::make_shared<Profile>(*feed.profile);
    profile->push = Route();
    profile->lanes.clear();
    auto context = std::make_shared<FeedContext>();
    context->profile = std::move(profile);
    context->values = feed.values;
    return context;
}

} // namespace

ClockClient::ClockClient(const Endpoint &endpoint, std::shared_ptr<FeedContext> feed, Handover *handover)
    : m_endpoint(endpoint)
    , m_tls(endpoint.tls, endpoint.url)
    , m_reader(plainJson(*feed), LaneKind::Push)
    , m_handover(handover)
{
    m_manager.setProxy(endpoint.proxy);
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &ClockClient::ask);
}

void ClockClient::ask()
{
    QNetworkRequest request = guardedGet(m_endpoint, m_endpoint.url, m_tls);
    request.setTransferTimeout(static_cast<int>(m_endpoint.limits.connect.count()));
    const Ns asked = steadyNow();
    QNetworkReply *reply = m_manager.get(request);
    reply->setReadBufferSize(mostBytes);
    connect(reply, &QNetworkReply::sslErrors, this, [this, reply](const QList<QSslError> &errors) {
        reply->ignoreSslErrors(m_tls.forgiven(errors, reply->sslConfiguration().peerCertificate()));
    });
    connect(reply, &QNetworkReply::encrypted, this, [this, reply] {
        if (m_tls.refusal(reply->sslConfiguration().peerCertificate()))
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply, asked] { answered(reply, asked); });
}

/// What cannot be asked now is asked again later: without it the figures are as they were.
void ClockClient::answered(QNetworkReply *reply, Ns asked)
{
    const Ns heard = steadyNow();
    reply->deleteLater();
    m_next.start(++m_asked < burst ? quick : later);
    if (reply->error() != QNetworkReply::NoError ||
        reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() != 200)
        return;
    m_reader.connectionBegins();
    const ReadResult &read = m_reader.read({reply->read(mostBytes), false, heard}, 1);
    if (read.clock)
        m_handover->put(ClockExchange{asked, heard, read.clock->received, read.clock->sent, 0});
}

} // namespace feedscope
