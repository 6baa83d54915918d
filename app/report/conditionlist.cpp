#include "app/report/conditionlist.h"

#include "app/report/words.h"
#include "core/measure/quantities.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace feedscope::report {

namespace {

/// Gives the texts of this file the context that lupdate collects them under.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Report)
};

/// `markup` is ready to stand in the page.
QString item(const QString &name, const QString &markup)
{
    return u"<dt>%1</dt><dd>%2</dd>\n"_s.arg(name.toHtmlEscaped(), markup);
}

QString localTime(const ComparisonResult &result, Ns steady)
{
    const auto ms = (steady + result.clock.wallMinusSteady) / millisecond;
    return QDateTime::fromMSecsSinceEpoch(ms).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

QString windowText(const ComparisonResult &result)
{
    return Text::tr("%1 to %2, %3; the same for all lanes, after a warm-up")
        .arg(localTime(result, result.from), localTime(result, result.to), durationText(result.seconds()));
}

QString sourceText(const ComparisonResult &result)
{
    return (result.atLeast ? Text::tr("at least %1 updates of %2 series, %3 a second")
                           : Text::tr("%1 updates of %2 series, %3 a second"))
        .arg(countText(result.updates), countText(result.series), QLocale().toString(result.rate, 'f', 1));
}

QString clockText(const ComparisonResult &result)
{
    if (result.relative)
        return Text::tr("the feed gives no times of its own: all is relative to the fastest lane");
    const ClockEstimate &clock = result.clock.source;
    const QString uncertainty =
        result.uncertainty ? fineTimeText(*result.uncertainty) : Text::tr("an unknown amount");
    const QString offset = fineTimeText(toSeconds(clock.offset));
    switch (clock.method) {
    case ClockMethod::Unknown:
        break;
    case ClockMethod::SameMachine:
        return Text::tr("the source and this program share one clock; uncertain by %1").arg(uncertainty);
    case ClockMethod::TwoWay:
        return Text::tr("%1 ahead of ours by two-way exchanges; uncertain by %2").arg(offset, uncertainty);
    case ClockMethod::BestSeen:
        return Text::tr("not known; delays are what exceeds the shortest of the last five minutes");
    case ClockMethod::HttpDate:
        return Text::tr("%1 ahead of ours by the Date of HTTP answers; uncertain by %2")
            .arg(offset, uncertainty);
    }
    return Text::tr("not compared with ours: times that rest on it are as good as the two clocks");
}

} // namespace

QString pathText(const Impairment &path)
{
    if (!path.isOn())
        return Text::tr("as it is; nothing is simulated");
    QStringList parts;
    if (path.delay > 0)
        parts << Text::tr("a delay of %1 in each direction").arg(durationText(toSeconds(path.delay)));
    if (path.jitter > 0)
        parts << Text::tr("varied by up to ±%1").arg(durationText(toSeconds(path.jitter)));
    if (path.rate > 0)
        parts << Text::tr("%1 for each connection and direction").arg(bitRateText(path.rate));
    if (path.loss > 0)
        parts << Text::tr("%1 of the datagrams of UDP lanes lost").arg(shareText(path.loss));
    if (path.stall.isOn())
        parts << (path.stall.every > 0 ? Text::tr("nothing passes from %1 on for %2, and again every %3")
                                             .arg(durationText(toSeconds(path.stall.at)),
                                                  durationText(toSeconds(path.stall.length)),
                                                  durationText(toSeconds(path.stall.every)))
                                       : Text::tr("nothing passes from %1 on for %2")
                                             .arg(durationText(toSeconds(path.stall.at)),
                                                  durationText(toSeconds(path.stall.length))));
    if (path.cut.isOn())
        parts << (path.cut.every > 0 ? Text::tr("all connections cut at %1, and again every %2")
                                           .arg(durationText(toSeconds(path.cut.at)),
                                                durationText(toSeconds(path.cut.every)))
                                     : Text::tr("all connections cut at %1")
                                           .arg(durationText(toSeconds(path.cut.at))));
    return Text::tr("simulated on all lanes alike: %1").arg(parts.join(u", "_s));
}

QString conditionList(const ComparisonResult &result, const ReportConditions &conditions)
{
    QString items = item(Text::tr("Feed"), foreign(result.feed));
    for (const LaneResult &lane : result.lanes)
        items +=
            item(Text::tr("Lane"), u"%1: %2, %3"_s.arg(foreign(lane.name, 60), modeText(lane).toHtmlEscaped(),
                                                       foreign(lane.endpoint)));
    items += item(Text::tr("Window"), windowText(result).toHtmlEscaped());
    items += item(Text::tr("Source"), sourceText(result).toHtmlEscaped());
    items += item(Text::tr("Source's clock"), clockText(result).toHtmlEscaped());
    items += item(Text::tr("Path"), pathText(conditions.path).toHtmlEscaped());
    items += item(Text::tr("Program"),
                  foreign(Text::tr("Feedscope %1 on %2").arg(conditions.version, conditions.system)));
    return u"<dl>\n%1</dl>\n"_s.arg(items);
}

} // namespace feedscope::report
