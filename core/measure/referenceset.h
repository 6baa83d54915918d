#pragma once

#include "core/measure/comparisoninput.h"

#include <limits>

namespace feedscope {

inline constexpr Ns never = std::numeric_limits<Ns>::max();

/// One update as all lanes together know it. Inside of the measure library.
struct KnownUpdate
{
    Ns origin = noTime;      ///< steady clock; the first arrival where the source gives none
    Ns firstArrival = never; ///< on any lane
    std::uint64_t sequence = 0;
    std::uint64_t content = 0;
    SeriesId series = 0;
    std::uint32_t generation = 0;
    bool numbered = false;
    bool event = false;
    bool stamped = false;   ///< origin is the source's own
    bool news = false;      ///< some lane got it other than as a snapshot
    bool reference = false; ///< belongs to the reference set
};

/// One lane's copies of the known updates; each vector is parallel to ReferenceSet::updates.
struct LaneCopies
{
    std::vector<Ns> arrived;            ///< first copy; never: none
    std::vector<std::uint8_t> snapshot; ///< 1: the first copy was a snapshot
    std::vector<std::uint32_t> further; ///< copies after the first
    std::vector<Ns> shown;              ///< it or a newer one of its series; never: not by the drain's end
};

/// A run of numbers that no lane delivered.
struct Hole
{
    std::uint32_t before = 0; ///< index in bySequence of the update that follows it
    std::int64_t count = 0;   ///< numbers of it that belong to the window
};

/// All updates that any lane delivered, joined by identity, by series and in source order.
struct ReferenceSet
{
    std::vector<KnownUpdate> updates;
    std::vector<std::uint32_t> firstOf;   ///< first update of each series; one more than there are series
    std::vector<std::uint32_t> firstSeen; ///< the updates in the order of first sight, lane by lane
    std::vector<bool> compared;           ///< by series: every live lane serves its kind
    std::vector<LaneCopies> lanes;
    std::vector<std::uint32_t> bySequence; ///< numbered updates in the order of scope, generation, number
    std::vector<Hole> holes;               ///< in the order of bySequence
    std::int64_t conflicts = 0;
    std::int64_t uncompared = 0;
    std::int64_t unsettled = 0;

    std::size_t seriesCount() const { return firstOf.size() - 1; }
};

/// Joins, orders, finds what each lane showed and what belongs to the window.
ReferenceSet buildReferenceSet(const ComparisonInput &input);

bool isLive(const LaneInput &lane);

} // namespace feedscope
