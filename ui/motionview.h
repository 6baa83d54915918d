#pragma once

#include "core/store/livedata.h"

#include <QPointF>
#include <QWidget>

#include <deque>
#include <optional>
#include <vector>

namespace feedscope {

/// The demo feed's moving dot as each lane shows it, one box a lane: the newest position it has, the way it
/// came in the last two seconds, and a ring where the foremost lane's dot is. What lies between them is the lane's
/// lag. Renewed by the frame clock while it is seen. GUI thread.
class MotionView : public QWidget
{
    Q_OBJECT
public:
    static constexpr Ns trail = 2 * second;

    /// It outlives the view.
    explicit MotionView(const LiveData &live, QWidget *parent = nullptr);

    /// Once a frame.
    void refresh(Ns now);

    /// The newest position of a lane, 0 to 1; nothing: it has none yet.
    std::optional<QPointF> shownBy(std::size_t lane) const;
    QSize sizeHint() const override { return {312, 200}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Place
    {
        QPointF at;
        Ns shown = noTime; ///< steady
        Ns origin = noTime;
    };

    void take(std::size_t lane);
    std::optional<SeriesId> series();
    const Place *foremost() const;
    std::vector<QRectF> boxes() const;
    void paintBox(QPainter &painter, const QRectF &box, std::size_t lane) const;
    void paintDot(QPainter &painter, const QRectF &field, std::size_t lane, const QColor &color) const;
    void describe();

    const LiveData &m_data;
    std::vector<std::deque<Place>> m_lanes;
    std::size_t m_looked = 0; ///< series that are known not to be the dot
    std::optional<SeriesId> m_series;
    std::uint64_t m_feedRevision = 0;
    Ns m_now = 0;
    Ns m_described = noTime;
};

} // namespace feedscope
