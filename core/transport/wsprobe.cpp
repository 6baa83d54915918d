#include "core/transport/wsprobe.h"

#include "core/transport/guardedget.h"
#include "core/transport/headers.h"
#include "core/transport/httpanswer.h"
#include "core/transport/sentences.h"

namespace feedscope {

using namespace Qt::StringLiterals;

bool WsProbe::helps(int status)
{
    return (status >= 300 && status < 400) || status == 418 || status == 429 || status == 503;
}

WsProbe::WsProbe(const Endpoint &endpoint, const TransportError &error, Done done, QObject *parent)
    : QObject(parent)
    , m_endpoint(endpoint)
    , m_tls(endpoint.tls, endpoint.url)
    , m_error(error)
    , m_done(std::move(done))
{
    m_manager.setProxy(endpoint.proxy);
    QUrl url = requestUrl(endpoint.url);
    url.setScheme(url.scheme() == u"wss" ? u"https"_s : u"http"_s);
    QNetworkRequest request = guardedGet(endpoint, url, m_tls);
    request.setRawHeader("Connection", "close");
    m_reply = m_manager.get(request);
    m_reply->setReadBufferSize(4096); // the body is not wanted
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        const auto good = m_tls.forgiven(errors, m_reply->sslConfiguration().peerCertificate());
        if (!good.isEmpty())
            m_reply->ignoreSslErrors(good);
    });
    connect(m_reply, &QNetworkReply::encrypted, this, [this] {
        if (m_tls.refusal(m_reply->sslConfiguration().peerCertificate()))
            give(m_error);
    });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &WsProbe::headArrived);
    connect(m_reply, &QNetworkReply::finished, this, [this] { give(m_error); });
}

void WsProbe::headArrived()
{
    const HttpHead head = headOf(*m_reply);
    if (head.status == m_error.httpStatus)
        give(sentences::httpStatus(m_endpoint.url, head.status, head.location, head.retryAfter));
    else
        give(m_error);
}

void WsProbe::give(const TransportError &error)
{
    const Done done = std::exchange(m_done, {});
    if (!done)
        return;
    m_reply->disconnect(this); // the rest of the answer ends with the manager
    done(error);
}

} // namespace feedscope
