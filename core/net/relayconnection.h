#pragma once

#include "core/net/eventloop.h"
#include "core/net/pipe.h"
#include "core/net/resolver.h"
#include "core/net/socks5.h"
#include "core/net/tap.h"
#include "core/net/upstreamproxy.h"
#include "core/net/wiremeter.h"

#include <memory>

namespace feedscope {

/// What may take how long in a relayed connection, ns.
struct RelayLimits
{
    int connections = 1000;         ///< of all lanes together
    Ns socksHandshake = 5 * second; ///< from the client's connect to its request
    Ns connect = 10 * second;       ///< look-up and all addresses together
    Ns halfClosed = 2 * second;     ///< from the first end of file to the other; then both ends are reset
};

/// What lies between a lane's client and its server. A value.
struct LaneWay
{
    Impairment path;
    std::shared_ptr<Tap> tap; ///< null: nothing is recorded
    UpstreamProxy proxy;      ///< that all its connections go through; its own words are not counted
};

/// What a connection needs of the relay around it. Outlives all connections.
struct RelayContext
{
    std::shared_ptr<EventLoop> loop;
    Resolver resolver;
    RelayLimits limits;
};

/// One client of the relay and the server that it asked for: SOCKS request, look-up, connect, then bytes both
/// ways until both have ended. Owned by the relay's loop and used on its thread only.
class RelayConnection final : public Watcher, public std::enable_shared_from_this<RelayConnection>
{
public:
    RelayConnection(RelayContext &context, Fd client, std::shared_ptr<LaneLedger> ledger,
                    const LaneWay &way);
    ~RelayConnection();

    /// Begins to listen to the client; a frozen one waits for thaw.
    void start(bool frozen);

    void ready(int fd, std::uint32_t events) override;
    void due() override;

    /// Holds all bytes still, or lets them go on. Deadlines stand still as well.
    void freeze(bool frozen);

    /// Ends both sides with RST; all that had arrived from the server is counted.
    void abort();

    /// Ends both sides with FIN, as a proxy that closes down; what is under way is lost.
    void hangUp();

    /// Aborts if its deadline has passed.
    void checkDeadline(Ns now);

    bool done() const { return m_phase == Phase::Done; }

private:
    enum class Phase : std::uint8_t
    {
        Greeting,
        Request,
        LookUp,
        Connecting,
        Proxying,  ///< connected to the user's proxy, which opens the way
        Answering, ///< connected; the simulated handshake is still under way
        Streaming,
        Done
    };

    /// One of the two sockets.
    struct End
    {
        Fd fd;
        bool ended = false;  ///< its end of file was read
        bool shut = false;   ///< we have sent ours
        bool gone = false;   ///< it takes no more bytes, and need not
        bool hungUp = false; ///< both its directions are over, as the kernel sees it
    };

    void readSocks();
    bool answerGreeting();
    void answerRequest();
    void refuse(socks5::Answer answer);
    void sayToClient(const std::string &bytes);
    void resolved(std::vector<SocketAddress> addresses);
    void connectNext(int lastError);
    void connectProgress();
    void proxyProgress();
    void reached();
    void sayUpstream(const std::string &bytes);
    void beginStreaming();
    void stream();
    std::uint32_t withoutStamps(std::uint32_t events);
    bool forward(End &from, End &to, Pipe &pipe);
    bool flush(End &to, Pipe &pipe);
    bool deliveryFailed(End &to);
    bool wasReset(End &end);
    void ended(End &from, Pipe &pipe);
    void finish();
    void drain(End &end, Pipe &pipe);
    void close();
    void updateInterest();
    void watch(const End &end, std::uint32_t events);
    std::uint32_t interestOf(const End &end, const Pipe &outOf, Pipe &into) const;
    void updateWake();
    bool isUpstream(const End &end) const { return &end == &m_upstream; }
    void setDeadline(Ns span) { m_deadline = steadyNow() + span; }

    RelayContext &m_context;
    std::shared_ptr<LaneLedger> m_ledger;
    WireMeter m_meter;
    const Impairment m_path;
    const std::shared_ptr<Tap> m_tap;
    const UpstreamProxy m_proxy;
    std::unique_ptr<ProxyDialogue> m_dialogue; ///< null: there is no proxy
    std::uint32_t m_flow = 0; ///< of the tap
    End m_client;
    End m_upstream;
    Pipe m_toUpstream;
    Pipe m_toClient;
    std::string m_socks;                    ///< read from the client and not yet understood
    std::vector<SocketAddress> m_addresses; ///< still to be tried, the next one last
    Ns m_deadline = noTime;
    Ns m_frozenSince = noTime; ///< noTime: not frozen
    Ns m_answerAt = noTime;    ///< when the simulated handshake is over
    Ns m_resetAt = noTime;     ///< when a reset arrives at the other side
    Phase m_phase = Phase::Greeting;
};

} // namespace feedscope
