#pragma once

#include "core/store/livedata.h"

#include <vector>

namespace feedscope {

/// The program's own notifications about the connections: lost, back again after so long, mute, updates
/// missing. Looks at each lane a few times a second and says what changed since; a lane that never was up is
/// not "lost". Pure: time passed in. One thread; owned by the session.
class OwnNotices
{
public:
    /// Forgets everything: another feed begins.
    void reset();

    /// What there is to say of `lane` (its place among the lanes) now; mostly nothing. `wall` is ns since
    /// 1970.
    std::vector<Notice> look(std::size_t lane, const LaneStatus &status, Ns now, Ns wall);

    /// Any other sentence of the program's own, as a notice with an id of its own.
    Notice make(Severity severity, const QString &text, Ns wall);

    /// Whether an id is one of those made here.
    static bool isOwn(const QString &id);

private:
    struct Seen
    {
        bool up = false;   ///< data has come over the present connection or an earlier one
        bool lost = false; ///< told that it is lost, not yet that it is back
        bool mute = false;
        Ns lostAt = noTime;
        Ns lastGapEnd = noTime;
    };

    void lookAtConnection(Seen &seen, const LaneStatus &status, Ns now, Ns wall, std::vector<Notice> &out);
    void lookAtGaps(Seen &seen, const LaneStatus &status, Ns wall, std::vector<Notice> &out);

    std::vector<Seen> m_seen;
    std::uint64_t m_count = 0; ///< of notices made, for their ids
};

} // namespace feedscope
