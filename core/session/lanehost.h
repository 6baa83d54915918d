#pragma once

#include "core/session/backfill.h"
#include "core/session/lane.h"

#include <QThread>

#include <memory>
#include <vector>

namespace feedscope {

/// Keeps the lanes of a feed on their network thread, so that no table's paint and no menu's modal loop
/// delays an arrival stamp. Its functions are called from the session's thread and block until the network
/// thread has done them (microseconds; a stop up to a few milliseconds).
class LaneHost
{
public:
    LaneHost();
    /// Stops the lanes and gives their connections up to 2 s to close politely.
    ~LaneHost();
    Q_DISABLE_COPY_MOVE(LaneHost)

    /// Replaces lane `index` (or appends it) by a new one and starts it. `seen`, if given, gets each message on the
    /// network thread before it is decoded.
    void startLane(std::size_t index, LaneConfig config, std::shared_ptr<FeedContext> feed,
                   Handover *handover, std::function<void(const Message &)> seen = {});
    /// From now on, until stopAll(), the past and the gaps of lane `index` are fetched over HTTP. Before it is
    /// started.
    void fill(std::size_t index, const BackfillConfig &config, std::shared_ptr<FeedContext> feed,
              Handover *handover);
    /// Stops and removes one lane; its hand-over has all that it will ever get.
    void stopLane(std::size_t index);
    void reconnect(std::size_t index);
    /// Asks the feed's time endpoint from now on, until stopAll(). The answers go to `handover`.
    void startClock(const Endpoint &endpoint, std::shared_ptr<FeedContext> feed, Handover *handover);
    /// Stops and removes all lanes.
    void stopAll();

private:
    class Inside; ///< lives on the network thread

    QThread m_thread;
    std::unique_ptr<Inside> m_inside;
    SteadyClock m_clock;
};

} // namespace feedscope
