#include "core/measure/sequence.h"

#include <algorithm>
#include <cmath>
#include <compare>

namespace feedscope {

namespace {

bool sameScope(const ComparisonInput &input, const KnownUpdate &a, const KnownUpdate &b)
{
    return a.generation == b.generation && (input.contiguity == Contiguity::Feed || a.series == b.series);
}

struct NumberKey
{
    SeriesId scope;
    std::uint32_t generation;
    std::uint64_t sequence;
    std::uint32_t index;
    auto operator<=>(const NumberKey &) const = default;
};

std::vector<std::uint32_t> numberedInOrder(const ReferenceSet &set, const ComparisonInput &input)
{
    const bool perSeries = input.contiguity == Contiguity::Series;
    std::vector<NumberKey> keys;
    keys.reserve(set.updates.size());
    for (const std::uint32_t i : set.firstSeen) { // mostly sorted already
        const KnownUpdate &update = set.updates[i];
        if (update.numbered)
            keys.push_back({perSeries ? update.series : 0, update.generation, update.sequence, i});
    }
    if (!std::is_sorted(keys.begin(), keys.end()))
        std::sort(keys.begin(), keys.end());
    std::vector<std::uint32_t> order;
    order.reserve(keys.size());
    for (const NumberKey &key : keys)
        order.push_back(key.index);
    return order;
}

/// How many of the numbers between `a` and `b` fall into [from, to) if they are spread evenly.
std::int64_t missingWithin(const KnownUpdate &a, const KnownUpdate &b, Ns from, Ns to)
{
    const auto step = static_cast<std::int64_t>(b.sequence - a.sequence);
    const Ns span = b.origin - a.origin;
    if (span <= 0)
        return a.origin >= from && a.origin < to ? step - 1 : 0;
    const double perNs = static_cast<double>(step) / static_cast<double>(span);
    const auto firstAt = [&](Ns time) {
        const double number = std::ceil(static_cast<double>(time - a.origin) * perNs);
        return static_cast<std::int64_t>(std::clamp(number, 1.0, static_cast<double>(step)));
    };
    return std::max<std::int64_t>(0, firstAt(to) - firstAt(from));
}

} // namespace

void findHoles(ReferenceSet &set, const ComparisonInput &input)
{
    if (input.contiguity == Contiguity::None)
        return;
    set.bySequence = numberedInOrder(set, input);
    const Ns to = input.settledOnly ? std::min(input.to, input.drainEnd - input.settleAfter) : input.to;
    for (std::uint32_t k = 1; k < set.bySequence.size(); ++k) {
        const KnownUpdate &before = set.updates[set.bySequence[k - 1]];
        const KnownUpdate &after = set.updates[set.bySequence[k]];
        const std::uint64_t step = after.sequence - before.sequence;
        if (!sameScope(input, before, after) || step < 2 || step > mostMissing)
            continue;
        if (const std::int64_t count = missingWithin(before, after, input.from, to); count > 0)
            set.holes.push_back({k, count});
    }
}

std::optional<std::int64_t> countGaps(const ReferenceSet &set, const ComparisonInput &input, std::size_t lane)
{
    if (input.contiguity == Contiguity::None || input.lanes[lane].kind == LaneKind::PollLatest)
        return std::nullopt;
    const std::vector<Ns> &arrived = set.lanes[lane].arrived;
    std::int64_t gaps = 0;
    bool inGap = false;
    auto hole = set.holes.begin();
    for (std::uint32_t k = 0; k < set.bySequence.size();) {
        const KnownUpdate &update = set.updates[set.bySequence[k]];
        if (k > 0 && !sameScope(input, set.updates[set.bySequence[k - 1]], update))
            inGap = false;
        if (hole != set.holes.end() && hole->before == k) {
            gaps += inGap ? 0 : 1;
            inGap = true;
            ++hole;
        }
        bool delivered = false; // a number may stand on several rows
        bool reference = false;
        for (const std::uint64_t number = update.sequence;
             k < set.bySequence.size() && set.updates[set.bySequence[k]].sequence == number &&
             sameScope(input, update, set.updates[set.bySequence[k]]);
             ++k) {
            delivered = delivered || arrived[set.bySequence[k]] != never;
            reference = reference || set.updates[set.bySequence[k]].reference;
        }
        const bool missing = reference && !delivered;
        gaps += missing && !inGap ? 1 : 0;
        inGap = missing;
    }
    return gaps;
}

} // namespace feedscope
