#pragma once

#include "core/measure/histogram.h"
#include "core/net/relay.h"
#include "core/session/lanehost.h"
#include "core/session/plan.h"

#include <deque>

namespace feedscope {

/// What a group of clients received in one measured stretch. A value.
struct GroupCount
{
    int clients = 0;
    int live = 0;             ///< of these, with at least one update or answer since they began
    std::int64_t updates = 0; ///< new to their client
    Histogram delay;          ///< from their origin to their arrival
    WireCount probe;          ///< of the one client that goes through the counting relay, in the stretch
    std::int64_t reconnects = 0;
};

/// Many identical clients of one lane, to see what they cost a server: each a lane of its own, all on one
/// network thread. One of them, the probe, goes through the counting relay, since they are identical; the
/// others connect directly. Owned by a command; used on its thread.
class ClientGroup
{
public:
    /// `lane` of `plan` is the pattern. Empty: it runs.
    QString start(const SessionPlan &plan, const LaneConfig &lane, int clients);
    /// Fetches what came; call it a few times a second.
    void drain();
    bool allLive() const;
    /// Begins a measured stretch.
    void begin();
    /// What came since begin().
    GroupCount count() const;
    void stop();

private:
    /// The newest update of one series that a client has.
    struct Newest
    {
        std::uint32_t generation = 0;
        std::uint64_t sequence = 0;
    };
    struct Client
    {
        Handover handover;
        std::vector<Newest> newest; ///< index = SeriesId
        std::int64_t reconnects = 0;
        bool live = false;
    };

    void note(Client &client, const Arrival &arrival);

    Relay m_relay;
    bool m_relayRuns = false;
    std::deque<Client> m_clients; ///< deque: hand-overs must not move
    std::shared_ptr<FeedContext> m_feed;
    std::unique_ptr<LaneHost> m_host;
    Batch m_batch;
    GroupCount m_count;
    WireCount m_probeAtBegin;
    std::int64_t m_reconnectsAtBegin = 0;
    Ns m_map = 0; ///< wall minus steady
};

} // namespace feedscope
