#include "ui/plotview.h"

#include "ui/theme.h"
#include "ui/timeview.h"

#include <QChart>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QLocale>
#include <QValueAxis>

#include <cmath>

namespace feedscope {

PlotView::PlotView(QWidget *parent)
    : QChartView(parent)
    , m_time(new QValueAxis(this))
    , m_value(new QValueAxis(this))
{
    QChart *const plot = chart(); // the view makes one; setChart() would leave that to nobody
    auto *series = new QLineSeries; // stays empty: axes need a series to belong to
    plot->addSeries(series);
    plot->legend()->hide();
    plot->setAnimationOptions(QChart::NoAnimation);
    plot->setBackgroundVisible(false);
    plot->setMargins({0, 0, 0, 0});
    plot->setLocalizeNumbers(true);
    plot->addAxis(m_time, Qt::AlignBottom);
    plot->addAxis(m_value, Qt::AlignRight);
    series->attachAxis(m_time);
    series->attachAxis(m_value);
    m_time->setTickType(QValueAxis::TicksDynamic);
    m_value->setTickType(QValueAxis::TicksDynamic);
    m_time->setGridLineVisible(false);
    setFrameShape(NoFrame);
    setBackgroundBrush(Qt::NoBrush);
    setViewportUpdateMode(FullViewportUpdate);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(160, 80);
    PlotView::restyle();
    setTimeSpan(60 * second);
}

void PlotView::restyle()
{
    const Colors &colors = colorsOf(palette());
    for (QValueAxis *axis : {m_time, m_value}) {
        axis->setLabelsFont(labelFont());
        axis->setLabelsBrush(colors.muted);
        axis->setLinePen(QPen(colors.line, 1));
        axis->setGridLinePen(QPen(colors.line, 1));
    }
    m_value->setLineVisible(false);
    chart()->setLocale(QLocale());
    labelTimeAxis();
    viewport()->update();
}

QRectF PlotView::area() const
{
    return m_area;
}

QSize PlotView::sizeHint() const
{
    return {300, 160};
}

double PlotView::yOf(double value) const
{
    const double spread = m_value->max() - m_value->min();
    return spread > 0 ? area().bottom() - (value - m_value->min()) / spread * area().height()
                      : area().center().y();
}

void PlotView::placeArea()
{
    const double below = QFontMetrics(labelFont()).height() + 8;
    const QRectF box(2, 9, width() - m_labelWidth - 12, height() - 11 - below);
    if (box.width() < 20 || box.height() < 20 || box == m_area)
        return;
    m_area = box;
    chart()->setPlotArea(box);
    chart()->layout()->invalidate(); // or the axes stay where they were until the next resize
    chart()->layout()->activate();
}

void PlotView::setTimeSpan(Ns span)
{
    if (span == m_span)
        return;
    m_span = span;
    labelTimeAxis();
}

void PlotView::labelTimeAxis()
{
    const double seconds = static_cast<double>(m_span) / second;
    const double unit = seconds < 180 ? 1 : seconds < 3 * 3600 ? 60 : 3600;
    const double span = std::max(seconds, 0.1) / unit;
    const double step = span > 25 && span < 70 ? 10 : niceStep(span / 6);
    const QString digits = step < 1 ? QStringLiteral("%.1f") : QStringLiteral("%.0f");
    const QString name = unit == 1 ? tr("s") : unit == 60 ? tr("min") : tr("h");
    m_time->setTickAnchor(0);
    m_time->setTickInterval(step);
    m_time->setRange(-span, 0);
    m_time->setLabelFormat(digits + QChar(0x2009) + name);
}

void PlotView::setValueRange(double low, double high, double step, const QString &format, int labelWidth)
{
    if (labelWidth != m_labelWidth) {
        m_labelWidth = labelWidth;
        placeArea();
    }
    m_value->setLabelFormat(format);
    m_value->setTickAnchor(low);
    // The interval must suit old and new range alike: Qt Charts lays out after each of these calls, and a
    // tiny interval over a wide range would make a tick a pixel.
    if (step > m_value->tickInterval()) {
        m_value->setTickInterval(step);
        m_value->setRange(low, high);
    } else {
        m_value->setRange(low, high);
        m_value->setTickInterval(step);
    }
}

int PlotView::roomForLines() const
{
    return std::clamp(static_cast<int>(area().height()) / 30, 2, 7);
}

void PlotView::zoomBy(double, double) {}

void PlotView::panBy(double) {}

void PlotView::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LanguageChange)
        restyle();
}

void PlotView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    placeArea();
}

} // namespace feedscope
