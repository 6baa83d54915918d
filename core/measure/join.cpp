#include "core/measure/join.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>

namespace feedscope {

namespace {

/// Identity → index, open addressing in one block of memory.
class IdentityIndex
{
public:
    explicit IdentityIndex(std::size_t expected)
        : m_slots(std::bit_ceil(2 * expected + 2))
        , m_shift(64 - std::countr_zero(m_slots.size()))
    {}

    /// The index stored for `key`; stores `fresh` if there is none yet.
    std::uint32_t findOrInsert(std::uint64_t key, std::uint32_t fresh)
    {
        std::size_t at = (key * 0x9e3779b97f4a7c15ULL) >> m_shift;
        while (m_slots[at].used && m_slots[at].key != key)
            at = (at + 1) & (m_slots.size() - 1);
        if (!m_slots[at].used)
            m_slots[at] = {key, fresh, true};
        return m_slots[at].index;
    }

private:
    struct Slot
    {
        std::uint64_t key = 0;
        std::uint32_t index = 0;
        bool used = false;
    };
    std::vector<Slot> m_slots;
    int m_shift;
};

/// The source's stamp on the local steady clock; noTime: none, or beyond what a clock can say.
Ns originOf(const Arrival &arrival, Ns correction)
{
    constexpr Ns sane = 4'000'000'000 * second;
    if (arrival.originWall == noTime || arrival.originWall > sane || arrival.originWall < -sane)
        return noTime;
    return arrival.originWall - correction;
}

/// One copy on the way to its cluster, see approximateKeys.
struct Candidate
{
    std::uint64_t identity;
    Ns origin;
    std::uint32_t lane;
    std::uint32_t index;
};

using Keys = std::vector<std::vector<std::uint64_t>>;

/// Whether `later` (not before `earlier`) is at most `within` after it. Either may be any number: a stamp
/// that is missing (noTime) is near to none, and a difference of two stamps need not fit an Ns.
bool isNear(Ns earlier, Ns later, Ns within)
{
    return earlier > std::numeric_limits<Ns>::max() - within || later <= earlier + within;
}

/// Identities that are only values repeat themselves. In the order of origin, a copy belongs to the update
/// begun last if it is near enough and its lane has no other stamp in it yet; else it begins a new one.
Keys approximateKeys(const ComparisonInput &input)
{
    std::vector<Candidate> all;
    Keys keys;
    for (std::uint32_t l = 0; l < input.lanes.size(); ++l) {
        const auto &arrivals = input.lanes[l].arrivals;
        keys.emplace_back(arrivals.size());
        for (std::uint32_t i = 0; i < arrivals.size(); ++i)
            all.push_back({arrivals[i].identity, arrivals[i].originWall, l, i});
    }
    std::sort(all.begin(), all.end(), [](const Candidate &a, const Candidate &b) {
        return std::tie(a.identity, a.origin, a.lane, a.index) <
               std::tie(b.identity, b.origin, b.lane, b.index);
    });
    std::vector<Ns> stampOnLane(input.lanes.size());
    std::uint64_t cluster = 0;
    const Candidate *first = nullptr;
    for (const Candidate &copy : all) {
        const bool near = first && copy.identity == first->identity &&
                          isNear(first->origin, copy.origin, input.approximateWithin);
        const bool vacant =
            near && (stampOnLane[copy.lane] == noTime || stampOnLane[copy.lane] == copy.origin);
        if (!vacant) {
            first = &copy;
            ++cluster;
            std::fill(stampOnLane.begin(), stampOnLane.end(), noTime);
        }
        stampOnLane[copy.lane] = copy.origin;
        keys[copy.lane][copy.index] = cluster;
    }
    return keys;
}

/// Notes one more copy of an update; false if it contradicts what is known of it.
bool addCopy(KnownUpdate &update, const Arrival &arrival, bool snapshot, Ns correction)
{
    if (update.firstArrival == never) {
        update.content = arrival.content;
        update.sequence = arrival.sequence;
        update.series = arrival.series;
        update.generation = arrival.generation;
        update.numbered = arrival.has(Arrival::HasSequence);
        update.event = arrival.has(Arrival::Event);
    } else if (update.content != arrival.content) {
        return false;
    }
    update.firstArrival = std::min(update.firstArrival, arrival.arrival);
    const Ns origin = originOf(arrival, correction);
    if (origin != noTime && (!update.stamped || (!update.news && !snapshot))) {
        update.origin = origin;
        update.stamped = true;
    }
    update.news = update.news || !snapshot;
    return true;
}

void noteOnLane(LaneCopies &copies, std::size_t index, Ns arrival, bool snapshot)
{
    if (copies.arrived[index] != never) {
        ++copies.further[index];
        return;
    }
    copies.arrived[index] = arrival;
    copies.snapshot[index] = snapshot ? 1 : 0;
}

/// As many updates there are at least, and mostly no more.
std::size_t largestLane(const ComparisonInput &input)
{
    std::size_t largest = 0;
    for (const LaneInput &lane : input.lanes)
        largest = std::max(largest, lane.arrivals.size());
    return largest;
}

void resizeLanes(ReferenceSet &set, std::size_t size)
{
    for (LaneCopies &copies : set.lanes) {
        copies.arrived.resize(size, never);
        copies.snapshot.resize(size, 0);
        copies.further.resize(size, 0);
    }
}

} // namespace

bool isSnapshot(const LaneInput &lane, const Arrival &arrival)
{
    return arrival.has(Arrival::Snapshot) ||
           (lane.kind != LaneKind::Push && lane.liveSince != noTime && arrival.arrival <= lane.liveSince);
}

ReferenceSet joinArrivals(const ComparisonInput &input)
{
    const bool approximate = input.approximateWithin > 0;
    const Keys keys = approximate ? approximateKeys(input) : Keys{};
    const ClockInput &clock = input.clock;
    const Ns correction = clock.source.offset + clock.wallMinusSteady - clock.resolution / 2;
    const std::size_t total =
        std::accumulate(input.lanes.begin(), input.lanes.end(), std::size_t{0},
                        [](std::size_t sum, const LaneInput &lane) { return sum + lane.arrivals.size(); });

    ReferenceSet set;
    set.updates.reserve(largestLane(input));
    set.lanes.resize(input.lanes.size());
    IdentityIndex index(total);
    for (std::size_t l = 0; l < input.lanes.size(); ++l) {
        const LaneInput &lane = input.lanes[l];
        resizeLanes(set, set.updates.size() + lane.arrivals.size());
        for (std::size_t i = 0; i < lane.arrivals.size(); ++i) {
            const Arrival &arrival = lane.arrivals[i];
            if (arrival.arrival > input.drainEnd)
                continue;
            const std::uint64_t key = approximate ? keys[l][i] : arrival.identity;
            const std::uint32_t at = index.findOrInsert(key, static_cast<std::uint32_t>(set.updates.size()));
            if (at == set.updates.size())
                set.updates.emplace_back();
            const bool snapshot = isSnapshot(lane, arrival);
            if (addCopy(set.updates[at], arrival, snapshot, correction))
                noteOnLane(set.lanes[l], at, arrival.arrival, snapshot);
            else
                ++set.conflicts;
        }
    }
    resizeLanes(set, set.updates.size());
    for (KnownUpdate &update : set.updates) {
        if (!update.stamped)
            update.origin = update.firstArrival;
    }
    return set;
}

} // namespace feedscope
