#include "ui/figures.h"

#include "ui/format.h"

#include <QCoreApplication>

#include <cmath>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

/// Where the texts of figures live.
class Words
{
    Q_DECLARE_TR_FUNCTIONS(Figures)
public:
    static QString nothingYet() { return tr("There is no value in this window yet."); }
    static QString tooShort()
    {
        return tr("Too short a time for an interval: fewer than 20 polls, or too few values.");
    }
    static QString interval(const QString &low, const QString &high)
    {
        return tr("95 % interval: %1 to %2.").arg(low, high);
    }
    static QString below(const QString &uncertainty)
    {
        return tr("Smaller than the uncertainty of the source's clock, %1.").arg(uncertainty);
    }
    static QString unsure(const QString &uncertainty)
    {
        return tr("Less than twice the uncertainty of the source's clock, %1.").arg(uncertainty);
    }
    static QString relative()
    {
        return tr("Against the fastest lane: the feed gives no times of its own that could be used.");
    }
    static QString nothingToCompare()
    {
        return tr("The feed gives no times of its own, and there is no other lane to compare with.");
    }
    static QString clockUnknown() { return tr("The source's clock could not be compared with ours."); }
    static QString lessThan(const QString &text) { return tr("< %1", "less than").arg(text); }
};

QString seconds(double value)
{
    return formatMs(value * 1000);
}

} // namespace

Figure unknownFigure(const QString &why)
{
    return {dash(), why, true, false};
}

Figure timeFigure(const Estimate &estimate, const ComparisonResult &result)
{
    if (!estimate.value)
        return unknownFigure(Words::nothingYet());
    if (result.relative && result.ranking.size() < 2)
        return unknownFigure(Words::nothingToCompare());
    if (result.relative)
        return {seconds(*estimate.value), Words::relative(), false, false};
    Figure out{seconds(*estimate.value), Words::tooShort(), false, false};
    if (estimate.low() && estimate.high())
        out.tip = Words::interval(seconds(*estimate.low()), seconds(*estimate.high()));
    switch (clockLabel(*estimate.value, result.uncertainty)) {
    case ClockLabel::Below:
        return {Words::lessThan(seconds(*result.uncertainty)), Words::below(seconds(*result.uncertainty)),
                true, false};
    case ClockLabel::Greyed:
        out.greyed = true;
        out.tip +=
            u' ' + (result.uncertainty ? Words::unsure(seconds(*result.uncertainty)) : Words::clockUnknown());
        break;
    case ClockLabel::Plain:
        break;
    }
    return out;
}

Figure shareFigure(const Estimate &estimate)
{
    if (!estimate.value)
        return unknownFigure(Words::nothingYet());
    Figure out{formatShare(*estimate.value), Words::tooShort(), false, false};
    if (estimate.low() && estimate.high())
        out.tip = Words::interval(formatShare(std::max(0.0, *estimate.low())),
                                  formatShare(std::min(1.0, *estimate.high())));
    else if (estimate.upperLimit)
        out.tip = Words::interval(formatShare(0), formatShare(*estimate.upperLimit));
    return out;
}

} // namespace feedscope
