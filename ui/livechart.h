#pragma once

#include "core/store/livedata.h"
#include "ui/plotview.h"
#include "ui/timeview.h"

namespace feedscope {

/// The values of one series on one lane over time: trace, gaps, read-out with value, time and delay. GUI
/// thread.
class LiveChart : public PlotView
{
    Q_OBJECT
public:
    explicit LiveChart(const LiveData &live, QWidget *parent = nullptr);

    void setSeries(SeriesId series);
    SeriesId series() const { return m_series; }
    void refresh(Ns now);

    TimeView &timeView() { return m_view; }
    const TimeView &timeView() const { return m_view; }
    void follow();
    void hold();
    /// Fits the value axis to what is in view.
    void fit();
    void showSpan(Ns span);
    void showAll();

signals:
    /// Followed, held or zoomed: buttons must look again.
    void viewChanged();

protected:
    void drawData(QPainter &painter, const QRectF &area) override;
    QStringList readOut(double position) override;
    void zoomBy(double factor, double anchor) override;
    void panBy(double fraction) override;
    void keyPressEvent(QKeyEvent *event) override;
    void restyle() override;

private:
    const History *history() const;
    const BoardRow *row() const;
    void cutColumns();
    void fitValues();
    void drawGaps(QPainter &painter, const QRectF &area) const;
    void drawTrace(QPainter &painter, const QRectF &area) const;
    void drawEmpty(QPainter &painter, const QRectF &area) const;
    void rememberDelay();
    void describe();

    /// The delay of a shown update, for the read-out: the history keeps values only.
    struct DelayPoint
    {
        Ns arrival;
        Ns delay;
    };
    static constexpr std::size_t keptDelays = 8192;

    const LiveData &m_data;
    SeriesId m_series = 0;
    TimeView m_view;
    ValueScale m_scale;
    Ns m_now = 0;
    Ns m_described = noTime;
    std::vector<Column> m_columns;
    std::deque<DelayPoint> m_delays;
};

} // namespace feedscope
