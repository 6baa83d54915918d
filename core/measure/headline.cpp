#include "core/measure/headline.h"

#include "core/measure/quantities.h"

#include <QCoreApplication>

#include <cmath>

namespace feedscope {

namespace {

/// Gives the sentences of this file the context that lupdate collects them under.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(feedscope)
};

/// What stands in the sentence for a lane: "Polling" beside push, else its own name.
QString subject(const LaneResult &lane, const LaneResult &other)
{
    const bool polling = !lane.isPushed() && other.isPushed();
    return polling ? Text::tr("Polling") : lane.name;
}

QString missedClause(const LaneResult &lane, bool atLeast)
{
    const std::optional<double> share = lane.missedShare.value;
    if (!share || *share <= 0)
        return {};
    if (atLeast)
        return Text::tr("and at least %1 of the changes never").arg(shareText(*share));
    return Text::tr("and %1 of the changes never").arg(shareText(*share));
}

QString compared(const LaneResult &slow, const LaneResult &fast, bool atLeast)
{
    const std::optional<double> slowLag = slow.lag.mean.value;
    const std::optional<double> fastLag = fast.lag.mean.value;
    const QString who = subject(slow, fast);
    const QString missed = missedClause(slow, atLeast);
    if (!slowLag || !fastLag)
        return Text::tr("%1 has not shown a change yet.").arg(slowLag ? fast.name : who);
    const double difference = *slowLag - *fastLag; // the clock's offset cancels
    QString first = std::abs(difference) < 0.5e-3 ? Text::tr("%1 shows each change at the same time").arg(who)
                    : difference > 0
                        ? Text::tr("%1 shows each change %2 later").arg(who, durationText(difference))
                        : Text::tr("%1 shows each change %2 sooner").arg(who, durationText(-difference));
    return missed.isEmpty() ? Text::tr("%1.").arg(first) : Text::tr("%1, %2.").arg(first, missed);
}

/// One lane alone: its Lag, if the clock allows to say it.
QString alone(const ComparisonResult &result, const LaneResult &lane)
{
    if (!lane.lag.mean.value)
        return Text::tr("%1 has not shown a change yet.").arg(lane.name);
    if (result.relative)
        return Text::tr("%1 runs alone and the feed gives no times: there is nothing to compare it with.")
            .arg(lane.name);
    const double lag = *lane.lag.mean.value;
    if (clockLabel(lag, result.uncertainty) == ClockLabel::Below)
        return Text::tr("%1 shows each change after less than %2, the clock's uncertainty.")
            .arg(lane.name, durationText(*result.uncertainty));
    return Text::tr("%1 shows each change %2 after its time.").arg(lane.name, durationText(lag));
}

} // namespace

BestLanes bestLanes(const ComparisonResult &result)
{
    BestLanes best;
    for (const std::size_t l : result.ranking) {
        const LaneResult *&place = result.lanes[l].isPushed() ? best.push : best.poll;
        if (!place)
            place = &result.lanes[l];
    }
    return best;
}

QString headline(const ComparisonResult &result)
{
    if (result.ranking.empty())
        return Text::tr("No lane is live yet.");
    if (result.updates == 0)
        return Text::tr("No change came in the %1 watched.").arg(durationText(result.seconds()));
    const BestLanes best = bestLanes(result);
    if (best.push && best.poll)
        return compared(*best.poll, *best.push, result.atLeast);
    if (result.ranking.size() == 1)
        return alone(result, result.lanes[result.ranking.front()]);
    return compared(result.lanes[result.ranking.back()], result.lanes[result.ranking.front()],
                    result.atLeast);
}

} // namespace feedscope
