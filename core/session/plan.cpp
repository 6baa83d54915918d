#include "core/session/plan.h"

#include "core/transport/transports.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

std::optional<QString> secretFromEnvironment(const QString &name)
{
    const QByteArray variable =
        "FEEDSCOPE_SECRET" + (name.isEmpty() ? QByteArray() : '_' + name.toUpper().toLatin1());
    if (!qEnvironmentVariableIsSet(variable.constData()))
        return std::nullopt;
    return qEnvironmentVariable(variable.constData());
}

bool isOnThisMachine(const QUrl &url)
{
    return url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
}

bool isUsable(const QUrl &url)
{
    return url.isValid() && !url.host().isEmpty();
}

Contiguity contiguityOf(const SequenceRule &rule)
{
    // A number that begins anew with each connection cannot be compared between lanes.
    if (rule.mode != SequenceMode::Contiguous || rule.scope == SequenceScope::Connection)
        return Contiguity::None;
    return rule.scope == SequenceScope::Symbol ? Contiguity::Series : Contiguity::Feed;
}

/// Makes the lanes of one plan; the first error stops it.
class Planner
{
public:
    Planner(std::shared_ptr<const Profile> profile, const PlanOverrides &overrides)
        : m_profile(std::move(profile))
        , m_overrides(overrides)
        , m_values{m_profile->symbols, {}, secretFromEnvironment}
        , m_dialogue(m_profile, m_values)
    {}

    PlanResult make();

private:
    Endpoint endpoint(Side side, const std::optional<QUrl> &url);
    void addLane(const QString &name);
    void setPoll(LaneConfig &lane);
    QStringList laneNames() const;
    void locateTwin();

    std::shared_ptr<const Profile> m_profile;
    const PlanOverrides &m_overrides;
    TemplateValues m_values;
    Dialogue m_dialogue;
    PlanResult m_result;
};

QStringList Planner::laneNames() const
{
    if (!m_overrides.lanes.isEmpty())
        return m_overrides.lanes;
    if (m_profile->isPoll())
        return {u"http-poll"_s};
    // A twin without an address (it is a template that nothing fills) is for those who give one.
    if (m_overrides.poll || isUsable(m_result.plan.latestUrl))
        return {u"websocket"_s, u"http-poll"_s};
    return {u"websocket"_s};
}

Endpoint Planner::endpoint(Side side, const std::optional<QUrl> &url)
{
    const Destination destination = m_dialogue.destination(side, wallNow());
    if (m_result.error.isEmpty() && !url)
        m_result.error = destination.error;
    Endpoint endpoint;
    endpoint.url = url ? *url : QUrl(destination.url, QUrl::StrictMode);
    endpoint.subprotocols = destination.subprotocols;
    endpoint.headers = destination.headers + m_overrides.headers;
    endpoint.tls = m_overrides.tls;
    if (m_result.error.isEmpty() && !isUsable(endpoint.url))
        m_result.error =
            QCoreApplication::translate(
                "feedscope", "“%1” is no usable address for this feed; give one with --url or --poll.")
                .arg(url ? url->toDisplayString(QUrl::RemoveUserInfo) : destination.url);
    return endpoint;
}

void Planner::locateTwin()
{
    if (!m_profile->poll && !m_profile->isPoll() && !m_overrides.poll)
        return;
    m_result.plan.latestUrl = m_overrides.poll
                                  ? *m_overrides.poll
                                  : QUrl(m_dialogue.destination(Side::Poll, wallNow()).url, QUrl::StrictMode);
    m_result.plan.notificationsUrl = QUrl(m_profile->route(Side::Poll).notifications);
    const PollSpec &poll = m_profile->route(Side::Poll).poll;
    if (poll.cursorQuery.isEmpty())
        return;
    m_result.plan.cursorUrl = poll.cursorUrl.isEmpty() ? m_result.plan.latestUrl : QUrl(poll.cursorUrl);
}

void Planner::setPoll(LaneConfig &lane)
{
    const PollSpec &spec = m_profile->route(Side::Poll).poll;
    PollOptions &poll = lane.endpoint.poll;
    if (m_overrides.interval)
        poll.interval = *m_overrides.interval;
    else if (spec.everyS > 0)
        poll.interval = std::chrono::milliseconds(qRound64(spec.everyS * 1'000));
    poll.conditional = spec.conditional;
    poll.cursorQuery = spec.cursorQuery.toUtf8();
    poll.seed = m_overrides.seed;
    poll.keepAlive = lane.name != "http-poll-new"_L1;
    lane.cursor = m_overrides.cursor.value_or(false);
    if (!lane.cursor)
        return;
    poll.mode = PollOptions::Mode::Cursor;
    if (m_result.plan.cursorUrl.isEmpty())
        m_result.error = QCoreApplication::translate(
            "feedscope", "This feed's profile names no cursor; poll it with --poll-mode latest.");
    else if (!m_overrides.poll)
        lane.endpoint.url = m_result.plan.cursorUrl;
}

void Planner::addLane(const QString &name)
{
    LaneConfig lane;
    lane.name = name;
    lane.push = transportKind(name)->push;
    lane.seed = m_overrides.seed + m_result.plan.lanes.size();
    if (!lane.push && !m_profile->poll && !m_profile->isPoll() && !m_overrides.poll)
        m_result.error = QCoreApplication::translate(
            "feedscope", "This feed has no polling twin; give its address with --poll.");
    if (!m_result.error.isEmpty())
        return;
    lane.endpoint = lane.push
                        ? endpoint(Side::Push, m_overrides.url)
                        : endpoint(Side::Poll, m_profile->isPoll() && !m_overrides.poll ? m_overrides.url
                                                                                        : m_overrides.poll);
    if (!lane.push)
        setPoll(lane);
    m_result.plan.lanes.push_back(std::move(lane));
}

PlanResult Planner::make()
{
    SessionPlan &plan = m_result.plan;
    plan.name = m_profile->name;
    plan.feed = std::make_shared<FeedContext>();
    plan.feed->profile = m_profile;
    plan.feed->values = m_values;
    plan.contiguity = contiguityOf(m_profile->push.rules.sequence);
    locateTwin();
    for (const QString &name : laneNames())
        addLane(name);
    std::stable_sort(plan.lanes.begin(), plan.lanes.end(),
                     [](const LaneConfig &a, const LaneConfig &b) { return a.push && !b.push; });
    const auto local = [](const LaneConfig &lane) { return isOnThisMachine(lane.endpoint.url); };
    // Another machine's stamps say nothing until its clock has been asked; then figures are relative.
    if (std::all_of(plan.lanes.begin(), plan.lanes.end(), local))
        plan.clock.source = ClockOffset::sameMachine(microsecond);
    plan.clock.resolution = microsecond;
    return std::move(m_result);
}

} // namespace

PlanResult makePlan(std::shared_ptr<const Profile> profile, const PlanOverrides &overrides)
{
    return Planner(std::move(profile), overrides).make();
}

} // namespace feedscope
