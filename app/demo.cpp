#include "app/demo.h"

#include "app/feedsource.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// "Slow feed" on the Compare page.
constexpr double oneInThirtySeconds = 1.0 / 30;

} // namespace

QString Demo::start(const FeedOptions &options)
{
    ServerOptions server;
    server.tls = options.demoTls;
    server.rate = m_rate = options.demoRate;
    server.symbols = options.demoSymbols;
    server.seed = options.seed != 0 ? options.seed : QRandomGenerator::global()->generate64();
    QString error;
    const auto address = m_server.start(server, &error);
    if (!address)
        return error;
    m_address = *address;
    return {};
}

PlanResult Demo::plan(PlanOverrides overrides)
{
    const ProfileResult profile = loadProfile(u":/profiles/demo.json"_s);
    if (!profile.profile)
        return {{}, profile.errors.first().sentence()};
    const bool cursor = overrides.cursor.value_or(false);
    overrides.laneUrls = m_address.lanes;
    if (cursor)
        for (const QString &lane : {u"http-poll"_s, u"http-poll-new"_s})
            overrides.laneUrls[lane] = m_address.updates;
    overrides.history = m_address.history;
    overrides.poll = cursor ? m_address.updates : m_address.latest;
    if (!m_address.certificateSha256.isEmpty())
        overrides.tls.pinnedSha256 = m_address.certificateSha256;
    return complete(makePlan(profile.profile, overrides));
}

/// What only we know of our own feed; also of the same over other lanes.
PlanResult Demo::complete(PlanResult result)
{
    result.plan.withLanes = [this, others = result.plan.withLanes](const QStringList &lanes) {
        return complete(others(lanes));
    };
    result.plan.latestUrl = m_address.latest;
    result.plan.cursorUrl = m_address.updates;
    result.plan.notificationsUrl = m_address.notifications;
    result.plan.dotKind = u"dot"_s;
    result.plan.setMotion = [this](bool on) { m_server.setMotion(on); };
    result.plan.setSlow = [this](bool slow) { m_server.setRate(slow ? oneInThirtySeconds : m_rate); };
    return result;
}

bool namesDemo(const FeedOptions &feed)
{
    return feed.feed.isEmpty() || feed.feed == "demo"_L1;
}

PlanResult planOf(const FeedOptions &feed, Demo &demo)
{
    if (!namesDemo(feed))
        return planFor(feed);
    PlanResult planned;
    if ((planned.error = demo.start(feed)).isEmpty())
        planned = demo.plan(overridesFrom(feed));
    return planned;
}

} // namespace feedscope
