#include "core/store/seriesfreshness.h"

#include <algorithm>

namespace feedscope {

namespace {

/// What the other lanes say of a series.
struct OtherLanes
{
    bool ahead = false;   ///< one has shown a newer value for longer than ours may be on its way
    bool healthy = false; ///< one is live, and has not
};

OtherLanes othersOf(const LiveData &data, std::size_t lane, SeriesId series, Ns now)
{
    OtherLanes others;
    const BoardRow &ours = data.boards[lane].row(series);
    for (std::size_t i = 0; i < std::min(data.boards.size(), data.lanes.size()); ++i) {
        const BoardRow &theirs = data.boards[i].row(series);
        if (i == lane || !theirs.shown())
            continue;
        const bool ahead = isNewer(theirs, ours) && now - theirs.arrival >= muteGrace;
        others.ahead = others.ahead || ahead;
        others.healthy = others.healthy || (!ahead && data.lanes[i].freshness == Freshness::Live);
    }
    return others;
}

} // namespace

SeriesFreshness freshnessOf(const LiveData &data, std::size_t lane, SeriesId series, Ns now)
{
    SeriesFreshness result;
    if (lane >= data.boards.size() || lane >= data.lanes.size())
        return result;
    const Board &board = data.boards[lane];
    const BoardRow &row = board.row(series);
    result.freshness = data.lanes[lane].freshness;
    result.silenceLimit = board.silenceLimit(series);
    if (!row.shown())
        return result;
    result.age = std::max<Ns>(0, now - row.arrival);
    // While a poll lane is answered it is as fresh as a poll can be, and behind by its nature.
    if (result.freshness == Freshness::Down || !data.lanes[lane].push)
        return result;
    const OtherLanes others = othersOf(data, lane, series, now);
    const bool silent = result.silenceLimit != noTime && result.age > result.silenceLimit;
    if (others.ahead)
        result.freshness = Freshness::Mute;
    else if (silent && !others.healthy)
        result.freshness = Freshness::Stale;
    else if (result.freshness == Freshness::Mute || result.freshness == Freshness::Stale)
        result.freshness = Freshness::Live; // of the lane it is another series that is missing
    return result;
}

} // namespace feedscope
