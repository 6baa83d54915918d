#include "ui/livechart.h"

#include "ui/format.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QAccessibleValueChangeEvent>
#include <QKeyEvent>

#include <algorithm>
#include <cmath>

namespace feedscope {

using namespace Qt::StringLiterals;

LiveChart::LiveChart(const LiveData &live, QWidget *parent)
    : PlotView(parent)
    , m_data(live)
{}

const History *LiveChart::history() const
{
    const bool there = !m_data.boards.empty() && m_series < m_data.boards.front().size();
    return there ? m_data.boards.front().history(m_series) : nullptr;
}

const BoardRow *LiveChart::row() const
{
    const bool there = !m_data.boards.empty() && m_series < m_data.boards.front().size();
    return there ? &m_data.boards.front().row(m_series) : nullptr;
}

void LiveChart::setSeries(SeriesId series)
{
    if (series == m_series)
        return;
    m_series = series;
    m_delays.clear();
    m_scale.fit();
}

void LiveChart::refresh(Ns now)
{
    m_now = now;
    rememberDelay();
    const History *past = history();
    if (past && !past->empty())
        m_view.keepAll(past->oldestTime(), now);
    setTimeSpan(m_view.span());
    cutColumns();
    fitValues();
    describe();
    viewport()->update();
}

void LiveChart::rememberDelay()
{
    const BoardRow *shown = row();
    if (!shown || !shown->shown() || shown->originWall == noTime)
        return;
    if (!m_delays.empty() && m_delays.back().arrival == shown->arrival)
        return;
    m_delays.push_back({shown->arrival, shown->arrival + m_data.wallMinusSteady - shown->originWall});
    if (m_delays.size() > keptDelays)
        m_delays.pop_front();
}

void LiveChart::cutColumns()
{
    m_columns.clear();
    const auto count = static_cast<std::size_t>(std::max(1.0, area().width()));
    if (const History *past = history())
        past->columns(m_view.begin(m_now), m_view.end(m_now), count, m_columns);
}

void LiveChart::fitValues()
{
    double low = INFINITY, high = -INFINITY;
    for (const Column &column : m_columns)
        if (!column.empty()) {
            low = std::min(low, column.min);
            high = std::max(high, column.max);
        }
    History::Point before{};
    if (const History *past = history(); past && past->at(m_view.begin(m_now), before)) {
        low = std::min(low, before.value);
        high = std::max(high, before.value);
    }
    if (!m_scale.update(low, high, m_now, roomForLines()))
        return;
    const int needed = static_cast<int>(std::ceil(-std::log10(m_scale.step()) - 1e-9));
    const int decimals = std::clamp(needed, 0, 8);
    const QString widest = formatValue(std::max(std::abs(m_scale.low()), std::abs(m_scale.high())), decimals);
    setValueRange(m_scale.low(), m_scale.high(), m_scale.step(), u"%."_s + QString::number(decimals) + u'f',
                  QFontMetrics(labelFont()).horizontalAdvance(widest));
}

void LiveChart::follow()
{
    m_view.follow();
    emit viewChanged();
}

void LiveChart::hold()
{
    m_view.hold(m_now);
    emit viewChanged();
}

void LiveChart::fit()
{
    m_scale.fit();
    emit viewChanged();
}

void LiveChart::showSpan(Ns span)
{
    m_view.setSpan(span);
    emit viewChanged();
}

void LiveChart::showAll()
{
    const History *past = history();
    m_view.setAll(past && !past->empty() ? past->oldestTime() : m_now - 60 * second, m_now);
    emit viewChanged();
}

void LiveChart::zoomBy(double factor, double anchor)
{
    m_view.zoom(factor, anchor, m_now);
    emit viewChanged();
}

void LiveChart::panBy(double fraction)
{
    m_view.pan(static_cast<Ns>(fraction * static_cast<double>(m_view.span())), m_now);
    emit viewChanged();
}

void LiveChart::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Home:
        showAll();
        return;
    case Qt::Key_End:
        follow();
        return;
    case Qt::Key_Space:
        m_view.follows() ? hold() : follow();
        return;
    case Qt::Key_F:
        fit();
        return;
    default:
        PlotView::keyPressEvent(event);
    }
}

void LiveChart::restyle()
{
    m_scale.fit(); // labels are written anew, in the new language's digits
    PlotView::restyle();
}

QStringList LiveChart::readOut(double position)
{
    const Ns time = m_view.begin(m_now) + static_cast<Ns>(position * static_cast<double>(m_view.span()));
    History::Point point{};
    const History *past = history();
    if (!past || !past->at(time, point))
        return {};
    const BoardRow *shown = row();
    QStringList lines{formatValue(point.value, shown ? shown->decimals : 2),
                      formatWallTime(point.time + m_data.wallMinusSteady, true)};
    const auto found = std::lower_bound(m_delays.begin(), m_delays.end(), point.time,
                                        [](const DelayPoint &d, Ns t) { return d.arrival < t; });
    if (found != m_delays.end() && found->arrival == point.time)
        lines += tr("delay %1").arg(formatNs(found->delay));
    return lines;
}

void LiveChart::describe()
{
    if (m_described != noTime && m_now - m_described < second)
        return;
    m_described = m_now;
    const BoardRow *shown = row();
    if (!shown || !shown->shown() || m_series >= m_data.series.size())
        return;
    const QString name = oneLine(m_data.series[m_series].symbol, 80);
    setAccessibleName(tr("Chart of %1").arg(name));
    setAccessibleDescription(tr("Last value %1, shown between %2 and %3.")
                                 .arg(formatValue(shown->last, shown->decimals),
                                      formatValue(m_scale.low(), shown->decimals),
                                      formatValue(m_scale.high(), shown->decimals)));
    QAccessibleValueChangeEvent event(this, shown->last);
    QAccessible::updateAccessibility(&event);
}

} // namespace feedscope
