#include "ui/motionview.h"

#include "ui/agechart.h"
#include "ui/format.h"
#include "ui/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace feedscope {

namespace {

constexpr double gap = 8;
constexpr double dotRadius = 6;
constexpr std::size_t mostPlaces = 240; ///< of a trail: more than frames in its time

QPointF placeIn(const QRectF &field, const QPointF &at)
{
    return {field.left() + std::clamp(at.x(), 0.0, 1.0) * field.width(),
            field.top() + std::clamp(at.y(), 0.0, 1.0) * field.height()};
}

/// Columns for so many boxes: those that leave the boxes nearest to the shape of the way, three to two.
int columnsFor(int boxes, const QSizeF &room)
{
    int best = 1;
    double bestError = 1e9;
    for (int columns = 1; columns <= boxes; ++columns) {
        const int rows = (boxes + columns - 1) / columns;
        const double shape = (room.width() / columns) / std::max(1.0, room.height() / rows);
        if (const double error = std::abs(std::log(shape / 1.5)); error < bestError) {
            bestError = error;
            best = columns;
        }
    }
    return best;
}

} // namespace

MotionView::MotionView(const LiveData &live, QWidget *parent)
    : QWidget(parent)
    , m_data(live)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

/// New series come at the end, so each is looked at once.
std::optional<SeriesId> MotionView::series()
{
    for (; !m_series && m_looked < m_data.series.size(); ++m_looked)
        if (!m_data.dotKind.isEmpty() && m_data.series[m_looked].kind == m_data.dotKind)
            m_series = static_cast<SeriesId>(m_looked);
    return m_series;
}

void MotionView::take(std::size_t lane)
{
    std::deque<Place> &places = m_lanes[lane];
    const BoardRow &row = m_data.boards[lane].row(*m_series);
    const Ns origin = row.originWall == noTime ? noTime : row.originWall - m_data.wallMinusSteady;
    if (row.shown() && std::isfinite(row.last) && std::isfinite(row.size) &&
        (places.empty() || places.back().shown != row.arrival))
        places.push_back({{row.last, row.size}, row.arrival, origin});
    while (places.size() > mostPlaces || (places.size() > 1 && places.front().shown < m_now - trail))
        places.pop_front();
}

void MotionView::refresh(Ns now)
{
    const bool wasHidden = m_now != 0 && now - m_now > second; // what came meanwhile is not known
    m_now = now;
    if (m_feedRevision != m_data.feedRevision) {
        m_feedRevision = m_data.feedRevision;
        m_looked = 0;
        m_series.reset();
        m_lanes.clear();
    }
    if (wasHidden)
        m_lanes.clear();
    m_lanes.resize(m_data.boards.size());
    if (series())
        for (std::size_t lane = 0; lane < m_lanes.size(); ++lane)
            if (m_data.boards[lane].size() > *m_series)
                take(lane);
    describe();
    update();
}

std::optional<QPointF> MotionView::shownBy(std::size_t lane) const
{
    if (lane >= m_lanes.size() || m_lanes[lane].empty())
        return {};
    return m_lanes[lane].back().at;
}

const MotionView::Place *MotionView::foremost() const
{
    const Place *first = nullptr;
    for (const std::deque<Place> &places : m_lanes)
        if (!places.empty() && (!first || places.back().origin > first->origin))
            first = &places.back();
    return first;
}

std::vector<QRectF> MotionView::boxes() const
{
    std::vector<QRectF> out;
    const int count = static_cast<int>(m_lanes.size());
    if (count == 0)
        return out;
    const int columns = columnsFor(count, size());
    const int rows = (count + columns - 1) / columns;
    const double boxWidth = (width() - gap * (columns - 1)) / columns,
                 boxHeight = (height() - gap * (rows - 1)) / rows;
    for (int i = 0; i < count; ++i)
        out.emplace_back(std::floor((i % columns) * (boxWidth + gap)) + 0.5,
                         std::floor((i / columns) * (boxHeight + gap)) + 0.5, std::floor(boxWidth) - 1,
                         std::floor(boxHeight) - 1);
    return out;
}

void MotionView::paintDot(QPainter &painter, const QRectF &field, std::size_t lane, const QColor &color) const
{
    const Colors &colors = colorsOf(palette());
    const std::deque<Place> &places = m_lanes[lane];
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
        const double age = static_cast<double>(m_now - places[i].shown) / static_cast<double>(trail);
        const double left = std::clamp(1 - age, 0.0, 1.0);
        painter.setBrush(blended(color, 0.10 + 0.45 * left, colors.surface));
        painter.drawEllipse(placeIn(field, places[i].at), 1.5 + 2 * left, 1.5 + 2 * left);
    }
    if (const Place *first = foremost(); first && first->origin != noTime) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colors.muted, 1.4));
        painter.drawEllipse(placeIn(field, first->at), dotRadius + 3, dotRadius + 3);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(placeIn(field, places.back().at), dotRadius, dotRadius);
}

void MotionView::paintBox(QPainter &painter, const QRectF &box, std::size_t lane) const
{
    const Colors &colors = colorsOf(palette());
    const QColor color = laneColorOf(m_data, lane, colors);
    painter.setPen(colors.line);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box, 4, 4);
    painter.setFont(labelFont());
    const double head = painter.fontMetrics().height() + 6;
    const QRectF title(box.left() + 6, box.top() + 2, box.width() - 12, head);
    const double margin = dotRadius + 5; // the ring at the edge stays inside
    const QRectF field = box.adjusted(margin, head + margin - 4, -margin, -margin);
    const bool any = !m_lanes[lane].empty();
    // How far it is behind by its own display: the time since the update that it shows.
    const QString age = any && m_lanes[lane].back().origin != noTime
                            ? formatNs(std::max<Ns>(0, m_now - m_lanes[lane].back().origin))
                            : dash();
    const QFontMetrics metrics = painter.fontMetrics();
    const QString name = laneTitle(m_data, lane);
    painter.setPen(color);
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(name, Qt::ElideRight, static_cast<int>(title.width())));
    // The name goes first where there is no room for both.
    if (metrics.horizontalAdvance(name) + 6 + metrics.horizontalAdvance(age) <= title.width()) {
        painter.setPen(colors.muted);
        painter.drawText(title, Qt::AlignRight | Qt::AlignVCenter, age);
    }
    if (any && field.width() > 0 && field.height() > 0)
        paintDot(painter, field, lane, color);
}

void MotionView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const std::vector<QRectF> all = boxes();
    for (std::size_t lane = 0; lane < all.size(); ++lane)
        paintBox(painter, all[lane], lane);
}

void MotionView::describe()
{
    if (m_described != noTime && m_now - m_described < second)
        return;
    m_described = m_now;
    QStringList lines;
    for (std::size_t lane = 0; lane < m_lanes.size() && lane < m_data.lanes.size(); ++lane)
        if (!m_lanes[lane].empty() && m_lanes[lane].back().origin != noTime)
            lines += tr("%1: the dot shown is %2 old")
                         .arg(laneTitle(m_data, lane), formatNs(m_now - m_lanes[lane].back().origin));
    setAccessibleName(tr("A moving dot as each lane shows it"));
    setAccessibleDescription(lines.join(u'\n'));
}

} // namespace feedscope
