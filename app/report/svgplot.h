#pragma once

#include <QList>
#include <QPointF>
#include <QString>

#include <vector>

namespace feedscope::report {

/// A mark on an axis.
struct Tick
{
    double value = 0;
    QString label;
};

/// One axis of a plot; `ticks` lie between low and high.
struct Axis
{
    double low = 0;
    double high = 1;
    std::vector<Tick> ticks;
};

/// A line chart as an inline SVG element: grid, tick labels and one polyline a lane. Colours come from the
/// page's style sheet by class, with those of a light page as attributes for readers without it. A value.
class SvgPlot
{
public:
    /// `title` is read out instead of the picture; plain text.
    SvgPlot(Axis x, Axis y, const QString &title);

    /// A line through these points, in the axes' units; what is outside is moved to the border. At most four
    /// points a column of pixels are written, which keeps every extreme.
    void addCurve(const QList<QPointF> &points, const QString &laneClass, const QString &dashes = {},
                  double thickness = 1.6);

    /// A measured point with its 95 % interval; `low` and `high` are values of y, NaN where there is none.
    void addMark(QPointF point, double low, double high, const QString &laneClass);

    /// An upright dashed line at this x, with a word beside it.
    void addUpright(double x, const QString &word);

    QString svg() const;

private:
    QPointF toPixel(QPointF point) const;
    void addGrid();

    Axis m_x;
    Axis m_y;
    QString m_title;
    QString m_body;
};

/// Round ticks from 0 to at least `high`, about `count` of them, with times as labels.
Axis timeAxis(double high, int count);

/// A tick at each power of ten from `low` to `high` seconds; the axis is in decades.
Axis decadeAxis(double low, double high);

/// From `low` to `high` exactly, in decades, with ticks at powers of ten and, if those are few, at twice and
/// five times them.
Axis logAxis(double low, double high, QString (*label)(double));

} // namespace feedscope::report
