#include "app/report/svgplot.h"

#include "app/report/words.h"
#include "core/measure/quantities.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace feedscope::report {

namespace {

constexpr double width = 880;
constexpr double height = 260;
constexpr double left = 64;
constexpr double right = 866;
constexpr double top = 10;
constexpr double bottom = 230;

QString coordinate(double value)
{
    return QString::number(value, 'f', 1);
}

/// Of a column of pixels only the first, lowest, highest and last point can be seen.
QList<QPointF> thinned(const QList<QPointF> &points)
{
    QList<QPointF> kept;
    for (qsizetype begin = 0; begin < points.size();) {
        const double column = std::floor(points[begin].x());
        qsizetype end = begin;
        while (end < points.size() && std::floor(points[end].x()) == column)
            ++end;
        const auto byHeight = [](QPointF a, QPointF b) { return a.y() < b.y(); };
        const auto [low, high] = std::minmax_element(points.begin() + begin, points.begin() + end, byHeight);
        std::vector<qsizetype> indices{begin, low - points.begin(), high - points.begin(), end - 1};
        std::sort(indices.begin(), indices.end());
        indices.erase(std::unique(indices.begin(), indices.end()), indices.end());
        for (const qsizetype index : indices)
            kept.append(points[index]);
        begin = end;
    }
    return kept;
}

} // namespace

SvgPlot::SvgPlot(Axis x, Axis y, const QString &title)
    : m_x(std::move(x))
    , m_y(std::move(y))
    , m_title(title)
{
    addGrid();
}

QPointF SvgPlot::toPixel(QPointF point) const
{
    const double x = std::clamp((point.x() - m_x.low) / (m_x.high - m_x.low), 0.0, 1.0);
    const double y = std::clamp((point.y() - m_y.low) / (m_y.high - m_y.low), 0.0, 1.0);
    return {left + x * (right - left), bottom - y * (bottom - top)};
}

void SvgPlot::addGrid()
{
    const auto line = [this](QPointF from, QPointF to) {
        m_body += uR"(<line class="grid" x1="%1" y1="%2" x2="%3" y2="%4" stroke="#d8dfe7"/>)"_s.arg(
            coordinate(from.x()), coordinate(from.y()), coordinate(to.x()), coordinate(to.y()));
    };
    const auto label = [this](double x, double y, const QString &anchor, const QString &text) {
        m_body += uR"(<text x="%1" y="%2" text-anchor="%3" font-size="12" fill="#5f6b79">%4</text>)"_s.arg(
            coordinate(x), coordinate(y), anchor, text.toHtmlEscaped());
    };
    for (const Tick &tick : m_y.ticks) {
        const double y = toPixel({m_x.low, tick.value}).y();
        line({left, y}, {right, y});
        label(left - 8, y + 4, u"end"_s, tick.label);
    }
    for (const Tick &tick : m_x.ticks) {
        const double x = toPixel({tick.value, m_y.low}).x();
        line({x, top}, {x, bottom});
        label(x, bottom + 18, x > right - 20 ? u"end"_s : u"middle"_s, tick.label);
    }
}

void SvgPlot::addCurve(const QList<QPointF> &points, const QString &laneClass, const QString &dashes,
                       double thickness)
{
    QList<QPointF> pixels;
    pixels.reserve(points.size());
    for (const QPointF point : points)
        pixels.append(toPixel(point));
    QString text;
    for (const QPointF pixel : thinned(pixels))
        text += coordinate(pixel.x()) + u',' + coordinate(pixel.y()) + u' ';
    if (text.isEmpty())
        return;
    m_body += uR"(<polyline class="curve %1" points="%2" fill="none" stroke="%3" stroke-width="%4")"
              uR"( stroke-linejoin="round"%5/>)"_s.arg(
                  laneClass, text.trimmed(), laneColor(laneClass), QString::number(thickness),
                  dashes.isEmpty() ? QString() : uR"( stroke-dasharray="%1")"_s.arg(dashes));
}

void SvgPlot::addMark(QPointF point, double low, double high, const QString &laneClass)
{
    const QPointF at = toPixel(point);
    if (!std::isnan(low) && !std::isnan(high))
        m_body +=
            uR"(<path class="curve %1" d="M%2 %3V%4" stroke="%5" stroke-width="1.2" fill="none"/>)"_s.arg(
                laneClass, coordinate(at.x()), coordinate(toPixel({point.x(), low}).y()),
                coordinate(toPixel({point.x(), high}).y()), laneColor(laneClass));
    m_body += uR"(<circle class="dot %1" cx="%2" cy="%3" r="3.5" fill="%4"/>)"_s.arg(
        laneClass, coordinate(at.x()), coordinate(at.y()), laneColor(laneClass));
}

void SvgPlot::addUpright(double x, const QString &word)
{
    const double at = toPixel({x, m_y.low}).x();
    const bool atRight = at > (left + right) / 2; // the word goes where there is more room
    m_body +=
        uR"(<line class="mark" x1="%1" y1="%2" x2="%1" y2="%3" stroke="#1b2733" stroke-dasharray="4 3"/>)"
        uR"(<text class="marked" x="%4" y="%5" text-anchor="%6" font-size="12" fill="#1b2733">%7</text>)"_s
            .arg(coordinate(at), coordinate(top), coordinate(bottom), coordinate(at + (atRight ? -6 : 6)),
                 coordinate(top + 12), atRight ? u"end"_s : u"start"_s, word.toHtmlEscaped());
}

QString SvgPlot::svg() const
{
    return uR"(<svg viewBox="0 0 %1 %2" role="img"><title>%3</title>%4</svg>)"_s.arg(
        QString::number(width), QString::number(height), m_title.toHtmlEscaped(), m_body);
}

Axis timeAxis(double high, int count)
{
    const double rough = std::max(high, 1e-5) / count;
    const double decade = std::pow(10, std::floor(std::log10(rough)));
    double step = 10 * decade;
    for (const double factor : {5.0, 2.0, 1.0})
        if (factor * decade >= rough)
            step = factor * decade;
    Axis axis{0, step, {{0, u"0"_s}}};
    for (int i = 1; axis.high < high || i == 1; ++i) {
        axis.high = i * step;
        axis.ticks.push_back({axis.high, durationText(axis.high)});
    }
    return axis;
}

Axis logAxis(double low, double high, QString (*label)(double))
{
    Axis axis{std::log10(low), std::log10(high), {}};
    const std::vector<double> factors =
        axis.high - axis.low > 3 ? std::vector<double>{1} : std::vector<double>{1, 2, 5};
    for (double decade = std::floor(axis.low); decade <= axis.high; ++decade)
        for (const double factor : factors) {
            const double value = decade + std::log10(factor);
            if (value >= axis.low - 1e-9 && value <= axis.high + 1e-9)
                axis.ticks.push_back({value, label(std::pow(10, value))});
        }
    return axis;
}

Axis decadeAxis(double low, double high)
{
    Axis axis{std::floor(std::log10(low) + 1e-9), std::ceil(std::log10(high) - 1e-9), {}};
    axis.high = std::max(axis.high, axis.low + 1);
    for (double decade = axis.low; decade <= axis.high; ++decade)
        axis.ticks.push_back({decade, durationText(std::pow(10, decade))});
    return axis;
}

} // namespace feedscope::report
