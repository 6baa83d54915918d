#include "core/transport/guardedget.h"

#include "core/transport/headers.h"

namespace feedscope {

QNetworkRequest guardedGet(const Endpoint &endpoint, const QUrl &url, const TlsPolicy &tls)
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setSslConfiguration(tls.configuration());
    request.setRawHeader("User-Agent", "Feedscope/" FEEDSCOPE_VERSION);
    setHeaders(request, endpoint);
    return request;
}

} // namespace feedscope
