#include "core/measure/sweepanswer.h"

#include "core/measure/quantities.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// Gives the sentences of this file the context that lupdate collects them under.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Sweep)
};

const SweepLevel *fastest(const std::vector<SweepLevel> &pushes)
{
    const SweepLevel *best = nullptr;
    for (const SweepLevel &level : pushes)
        if (level.measured.lag.value && (!best || *level.measured.lag.value < *best->measured.lag.value))
            best = &level;
    return best;
}

/// Where polling stands against push at one interval, in logarithms: above 0 it takes more bytes.
struct Cost
{
    double x = 0; ///< log of the interval
    double y = 0; ///< log of polling's bytes by push's
    double error = 0;
    bool measured = false;
};

std::vector<Cost> costsOf(const SweepCurve &curve, const Estimate &push)
{
    std::vector<Cost> costs;
    for (const SweepPoint &point : curve.points) {
        const Estimate &measured = point.measured.bytesPerSecond;
        const double interval = toSeconds(point.interval);
        const std::optional<double> bytes =
            measured.value ? measured.value : curve.theory.bytesPerSecond(interval);
        if (!bytes || *bytes <= 0 || interval <= 0)
            continue;
        const double own = measured.value ? measured.standardError.value_or(0) / *bytes : 0;
        const double other = push.standardError.value_or(0) / *push.value;
        costs.push_back({std::log(interval), std::log(*bytes / *push.value), std::hypot(own, other),
                         measured.value.has_value()});
    }
    return costs;
}

/// Where the costs fall below push's for good, between two points straight in logarithms: exact for costs
/// that go with the inverse of the interval. Its interval is that of the bytes, taken over the slope.
void findBreakEven(const std::vector<Cost> &costs, SweepAnswer &answer)
{
    using Cheaper = SweepAnswer::Cheaper;
    const auto dearer = [](const Cost &cost) { return cost.y > 0; };
    if (costs.empty())
        return;
    if (std::all_of(costs.begin(), costs.end(), dearer)) {
        answer.cheaper = Cheaper::Push;
        return;
    }
    if (std::none_of(costs.begin(), costs.end(), dearer)) {
        answer.cheaper = Cheaper::Poll;
        return;
    }
    if (dearer(costs.back()))
        return; // it comes and goes
    std::size_t i = costs.size() - 1;
    while (!dearer(costs[i - 1]))
        --i;
    const Cost &above = costs[i - 1];
    const Cost &below = costs[i];
    const double slope = (below.y - above.y) / (below.x - above.x);
    const double at = above.x - above.y / slope;
    const double spread = Estimate::quantile * std::max(above.error, below.error) / -slope;
    answer.cheaper = Cheaper::PollFrom;
    answer.byTheory = !above.measured || !below.measured;
    answer.breakEven = std::exp(at);
    if (spread > 0) {
        answer.breakEvenLow = std::exp(at - spread);
        answer.breakEvenHigh = std::exp(at + spread);
    }
}

using Measure = std::function<std::optional<double>(const SweepPoint &)>;
using Expect = std::function<std::optional<double>(double)>;

/// The longest interval at which a time that grows by `slope` seconds a second of interval stays within
/// `limit`; between the points along a straight line, beyond them by theory. Nothing: there is none.
std::optional<double> longestWithin(const SweepCurve &curve, double limit, double slope,
                                    const Measure &measure, const Expect &expect)
{
    const auto value = [&](const SweepPoint &point) {
        const std::optional<double> measured = measure(point);
        return measured ? measured : expect(toSeconds(point.interval));
    };
    const SweepPoint *next = nullptr;
    for (auto point = curve.points.rbegin(); point != curve.points.rend(); next = &*point++) {
        const std::optional<double> here = value(*point);
        if (!here || *here > limit)
            continue;
        const double from = toSeconds(point->interval);
        if (!next)
            return from + (limit - *here) / slope;
        const double there = value(*next).value_or(limit);
        const double to = toSeconds(next->interval);
        return there > *here ? from + (to - from) * (limit - *here) / (there - *here) : from;
    }
    const std::optional<double> still = expect(0);
    if (!still || *still >= limit)
        return std::nullopt;
    const double theory = (limit - *still) / slope;
    return curve.points.empty() ? theory : std::min(theory, toSeconds(curve.points.front().interval));
}

void findIntervals(const SweepCurve &curve, const SweepLevel *push, const SweepQuestion &question,
                   SweepAnswer &answer)
{
    const SweepTheory &theory = curve.theory;
    answer.longestInterval = longestWithin(
        curve, question.maxAge, 0.95, [](const SweepPoint &p) { return p.measured.lagP95; },
        [&](double interval) { return theory.lagP95(interval); });
    if (!push)
        return;
    answer.matchInterval = longestWithin(
        curve, *push->measured.lag.value + question.within, 0.5,
        [](const SweepPoint &p) { return p.measured.lag.value; },
        [&](double interval) { return theory.lag(interval); });
    if (!answer.matchInterval)
        return;
    answer.matchBytes = theory.bytesPerSecond(*answer.matchInterval);
    answer.matchMissed = theory.missedShare(*answer.matchInterval);
}

/// Whether anything can be said of how late polling is; without a figure "too late" would be a guess.
bool isKnown(const SweepCurve &curve)
{
    const auto measured = [](const SweepPoint &point) { return point.measured.lagP95.has_value(); };
    return curve.theory.lagP95(1) || std::any_of(curve.points.begin(), curve.points.end(), measured);
}

/// With its 95 % interval, where it has one that can be seen.
QString breakEvenText(const SweepAnswer &answer)
{
    const QString at = durationText(*answer.breakEven);
    if (answer.byTheory)
        return Text::tr("%1 (by theory)").arg(at);
    if (!answer.breakEvenLow || durationText(*answer.breakEvenLow) == durationText(*answer.breakEvenHigh))
        return at;
    return Text::tr("%1 (%2 … %3)")
        .arg(at, durationText(*answer.breakEvenLow), durationText(*answer.breakEvenHigh));
}

QString costSentence(const SweepAnswer &answer, const SweepQuestion &question)
{
    const QString age = durationText(question.maxAge);
    if (!answer.longestInterval)
        return Text::tr(
                   "No interval shows 95 % of the changes within %1: the answers are under way for longer.")
            .arg(age);
    const QString longest = durationText(*answer.longestInterval);
    switch (answer.cheaper) {
    case SweepAnswer::Cheaper::Unknown:
        break;
    case SweepAnswer::Cheaper::Poll:
        return Text::tr(
                   "For data at most %1 old polling takes fewer bytes than push at every interval that was "
                   "tried; %2 is the longest.")
            .arg(age, longest);
    case SweepAnswer::Cheaper::Push:
        return Text::tr(
                   "For data at most %1 old push takes fewer bytes than polling at every interval that was "
                   "tried; polling may ask every %2 at most.")
            .arg(age, longest);
    case SweepAnswer::Cheaper::PollFrom:
        if (*answer.longestInterval >= *answer.breakEven)
            return Text::tr(
                       "For data at most %1 old polling takes fewer bytes than push above an interval of %2, "
                       "up to the longest that is fresh enough, %3.")
                .arg(age, breakEvenText(answer), longest);
        return Text::tr(
                   "For data at most %1 old push takes fewer bytes: polling would have to ask every %2, and "
                   "is cheaper only above an interval of %3.")
            .arg(age, longest, breakEvenText(answer));
    }
    return Text::tr(
               "For data at most %1 old polling may ask every %2; what that costs against push is not known.")
        .arg(age, longest);
}

QString matchSentence(const SweepAnswer &answer, const SweepQuestion &question, const SweepLevel *push)
{
    if (!push)
        return {};
    const QString within = durationText(question.within);
    if (!answer.matchInterval)
        return Text::tr(" No interval comes within %1 of push's mean Lag.").arg(within);
    QString text = Text::tr(" To match push within %1 of its mean Lag you would poll every %2")
                       .arg(within, durationText(*answer.matchInterval));
    const std::optional<double> &bytes = push->measured.bytesPerSecond.value;
    if (answer.matchBytes && bytes && *bytes > 0)
        text += Text::tr(", for %1 times its bytes (%2)")
                    .arg(QLocale().toString(*answer.matchBytes / *bytes, 'g', 2),
                         byteRateText(*answer.matchBytes));
    if (answer.matchMissed && *answer.matchMissed > 0)
        text += Text::tr(", and still never see %1 of the changes").arg(shareText(*answer.matchMissed));
    return text + u'.';
}

} // namespace

SweepAnswer answerSweep(const SweepResult &result, const SweepQuestion &question)
{
    SweepAnswer answer;
    if (result.polls.empty()) {
        answer.sentence = Text::tr("No poll lane ran: there is nothing to sweep.");
        return answer;
    }
    const SweepCurve &curve = result.polls.front();
    if (!isKnown(curve)) {
        answer.sentence = Text::tr("Nothing was measured yet: the answer comes with the first figures.");
        return answer;
    }
    const SweepLevel *push = fastest(result.pushes);
    if (push && push->measured.bytesPerSecond.value.value_or(0) > 0)
        findBreakEven(costsOf(curve, push->measured.bytesPerSecond), answer);
    findIntervals(curve, push, question, answer);
    answer.sentence = costSentence(answer, question) + matchSentence(answer, question, push);
    return answer;
}

} // namespace feedscope
