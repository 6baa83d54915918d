#pragma once

#include "core/store/livedata.h"
#include "ui/plotview.h"
#include "ui/timeview.h"

#include <deque>
#include <vector>

namespace feedscope {

/// The sawtooth: how old the newest value is that each lane shows, over the last 20 s. It climbs with the
/// clock and falls when something newer arrives. Drawn from arrival stamps, not sampled. GUI thread.
class AgeChart : public PlotView
{
    Q_OBJECT
public:
    static constexpr Ns span = 20 * second;
    static constexpr std::size_t keptPerLane = 8192;

    explicit AgeChart(const LiveData &live, QWidget *parent = nullptr);

    void refresh(Ns now);
    /// Age of the newest value lane `lane` showed at `time`; noTime: none known.
    Ns ageAt(std::size_t lane, Ns time) const;

protected:
    void drawData(QPainter &painter, const QRectF &area) override;
    QStringList readOut(double position) override;
    void restyle() override;

private:
    /// From `shown` on the lane's newest value was that of `origin`; steady clock.
    struct Step
    {
        Ns shown;
        Ns origin;
    };

    void takeNewest(std::size_t lane);
    void fitScale();
    void drawLane(QPainter &painter, const QRectF &area, std::size_t lane) const;
    QPointF at(const QRectF &area, Ns time, Ns age) const;
    void describe();

    const LiveData &m_data;
    std::vector<std::deque<Step>> m_lanes;
    ValueScale m_scale;
    int m_lines = 0;
    Ns m_now = 0;
    Ns m_described = noTime;
    std::uint64_t m_feedRevision = 0;
};

/// "PUSH" and "POLL" for the first lane of each kind, else the lane's own name; and its colour.
QString laneTitle(const LiveData &live, std::size_t lane);
QColor laneColorOf(const LiveData &live, std::size_t lane, const struct Colors &colors);

} // namespace feedscope
