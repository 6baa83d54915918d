// What is expected of a poll lane at intervals that were not measured.
#include "core/measure/expected.h"
#include "core/measure/sweep.h"
#include "core/measure/theory.h"

#include <algorithm>
#include <cmath>

namespace feedscope {

namespace {

constexpr std::size_t fewestGaps = 20;

} // namespace

std::optional<double> SweepTheory::lag(double interval) const
{
    return d ? std::optional(*d + interval / 2) : std::nullopt;
}

std::optional<double> SweepTheory::lagP95(double interval) const
{
    return d ? std::optional(*d + 0.95 * interval) : std::nullopt;
}

std::optional<double> SweepTheory::missedShare(double interval) const
{
    if (kind == LaneKind::PollCursor)
        return 0;
    if (interval <= 0)
        return std::nullopt;
    if (source && source->series.sorted().size() >= fewestGaps)
        return std::max(0.0, 1 - source->series.meanOfMin(interval) / interval);
    if (rate <= 0 || series <= 0)
        return std::nullopt;
    return theory::pollLatest(theory::Source{rate, series}, interval, 0).missedShare;
}

/// Of the answers at this interval, how many bring something new.
double SweepTheory::newsShare(double interval) const
{
    if (source && source->merged.sorted().size() >= fewestGaps && source->merged.mean() > 0)
        return source->merged.meanOfMin(interval) / source->merged.mean();
    return rate > 0 ? 1 - std::exp(-rate * interval) : 1;
}

std::optional<double> SweepTheory::bytesPerSecond(double interval) const
{
    if (!bytesPerRequest || interval <= 0)
        return std::nullopt;
    if (kind == LaneKind::PollCursor)
        return *bytesPerRequest / interval + bytesPerRow * rate;
    return (*bytesPerRequest + bytesPerBody * (conditional ? newsShare(interval) : 1)) / interval;
}

SweepResult forecastSweep(const ComparisonResult &result, const std::vector<SweepStep> &steps)
{
    SweepResult forecast{result.feed, result.rate, static_cast<int>(result.series), result.relative, {}, {}};
    const double seconds = result.seconds();
    for (const LaneResult &lane : result.lanes) {
        if (!lane.live)
            continue;
        SweepFigures figures{lane.lag.mean, lane.lag.p95.shown(), lane.delay.mean, lane.missedShare, {}};
        if (lane.wire && seconds > 0)
            figures.bytesPerSecond.value =
                static_cast<double>(lane.wire->windowSent + lane.wire->windowReceived) / seconds;
        if (lane.interval <= 0) {
            forecast.pushes.push_back({lane.name, figures});
            continue;
        }
        SweepCurve curve{lane.name, {}, {}};
        const double interval = toSeconds(lane.interval);
        curve.theory.kind = lane.kind;
        curve.theory.rate = result.rate;
        curve.theory.series = forecast.series;
        if (lane.expected.lagMean)
            curve.theory.d = std::max(0.0, *lane.expected.lagMean - interval / 2);
        if (figures.bytesPerSecond.value)
            curve.theory.bytesPerRequest = *figures.bytesPerSecond.value * interval;
        for (const SweepStep &step : steps)
            curve.points.push_back({step.interval, 0, 0, {}});
        const SweepPoint now{lane.interval, result.to - result.from, lane.requests.sent, figures};
        const auto place =
            std::lower_bound(curve.points.begin(), curve.points.end(), now.interval,
                             [](const SweepPoint &point, Ns value) { return point.interval < value; });
        if (place != curve.points.end() && place->interval == now.interval)
            *place = now;
        else
            curve.points.insert(place, now);
        forecast.polls.push_back(std::move(curve));
    }
    return forecast;
}

} // namespace feedscope
