#include "ui/agechart.h"

#include "ui/format.h"
#include "ui/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace feedscope {

namespace {

/// The lines of one sawtooth, from left to right. Of teeth narrower than a pixel only their extent is drawn,
/// once a column: a busy feed has more of them than there are pixels.
class Sawtooth
{
public:
    /// One tooth: up along the slope, and down to the next one's start.
    void add(const QPointF &from, const QPointF &to, const QPointF &next)
    {
        if (m_teeth > 0 && to.x() >= m_left + 1)
            endColumn();
        if (to.x() >= from.x() + 1) {
            m_lines.append(QLineF(from, to));
            m_lines.append(QLineF(to, next));
            return;
        }
        if (m_teeth++ == 0) {
            m_left = from.x();
            m_top = m_bottom = from.y();
        }
        m_top = std::min(m_top, to.y());
        m_bottom = std::max({m_bottom, from.y(), next.y()});
    }
    const QList<QLineF> &lines()
    {
        if (m_teeth > 0)
            endColumn();
        return m_lines;
    }

private:
    void endColumn()
    {
        m_lines.append(QLineF(m_left + 0.5, m_top, m_left + 0.5, m_bottom));
        m_teeth = 0;
    }

    QList<QLineF> m_lines;
    int m_teeth = 0; ///< in the column that has begun
    double m_left = 0;
    double m_top = 0;
    double m_bottom = 0;
};

} // namespace

AgeChart::AgeChart(const LiveData &live, QWidget *parent)
    : PlotView(parent)
    , m_data(live)
{
    setTimeSpan(span);
}

void AgeChart::restyle()
{
    m_scale.fit();
    PlotView::restyle();
}

void AgeChart::takeNewest(std::size_t lane)
{
    const BoardRow *newest = nullptr;
    const Board &board = m_data.boards[lane];
    for (std::size_t i = 0; i < board.size(); ++i) {
        const BoardRow &row = board.row(static_cast<SeriesId>(i));
        if (row.shown() && row.originWall != noTime && (!newest || row.originWall > newest->originWall))
            newest = &row;
    }
    if (!newest)
        return;
    std::deque<Step> &steps = m_lanes[lane];
    const Ns origin = newest->originWall - m_data.wallMinusSteady;
    if (steps.empty() || steps.back().origin < origin)
        steps.push_back({newest->arrival, origin});
    while (steps.size() > keptPerLane || (steps.size() > 2 && steps[1].shown < m_now - span))
        steps.pop_front();
}

void AgeChart::refresh(Ns now)
{
    const bool wasHidden =
        m_now != 0 && now - m_now > second; // what came meanwhile is not known: draw no climb
    m_now = now;
    if (wasHidden || m_feedRevision != m_data.feedRevision || m_lanes.size() != m_data.boards.size()) {
        m_lanes.assign(m_data.boards.size(), {});
        m_feedRevision = m_data.feedRevision;
    }
    for (std::size_t lane = 0; lane < m_lanes.size(); ++lane)
        takeNewest(lane);
    fitScale();
    describe();
    viewport()->update();
}

Ns AgeChart::ageAt(std::size_t lane, Ns time) const
{
    if (lane >= m_lanes.size())
        return noTime;
    const std::deque<Step> &steps = m_lanes[lane];
    const auto after = std::upper_bound(steps.begin(), steps.end(), time,
                                        [](Ns t, const Step &step) { return t < step.shown; });
    return after == steps.begin() ? noTime : time - std::prev(after)->origin;
}

void AgeChart::fitScale()
{
    Ns highest = 0;
    for (const std::deque<Step> &steps : m_lanes)
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const Ns end = i + 1 < steps.size() ? steps[i + 1].shown : m_now;
            if (end >= m_now - span)
                highest = std::max(highest, end - steps[i].origin);
        }
    const double top = std::max(0.05, static_cast<double>(highest) / second);
    const int lines = roomForLines();
    if (lines != m_lines)
        m_scale.fit();
    m_lines = lines;
    if (!m_scale.update(0, top, m_now, lines))
        return;
    const double step = m_scale.step();
    const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 3);
    const double high = std::ceil(top / step) * step;
    const QString format = QStringLiteral("%.%1f").arg(decimals) + QChar(0x2009) + tr("s", "seconds");
    const int width =
        QFontMetrics(labelFont()).horizontalAdvance(QStringLiteral("0.00 ") + tr("s", "seconds"));
    setValueRange(0, high, step, format, width);
}

QPointF AgeChart::at(const QRectF &plot, Ns time, Ns age) const
{
    const double fraction = 1 - static_cast<double>(m_now - time) / static_cast<double>(span);
    return {plot.left() + std::max(0.0, fraction) * plot.width(), yOf(static_cast<double>(age) / second)};
}

void AgeChart::drawLane(QPainter &painter, const QRectF &plot, std::size_t lane) const
{
    const std::deque<Step> &steps = m_lanes[lane];
    const Ns begin = m_now - span;
    const QColor color = laneColorOf(m_data, lane, colorsOf(palette()));
    Sawtooth teeth;
    painter.setRenderHint(QPainter::Antialiasing, false); // of the filling: its edge lies under the line
    painter.setPen(Qt::NoPen);
    painter.setBrush(blended(color, 0.12, colorsOf(palette()).surface));
    const double floor = yOf(0);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Ns end = i + 1 < steps.size() ? steps[i + 1].shown : m_now;
        const Ns start = std::max(steps[i].shown, begin);
        if (end <= begin)
            continue;
        const QPointF from = at(plot, start, start - steps[i].origin),
                      to = at(plot, end, end - steps[i].origin);
        if (!m_data.lanes[lane].push) {
            const QPointF shape[] = {{from.x(), floor}, from, to, {to.x(), floor}};
            painter.drawPolygon(shape, 4);
        }
        teeth.add(from, to, i + 1 < steps.size() ? at(plot, end, end - steps[i + 1].origin) : to);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.4));
    painter.drawLines(teeth.lines());
}

void AgeChart::drawData(QPainter &painter, const QRectF &plot)
{
    bool any = false;
    for (std::size_t lane = m_lanes.size(); lane-- > 0;) { // push last: it lies on top
        any = any || !m_lanes[lane].empty();
        drawLane(painter, plot, lane);
    }
    if (any)
        return;
    painter.setPen(colorsOf(palette()).muted);
    painter.setFont(contentFont());
    painter.drawText(plot, Qt::AlignCenter | Qt::TextWordWrap,
                     tr("Ages appear with the first update. A feed without time stamps has none."));
}

QStringList AgeChart::readOut(double position)
{
    const Ns time = m_now - static_cast<Ns>((1 - position) * static_cast<double>(span));
    QStringList lines;
    for (std::size_t lane = 0; lane < m_lanes.size() && lane < m_data.lanes.size(); ++lane)
        if (const Ns age = ageAt(lane, time); age != noTime)
            lines += tr("%1: what you see is %2 old").arg(laneTitle(m_data, lane), formatNs(age));
    return lines;
}

void AgeChart::describe()
{
    if (m_described != noTime && m_now - m_described < second)
        return;
    m_described = m_now;
    setAccessibleName(tr("Age of what each lane shows, last 20 s"));
    setAccessibleDescription(readOut(1).join(u'\n'));
}

} // namespace feedscope
