#include "core/session/freshness.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <tuple>

namespace feedscope {

namespace {

QString seconds(Ns ns)
{
    return QLocale().toString(static_cast<double>(ns) / static_cast<double>(second), 'f',
                              ns < 10 * second ? 1 : 0);
}

} // namespace

FreshnessVerdict judgeFreshness(const FreshnessEvidence &e)
{
    if (e.state != LaneState::Open)
        return {Freshness::Down, {}};
    if (e.lastData == noTime)
        return {Freshness::Stale,
                QCoreApplication::translate("feedscope", "Connected, but no data has come yet.")};
    const Ns silence = e.now - e.lastData;
    if (e.twinAhead > 0 && e.twinAheadSince != noTime && e.now - e.twinAheadSince >= muteGrace &&
        silence >= muteGrace)
        return {Freshness::Mute,
                QCoreApplication::translate(
                    "feedscope", "The socket is open, but no data came for %1 s; HTTP is %2 s newer.")
                    .arg(seconds(silence), seconds(e.twinAhead))};
    const bool usual = e.twinHealthy || e.silenceLimit == noTime || silence <= e.silenceLimit;
    if (usual && e.replayed)
        return {Freshness::Replay, {}};
    if (usual && e.delay != noTime && e.delay > e.delayLimit)
        return {Freshness::Delayed,
                QCoreApplication::translate("feedscope",
                                            "Data comes, but it is %1 s old when it comes: the source, or the way, "
                                            "is behind.")
                    .arg(seconds(e.delay))};
    if (usual)
        return {Freshness::Live, {}};
    return {Freshness::Stale, QCoreApplication::translate(
                                  "feedscope", "No data for %1 s; usually it comes at least every %2 s.")
                                  .arg(seconds(silence), seconds(e.silenceLimit))};
}

Ns aheadOf(const Board &lane, const Board &twin)
{
    bool ahead = false;
    Ns newestOurs = noTime, newestTheirs = noTime;
    const std::size_t count = std::max(lane.size(), twin.size());
    for (SeriesId id = 0; id < count; ++id) {
        const BoardRow &ours = lane.row(id);
        const BoardRow &theirs = twin.row(id);
        if (!ours.shown() || !theirs.shown())
            continue;
        if (ours.originWall != noTime && theirs.originWall != noTime) {
            ahead = ahead || theirs.originWall > ours.originWall;
            newestOurs = std::max(newestOurs, ours.originWall);
            newestTheirs = std::max(newestTheirs, theirs.originWall);
        } else {
            ahead = ahead ||
                    std::tie(ours.generation, ours.sequence) < std::tie(theirs.generation, theirs.sequence);
        }
    }
    // How long ago the lane's own newest was: the age of one slow series says nothing of the silence.
    return ahead ? std::max<Ns>(1, newestTheirs - newestOurs) : 0;
}

} // namespace feedscope
