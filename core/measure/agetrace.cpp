#include "core/measure/timeline.h"

#include <algorithm>

namespace feedscope {

namespace {

QPointF pointAt(const LaneTimeline &timeline, Ns time, double age)
{
    return {toSeconds(time - timeline.from), age};
}

/// One series moves from one update to the next; previous = noTime: it is displayed for the first time.
struct Jump
{
    Ns at;
    Ns previous;
    Ns origin;
};

std::vector<Jump> jumpsOf(const LaneTimeline &timeline)
{
    std::vector<Jump> jumps;
    jumps.reserve(timeline.steps.size());
    for (std::size_t s = 0; s < timeline.seriesCount(); ++s) {
        Ns previous = noTime;
        for (const DisplayStep &step : timeline.of(static_cast<SeriesId>(s))) {
            jumps.push_back({std::max(step.shownAt, timeline.from), previous, step.origin});
            previous = step.origin;
        }
    }
    std::sort(jumps.begin(), jumps.end(), [](const Jump &a, const Jump &b) { return a.at < b.at; });
    return jumps;
}

} // namespace

QList<QPointF> ageTrace(const LaneTimeline &timeline, SeriesId series)
{
    QList<QPointF> trace;
    const auto steps = timeline.of(series);
    for (std::size_t k = 0; k < steps.size(); ++k) {
        const Ns from = std::max(steps[k].shownAt, timeline.from);
        const Ns to = k + 1 < steps.size() ? steps[k + 1].shownAt : timeline.to;
        trace.append(pointAt(timeline, from, toSeconds(from - steps[k].origin)));
        trace.append(pointAt(timeline, to, toSeconds(to - steps[k].origin)));
    }
    return trace;
}

QList<QPointF> meanAgeTrace(const LaneTimeline &timeline)
{
    QList<QPointF> trace;
    double origins = 0; ///< sum over the displayed series, seconds since the window's start
    double displayed = 0;
    const auto add = [&](Ns time) {
        if (displayed > 0)
            trace.append(pointAt(timeline, time, toSeconds(time - timeline.from) - origins / displayed));
    };
    const auto jumps = jumpsOf(timeline);
    for (std::size_t i = 0; i < jumps.size();) {
        const Ns at = jumps[i].at;
        add(at);
        for (; i < jumps.size() && jumps[i].at == at; ++i) {
            origins += toSeconds(jumps[i].origin - timeline.from);
            if (jumps[i].previous == noTime)
                displayed += 1;
            else
                origins -= toSeconds(jumps[i].previous - timeline.from);
        }
        add(at);
    }
    add(timeline.to);
    return trace;
}

} // namespace feedscope
