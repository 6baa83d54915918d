// How LiveChart draws: gaps behind, then the trace as steps, because a value holds until the next one comes.
#include "ui/livechart.h"

#include "ui/agechart.h"
#include "ui/format.h"
#include "ui/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace feedscope {

void LiveChart::drawData(QPainter &painter, const QRectF &plot)
{
    const History *past = history();
    if (!past || past->empty()) {
        drawEmpty(painter, plot);
        return;
    }
    drawGaps(painter, plot);
    drawTrace(painter, plot);
}

void LiveChart::drawEmpty(QPainter &painter, const QRectF &plot) const
{
    painter.setPen(colorsOf(palette()).muted);
    painter.setFont(contentFont());
    painter.drawText(
        plot, Qt::AlignCenter | Qt::TextWordWrap,
        tr("Nothing has arrived of this series yet. Its values appear here as soon as they come."));
}

void LiveChart::drawGaps(QPainter &painter, const QRectF &plot) const
{
    if (m_data.lanes.empty())
        return;
    const Colors &colors = colorsOf(palette());
    const Ns begin = m_view.begin(m_now);
    const auto xOf = [&](Ns time) {
        const double at = static_cast<double>(time - begin) / static_cast<double>(m_view.span());
        return plot.left() + std::clamp(at, 0.0, 1.0) * plot.width();
    };
    painter.setFont(labelFont());
    const QFontMetricsF metrics(labelFont());
    for (const Gap &gap : m_data.lanes.front().gaps) {
        const Ns to = gap.to == noTime ? m_now : gap.to;
        if (to < begin || gap.from > m_view.end(m_now))
            continue;
        const QRectF band(QPointF(xOf(gap.from), plot.top()),
                          QPointF(std::max(xOf(to), xOf(gap.from) + 1), plot.bottom()));
        if (gap.filled) { // the trace is whole there; a mark says that the lane did not bring it
            painter.fillRect(QRectF(QPointF(band.left(), band.bottom() - 3), band.bottomRight()), colors.muted);
            continue;
        }
        painter.fillRect(band, blended(colors.down, maxTint, colors.surface));
        const QString text = tr("gap %1").arg(formatNs(to - gap.from));
        const double width = metrics.horizontalAdvance(text);
        const double left = std::clamp(band.center().x() - width / 2, plot.left(), plot.right() - width);
        painter.setPen(colors.down);
        painter.drawText(QPointF(left, plot.bottom() - 5), text);
    }
}

void LiveChart::drawTrace(QPainter &painter, const QRectF &plot) const
{
    QList<QLineF> lines;
    lines.reserve(static_cast<qsizetype>(m_columns.size()) * 2);
    History::Point before{};
    const History *past = history();
    bool started = past->at(m_view.begin(m_now), before);
    QPointF last(plot.left(), started ? yOf(before.value) : 0);
    const double width = plot.width() / static_cast<double>(std::max<std::size_t>(1, m_columns.size()));
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const Column &column = m_columns[i];
        if (column.empty())
            continue;
        const double x = plot.left() + (static_cast<double>(i) + 0.5) * width;
        double top = yOf(column.max), bottom = yOf(column.min);
        if (started) {
            lines.append(QLineF(last, QPointF(x, last.y())));
            top = std::min(top, last.y());
            bottom = std::max(bottom, last.y());
        }
        lines.append(QLineF(x, top, x, bottom));
        last = QPointF(x, yOf(column.last));
        started = true;
    }
    if (started) {
        const double now = static_cast<double>(std::min(m_now, m_view.end(m_now)) - m_view.begin(m_now));
        const double end = plot.left() + now / static_cast<double>(m_view.span()) * plot.width();
        lines.append(QLineF(last, QPointF(std::max(last.x(), end), last.y())));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(laneColorOf(m_data, 0, colorsOf(palette())),
                        1.4)); // drawLines, not a path: 20 times faster (facts 4)
    painter.drawLines(lines);
}

} // namespace feedscope
