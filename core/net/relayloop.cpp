#include "core/net/relayloop.h"

#include <sys/epoll.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace feedscope {

namespace {

constexpr int sweepMs = 100; ///< how often deadlines are looked at and finished connections are dropped

} // namespace

RelayLoop::RelayLoop(const RelayLimits &limits)
    : m_context{std::make_shared<EventLoop>(), {}, limits}
    , m_outages(
          *m_context.loop, [this](bool stalled) { hold(stalled); }, [this](Cut::By by) { cutLanes(by); })
{}

RelayLoop::~RelayLoop()
{
    if (!m_thread.joinable())
        return;
    m_stop = true;
    m_context.loop->post([] {});
    m_thread.join();
    m_lanes.clear();
    m_hops.clear();
}

bool RelayLoop::start()
{
    if (!m_context.loop->open())
        return false;
    try {
        m_thread = std::thread([this] { run(); });
    } catch (const std::system_error &error) {
        errno = error.code().value();
        return false;
    }
    return true;
}

void RelayLoop::run()
{
    while (!m_stop) {
        m_context.loop->turn(connectionCount() > 0 || m_outOfFiles ? sweepMs : -1);
        if (const Ns now = steadyNow(); now >= m_nextSweep) {
            m_nextSweep = now + sweepMs * millisecond;
            sweep();
        }
    }
}

int RelayLoop::connectionCount() const
{
    std::size_t count = 0;
    for (const auto &[number, lane] : m_lanes)
        count += lane->connections.size();
    return int(count);
}

void RelayLoop::sweep()
{
    const Ns now = steadyNow();
    m_outOfFiles = false;
    for (const auto &[number, lane] : m_lanes) {
        for (const auto &connection : lane->connections)
            connection->checkDeadline(now);
        std::erase_if(lane->connections, [](const auto &connection) { return connection->done(); });
        listen(*lane);
    }
}

void RelayLoop::Lane::ready(int, std::uint32_t)
{
    loop->accept(*this);
}

void RelayLoop::accept(Lane &lane)
{
    constexpr int mostAtOnce = 64;
    for (int i = 0; i < mostAtOnce; ++i) {
        SocketAddress peer;
        Fd client = acceptClient(lane.listener.get(), peer);
        if (!client) {
            if (errno == EMFILE ||
                errno == ENFILE) { // it would be reported for ever; the next sweep tries again
                m_context.loop->forget(lane.listener.get());
                m_outOfFiles = true;
            }
            return;
        }
        if (peer.isLoopback() && connectionCount() < m_context.limits.connections)
            take(lane, std::move(client));
        else
            lane.ledger->refused();
    }
}

void RelayLoop::take(Lane &lane, Fd client)
{
    auto connection = std::make_shared<RelayConnection>(m_context, std::move(client), lane.ledger, lane.way);
    lane.connections.push_back(connection);
    connection->start(lane.frozen || m_stalled);
}

void RelayLoop::listen(Lane &lane)
{
    m_context.loop->watch(lane.listener.get(), EPOLLIN, &lane);
}

void RelayLoop::addLane(int number, std::shared_ptr<Fd> listener, std::shared_ptr<LaneLedger> ledger,
                        const LaneWay &way)
{
    m_context.loop->post([this, number, listener = std::move(listener), ledger = std::move(ledger), way] {
        auto lane = std::make_unique<Lane>();
        lane->loop = this;
        lane->listener = std::move(*listener);
        lane->ledger = ledger;
        lane->way = way;
        listen(*lane);
        m_lanes[number] = std::move(lane);
    });
}

void RelayLoop::addDatagramLane(int number, std::shared_ptr<Fd> client, const DatagramTarget &target,
                                std::shared_ptr<LaneLedger> ledger, const LaneWay &way)
{
    m_context.loop->post([this, number, client = std::move(client), target, ledger = std::move(ledger),
                          way] {
        addHop(number, std::make_shared<DatagramHop>(m_context, std::move(*client), target, ledger, way));
    });
}

void RelayLoop::addListeningLane(int number, std::shared_ptr<Fd> client, const ListeningPlace &place,
                                 std::shared_ptr<LaneLedger> ledger, const LaneWay &way)
{
    m_context.loop->post([this, number, client = std::move(client), place, ledger = std::move(ledger), way] {
        addHop(number, std::make_shared<ListeningHop>(m_context, std::move(*client), place, ledger, way));
    });
}

void RelayLoop::addHop(int number, std::shared_ptr<DatagramWay> hop)
{
    hop->start();
    hop->stall(m_stalled);
    m_hops[number] = std::move(hop);
}

/// Runs it on the loop's thread and waits; without a running thread there is nothing to do.
void RelayLoop::inLoop(const std::function<void()> &call)
{
    if (m_thread.joinable())
        m_context.loop->run(call);
}

void RelayLoop::removeLane(int number)
{
    inLoop([this, number] {
        if (const auto it = m_lanes.find(number); it != m_lanes.end()) {
            m_context.loop->forget(it->second->listener.get());
            m_lanes.erase(it);
        }
        m_hops.erase(number);
    });
}

/// Both the user's freeze and a stall of the path hold a lane.
void RelayLoop::holdLane(Lane &lane)
{
    for (const auto &connection : lane.connections)
        connection->freeze(lane.frozen || m_stalled);
}

void RelayLoop::hold(bool stalled)
{
    m_stalled = stalled;
    for (const auto &[number, lane] : m_lanes)
        holdLane(*lane);
    for (const auto &[number, hop] : m_hops)
        hop->stall(stalled);
}

void RelayLoop::freeze(int number, bool frozen)
{
    inLoop([this, number, frozen] {
        if (const auto hop = m_hops.find(number); hop != m_hops.end())
            hop->second->freeze(frozen);
        const auto it = m_lanes.find(number);
        if (it == m_lanes.end())
            return;
        it->second->frozen = frozen;
        holdLane(*it->second);
    });
}

void RelayLoop::finish(int number)
{
    inLoop([this, number] {
        if (const auto hop = m_hops.find(number); hop != m_hops.end())
            hop->second->finish();
    });
}

void RelayLoop::cutLane(Lane &lane, Cut::By by)
{
    for (const auto &connection : lane.connections)
        by == Cut::By::Fin ? connection->hangUp() : connection->abort();
    lane.connections.clear();
}

void RelayLoop::cutLanes(Cut::By by)
{
    for (const auto &[number, lane] : m_lanes)
        cutLane(*lane, by);
    for (const auto &[number, hop] : m_hops)
        hop->cut();
}

void RelayLoop::cut(int number)
{
    inLoop([this, number] {
        if (const auto hop = m_hops.find(number); hop != m_hops.end())
            hop->second->cut();
        if (const auto it = m_lanes.find(number); it != m_lanes.end())
            cutLane(*it->second, Cut::By::Reset);
    });
}

void RelayLoop::cutAll(Cut::By by)
{
    inLoop([this, by] { cutLanes(by); });
}

void RelayLoop::follow(const OutagePlan &plan)
{
    inLoop([this, plan] { m_outages.follow(plan); });
}

void RelayLoop::stall(Ns length)
{
    inLoop([this, length] { m_outages.stall(length); });
}

} // namespace feedscope
