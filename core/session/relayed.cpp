#include "core/session/relayed.h"

namespace feedscope {

bool isUdp(const Endpoint &endpoint)
{
    return endpoint.url.scheme() == QLatin1StringView("udp");
}

QString leadThrough(Relay &relay, const QString &lane, Endpoint &endpoint, const Impairment &path,
                    std::shared_ptr<Tap> tap)
{
    if (!isUdp(endpoint)) {
        const RelayPort port = relay.openLane(lane, path, std::move(tap));
        endpoint.proxy = relay.proxy(lane);
        return port.error;
    }
    const QUrl &url = endpoint.url;
    const RelayPort port =
        relay.openDatagramLane(lane, url.host(), static_cast<std::uint16_t>(url.port(0)), path, std::move(tap));
    endpoint.datagramHop = port.port;
    return port.error;
}

} // namespace feedscope
