#include "core/transport/transports.h"

#include "core/transport/bootstrapped.h"
#include "core/transport/httppoll.h"
#include "core/transport/httpstream.h"
#include "core/transport/listening.h"
#include "core/transport/longpoll.h"
#include "core/transport/mqtt.h"
#include "core/transport/nats.h"
#include "core/transport/rawtcp.h"
#include "core/transport/rawudp.h"
#include "core/transport/replay.h"
#include "core/transport/socketio.h"
#include "core/transport/sse.h"
#include "core/transport/stomp.h"
#include "core/transport/udplistener.h"
#include "core/transport/websocket.h"

#include <algorithm>

namespace feedscope {

namespace {

template <typename T>
std::unique_ptr<Transport> make(const Endpoint &endpoint, TransportListener *listener)
{
    return std::make_unique<T>(endpoint, listener);
}

/// The classic of the comparison: what polling costs when each request connects anew.
std::unique_ptr<Transport> makeNewConnections(const Endpoint &endpoint, TransportListener *listener)
{
    Endpoint classic = endpoint;
    classic.poll.keepAlive = false;
    return std::make_unique<HttpPollTransport>(classic, listener);
}

/// Whether datagrams are asked for or come unasked, the address decides.
std::unique_ptr<Transport> makeDatagrams(const Endpoint &endpoint, TransportListener *listener)
{
    if (isListening(endpoint.url))
        return std::make_unique<UdpListenTransport>(endpoint, listener);
    return std::make_unique<RawUdpTransport>(endpoint, listener);
}

// One more transport: its file, and its line here.
constexpr TransportKind kinds[] = {
    {u"websocket", u"ws", u"ws wss", true, false, make<WebSocketTransport>},
    {u"http-poll", u"http", u"http https", false, false, make<HttpPollTransport>},
    {u"http-poll-new", u"http", u"http https", false, false, makeNewConnections},
    {u"long-poll", u"http", u"long-poll+http long-poll+https", true, true, make<LongPollTransport>},
    {u"sse", u"http", u"sse+http sse+https", true, false, make<SseTransport>},
    {u"http-stream", u"http", u"http-stream+http http-stream+https", true, false, make<HttpStreamTransport>},
    {u"socketio", u"http", u"socketio+http socketio+https", true, false, make<SocketIoTransport>},
    {u"tcp", u"tcp", u"tcp tls", true, false, make<RawTcpTransport>, true},
    {u"udp", u"udp", u"udp", true, false, makeDatagrams, true, true},
    {u"mqtt", u"ws", u"mqtt+ws mqtt+wss", true, false, make<MqttTransport>, false, true},
    {u"stomp", u"ws", u"stomp+ws stomp+wss", true, false, make<StompTransport>, false, true},
    {u"nats", u"ws", u"nats+ws nats+wss", true, false, make<NatsTransport>, false, true},
    {u"replay", u"replay", u"replay", true, false, make<ReplayTransport>, true},
};

} // namespace

std::span<const TransportKind> transportKinds()
{
    return kinds;
}

const TransportKind *transportKind(QStringView name)
{
    const auto found =
        std::ranges::find_if(kinds, [name](const TransportKind &kind) { return name == kind.name; });
    return found == std::end(kinds) ? nullptr : found;
}

const TransportKind *transportForScheme(QStringView scheme)
{
    const auto found = std::ranges::find_if(kinds, [scheme](const TransportKind &kind) {
        return QStringView(kind.schemes).split(u' ').contains(scheme);
    });
    return scheme.isEmpty() || found == std::end(kinds) ? nullptr : found;
}

std::unique_ptr<Transport> makeTransport(QStringView lane, const Endpoint &endpoint,
                                         TransportListener *listener)
{
    const TransportKind *kind = transportKind(lane);
    if (kind == nullptr)
        return nullptr;
    if (!endpoint.bootstrap.url.isEmpty())
        return std::make_unique<BootstrappedTransport>(kind->make, endpoint, listener);
    return kind->make(endpoint, listener);
}

} // namespace feedscope
