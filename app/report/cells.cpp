#include "app/report/cells.h"

#include "app/report/words.h"
#include "core/measure/quantities.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace feedscope::report {

namespace {

/// Gives the texts of this file the context that lupdate collects them under.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Report)
};

QString grey(const QString &text)
{
    return u"<span class=\"grey\">%1</span>"_s.arg(text.toHtmlEscaped());
}

using Words = QString (*)(double);

QString intervalLine(std::optional<double> low, std::optional<double> high, Words words)
{
    if (!low || !high || words(*low) == words(*high))
        return {};
    return smallLine(Text::tr("%1 … %2", "95 % interval").arg(words(*low), words(*high)));
}

} // namespace

QString smallLine(const QString &text)
{
    return u"<small>%1</small>"_s.arg(unbroken(text).toHtmlEscaped());
}

QString localTimeCell(const Estimate &estimate)
{
    if (!estimate.value)
        return dash();
    return durationText(*estimate.value).toHtmlEscaped() +
           intervalLine(estimate.low(), estimate.high(), durationText);
}

QString timeCell(const ComparisonResult &result, const Estimate &estimate)
{
    if (!estimate.value || result.relative)
        return localTimeCell(estimate);
    const QString interval = intervalLine(estimate.low(), estimate.high(), durationText);
    switch (clockLabel(*estimate.value, result.uncertainty)) {
    case ClockLabel::Below:
        return grey(Text::tr("below %1").arg(fineTimeText(result.uncertainty.value_or(0)))) +
               smallLine(Text::tr("the clock's uncertainty"));
    case ClockLabel::Greyed:
        return grey(durationText(*estimate.value)) + interval;
    case ClockLabel::Plain:
        break;
    }
    return durationText(*estimate.value).toHtmlEscaped() + interval;
}

QString shareCell(const Estimate &estimate)
{
    if (!estimate.value)
        return dash();
    const QString value = shareText(*estimate.value).toHtmlEscaped();
    if (*estimate.value <= 0 && estimate.upperLimit)
        return value + smallLine(Text::tr("at most %1").arg(shareText(*estimate.upperLimit)));
    const std::optional<double> low = estimate.low();
    const std::optional<double> high = estimate.high();
    if (!low || !high)
        return value;
    return value + intervalLine(std::max(0.0, *low), std::min(1.0, *high), shareText);
}

QString percentileCell(const Percentile &percentile)
{
    if (percentile.support == Support::Absent)
        return dash() + smallLine(Text::tr("too few values"));
    if (!percentile.value)
        return percentile.censored ? Text::tr("longer than the run could see").toHtmlEscaped() : dash();
    const QString text = durationText(*percentile.value);
    return (percentile.support == Support::Greyed ? grey(text) : text.toHtmlEscaped()) +
           intervalLine(percentile.low, percentile.high, durationText);
}

QString expectedLine(const QString &value, std::optional<bool> agrees)
{
    const QString expected = Text::tr("expected %1").arg(unbroken(value)).toHtmlEscaped();
    if (!agrees)
        return u"<small>%1</small>"_s.arg(expected);
    return u"<small>%1 <span class=\"%2\">%3</span></small>"_s.arg(
        expected, *agrees ? u"good"_s : u"bad"_s,
        (*agrees ? Text::tr("✓ agrees") : Text::tr("✗ differs")).toHtmlEscaped());
}

QString expectedTime(std::optional<double> seconds, std::optional<bool> agrees)
{
    return seconds ? expectedLine(durationText(*seconds), agrees) : QString();
}

QString expectedShare(std::optional<double> share, std::optional<bool> agrees)
{
    return share ? expectedLine(shareText(std::max(0.0, *share)), agrees) : QString(); // −1e-16 reads “-0 %”
}

} // namespace feedscope::report
