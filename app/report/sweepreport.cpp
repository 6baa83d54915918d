#include "app/report/sweepreport.h"

#include "app/report/cells.h"
#include "app/report/conditionlist.h"
#include "app/report/page.h"
#include "app/report/svgplot.h"
#include "app/report/words.h"
#include "core/measure/quantities.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace Qt::StringLiterals;

namespace feedscope {

using namespace report;

namespace {

/// Gives the texts of this file the context that lupdate collects them under.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Report)
};

/// One of the three figures of a sweep: what it takes of each lane, and where that stands on its axis.
struct Aspect
{
    QString title;
    QString caption;
    std::function<const Estimate &(const SweepFigures &)> measured;
    std::function<std::optional<double>(const SweepTheory &, double)> expected;
    QString (*words)(double);
    bool decades = true; ///< a logarithmic axis
};

/// The colour of the lane number `index` of its kind.
QString colorOf(bool push, std::size_t index)
{
    if (index == 0)
        return push ? u"push"_s : u"poll"_s;
    return u"hue%1"_s.arg((index - 1) % 4 + 1);
}

/// Draws one aspect of all lanes.
class Figure
{
public:
    Figure(const SweepResult &result, const SweepAnswer &answer, const Aspect &aspect)
        : m_result(result)
        , m_answer(answer)
        , m_aspect(aspect)
    {}

    /// Empty if there is nothing to draw.
    QString html();

private:
    void note(std::optional<double> value);
    void collect();
    double scaled(double value) const;
    QPointF at(Ns interval, double value) const { return {std::log10(toSeconds(interval)), scaled(value)}; }
    void drawCurve(SvgPlot &plot, const SweepCurve &curve, const QString &color) const;
    Axis valueAxis() const;

    const SweepResult &m_result;
    const SweepAnswer &m_answer;
    const Aspect &m_aspect;
    double m_low = 1e300;
    double m_high = 0;
};

void Figure::note(std::optional<double> value)
{
    if (!value || !(*value > 0))
        return;
    m_low = std::min(m_low, *value);
    m_high = std::max(m_high, *value);
}

void Figure::collect()
{
    for (const SweepLevel &level : m_result.pushes)
        note(m_aspect.measured(level.measured).value);
    for (const SweepCurve &curve : m_result.polls)
        for (const SweepPoint &point : curve.points) {
            note(m_aspect.measured(point.measured).value);
            note(m_aspect.expected(curve.theory, toSeconds(point.interval)));
        }
}

double Figure::scaled(double value) const
{
    return m_aspect.decades ? std::log10(std::max(value, m_low)) : value;
}

Axis Figure::valueAxis() const
{
    if (m_aspect.decades)
        return logAxis(m_low / 1.3, m_high * 1.3, m_aspect.words);
    Axis shares;
    for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0})
        shares.ticks.push_back({share, m_aspect.words(share)});
    return shares;
}

void Figure::drawCurve(SvgPlot &plot, const SweepCurve &curve, const QString &color) const
{
    QList<QPointF> theory;
    constexpr int pieces = 100;
    const double first = std::log10(toSeconds(curve.points.front().interval));
    const double last = std::log10(toSeconds(curve.points.back().interval));
    for (int i = 0; i <= pieces; ++i) {
        const double interval = std::pow(10, first + (last - first) * i / pieces);
        if (const auto value = m_aspect.expected(curve.theory, interval))
            theory.append({std::log10(interval), scaled(*value)});
    }
    plot.addCurve(theory, color, u"3 3"_s, 1);
    for (const SweepPoint &point : curve.points) {
        const Estimate &e = m_aspect.measured(point.measured);
        if (!e.value)
            continue;
        const bool spread = e.low() && e.high();
        const double none = std::nan("");
        plot.addMark(at(point.interval, *e.value), spread ? scaled(*e.low()) : none,
                     spread ? scaled(*e.high()) : none, color);
    }
}

QString Figure::html()
{
    collect();
    if (m_result.polls.empty() || m_result.polls.front().points.size() < 2 ||
        (m_aspect.decades && m_high <= 0))
        return {};
    const std::vector<SweepPoint> &points = m_result.polls.front().points;
    SvgPlot plot(logAxis(toSeconds(points.front().interval), toSeconds(points.back().interval), durationText),
                 valueAxis(), m_aspect.title);
    QString legend;
    const auto key = [&](const QString &color, const QString &name) {
        legend += u"<span class=\"%1\">%2</span>\n"_s.arg(color, foreign(name, 60));
    };
    for (std::size_t i = 0; i < m_result.polls.size(); ++i) {
        drawCurve(plot, m_result.polls[i], colorOf(false, i));
        key(colorOf(false, i), m_result.polls[i].lane);
    }
    for (std::size_t i = 0; i < m_result.pushes.size(); ++i) {
        const Estimate &e = m_aspect.measured(m_result.pushes[i].measured);
        if (e.value)
            plot.addCurve({at(points.front().interval, *e.value), at(points.back().interval, *e.value)},
                          colorOf(true, i));
        key(colorOf(true, i), m_result.pushes[i].lane);
    }
    const double breakEven = m_answer.breakEven.value_or(0);
    if (breakEven >= toSeconds(points.front().interval) && breakEven <= toSeconds(points.back().interval))
        plot.addUpright(std::log10(breakEven),
                        Text::tr("break-even %1").arg(unbroken(durationText(breakEven))));
    return u"<figure><h2>%1</h2>\n<p class=\"legend\">%2</p>\n%3\n<figcaption>%4</figcaption></figure>\n"_s
        .arg(m_aspect.title.toHtmlEscaped(), legend, plot.svg(), m_aspect.caption.toHtmlEscaped());
}

std::vector<Aspect> aspects()
{
    const QString how =
        Text::tr("Dots are measured, with their 95 % intervals; the thin line is what theory expects; "
                 "a lane that pushes knows no interval and is level.");
    return {
        {Text::tr("Mean Lag against the poll interval"), how,
         [](const SweepFigures &f) -> const Estimate & { return f.lag; },
         [](const SweepTheory &t, double interval) { return t.lag(interval); }, durationText},
        {Text::tr("Changes that are never shown"),
         Text::tr("A change that is overtaken between two polls is missed by an answer of latest values."),
         [](const SweepFigures &f) -> const Estimate & { return f.missedShare; },
         [](const SweepTheory &t, double interval) { return t.missedShare(interval); }, shareText, false},
        {Text::tr("Bytes a second"),
         Text::tr("Both ways, headers and all; where the lines cross is the break-even."),
         [](const SweepFigures &f) -> const Estimate & { return f.bytesPerSecond; },
         [](const SweepTheory &t, double interval) { return t.bytesPerSecond(interval); }, byteRateText}};
}

QString cell(const QString &value, const Estimate &e, QString (*words)(double),
             std::optional<double> expected)
{
    QString text = value;
    if (e.low() && e.high() && words(*e.low()) != words(*e.high()))
        text += smallLine(Text::tr("%1 … %2", "95 % interval").arg(words(*e.low()), words(*e.high())));
    if (expected)
        text += smallLine(Text::tr("expected %1").arg(words(*expected)));
    return u"<td>%1</td>"_s.arg(text);
}

QString figureCells(const SweepFigures &f, const SweepTheory *theory, double interval)
{
    const auto expected = [&](auto ask) { return theory ? ask() : std::optional<double>(); };
    const auto words = [](const Estimate &e, QString (*as)(double)) {
        return e.value ? as(*e.value).toHtmlEscaped() : dash();
    };
    return cell(words(f.lag, durationText), f.lag, durationText,
                expected([&] { return theory->lag(interval); })) +
           cell(f.lagP95 ? durationText(*f.lagP95).toHtmlEscaped() : dash(), {}, durationText,
                expected([&] { return theory->lagP95(interval); })) +
           cell(words(f.missedShare, shareText), {}, shareText,
                expected([&] { return theory->missedShare(interval); })) +
           cell(words(f.bytesPerSecond, byteRateText), f.bytesPerSecond, byteRateText,
                expected([&] { return theory->bytesPerSecond(interval); }));
}

QString table(const SweepResult &result)
{
    QString rows;
    for (const SweepCurve &curve : result.polls)
        for (const SweepPoint &point : curve.points) {
            const double interval = toSeconds(point.interval);
            const QString how = point.window > 0
                                    ? Text::tr("%1 polls in %2")
                                          .arg(countText(point.polls), durationText(toSeconds(point.window)))
                                    : Text::tr("theory only");
            rows += u"<tr><th scope=\"row\">%1%2</th>%3</tr>\n"_s.arg(
                Text::tr("%1, every %2").arg(foreign(curve.lane, 60), durationText(interval).toHtmlEscaped()),
                u"<span class=\"def\">%1</span>"_s.arg(how.toHtmlEscaped()),
                figureCells(point.measured, &curve.theory, interval));
        }
    for (const SweepLevel &level : result.pushes)
        rows += u"<tr><th scope=\"row\">%1</th>%2</tr>\n"_s.arg(foreign(level.lane, 60),
                                                                figureCells(level.measured, nullptr, 0));
    QString head;
    for (const QString &name : {Text::tr("Lag, mean"), Text::tr("Lag, 95 % of the updates"),
                                Text::tr("Missed"), Text::tr("Bytes a second")})
        head += u"<th scope=\"col\">%1</th>"_s.arg(name.toHtmlEscaped());
    return u"<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\" "
           u"class=\"lane\">%1</th>%2</tr></thead>\n<tbody>\n"
           "%3</tbody></table></div>\n"_s.arg(Text::tr("Lane").toHtmlEscaped(), head, rows);
}

QString conditions(const SweepResult &result, const ReportConditions &c)
{
    return u"<p class=\"note\">%1 · %2 · %3</p>\n"_s.arg(
        Text::tr("%1 updates a second of %2 series")
            .arg(QLocale().toString(result.rate, 'f', 1), countText(result.series))
            .toHtmlEscaped(),
        pathText(c.path).toHtmlEscaped(), foreign(Text::tr("Feedscope %1 on %2").arg(c.version, c.system)));
}

} // namespace

QByteArray sweepHtml(const SweepResult &result, const SweepAnswer &answer, const ReportConditions &c)
{
    const QString title =
        Text::tr("%1: what each poll interval costs").arg(plain(result.feed, 80)).toHtmlEscaped();
    const QString made =
        Text::tr("Feedscope, %1").arg(c.made.toString(u"yyyy-MM-dd HH:mm"_s)).toHtmlEscaped();
    QString figures;
    for (const Aspect &aspect : aspects())
        figures += Figure(result, answer, aspect).html();
    return page(title, u"<p class=\"over\">%1 · %2</p>\n<h1>%3</h1>\n<p class=\"verdict\">%4</p>\n"_s.arg(
                           foreign(result.feed, 80), made, Text::tr("Which poll interval?").toHtmlEscaped(),
                           foreign(unbroken(answer.sentence), 4'000)) +
                           section({}, figures) +
                           section(Text::tr("The figures"), table(result) + conditions(result, c)));
}

} // namespace feedscope
