#pragma once

#include "core/net/datagramhop.h"
#include "core/net/listeninghop.h"
#include "core/net/outages.h"
#include "core/net/relayconnection.h"

#include <atomic>
#include <map>
#include <thread>

namespace feedscope {

/// The relay's thread: its lanes' listeners and all connections. The public functions may be called from any
/// thread and take effect soon; everything else happens on the loop's own.
class RelayLoop
{
public:
    explicit RelayLoop(const RelayLimits &limits);
    ~RelayLoop();

    /// False if the system gives no thread or descriptors (errno says why).
    bool start();

    void addLane(int lane, std::shared_ptr<Fd> listener, std::shared_ptr<LaneLedger> ledger,
                 const LaneWay &way);
    void addDatagramLane(int lane, std::shared_ptr<Fd> client, const DatagramTarget &target,
                         std::shared_ptr<LaneLedger> ledger, const LaneWay &way);
    void addListeningLane(int lane, std::shared_ptr<Fd> client, const ListeningPlace &place,
                          std::shared_ptr<LaneLedger> ledger, const LaneWay &way);
    void removeLane(int lane);
    void freeze(int lane, bool frozen);
    void cut(int lane);
    void follow(const OutagePlan &plan);
    void stall(Ns length);
    void cutAll(Cut::By by);
    bool isStalled() const { return m_stalled; }
    void finish(int lane);

private:
    /// One listening port and the connections that came in by it.
    struct Lane final : Watcher
    {
        RelayLoop *loop = nullptr;
        Fd listener;
        std::shared_ptr<LaneLedger> ledger;
        LaneWay way;
        std::vector<std::shared_ptr<RelayConnection>> connections;
        bool frozen = false;

        void ready(int fd, std::uint32_t events) override;
    };

    void run();
    void addHop(int lane, std::shared_ptr<DatagramWay> hop);
    void hold(bool stalled);
    void holdLane(Lane &lane);
    static void cutLane(Lane &lane, Cut::By by);
    void cutLanes(Cut::By by);
    void inLoop(const std::function<void()> &call);
    void accept(Lane &lane);
    void take(Lane &lane, Fd client);
    void sweep();
    void listen(Lane &lane);
    int connectionCount() const;

    RelayContext m_context;
    std::map<int, std::unique_ptr<Lane>> m_lanes;
    std::map<int, std::shared_ptr<DatagramWay>> m_hops; ///< the UDP lanes
    Outages m_outages;
    std::atomic<bool> m_stalled = false; ///< by m_outages
    std::atomic<bool> m_stop = false;
    bool m_outOfFiles = false; ///< a listener is out of the loop until the next sweep
    Ns m_nextSweep = 0;
    std::thread m_thread;
};

} // namespace feedscope
