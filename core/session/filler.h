#pragma once

#include "core/session/backfill.h"
#include "core/session/lane.h"

namespace feedscope {

/// Stands between a lane, its backfill and its hand-over: the backfill hears what the lane hears, and what HTTP
/// had beside it goes into the hand-over. It outlives its lane, so that a lane that is made anew goes on where
/// the old one was. Network thread; owned by LaneHost.
class Filler final : public QObject, public LaneWitness
{
    Q_OBJECT

public:
    /// `handover` outlives it.
    Filler(const BackfillConfig &config, std::shared_ptr<FeedContext> feed, Handover *handover);

    void laneOpened() override { m_backfill.connectionBegins(); }
    void laneHeard(std::span<const Arrival> arrivals) override { m_backfill.heard(arrivals); }

private:
    void passOn();

    Backfill m_backfill;
    Handover *m_handover;
    Filled m_filled;
};

} // namespace feedscope
