#include "core/session/plan.h"

#include "core/decode/proxyaddress.h"
#include "core/session/bootstrapplan.h"
#include "core/decode/environmentsecret.h"
#include "core/session/planvalues.h"
#include "core/session/security.h"
#include "core/transport/refusals.h"
#include "core/transport/listening.h"
#include "core/transport/transports.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QLocale>
#include <QUrlQuery>
#include <QtMath>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

std::optional<QString> secretOf(const QString &name, const QMap<QString, QString> &typed)
{
    const auto found = typed.constFind(name);
    return found == typed.constEnd() ? environmentSecret(name) : std::optional(*found);
}

bool isOnThisMachine(const QUrl &url)
{
    return url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback() || isListeningHere(url);
}

Contiguity contiguityOf(const SequenceRule &rule)
{
    // A number that begins anew with each connection cannot be compared between lanes.
    if (rule.mode != SequenceMode::Contiguous || rule.scope == SequenceScope::Connection)
        return Contiguity::None;
    return rule.scope == SequenceScope::Symbol ? Contiguity::Series : Contiguity::Feed;
}

/// The lane that a profile's own transport is.
QString ownLane(const Profile &profile)
{
    return profile.transport == "ws"_L1 ? u"websocket"_s : profile.transport;
}

QStringList laneNamesKnown()
{
    QStringList names;
    for (const TransportKind &kind : transportKinds())
        names.append(QString::fromUtf16(kind.name));
    return names;
}

/// Makes the lanes of one plan; the first error stops it.
class Planner
{
public:
    Planner(std::shared_ptr<const Profile> profile, const PlanOverrides &overrides)
        : m_profile(std::move(profile))
        , m_overrides(overrides)
        , m_values{overrides.symbols.isEmpty() ? m_profile->symbols : overrides.symbols,
                   variablesOf(*m_profile, overrides),
                   [names = m_secretNames, typed = overrides.secrets](const QString &name) {
                       names->append(name);
                       return secretOf(name, typed);
                   }}
        , m_dialogue(m_profile, m_values)
    {}

    PlanResult make();

private:
    std::optional<QUrl> givenUrl(const QString &name, Side side) const;
    bool isKnown(const QString &name, const TransportKind &kind) const;
    Endpoint endpoint(const QString &name, Side side);
    void secure();
    void setProxy(Endpoint &endpoint);
    QByteArrayList greeting(const Route &route);
    QByteArray clientId() const;
    void addLane(const QString &name);
    void setPoll(LaneConfig &lane);
    void keepToLimits(PollOptions &poll) const;
    int pollLanes() const;
    QStringList laneNames() const;
    void locateTwin();
    void locateHistory();
    QUrl besideOverrides(QUrl url) const;

    std::shared_ptr<const Profile> m_profile;
    const PlanOverrides &m_overrides;
    std::shared_ptr<QStringList> m_secretNames = std::make_shared<QStringList>();
    TemplateValues m_values;
    Dialogue m_dialogue;
    TlsOptions m_tls;
    QString m_proxy; ///< filled; holds its password
    PlanResult m_result;
};

QStringList Planner::laneNames() const
{
    if (!m_overrides.lanes.isEmpty())
        return m_overrides.lanes;
    const QString own = ownLane(*m_profile);
    if (m_profile->isPoll())
        return {own};
    // A twin without an address (it is a template that nothing fills) is for those who give one.
    if (m_overrides.poll || isUsable(m_result.plan.latestUrl))
        return {own, u"http-poll"_s};
    return {own};
}

/// Where a lane is by what the user said; nothing: where the profile says.
std::optional<QUrl> Planner::givenUrl(const QString &name, Side side) const
{
    if (const auto found = m_overrides.laneUrls.constFind(name); found != m_overrides.laneUrls.constEnd())
        return *found;
    if (m_profile->lanes.contains(name))
        return std::nullopt;
    if (side == Side::Poll && m_overrides.poll)
        return m_overrides.poll;
    return name == ownLane(*m_profile) ? m_overrides.url : std::nullopt;
}

/// Whether anybody says where this lane of the feed is.
bool Planner::isKnown(const QString &name, const TransportKind &kind) const
{
    const auto way = m_profile->lanes.constFind(name); // one without an address only says how to read it
    const bool named = way != m_profile->lanes.constEnd() && !way->url.isEmpty();
    if (m_overrides.laneUrls.contains(name) || named || name == ownLane(*m_profile))
        return true;
    if (kind.held) // a twin that is not known to hold would only be polled
        return m_overrides.poll || (m_profile->poll && m_profile->poll->poll.holdS > 0);
    return !kind.push && (m_profile->poll || m_overrides.poll);
}

Endpoint Planner::endpoint(const QString &name, Side side)
{
    const std::optional<QUrl> url = givenUrl(name, side);
    const Route &route = m_profile->routeOf(name, side);
    const Destination destination = m_dialogue.destination(route, side, wallNow());
    if (m_result.error.isEmpty() && !url)
        m_result.error = destination.error;
    Endpoint endpoint;
    endpoint.url = url ? *url : QUrl(destination.url, QUrl::StrictMode);
    endpoint.subprotocols = destination.subprotocols;
    endpoint.headers = destination.headers + m_overrides.headers;
    endpoint.tls = m_tls;
    setProxy(endpoint);
    endpoint.framing = route.frames.envelope == "len32be" ? Framing::Length32 : Framing::Lines;
    if (transportKind(name)->greets && !isListening(endpoint.url))
        endpoint.greeting = greeting(route);
    if (&route == &m_profile->push && !m_profile->bootstrap.appendToUrl.isEmpty())
        endpoint.bootstrap = bootstrapOf(m_profile->bootstrap, endpoint.url, m_dialogue, m_values, m_result.error);
    if (endpoint.url.isEmpty() && !endpoint.bootstrap.url.isEmpty())
        endpoint.url = standIn(endpoint.bootstrap.url); // until the answer says where
    endpoint.broker = {route.frames.mqttVersion, clientId()};
    if (m_result.error.isEmpty() && !isUsable(endpoint.url))
        m_result.error =
            QCoreApplication::translate(
                "feedscope", "“%1” is no usable address for this feed; give one with --url or --poll.")
                .arg(url ? url->toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery)
                         : route.url); // the template: its secrets are not filled in
    return endpoint;
}

/// Whom to trust, who we are, and through whom; what the user says goes before what the profile says.
void Planner::secure()
{
    const auto either = [](const QString &said, const QString &known) { return said.isEmpty() ? known : said; };
    const TlsSpec &said = m_overrides.tlsSpec, &known = m_profile->tls;
    TlsSpec spec{either(said.ca, known.ca), said.clientCert, said.clientKey, either(said.pin, known.pin)};
    if (spec.clientCert.isEmpty()) {
        spec.clientCert = known.clientCert;
        spec.clientKey = known.clientKey;
    }
    m_tls = m_overrides.tls;
    m_tls.refusals = std::make_shared<Refusals>();
    QString error = readTls(spec, m_values.secret, m_tls);
    const std::string proxy = either(m_overrides.proxy, m_profile->proxy).toStdString();
    const FilledTemplate filled = fillTemplate(proxy, {m_values, wallNow(), 0, {}}, TemplateUse::Url);
    m_proxy = QString::fromUtf8(filled.text);
    if (error.isEmpty())
        error = filled.error.isEmpty() ? proxyProblem(m_proxy) : filled.error;
    if (m_result.error.isEmpty())
        m_result.error = error;
    m_result.plan.tls = m_tls;
    m_result.plan.proxy = m_proxy;
}

/// A proxy carries connections; datagrams would go past it, and tell the peer who asks.
void Planner::setProxy(Endpoint &endpoint)
{
    if (isListening(endpoint.url))
        return; // nothing is sent that could go through one
    endpoint.proxy = proxyFor(m_proxy, endpoint.url);
    endpoint.isProxied = endpoint.proxy.type() != QNetworkProxy::NoProxy;
    if (m_result.error.isEmpty() && endpoint.url.scheme() == "udp"_L1 &&
        endpoint.proxy.type() != QNetworkProxy::NoProxy)
        m_result.error = QCoreApplication::translate(
            "feedscope", "A proxy carries no datagrams: leave out the lane udp, or say --proxy none.");
}

/// What a lane says first, for a transport that must say it itself.
QByteArrayList Planner::greeting(const Route &route)
{
    const DialogueOutput opened = Dialogue(m_profile, route, m_values).opened(wallNow());
    if (m_result.error.isEmpty())
        m_result.error = opened.error;
    return QByteArrayList(opened.payloads.begin(), opened.payloads.end());
}

/// Another one for each run, and the same through it; no longer than every server takes
/// (MQTT 3.1.1, 3.1.3.1).
QByteArray Planner::clientId() const
{
    const auto process = static_cast<std::uint64_t>(QCoreApplication::applicationPid());
    const std::uint64_t number = (m_overrides.seed ^ process << 40 ^ process) * 0x9e3779b97f4a7c15U;
    return "feedscope" + QByteArray::number(static_cast<quint64>(number >> 8), 16).rightJustified(14, '0');
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
    if (poll.cursorQuery.isEmpty() && poll.cursorHeader.isEmpty())
        return;
    m_result.plan.cursorUrl = poll.cursorUrl.isEmpty() ? m_result.plan.latestUrl : QUrl(poll.cursorUrl);
}

/// A profile's other addresses on the server that the user's own replaces go along with it.
QUrl Planner::besideOverrides(QUrl url) const
{
    const std::optional<QUrl> &given = m_overrides.poll ? m_overrides.poll : m_overrides.url;
    const auto isThere = [&](const QString &text) {
        const QUrl own(text);
        return own.host() == url.host() && own.port() == url.port();
    };
    if (!given || !(isThere(m_profile->push.url) || isThere(m_profile->route(Side::Poll).url)))
        return url;
    const bool tls = given->scheme().endsWith("wss"_L1) || given->scheme().endsWith("https"_L1);
    url.setScheme(tls ? u"https"_s : u"http"_s);
    url.setHost(given->host());
    url.setPort(given->port());
    return url;
}

/// The history, or else a cursor that takes the number of the last update before a gap.
void Planner::locateHistory()
{
    const Route &twin = m_profile->route(Side::Poll);
    const bool forward = !m_profile->history;
    const bool takesNumber = twin.poll.cursorTakesSequence && !m_result.plan.cursorUrl.isEmpty() &&
                             m_result.plan.contiguity == Contiguity::Feed;
    if (forward && !takesNumber)
        return;
    const Route &route = forward ? twin : m_profile->history->route;
    const Destination destination = m_dialogue.destination(route, Side::Poll, wallNow());
    BackfillConfig config;
    config.forward = forward;
    config.contiguity = m_result.plan.contiguity;
    config.seed = m_overrides.seed;
    Endpoint &endpoint = config.endpoint;
    endpoint.url = forward               ? m_result.plan.cursorUrl
                   : m_overrides.history ? *m_overrides.history
                                         : besideOverrides(QUrl(destination.url, QUrl::StrictMode));
    const auto isThere = [&](const LaneConfig &lane) {
        return lane.endpoint.url.host() == endpoint.url.host() &&
               lane.endpoint.url.port() == endpoint.url.port();
    };
    endpoint.headers = destination.headers;
    if (std::ranges::any_of(m_result.plan.lanes,
                            isThere)) // what the user said is for the feed's servers alone
        endpoint.headers += m_overrides.headers;
    endpoint.tls = m_tls;
    setProxy(endpoint);
    endpoint.poll.cursorQuery = (forward ? twin.poll.cursorQuery : m_profile->history->query).toUtf8();
    endpoint.poll.cursorHeader = forward ? twin.poll.cursorHeader.toUtf8() : QByteArray();
    if (!forward && !m_profile->history->pageQuery.isEmpty()) {
        QUrlQuery query(endpoint.url);
        query.addQueryItem(m_profile->history->pageQuery, QString::number(m_profile->history->page));
        endpoint.url.setQuery(query);
    }
    if (isUsable(endpoint.url) && destination.error.isEmpty())
        m_result.plan.backfill = std::move(config);
}

void Planner::setPoll(LaneConfig &lane)
{
    const PollSpec &spec = m_profile->routeOf(lane.name, Side::Poll).poll;
    PollOptions &poll = lane.endpoint.poll;
    if (m_overrides.interval)
        poll.interval = *m_overrides.interval;
    else if (spec.everyS > 0)
        poll.interval = std::chrono::milliseconds(qRound64(spec.everyS * 1'000));
    if (spec.holdS > 0)
        lane.endpoint.hold = std::chrono::milliseconds(qRound64(spec.holdS * 1'000));
    poll.conditional = spec.conditional;
    poll.cursorQuery = spec.cursorQuery.toUtf8();
    poll.cursorHeader = spec.cursorHeader.toUtf8();
    poll.intervalHeader = spec.intervalHeader.toUtf8();
    poll.retryHeader = spec.retryHeader.toUtf8();
    poll.limitHeader = spec.limitHeader.toUtf8();
    keepToLimits(poll);
    poll.seed = m_overrides.seed;
    poll.keepAlive = lane.name != "http-poll-new"_L1;
    lane.cursor = lane.held ? !poll.cursorQuery.isEmpty() || !poll.cursorHeader.isEmpty()
                            : m_overrides.cursor.value_or(false);
    if (!lane.cursor)
        return;
    poll.mode = PollOptions::Mode::Cursor;
    const bool said = givenUrl(lane.name, Side::Poll).has_value();
    if (lane.held && (said || m_profile->lanes.contains(lane.name)))
        return; // it stands at the cursor's address
    if (m_result.plan.cursorUrl.isEmpty())
        m_result.error = QCoreApplication::translate(
            "feedscope", "This feed's profile names no cursor; poll it with --poll-mode latest.");
    else if (!said)
        lane.endpoint.url = m_result.plan.cursorUrl;
}

/// All of one feed's lanes ask the same venue.
int Planner::pollLanes() const
{
    int count = 0;
    for (const QString &name : laneNames())
        if (const TransportKind *kind = transportKind(name); kind != nullptr && (!kind->push || kind->held))
            ++count;
    return std::max(1, count);
}

/// The venue's limits are the transport's as well: whoever changes the interval later does not change them.
void Planner::keepToLimits(PollOptions &poll) const
{
    using std::chrono::milliseconds;
    const LimitSpec &limits = m_profile->limits;
    if (limits.requests.count > 0)
        poll.least =
            milliseconds(qCeil(limits.requests.withinS * 1'000 / limits.requests.count * pollLanes()));
    poll.interval = std::max(poll.interval, poll.least);
    for (auto wait = limits.waitS.constBegin(); wait != limits.waitS.constEnd(); ++wait)
        poll.waits.insert(wait.key(), milliseconds(qRound64(wait.value() * 1'000)));
}

void Planner::addLane(const QString &name)
{
    const TransportKind *kind = transportKind(name);
    if (kind == nullptr) {
        m_result.error =
            QCoreApplication::translate("feedscope", "This version has no lane “%1”; it knows: %2.")
                .arg(name, laneNamesKnown().join(u", "_s));
        return;
    }
    LaneConfig lane;
    lane.name = name;
    lane.push = kind->push;
    lane.held = kind->held;
    lane.seed = m_overrides.seed + m_result.plan.lanes.size();
    if (m_result.error.isEmpty() && !isKnown(name, *kind))
        m_result.error =
            kind->push
                ? QCoreApplication::translate(
                      "feedscope",
                      "This feed does not say where its lane %1 is; name it under \"lanes\" in its profile.")
                      .arg(name)
                : QCoreApplication::translate("feedscope",
                                              "This feed has no polling twin; give its address with --poll.");
    if (!m_result.error.isEmpty())
        return;
    const Side side = lane.push && !lane.held ? Side::Push : Side::Poll;
    lane.endpoint = endpoint(name, side);
    if (side == Side::Poll)
        setPoll(lane);
    m_result.plan.lanes.push_back(std::move(lane));
}

PlanResult Planner::make()
{
    SessionPlan &plan = m_result.plan;
    m_result.error = variableProblem(*m_profile, m_overrides);
    secure();
    plan.name = m_profile->name;
    plan.feed = std::make_shared<FeedContext>();
    plan.feed->profile = m_profile;
    plan.feed->values = m_values;
    plan.feed->values.secret = [typed = m_overrides.secrets](const QString &name) {
        return secretOf(name, typed); // from here on nobody keeps count
    };
    plan.contiguity = contiguityOf(m_profile->push.rules.sequence);
    locateTwin();
    if (m_profile->clock.kind == "http")
        plan.timeUrl = QUrl(m_profile->clock.url, QUrl::StrictMode);
    for (const QString &name : laneNamesKnown())
        if (isKnown(name, *transportKind(name)))
            plan.available.append(name);
    for (const QString &name : laneNames())
        addLane(name);
    locateHistory();
    plan.secretNames = *m_secretNames;
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

QString shownAddress(const SessionPlan &plan, const QUrl &url)
{
    QString text = url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    for (const QString &name : plan.secretNames) {
        const QString secret = plan.feed->values.secret(name).value_or(QString());
        if (secret.isEmpty())
            continue;
        const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(secret));
        const QString displayed = QUrl(u"x:/"_s + encoded).toDisplayString().mid(3);
        for (const QString &form : {displayed, encoded, secret})
            text.replace(form, u"…"_s);
    }
    return text;
}

PlanResult makePlan(std::shared_ptr<const Profile> profile, const PlanOverrides &overrides)
{
    PlanResult result = Planner(profile, overrides).make();
    result.plan.withLanes = [profile, overrides](const QStringList &lanes) {
        PlanOverrides others = overrides;
        others.lanes = lanes;
        return makePlan(profile, others);
    };
    return result;
}

} // namespace feedscope
