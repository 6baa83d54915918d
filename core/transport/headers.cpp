#include "core/transport/headers.h"

#include "core/transport/plaintext.h"
#include "core/transport/sentences.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

/// A token of RFC 9110 5.6.2, which header names and subprotocols must be.
bool isToken(QByteArrayView name)
{
    constexpr QByteArrayView marks("!#$%&'*+-.^_`|~");
    return !name.isEmpty() && std::ranges::all_of(name, [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               marks.contains(c);
    });
}

bool isFieldValue(QByteArrayView value)
{
    return std::ranges::none_of(value, [](char c) { return static_cast<uchar>(c) < 0x20 || c == 0x7f; });
}

/// Headers that the protocols set themselves; a second one would change what the connection means.
bool isReserved(const QByteArray &name)
{
    static constexpr QByteArrayView reserved[] = {"connection",        "content-length", "host",   "te",
                                                  "transfer-encoding", "trailer",        "upgrade"};
    const QByteArray lower = name.toLower();
    return lower.startsWith("sec-websocket-") || std::ranges::find(reserved, lower) != std::end(reserved);
}

std::optional<QString> headerFault(const QPair<QByteArray, QByteArray> &header)
{
    const QString name = plainText(QString::fromLatin1(header.first), 40);
    if (!isToken(header.first))
        return tr("\"%1\" is no name for a header").arg(name);
    if (!isFieldValue(header.second))
        return tr("the value of header %1 holds a control character").arg(name);
    if (isReserved(header.first))
        return tr("header %1 is set by the protocol itself").arg(name);
    return {};
}

std::optional<QString> urlFault(const QUrl &url, const QStringList &schemes)
{
    if (!url.isValid() || url.isRelative())
        return tr("its URL is not valid");
    if (!schemes.contains(url.scheme()))
        return tr("%1:// does not fit this lane, which takes %2")
            .arg(plainText(url.scheme(), 20), schemes.join(u", "_s));
    if (url.host().isEmpty())
        return tr("its URL has no host");
    if (url.scheme() != "udp"_L1 && QHostAddress(url.host()).isMulticast())
        return tr("%1 is a multicast group, which speaks udp:// alone").arg(plainText(url.host(), 60));
    return {};
}

std::optional<QString> endpointFault(const Endpoint &endpoint, const QStringList &schemes)
{
    if (auto fault = urlFault(endpoint.url, schemes))
        return fault;
    for (const auto &header : endpoint.headers)
        if (auto fault = headerFault(header))
            return fault;
    for (const QString &name : endpoint.subprotocols)
        if (!isToken(name.toUtf8()))
            return tr("\"%1\" is no name for a subprotocol").arg(plainText(name, 40));
    return {};
}

} // namespace

std::optional<TransportError> checkEndpoint(const Endpoint &endpoint, const QStringList &schemes)
{
    if (const auto fault = endpointFault(endpoint, schemes))
        return sentences::badEndpoint(*fault);
    return {};
}

std::optional<TransportError> checkRawEndpoint(const Endpoint &endpoint, const QStringList &schemes)
{
    if (const auto fault = checkEndpoint(endpoint, schemes))
        return fault;
    if (endpoint.url.port() <= 0)
        return sentences::badEndpoint(tr("its URL names no port"));
    return {};
}

Endpoint withoutPrefix(Endpoint endpoint)
{
    const QString scheme = endpoint.url.scheme();
    if (const qsizetype plus = scheme.indexOf(u'+'); plus >= 0)
        endpoint.url.setScheme(scheme.sliced(plus + 1));
    return endpoint;
}

QUrl requestUrl(const QUrl &url)
{
    QUrl plain = url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
    if (plain.path().isEmpty())
        plain.setPath(u"/"_s); // Qt before 6.7.3 sends an empty path as it is
    return plain;
}

void setHeaders(QNetworkRequest &request, const Endpoint &endpoint)
{
    const QString user = endpoint.url.userName(QUrl::FullyDecoded);
    const QString password = endpoint.url.password(QUrl::FullyDecoded);
    if (!user.isEmpty() || !password.isEmpty())
        request.setRawHeader("Authorization", "Basic " + (user + u':' + password).toUtf8().toBase64());
    for (const auto &[name, value] : endpoint.headers)
        request.setRawHeader(name, value);
}

bool isSameServer(const QUrl &a, const QUrl &b)
{
    const auto isEncrypted = [](const QUrl &url) {
        return url.scheme().endsWith("wss"_L1) || url.scheme().endsWith("https"_L1);
    };
    const auto port = [&](const QUrl &url) { return url.port(isEncrypted(url) ? 443 : 80); };
    return a.host() == b.host() && port(a) == port(b) && isEncrypted(a) == isEncrypted(b);
}

void dropIdentity(Endpoint &endpoint)
{
    endpoint.headers.clear();
    endpoint.tls.ownChain.clear();
    endpoint.tls.ownKey = {};
}

std::chrono::milliseconds connectLimit(const Endpoint &endpoint)
{
    const QNetworkProxy &proxy = endpoint.proxy;
    const bool direct = proxy.type() == QNetworkProxy::NoProxy;
    const bool here = QHostAddress(proxy.hostName()).isLoopback() || proxy.hostName() == u"localhost"_s;
    return direct || here ? endpoint.limits.connect : 2 * endpoint.limits.connect;
}

} // namespace feedscope
