#pragma once

#include "core/store/livedata.h"
#include "core/store/rhythm.h"

#include <algorithm>
#include <array>

namespace feedscope {

/// How old the last updates were when they came. The least counts: a straggler, or a trade sent again after a
/// reconnect, says nothing of what comes now. Pure. GUI thread.
class Delays
{
public:
    void add(Ns delay) { m_last[m_count++ % m_last.size()] = delay; }
    void reset() { m_count = 0; }
    /// noTime before there are as many as count.
    Ns least() const
    {
        return m_count < m_last.size() ? noTime : *std::min_element(m_last.begin(), m_last.end());
    }

private:
    std::array<Ns, 4> m_last{};
    std::size_t m_count = 0;
};

/// What is known about one lane when its freshness is judged.
struct FreshnessEvidence
{
    LaneState state = LaneState::Idle;
    Ns now = noTime;
    Ns lastData = noTime;       ///< arrival of the last update; noTime: none yet
    Ns silenceLimit = noTime;   ///< see Rhythm
    Ns delay = noTime;      ///< how old data is at least when it comes; noTime: not known
    Ns delayLimit = noTime; ///< what is usual of it
    bool replayed = false;  ///< it comes from a recording
    bool twinHealthy = false;   ///< another lane got a valid answer or an update recently
    Ns twinAhead = 0;           ///< how much newer the other lane's data is, by origin; 0: it is not
    Ns twinAheadSince = noTime; ///< since when
};

struct FreshnessVerdict
{
    Freshness freshness = Freshness::Down;
    QString sentence; ///< why, ready to show; empty when live
};

/// Judges by the data's age, never by the socket alone. A quiet feed whose twin is healthy and has nothing
/// newer is live; a silent socket whose twin moves on is mute; without a twin, silence beyond the usual
/// rhythm is stale; what comes late is delayed, and what is replayed is never live.
FreshnessVerdict judgeFreshness(const FreshnessEvidence &evidence);

/// Whether, and by how much (ns of origin, or 1 where there is none), `twin` shows anything newer than
/// `lane`.
Ns aheadOf(const Board &lane, const Board &twin);

} // namespace feedscope
