#include "core/measure/referenceset.h"

#include "core/measure/join.h"
#include "core/measure/sequence.h"

#include <algorithm>
#include <numeric>

namespace feedscope {

namespace {

/// What decides the place of an update within its series, side by side in memory for the sort.
struct OrderKey
{
    std::uint64_t sequence;
    Ns origin;
    Ns firstArrival;
    std::uint32_t generation;
    std::uint32_t index;

    bool operator<(const OrderKey &other) const
    {
        return std::tie(generation, sequence, origin, firstArrival, index) <
               std::tie(other.generation, other.sequence, other.origin, other.firstArrival, other.index);
    }
};

/// Source order within one series: its sequence; without one origin time, then first arrival. All of a
/// series by the same rule, or it would be no order.
void sortSeries(const std::vector<KnownUpdate> &updates, std::vector<std::uint32_t>::iterator begin,
                std::vector<std::uint32_t>::iterator end, std::vector<OrderKey> &keys)
{
    const bool numbered = std::all_of(begin, end, [&](auto i) { return updates[i].numbered; });
    const bool stamped = std::all_of(begin, end, [&](auto i) { return updates[i].stamped; });
    keys.clear();
    for (auto at = begin; at != end; ++at) {
        const KnownUpdate &update = updates[*at];
        OrderKey key{0, update.origin, update.firstArrival, 0, *at};
        if (numbered) {
            key.generation = update.generation;
            key.sequence = update.sequence;
        } else if (!stamped) {
            key.origin = 0;
        }
        keys.push_back(key);
    }
    if (std::is_sorted(keys.begin(), keys.end()))
        return;
    std::sort(keys.begin(), keys.end());
    std::transform(keys.begin(), keys.end(), begin, [](const OrderKey &key) { return key.index; });
}

template <typename T>
void permute(std::vector<T> &values, const std::vector<std::uint32_t> &order)
{
    std::vector<T> sorted;
    sorted.reserve(order.size());
    for (const std::uint32_t index : order)
        sorted.push_back(values[index]);
    values.swap(sorted);
}

/// Brings updates and lanes into the order of series, then source order.
void orderBySeries(ReferenceSet &set)
{
    SeriesId highest = 0;
    for (const KnownUpdate &update : set.updates)
        highest = std::max(highest, update.series);
    set.firstOf.assign(set.updates.empty() ? 1 : highest + std::size_t{2}, 0);
    for (const KnownUpdate &update : set.updates)
        ++set.firstOf[update.series + std::size_t{1}];
    std::partial_sum(set.firstOf.begin(), set.firstOf.end(), set.firstOf.begin());

    std::vector<std::uint32_t> order(set.updates.size());
    std::vector<std::uint32_t> next(set.firstOf);
    for (std::uint32_t i = 0; i < set.updates.size(); ++i)
        order[next[set.updates[i].series]++] = i;
    std::vector<OrderKey> keys;
    for (std::size_t s = 0; s + 1 < set.firstOf.size(); ++s)
        sortSeries(set.updates, order.begin() + set.firstOf[s], order.begin() + set.firstOf[s + 1], keys);

    set.firstSeen.resize(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i)
        set.firstSeen[order[i]] = i;
    permute(set.updates, order);
    for (LaneCopies &lane : set.lanes) {
        permute(lane.arrived, order);
        permute(lane.snapshot, order);
        permute(lane.further, order);
    }
}

/// Shown: the earliest arrival of it or of any newer update of its series. Nothing overtakes an event.
void findShown(ReferenceSet &set)
{
    for (LaneCopies &lane : set.lanes) {
        lane.shown.resize(set.updates.size());
        for (std::size_t s = 0; s < set.seriesCount(); ++s) {
            Ns earliest = never;
            for (std::size_t i = set.firstOf[s + 1]; i-- > set.firstOf[s];) {
                earliest = std::min(earliest, lane.arrived[i]);
                lane.shown[i] = set.updates[i].event ? lane.arrived[i] : earliest;
            }
        }
    }
}

/// For each series, whether every live lane serves its kind.
std::vector<bool> comparedSeries(const ComparisonInput &input, const ReferenceSet &set)
{
    const auto kindOf = [&](SeriesId series) -> std::uint32_t {
        return series < input.kindOfSeries.size() ? input.kindOfSeries[series] : 0;
    };
    std::vector<std::uint32_t> kinds{0};
    kinds.insert(kinds.end(), input.kindOfSeries.begin(), input.kindOfSeries.end());
    std::vector<bool> served(*std::max_element(kinds.begin(), kinds.end()) + std::size_t{1}, true);
    for (std::size_t l = 0; l < input.lanes.size(); ++l) {
        if (!isLive(input.lanes[l]))
            continue;
        std::vector<bool> here(served.size(), false);
        for (const Arrival &arrival : input.lanes[l].arrivals)
            here[kindOf(arrival.series)] = true;
        // A feed of a single kind is compared even if a lane got nothing of it: then it missed everything.
        for (std::size_t k = 0; k < served.size() && !input.kindOfSeries.empty(); ++k)
            served[k] = served[k] && here[k];
    }
    std::vector<bool> compared(set.seriesCount());
    for (std::size_t s = 0; s < compared.size(); ++s)
        compared[s] = served[kindOf(static_cast<SeriesId>(s))];
    return compared;
}

bool settledOn(const ReferenceSet &set, const ComparisonInput &input, std::size_t index)
{
    if (set.updates[index].origin <= input.drainEnd - input.settleAfter)
        return true;
    for (std::size_t l = 0; l < set.lanes.size(); ++l) {
        if (isLive(input.lanes[l]) && set.lanes[l].shown[index] == never)
            return false;
    }
    return true;
}

/// An update belongs to the window by its origin; a snapshot row without one says nothing of when it began.
void markReference(ReferenceSet &set, const ComparisonInput &input)
{
    for (std::size_t i = 0; i < set.updates.size(); ++i) {
        KnownUpdate &update = set.updates[i];
        const bool inWindow = update.origin >= input.from && update.origin < input.to;
        if (!inWindow || !(update.stamped || update.news))
            continue;
        if (!set.compared[update.series])
            ++set.uncompared;
        else if (input.settledOnly && !settledOn(set, input, i))
            ++set.unsettled;
        else
            update.reference = true;
    }
}

} // namespace

bool isLive(const LaneInput &lane)
{
    return lane.liveSince != noTime;
}

ReferenceSet buildReferenceSet(const ComparisonInput &input)
{
    ReferenceSet set = joinArrivals(input);
    orderBySeries(set);
    findShown(set);
    set.compared = comparedSeries(input, set);
    markReference(set, input);
    findHoles(set, input);
    return set;
}

} // namespace feedscope
