#include "core/measure/verdict.h"

#include "core/measure/headline.h"
#include "core/measure/quantities.h"
#include "core/measure/requestfigures.h"
#include "core/measure/theory.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace feedscope {

namespace {

/// Gives the sentences of this file the context that lupdate collects them under.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(feedscope)
};

/// The p95 of Lag of a lane, and how far it can be trusted.
struct LagP95
{
    std::optional<double> value;
    bool expected = false; ///< from the poll times, as too few updates came to measure it
    bool largest = false;  ///< of a push lane with too few updates: the largest Lag so far
    bool censored = false; ///< longer than the run could see
};

/// Too few polls or values for a measured percentile (measures.md 7): a poll lane's own times still say it.
LagP95 lagP95(const LaneResult &lane)
{
    if (lane.tooShort)
        return {lane.expected.lagP95, true};
    if (lane.lag.p95.support != Support::Absent && lane.lag.p95.censored)
        return {std::nullopt, false, false, true};
    if (const std::optional<double> measured = lane.lag.p95.shown())
        return {measured};
    if (lane.isPushed())
        return {lane.lag.censored == 0 ? lane.lag.max : std::nullopt, false, true};
    return {lane.expected.lagP95, true};
}

QString thresholds(const Tolerance &tolerance)
{
    return (tolerance.missedAllowed
                ? Text::tr("tolerance: %1 for 95 % of the changes, missed changes allowed")
                : Text::tr("tolerance: %1 for 95 % of the changes, none missed"))
        .arg(durationText(tolerance.lag));
}

QString lagText(const LagP95 &lag, std::optional<double> uncertainty)
{
    if (lag.censored)
        return Text::tr("more than 5 % of the changes had not been shown by the end");
    if (!lag.value)
        return Text::tr("its lag is not known");
    const bool below = clockLabel(*lag.value, uncertainty) == ClockLabel::Below;
    if (below && uncertainty)
        return Text::tr("95 % of the changes are shown within less than %1, the clock's uncertainty")
            .arg(durationText(*uncertainty));
    if (lag.largest)
        return Text::tr("all changes so far were shown within %1").arg(durationText(*lag.value));
    return (lag.expected ? Text::tr("by its poll times 95 % of the changes are shown within %1")
                         : Text::tr("95 % of the changes are shown within %1"))
        .arg(durationText(*lag.value));
}

QString missedText(const LaneResult &lane, bool atLeast)
{
    if (lane.updates.reference == 0)
        return Text::tr("nothing changed while it was watched");
    if (!lane.missedShare.value)
        return Text::tr("what it missed is not known");
    const double share = *lane.missedShare.value;
    if (share <= 0 && lane.missedShare.upperLimit)
        return Text::tr("none missed");
    return (atLeast ? Text::tr("at least %1 missed") : Text::tr("%1 missed")).arg(shareText(share));
}

bool within(const LaneResult &lane, const LagP95 &lag, const Tolerance &tolerance)
{
    if (!lag.value || *lag.value > tolerance.lag)
        return false;
    return tolerance.missedAllowed || (lane.missedShare.value && *lane.missedShare.value <= 0);
}

std::optional<double> byteRate(const ComparisonResult &result, const LaneResult *lane)
{
    if (!lane || !lane->wire || result.seconds() <= 0)
        return std::nullopt;
    return static_cast<double>(lane->wire->windowSent + lane->wire->windowReceived) / result.seconds();
}

/// What it costs on the wire against the other way; empty if not known.
QString price(const ComparisonResult &result, const LaneResult *chosen, const LaneResult *other)
{
    const std::optional<double> mine = byteRate(result, chosen);
    const std::optional<double> theirs = byteRate(result, other);
    if (!mine || !theirs || *mine <= 0 || *theirs <= 0)
        return {};
    const QString rates = Text::tr("%1 against %2").arg(byteRateText(*mine), byteRateText(*theirs));
    const double ratio = *mine / *theirs;
    if (ratio > 1.05)
        return Text::tr(" It takes %1 times the bytes (%2).")
            .arg(QLocale().toString(ratio, 'f', ratio < 10 ? 1 : 0), rates);
    if (ratio < 0.95)
        return Text::tr(" It takes fewer bytes too (%1).").arg(rates);
    return Text::tr(" The bytes are about the same (%1).").arg(rates);
}

/// The slowest polling that would still do, if it is not the one that ran.
QString slowestInterval(const LaneResult &poll, const LagP95 &lag, const Tolerance &tolerance)
{
    if (!lag.value || poll.interval <= 0)
        return {};
    const double d = std::max(0.0, *lag.value - 0.95 * toSeconds(poll.interval));
    const double longest = theory::goodEnoughInterval(tolerance.lag, d);
    if (longest <= 0)
        return {};
    return Text::tr(" Any interval up to %1 keeps 95 % within %2.")
        .arg(durationText(longest), durationText(tolerance.lag));
}

QString pollingEvery(const LaneResult &poll)
{
    if (poll.interval <= 0)
        return poll.name;
    return Text::tr("polling every %1").arg(durationText(toSeconds(poll.interval)));
}

QString capitalized(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

/// Polls from which their own times give a first estimate; before that nothing is said.
constexpr std::int64_t fewestForEstimate = 3;

/// Why no decision can be made yet; empty if one can.
QString tooShort(const ComparisonResult &result, const BestLanes &best)
{
    if (result.ranking.empty())
        return Text::tr("No verdict: no lane came up. Check the addresses.");
    if (result.relative && result.ranking.size() == 1 && best.push)
        return Text::tr("No verdict: push runs alone, and the feed gives no times of its own. Add a polling "
                        "twin to compare.");
    const bool pollsSayEnough =
        best.poll && best.poll->expected.lagP95 && best.poll->requests.sent >= fewestForEstimate;
    if (pollsSayEnough)
        return {};
    if (result.updates == 0)
        return Text::tr("No verdict: nothing changed in %1. Let it run until the feed has moved.")
            .arg(durationText(result.seconds()));
    if (best.poll && best.poll->tooShort && best.poll->interval > 0)
        return Text::tr("No verdict yet: %1 polls are too few to tell. Let it run for %2, which makes %3.")
            .arg(best.poll->requests.sent)
            .arg(durationText(toSeconds(best.poll->interval) * static_cast<double>(fewestPolls)))
            .arg(fewestPolls);
    return {};
}

struct Candidates
{
    const ComparisonResult &result;
    const Tolerance &tolerance;
    BestLanes best;
    LagP95 pollLag;
    LagP95 pushLag;
};

QString figures(const Candidates &c, const LaneResult &lane, const LagP95 &lag)
{
    // Relative lags rest on no clock but ours.
    const std::optional<double> uncertainty = c.result.relative ? std::nullopt : c.result.uncertainty;
    return Text::tr("%1, %2").arg(lagText(lag, uncertainty), missedText(lane, c.result.atLeast));
}

Verdict pollIsEnough(const Candidates &c)
{
    const QString text =
        Text::tr("%1 is good enough here: %2 (%3).%4%5")
            .arg(capitalized(pollingEvery(*c.best.poll)), figures(c, *c.best.poll, c.pollLag),
                 thresholds(c.tolerance), price(c.result, c.best.poll, c.best.push),
                 slowestInterval(*c.best.poll, c.pollLag, c.tolerance));
    return {Verdict::Choice::Poll, {}, text};
}

Verdict pushIsNeeded(const Candidates &c)
{
    QString text =
        Text::tr("Push: %1 (%2).").arg(figures(c, *c.best.push, c.pushLag), thresholds(c.tolerance));
    if (c.best.poll) {
        text += Text::tr(" With %1 %2.").arg(pollingEvery(*c.best.poll), figures(c, *c.best.poll, c.pollLag));
        text += price(c.result, c.best.push, c.best.poll);
        if (c.tolerance.missedAllowed)
            text += slowestInterval(*c.best.poll, c.pollLag, c.tolerance);
    }
    return {Verdict::Choice::Push, {}, text};
}

Verdict neither(const Candidates &c)
{
    QStringList reasons;
    if (c.best.push)
        reasons << Text::tr("%1: %2").arg(c.best.push->name, figures(c, *c.best.push, c.pushLag));
    if (c.best.poll)
        reasons << Text::tr("%1: %2").arg(c.best.poll->name, figures(c, *c.best.poll, c.pollLag));
    return {Verdict::Choice::Neither,
            {},
            Text::tr("Nothing that ran stays within the limits (%1). %2.")
                .arg(thresholds(c.tolerance), reasons.join(QStringLiteral("; ")))};
}

Verdict decide(const Candidates &c)
{
    if (c.best.poll && within(*c.best.poll, c.pollLag, c.tolerance))
        return pollIsEnough(c);
    if (c.best.push && within(*c.best.push, c.pushLag, c.tolerance))
        return pushIsNeeded(c);
    const bool pollUnknown = !c.best.poll || (!c.pollLag.value && !c.pollLag.censored);
    const bool pushUnknown = !c.best.push || (!c.pushLag.value && !c.pushLag.censored);
    if (pollUnknown && pushUnknown)
        return {Verdict::Choice::Unknown,
                {},
                Text::tr("No verdict yet: %1 changes are too few for a 95th percentile. Let it run longer.")
                    .arg(c.result.updates)};
    return neither(c);
}

/// What weakens every figure of this comparison.
QString caveats(const ComparisonResult &result)
{
    QString text;
    const LaneResult *poll = bestLanes(result).poll;
    if (poll && poll->tooShort)
        text += Text::tr(" Only %1 polls so far: a first estimate.").arg(poll->requests.sent);
    if (result.relative)
        text += Text::tr(" The feed gives no times of its own: all lags are relative to the fastest lane.");
    if (result.approximate)
        text += Text::tr(" Updates were paired by value and time: the figures are approximate.");
    if (result.clockInconsistent)
        text += Text::tr(" Some changes arrived before their own time: the clocks do not agree, so trust the "
                         "differences between lanes only.");
    if (result.conflicts > 0)
        text +=
            Text::tr(" The lanes contradicted each other in the values of %1 copies.").arg(result.conflicts);
    return text;
}

} // namespace

Verdict judge(const ComparisonResult &result, const Tolerance &tolerance)
{
    const BestLanes best = bestLanes(result);
    Verdict verdict;
    const QString reason = tooShort(result, best);
    if (reason.isEmpty()) {
        const Candidates candidates{result, tolerance, best, best.poll ? lagP95(*best.poll) : LagP95{},
                                    best.push ? lagP95(*best.push) : LagP95{}};
        verdict = decide(candidates);
        verdict.sentence += caveats(result);
    } else {
        verdict.sentence = reason;
    }
    verdict.headline = headline(result);
    return verdict;
}

} // namespace feedscope
