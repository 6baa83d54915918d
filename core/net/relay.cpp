#include "core/net/relay.h"

#include "core/net/laneledger.h"
#include "core/net/relayloop.h"

#include <QCoreApplication>
#include <QHash>

#include <sys/resource.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <mutex>

namespace feedscope {

namespace {

/// Two descriptors a connection: the usual soft limit of 1,024 is too low for 1,000 of them.
void raiseOpenFiles(int connections)
{
    const auto wanted = rlim_t(connections) * 2 + 512;
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

class Relay::Private
{
public:
    struct Lane
    {
        int number = 0;
        std::uint16_t port = 0;
        std::shared_ptr<LaneLedger> ledger;
    };

    /// The lane that is open already, or a new one with the socket that faces its client; `client` stays null
    /// for the former.
    RelayPort openDatagrams(const QString &name, Lane &lane, std::shared_ptr<Fd> &client)
    {
        const std::lock_guard lock(mutex);
        if (const auto it = lanes.constFind(name); it != lanes.constEnd())
            return {it->port, {}};
        RelayPort result;
        auto own = std::make_shared<Fd>(bindOnLoopback(result.error));
        if (!*own)
            return result;
        result.port = localAddress(own->get()).port();
        lane = {nextNumber++, result.port, std::make_shared<LaneLedger>()};
        lanes.insert(name, lane);
        client = std::move(own);
        return result;
    }

    explicit Private(const RelayLimits &limits)
        : loop(limits)
        , connections(limits.connections)
    {}

    /// Nothing if there is no such lane.
    std::optional<Lane> find(const QString &name) const
    {
        const std::lock_guard lock(mutex);
        const auto it = lanes.constFind(name);
        return it == lanes.constEnd() ? std::nullopt : std::optional(*it);
    }

    RelayLoop loop;
    const int connections;
    mutable std::mutex mutex;
    QHash<QString, Lane> lanes;
    int nextNumber = 1;
};

Relay::Relay(const RelayLimits &limits)
    : d(std::make_unique<Private>(limits))
{}

Relay::~Relay() = default;

QString Relay::start()
{
    raiseOpenFiles(d->connections);
    if (d->loop.start())
        return {};
    return QCoreApplication::translate("feedscope",
                                       "The counting relay cannot start (%1): close other programs and "
                                       "try again.")
        .arg(QString::fromLocal8Bit(std::strerror(errno)));
}

RelayPort Relay::openLane(const QString &lane, const Impairment &path, std::shared_ptr<Tap> tap,
                          const UpstreamProxy &proxy)
{
    const std::lock_guard lock(d->mutex);
    if (const auto it = d->lanes.constFind(lane); it != d->lanes.constEnd())
        return {it->port, {}};
    RelayPort result;
    auto listener = std::make_shared<Fd>(listenOnLoopback(result.error));
    if (!*listener)
        return result;
    result.port = localAddress(listener->get()).port();
    const Private::Lane opened{d->nextNumber++, result.port, std::make_shared<LaneLedger>()};
    d->lanes.insert(lane, opened);
    d->loop.addLane(opened.number, std::move(listener), opened.ledger, {path, std::move(tap), proxy});
    return result;
}

RelayPort Relay::openDatagramLane(const QString &lane, const QString &host, std::uint16_t port,
                                  const Impairment &path, std::shared_ptr<Tap> tap)
{
    Private::Lane opened;
    std::shared_ptr<Fd> client;
    const RelayPort result = d->openDatagrams(lane, opened, client);
    if (client)
        d->loop.addDatagramLane(opened.number, std::move(client), {host.toStdString(), port}, opened.ledger,
                                {path, std::move(tap), {}});
    return result;
}

RelayPort Relay::openListeningLane(const QString &lane, const ListeningPlace &place, const Impairment &path)
{
    Private::Lane opened;
    std::shared_ptr<Fd> client;
    const RelayPort result = d->openDatagrams(lane, opened, client);
    if (client)
        d->loop.addListeningLane(opened.number, std::move(client), place, opened.ledger, {path, {}, {}});
    return result;
}

void Relay::closeLane(const QString &lane)
{
    const std::lock_guard lock(d->mutex);
    const Private::Lane closed = d->lanes.take(lane);
    d->loop.removeLane(closed.number);
}

QNetworkProxy Relay::proxy(const QString &lane) const
{
    const auto found = d->find(lane);
    if (!found)
        return QNetworkProxy(QNetworkProxy::NoProxy);
    QNetworkProxy proxy(QNetworkProxy::Socks5Proxy, QStringLiteral("127.0.0.1"), found->port);
    proxy.setCapabilities(QNetworkProxy::TunnelingCapability | QNetworkProxy::HostNameLookupCapability);
    return proxy;
}

std::uint16_t Relay::port(const QString &lane) const
{
    const auto found = d->find(lane);
    return found ? found->port : std::uint16_t(0);
}

WireCount Relay::count(const QString &lane, bool withSockets) const
{
    const auto found = d->find(lane);
    return found ? found->ledger->snapshot(withSockets) : WireCount();
}

WsView Relay::frames(const QString &lane) const
{
    const auto found = d->find(lane);
    return found ? found->ledger->frames().snapshot() : WsView();
}

void Relay::freeze(const QString &lane, bool frozen)
{
    if (const auto found = d->find(lane))
        d->loop.freeze(found->number, frozen);
}

void Relay::cut(const QString &lane)
{
    if (const auto found = d->find(lane))
        d->loop.cut(found->number);
}

void Relay::follow(const OutagePlan &plan)
{
    d->loop.follow(plan);
}

void Relay::stall(Ns length)
{
    d->loop.stall(length);
}

void Relay::cutAll(Cut::By by)
{
    d->loop.cutAll(by);
}

bool Relay::isStalled() const
{
    return d->loop.isStalled();
}

void Relay::finish(const QString &lane)
{
    if (const auto found = d->find(lane))
        d->loop.finish(found->number);
}

} // namespace feedscope
