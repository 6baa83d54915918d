#include "core/session/clientgroup.h"

#include "core/session/relayed.h"

#include <algorithm>
#include <tuple>

namespace feedscope {

namespace {

const QString probe = QStringLiteral("probe");

} // namespace

QString ClientGroup::start(const SessionPlan &plan, const LaneConfig &lane, int clients)
{
    stop();
    if (!m_relayRuns) {
        if (const QString error = m_relay.start(); !error.isEmpty())
            return error;
        m_relayRuns = true;
    }
    LaneConfig counted = lane;
    if (const QString error = leadThrough(m_relay, probe, counted.endpoint); !error.isEmpty())
        return error;
    m_feed = std::make_shared<FeedContext>();
    m_feed->profile = plan.feed->profile;
    m_feed->values = plan.feed->values;
    m_host = std::make_unique<LaneHost>();
    m_map = wallMinusSteady();
    for (int i = 0; i < clients; ++i) {
        LaneConfig config = i == 0 ? counted : lane;
        config.seed = lane.seed + static_cast<std::uint64_t>(i);
        config.endpoint.poll.seed = config.seed; // or all would poll at the same instants
        config.endpoint.poll.start = steadyNow();
        m_clients.emplace_back();
        m_host->startLane(static_cast<std::size_t>(i), config, m_feed, &m_clients.back().handover);
    }
    return {};
}

void ClientGroup::note(Client &client, const Arrival &arrival)
{
    if (arrival.has(Arrival::Event))
        return;
    if (arrival.series >= client.newest.size())
        client.newest.resize(arrival.series + 1U);
    Newest &newest = client.newest[arrival.series];
    if (std::tie(arrival.generation, arrival.sequence) <= std::tie(newest.generation, newest.sequence))
        return;
    newest = {arrival.generation, arrival.sequence};
    if (arrival.has(Arrival::Snapshot) || arrival.originWall == noTime)
        return;
    ++m_count.updates;
    m_count.delay.record(arrival.arrival + m_map - arrival.originWall);
}

void ClientGroup::drain()
{
    for (Client &client : m_clients) {
        client.handover.take(m_batch);
        client.reconnects = m_batch.counters.reconnects;
        client.live = client.live || !m_batch.arrivals.empty() || !m_batch.requests.empty();
        for (const Arrival &arrival : m_batch.arrivals)
            note(client, arrival);
    }
}

bool ClientGroup::allLive() const
{
    return std::all_of(m_clients.begin(), m_clients.end(), [](const Client &client) { return client.live; });
}

void ClientGroup::begin()
{
    drain();
    m_count = {};
    m_probeAtBegin = m_relay.count(probe, false);
    m_reconnectsAtBegin = 0;
    for (const Client &client : m_clients)
        m_reconnectsAtBegin += client.reconnects;
}

GroupCount ClientGroup::count() const
{
    GroupCount count = m_count;
    count.clients = static_cast<int>(m_clients.size());
    count.reconnects = -m_reconnectsAtBegin;
    for (const Client &client : m_clients) {
        count.live += client.live ? 1 : 0;
        count.reconnects += client.reconnects;
    }
    const WireCount now = m_relay.count(probe, false);
    count.probe.sent = now.sent - m_probeAtBegin.sent;
    count.probe.received = now.received - m_probeAtBegin.received;
    count.probe.connections = now.connections - m_probeAtBegin.connections;
    return count;
}

void ClientGroup::stop()
{
    m_host.reset();
    m_clients.clear();
    if (m_relayRuns)
        m_relay.closeLane(probe);
}

} // namespace feedscope
