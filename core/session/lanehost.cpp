#include "core/session/lanehost.h"

#include "core/session/clockclient.h"
#include "core/session/filler.h"
#include "core/threadworker.h"
#include "core/transport/transports.h"

namespace feedscope {

/// The part that lives on the network thread.
class LaneHost::Inside : public ThreadWorker
{
public:
    std::unique_ptr<Filler> filler;
    std::size_t filled = 0; ///< the lane that it fills
    std::vector<std::unique_ptr<Lane>> lanes;
    std::unique_ptr<ClockClient> clock;
};

LaneHost::LaneHost()
    : m_inside(std::make_unique<Inside>())
{
    m_thread.setObjectName(QStringLiteral("feedscope-net"));
    m_inside->moveToThread(&m_thread);
    m_thread.start(QThread::HighPriority);
}

LaneHost::~LaneHost()
{
    stopAll();
    // Destroyed there, so that its sockets' notifiers die on their own thread.
    m_inside->run([this] { m_inside->moveToThread(nullptr); });
    m_thread.quit();
    m_thread.wait();
}

void LaneHost::startLane(std::size_t index, LaneConfig config, std::shared_ptr<FeedContext> feed,
                         Handover *handover, std::function<void(const Message &)> seen)
{
    m_inside->run([&] {
        const QString name = config.name;
        auto lane = std::make_unique<Lane>(std::move(config), std::move(feed), handover, &m_clock,
                                           [name](const Endpoint &endpoint, TransportListener *listener) {
                                               return makeTransport(name, endpoint, listener);
                                           });
        if (index == m_inside->filled)
            lane->setWitness(m_inside->filler.get());
        if (index >= m_inside->lanes.size())
            m_inside->lanes.resize(index + 1);
        if (seen)
            QObject::connect(lane.get(), &Lane::messageSeen, lane.get(), seen);
        m_inside->lanes[index] = std::move(lane);
        m_inside->lanes[index]->start();
    });
}

void LaneHost::fill(std::size_t index, const BackfillConfig &config, std::shared_ptr<FeedContext> feed,
                    Handover *handover)
{
    m_inside->run([&] {
        m_inside->filler = std::make_unique<Filler>(config, std::move(feed), handover);
        m_inside->filled = index;
    });
}

void LaneHost::reconnect(std::size_t index)
{
    m_inside->run([&] {
        if (index < m_inside->lanes.size() && m_inside->lanes[index])
            m_inside->lanes[index]->reconnectNow();
    });
}

void LaneHost::stopLane(std::size_t index)
{
    m_inside->run([&] {
        if (index >= m_inside->lanes.size() || !m_inside->lanes[index])
            return;
        m_inside->lanes[index]->stop();
        m_inside->lanes[index].reset();
    });
}

void LaneHost::startClock(const Endpoint &endpoint, std::shared_ptr<FeedContext> feed, Handover *handover)
{
    m_inside->run([&] {
        m_inside->clock = std::make_unique<ClockClient>(endpoint, std::move(feed), handover);
        m_inside->clock->start();
    });
}

void LaneHost::stopAll()
{
    m_inside->run([&] {
        m_inside->clock.reset();
        for (const auto &lane : m_inside->lanes)
            if (lane)
                lane->stop();
        m_inside->lanes.clear();
        m_inside->filler.reset();
    });
}

} // namespace feedscope
