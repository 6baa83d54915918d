#include "core/recording/replayprofile.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// What says how messages are read, whatever way they come.
const QStringList reading{u"frames"_s, u"match"_s, u"rules"_s, u"sequence"_s, u"merge"_s};

/// What is said once, of the feed as a whole.
const QStringList naming{u"name"_s, u"doc"_s, u"join"_s, u"events"_s, u"symbol_map"_s};

void take(const QStringList &members, const QJsonObject &from, QJsonObject &to)
{
    for (const QString &member : members)
        if (from.contains(member))
            to.insert(member, from.value(member));
}

bool isPoll(QStringView lane)
{
    return lane.startsWith("http-poll"_L1) || lane == "long-poll"_L1;
}

/// Rules of a way's own replace all that belongs to rules; of frames it may vary single members.
void vary(const QJsonObject &way, QJsonObject &replay)
{
    QJsonObject frames = replay.value("frames"_L1).toObject();
    const QJsonObject others = way.value("frames"_L1).toObject();
    for (auto member = others.begin(); member != others.end(); ++member)
        frames.insert(member.key(), member.value());
    if (way.contains("rules"_L1))
        for (const QString &member : reading)
            replay.remove(member);
    take(reading, way, replay);
    if (!frames.isEmpty())
        replay.insert(u"frames"_s, frames);
}

} // namespace

/// As ProfileBuilder reads it: what a lane's own way does not say, it has from the profile or, polled, from the
/// polling twin, whose frames are its own.
QJsonObject replayProfile(const QJsonObject &source, const QString &lane)
{
    const QJsonObject inner = source.value("profile"_L1).toObject();
    const QJsonObject &profile = inner.isEmpty() ? source : inner;
    QJsonObject replay;
    take(naming, profile, replay);
    take(reading, profile, replay);
    const bool twin = isPoll(lane) && !isPoll(profile.value("transport"_L1).toString());
    for (const QJsonObject &holder : {source, profile})
        if (const QJsonObject rest = holder.value("rest"_L1).toObject(); twin && !rest.isEmpty()) {
            replay.remove(u"frames"_s);
            vary(rest, replay);
        }
    for (const QJsonObject &holder : {source, profile})
        vary(holder.value("lanes"_L1).toObject().value(lane).toObject(), replay);
    replay.insert(u"transport"_s, u"replay"_s);
    replay.insert(u"url"_s, u"replay:///recording"_s);
    return replay;
}

} // namespace feedscope
