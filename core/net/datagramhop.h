#pragma once

#include "core/net/datagrampath.h"
#include "core/net/datagramway.h"
#include "core/net/laneledger.h"
#include "core/net/relayconnection.h"

#include <memory>
#include <string>

namespace feedscope {

/// Where a hop's datagrams go.
struct DatagramTarget
{
    std::string host; ///< a name, or an address as text
    std::uint16_t port = 0;
};

/// A UDP lane's way through the relay: a port on 127.0.0.1 behind which the lane's peer stands. What the
/// lane's client sends there goes on to the peer from a socket of its own, and back; each datagram is counted
/// where it faces the peer, as a capture would count it, then led over the simulated path. One client at a
/// time, as a lane makes one attempt at a time: a new one ends the flow of the last. A port that the peer has
/// closed looks closed from here, too. Owned by the relay's loop and used on its thread only.
class DatagramHop final : public Watcher,
                          public DatagramWay,
                          public std::enable_shared_from_this<DatagramHop>
{
public:
    /// `client`: the bound socket that faces the lane, see bindOnLoopback().
    DatagramHop(RelayContext &context, Fd client, DatagramTarget target, std::shared_ptr<LaneLedger> ledger,
                const LaneWay &way);
    ~DatagramHop() override;

    void start() override;

    void ready(int fd, std::uint32_t events) override;
    void due() override;

    void freeze(bool frozen) override;
    void stall(bool stalled) override;

    /// Ends the flow: nothing reaches the client until it sends again.
    void cut() override;

    /// Ends the flow when the peer has had time to hear the client's last, so that what it sends until then is
    /// counted.
    void finish() override;

private:
    void readClient();
    void readPeer();
    void newFlow(const SocketAddress &client);
    void endFlow();
    void resolved(std::vector<SocketAddress> addresses);
    void connectNext();
    void refused();
    void toPeer(std::span<const char> datagram);
    void toClient(std::span<const char> datagram);
    bool goesStraight(const DatagramPath &path) const;
    bool isHeld() const { return m_frozen || m_stalled; }
    void release();
    void updateWake();
    void noteOverflow();

    RelayContext &m_context;
    std::shared_ptr<LaneLedger> m_ledger;
    const DatagramTarget m_target;
    const std::shared_ptr<Tap> m_tap;
    std::uint32_t m_tapFlow = 0;
    const bool m_impaired;
    const Ns m_parting; ///< from the client's last word to the end of the flow
    DatagramPath m_pathToPeer;
    DatagramPath m_pathToClient;
    Fd m_clientSide;
    Fd m_peerSide;
    SocketAddress m_client;                 ///< size 0: none yet
    std::vector<SocketAddress> m_addresses; ///< of the peer, still to be tried, the next one last
    std::vector<char> m_buffer;
    std::optional<std::vector<char>> m_last; ///< of the client, until the peer is heard
    std::uint64_t m_socket = 0;              ///< in the ledger, while m_peerSide is open
    std::uint64_t m_flow = 0;                ///< tells a late look-up that its flow is over
    std::uint32_t m_overflow[2] = {0, 0};    ///< of the client's and the peer's side, as last seen
    Ns m_closedUntil = noTime;               ///< the port looks closed; noTime: it is open
    Ns m_endAt = noTime;                     ///< of the flow, once it is to end
    bool m_heard = false;                    ///< the peer has said something in this flow
    bool m_frozen = false;
    bool m_stalled = false;
};

} // namespace feedscope
