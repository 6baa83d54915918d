#pragma once

#include "core/net/datagramlistener.h"
#include "core/net/datagrampath.h"
#include "core/net/datagramway.h"
#include "core/net/laneledger.h"
#include "core/net/relayconnection.h"

#include <memory>

namespace feedscope {

/// A listening UDP lane's way through the relay: a port on 127.0.0.1 at which its client knocks, with any
/// datagram. Only then the hop binds and joins, and says so (or why not) in a receipt; from then on it counts
/// each datagram as a capture would, leads it over the simulated path and gives it to the client, its sender's
/// number before it (see hopframe). Nothing goes the other way: no byte ever leaves for the feed. One client at
/// a time; a new one, or finish(), ends the flow of the last. There is no connection that a cut could break:
/// what is under way is lost then, and it listens on. Owned by the relay's loop and used on its thread only.
class ListeningHop final : public Watcher, public DatagramWay
{
public:
    /// `client`: the bound socket that faces the lane, see bindOnLoopback().
    ListeningHop(RelayContext &context, Fd client, ListeningPlace place, std::shared_ptr<LaneLedger> ledger,
                 const LaneWay &way);
    ~ListeningHop() override;

    void start() override;
    void freeze(bool frozen) override;
    void stall(bool stalled) override;
    void cut() override;
    void finish() override;

    void ready(int fd, std::uint32_t events) override;
    void due() override;

private:
    void readClient();
    void readFeed();
    void listen(const SocketAddress &client);
    void endFlow();
    void toClient(std::span<const char> datagram);
    bool isHeld() const { return m_frozen || m_stalled; }
    void release();
    void updateWake();
    void noteOverflow();

    RelayContext &m_context;
    std::shared_ptr<LaneLedger> m_ledger;
    const ListeningPlace m_place;
    const bool m_impaired;
    DatagramPath m_path;
    Fd m_clientSide;
    DatagramListener m_feed;
    SocketAddress m_client; ///< size 0: none yet
    SenderList m_senders;
    std::vector<char> m_buffer;
    std::uint64_t m_socket = 0;     ///< in the ledger, while m_feed is open
    std::uint32_t m_overflow = 0;   ///< of m_feed, as last seen
    bool m_frozen = false;
    bool m_stalled = false;
};

} // namespace feedscope
