#pragma once

#include "core/store/livedata.h"

namespace feedscope {

/// How fresh one series is on one lane. A value.
struct SeriesFreshness
{
    Freshness freshness = Freshness::Down;
    Ns age = noTime;          ///< since the shown value arrived; noTime: nothing is shown
    Ns silenceLimit = noTime; ///< of the series' own rhythm; noTime: not known yet
};

/// Judges one series as its lane is judged, by its data's age against its own rhythm: mute while another lane has
/// been showing a newer value for longer than that takes on its way, stale when it is silent for longer than it
/// usually is and no healthy lane says that there is nothing new. What holds for the whole lane (no connection,
/// delayed, a recording) holds for its series; so does all that holds for a poll lane. GUI thread.
SeriesFreshness freshnessOf(const LiveData &data, std::size_t lane, SeriesId series, Ns now);

} // namespace feedscope
