#include "core/session/ownnotices.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// Gives the sentences of this file the context that lupdate collects them under.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(feedscope)
};

QString laneWord(const LaneStatus &status)
{
    return status.push ? Text::tr("Push") : Text::tr("Polling");
}

QString secondsText(Ns duration)
{
    return QLocale().toString(static_cast<double>(std::max<Ns>(0, duration)) / static_cast<double>(second),
                              'f', duration < 10 * second ? 1 : 0);
}

} // namespace

void OwnNotices::reset()
{
    m_seen.clear(); // the count goes on: an id never comes twice
}

bool OwnNotices::isOwn(const QString &id)
{
    return id.startsWith("own-"_L1);
}

Notice OwnNotices::make(Severity severity, const QString &text, Ns wall)
{
    return {u"own-%1"_s.arg(++m_count), severity, text, wall, false, true};
}

std::vector<Notice> OwnNotices::look(std::size_t lane, const LaneStatus &status, Ns now, Ns wall)
{
    if (lane >= m_seen.size())
        m_seen.resize(lane + 1);
    std::vector<Notice> out;
    lookAtConnection(m_seen[lane], status, now, wall, out);
    lookAtGaps(m_seen[lane], status, wall, out);
    return out;
}

void OwnNotices::lookAtConnection(Seen &seen, const LaneStatus &status, Ns now, Ns wall,
                                  std::vector<Notice> &out)
{
    const bool down = status.state == LaneState::Waiting || status.state == LaneState::Stopped;
    if (down && seen.up && !seen.lost) {
        seen.lost = true;
        seen.lostAt = status.lastData == noTime ? now : status.lastData;
        out.push_back(make(Severity::Critical,
                           Text::tr("%1: connection lost. %2").arg(laneWord(status), status.sentence), wall));
    }
    const bool fresh = status.state == LaneState::Open && status.lastData != noTime;
    if (fresh && seen.lost && status.lastData > seen.lostAt) {
        seen.lost = false;
        out.push_back(make(Severity::Info,
                           Text::tr("%1: connected again; no data came for %2 s.")
                               .arg(laneWord(status), secondsText(status.lastData - seen.lostAt)),
                           wall));
    }
    seen.up = seen.up || fresh;
    const bool mute = status.freshness == Freshness::Mute;
    if (mute && !seen.mute)
        out.push_back(make(Severity::Critical,
                           Text::tr("%1 is mute. %2").arg(laneWord(status), status.sentence), wall));
    seen.mute = mute;
}

/// Outages are told by their connection; here only what the numbers show to be missing, in one notice a look.
void OwnNotices::lookAtGaps(Seen &seen, const LaneStatus &status, Ns wall, std::vector<Notice> &out)
{
    std::int64_t missing = 0;
    Ns newest = seen.lastGapEnd;
    for (const Gap &gap : status.gaps) {
        if (gap.to == noTime || gap.to <= seen.lastGapEnd)
            continue;
        newest = std::max(newest, gap.to);
        missing += gap.missing;
    }
    seen.lastGapEnd = newest;
    if (missing > 0)
        out.push_back(
            make(Severity::Warning,
                 Text::tr("%1: %n update(s) missing from the sequence.", nullptr, static_cast<int>(missing))
                     .arg(laneWord(status)),
                 wall));
}

} // namespace feedscope
