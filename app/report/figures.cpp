#include "app/report/figures.h"

#include "app/report/bars.h"
#include "app/report/svgplot.h"
#include "app/report/words.h"
#include "core/measure/quantities.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace feedscope::report {

namespace {

/// Gives the texts of this file the context that lupdate collects them under.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Report)
};

/// A lane's line, in the units of the plot's axes.
struct Curve
{
    std::size_t lane = 0;
    QList<QPointF> points;
};

QString figure(const ComparisonResult &result, const std::vector<Curve> &curves, SvgPlot plot,
               const QString &title, const QString &caption)
{
    QString legend;
    for (const bool push : {false, true}) // push lies on top: it is the finest line
        for (const Curve &curve : curves)
            if (result.lanes[curve.lane].isPushed() == push)
                plot.addCurve(curve.points, laneClass(result, curve.lane), laneDashes(result, curve.lane));
    for (const Curve &curve : curves)
        legend += laneKey(result, curve.lane) + u'\n';
    return u"<figure><h2>%1</h2>\n<p class=\"legend\">%2</p>\n%3\n<figcaption>%4</figcaption></figure>\n"_s
        .arg(title.toHtmlEscaped(), legend, plot.svg(), caption.toHtmlEscaped());
}

/// The part of a trace from `start` on, with the point at which it enters.
QList<QPointF> since(const QList<QPointF> &trace, double start)
{
    const auto first = std::partition_point(trace.begin(), trace.end(),
                                            [start](QPointF point) { return point.x() < start; });
    QList<QPointF> part;
    if (first != trace.begin() && first != trace.end()) {
        const QPointF before = *std::prev(first);
        const double share = (start - before.x()) / (first->x() - before.x());
        part.append({start, before.y() + share * (first->y() - before.y())});
    }
    part.append(QList<QPointF>(first, trace.end()));
    return part;
}

Axis lastSeconds(double seconds, double span)
{
    Axis axis{seconds - span, seconds, {}};
    for (int i = 0; i <= 4; ++i) {
        const double before = span * (4 - i) / 4;
        axis.ticks.push_back(
            {seconds - before, before > 0 ? u"−"_s + durationText(before) : Text::tr("end")});
    }
    return axis;
}

} // namespace

QString ageFigure(const ComparisonResult &result)
{
    const double span = std::min(20.0, result.seconds());
    std::vector<Curve> curves;
    double highest = 0;
    for (std::size_t lane = 0; lane < result.lanes.size() && span > 0; ++lane) {
        Curve curve{lane, since(meanAgeTrace(result.lanes[lane].timeline), result.seconds() - span)};
        for (const QPointF point : curve.points)
            highest = std::max(highest, point.y());
        if (!curve.points.isEmpty())
            curves.push_back(std::move(curve));
    }
    if (curves.empty())
        return {};
    const QString title = Text::tr("Age of what each lane showed");
    const QString caption =
        Text::tr("Mean over all series, the last %1 of the window. Each line climbs with time and falls "
                 "when the lane shows something newer.")
            .arg(durationText(span));
    return figure(result, curves, SvgPlot(lastSeconds(result.seconds(), span), timeAxis(highest, 5), title),
                  title, caption);
}

QString lagFigure(const ComparisonResult &result)
{
    constexpr double least = 1e-5; // below it is the clock's resolution, not the lane
    std::vector<Curve> curves;
    double lowest = 1e9;
    double highest = 0;
    for (std::size_t lane = 0; lane < result.lanes.size(); ++lane) {
        Curve curve{lane, {}};
        const std::vector<double> &lags = result.lanes[lane].lag.curve;
        for (std::size_t i = 0; i < lags.size(); ++i) {
            const double lag = std::max(lags[i], least);
            lowest = std::min(lowest, lag);
            highest = std::max(highest, lag);
            curve.points.append({std::log10(lag), double(i + 1) / Distribution::curveSteps});
        }
        if (!curve.points.isEmpty())
            curves.push_back(std::move(curve));
    }
    if (curves.empty())
        return {};
    Axis shares;
    for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0})
        shares.ticks.push_back({share, shareText(share)});
    const QString title = Text::tr("How soon the changes were shown");
    const QString caption =
        Text::tr("Share of the changes that each lane had shown within a time (its Lag). Farther to the "
                 "left is sooner; the times grow tenfold from line to line.");
    return figure(result, curves, SvgPlot(decadeAxis(lowest, highest), shares, title), title, caption);
}

QString costFigure(const ComparisonResult &result)
{
    std::vector<Bar> bars;
    for (std::size_t i = 0; i < result.lanes.size(); ++i) {
        const LaneResult &lane = result.lanes[i];
        if (!lane.live || !lane.wire || result.seconds() <= 0)
            continue;
        const double rate =
            static_cast<double>(lane.wire->windowSent + lane.wire->windowReceived) / result.seconds();
        const QString words = lane.bytesPerUpdate
                                  ? Text::tr("%1 · %2 per useful update")
                                        .arg(byteRateText(rate), sizeText(*lane.bytesPerUpdate))
                                  : byteRateText(rate);
        bars.push_back({lane.name, laneClass(result, i), rate, words});
    }
    if (bars.empty())
        return {};
    const QString title = Text::tr("What each lane costs");
    return u"<figure><h2>%1</h2>\n%2\n<figcaption>%3</figcaption></figure>\n"_s.arg(
        title.toHtmlEscaped(), barsSvg(bars, title),
        Text::tr("Bytes a second, both ways, with headers, handshakes and TLS; and what each update that "
                 "reached the lane costs of them.")
            .toHtmlEscaped());
}

} // namespace feedscope::report
