#include "core/session/relayed.h"

#include "core/transport/listening.h"

#include <QCoreApplication>

namespace feedscope {

namespace {

UpstreamProxy upstream(const QNetworkProxy &proxy)
{
    UpstreamProxy way;
    if (proxy.type() == QNetworkProxy::Socks5Proxy)
        way.kind = UpstreamProxy::Kind::Socks5;
    else if (proxy.type() == QNetworkProxy::HttpProxy || proxy.type() == QNetworkProxy::HttpCachingProxy)
        way.kind = UpstreamProxy::Kind::Http;
    way.host = proxy.hostName().toStdString();
    way.port = proxy.port();
    way.user = proxy.user().toStdString();
    way.password = proxy.password().toStdString();
    return way;
}

} // namespace

bool isUdp(const Endpoint &endpoint)
{
    return endpoint.url.scheme() == QLatin1StringView("udp");
}

QString leadThrough(Relay &relay, const QString &lane, Endpoint &endpoint, const Impairment &path,
                    std::shared_ptr<Tap> tap)
{
    if (!isUdp(endpoint)) {
        const RelayPort port = relay.openLane(lane, path, std::move(tap), upstream(endpoint.proxy));
        endpoint.proxy = relay.proxy(lane);
        return port.error;
    }
    const QUrl &url = endpoint.url;
    if (const auto place = listeningOf(url).place) {
        const RelayPort port = relay.openListeningLane(lane, *place, path);
        endpoint.datagramHop = port.port;
        return port.error;
    }
    const RelayPort port =
        relay.openDatagramLane(lane, url.host(), static_cast<std::uint16_t>(url.port(0)), path, std::move(tap));
    endpoint.datagramHop = port.port;
    return port.error;
}

} // namespace feedscope
