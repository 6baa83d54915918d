#include "core/measure/display.h"

#include <algorithm>

namespace feedscope {

namespace {

/// Adds the steps of one series. `shown` never falls along the source order, so the update displayed from a
/// time on is the last of those shown at it.
void addSteps(const ReferenceSet &set, const std::vector<Ns> &shown, SeriesId series, LaneTimeline &timeline)
{
    const std::size_t end = set.firstOf[series + std::size_t{1}];
    const std::size_t firstStep = timeline.steps.size();
    for (std::size_t i = set.firstOf[series]; i < end && shown[i] < timeline.to; ++i) {
        if (i + 1 < end && shown[i + 1] == shown[i])
            continue;
        const Ns next = i + 1 < end ? set.updates[i + 1].origin : noTime;
        const bool replacesInitial = timeline.steps.size() > firstStep && shown[i] <= timeline.from;
        if (replacesInitial)
            timeline.steps.pop_back();
        timeline.steps.push_back({shown[i], set.updates[i].origin, next});
    }
}

} // namespace

LaneTimeline buildTimeline(const ReferenceSet &set, std::size_t lane, Ns from, Ns to)
{
    LaneTimeline timeline;
    timeline.from = from;
    timeline.to = to;
    timeline.offsets.push_back(0);
    const auto &arrived = set.lanes[lane].arrived;
    timeline.steps.reserve(arrived.size() -
                           static_cast<std::size_t>(std::count(arrived.begin(), arrived.end(), never)));
    for (std::size_t s = 0; s < set.seriesCount(); ++s) {
        const bool any = set.firstOf[s] != set.firstOf[s + 1];
        if (any && set.compared[s] && !set.updates[set.firstOf[s]].event)
            addSteps(set, set.lanes[lane].shown, static_cast<SeriesId>(s), timeline);
        timeline.offsets.push_back(static_cast<std::uint32_t>(timeline.steps.size()));
    }
    return timeline;
}

} // namespace feedscope
