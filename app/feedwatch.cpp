#include "app/feedwatch.h"

#include "app/commands.h"
#include "app/feedsource.h"
#include "core/transport/transports.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

constexpr Ns quietFor = 2 * second;  ///< after this long without a message, what came so far must do
constexpr Ns longest = 10 * second;  ///< from the first message on
constexpr Ns patience = 15 * second; ///< for the first message

constexpr std::size_t mostRecent = 40;
constexpr qsizetype mostRecentBytes = 64 * 1024; ///< of one message

double wallMs()
{
    return static_cast<double>(wallNow()) / 1e6;
}

void dropSequence(QJsonObject &way)
{
    way.remove("sequence"_L1);
    QJsonArray rules = way.value("rules"_L1).toArray();
    for (QJsonValueRef value : rules) {
        QJsonObject rule = value.toObject();
        QJsonObject fields = rule.value("fields"_L1).toObject();
        fields.remove("sequence"_L1);
        rule["fields"_L1] = fields;
        value = rule;
    }
    way["rules"_L1] = rules;
}

/// The polling twin has words of its own. Copies of an update are known by their number only if both count
/// alike, which is seen, not believed.
void addTwin(QJsonObject &profile, const QUrl &url, const infer::Proposal &push, const infer::Proposal &poll)
{
    QJsonObject rest = poll.toRules();
    rest[u"url"_s] = url.toString(QUrl::RemoveUserInfo);
    const std::set<std::pair<std::string, std::uint64_t>> known(push.numbers.begin(), push.numbers.end());
    const bool alike =
        std::ranges::any_of(poll.numbers, [&](const auto &number) { return known.contains(number); });
    if (!alike) {
        dropSequence(rest);
        dropSequence(profile);
    } else if (push.sequenceScope == "symbol"_L1) {
        rest[u"sequence"_s] = QJsonObject{{u"mode"_s, u"monotonic"_s}, {u"scope"_s, u"symbol"_s}};
    } else {
        rest.remove("sequence"_L1); // an answer holds the newest of each series: it has gaps by nature
    }
    profile[u"rest"_s] = rest;
}

} // namespace

/// A broker names each message's series itself, by its topic: the generic profile has rules for that, which know
/// more than any guess from the packets.
bool isBareUrl(const FeedOptions &feed)
{
    if (!feed.feed.contains("://"_L1))
        return false;
    const TransportKind *kind = transportForScheme(QUrl(feed.feed).scheme());
    const auto generic = loadProfile(u":/profiles/generic.json"_s).profile;
    if (kind == nullptr || !generic)
        return true;
    const QJsonObject ways = generic->source.value("lanes"_L1).toObject();
    return !ways.value(QString::fromUtf16(kind->name)).toObject().contains("rules"_L1);
}

FeedWatch::FeedWatch(const SessionPlan &plan)
    : m_plan(plan)
{
    for (const LaneConfig &config : m_plan.lanes) {
        Watched &watched = *m_lanes.emplace_back(std::make_unique<Watched>());
        watched.name = config.name;
        watched.url = config.endpoint.url;
        watched.push = config.push;
        watched.lane = std::make_unique<Lane>(
            config, m_plan.feed, &watched.handover, &m_clock,
            [name = config.name](const Endpoint &endpoint, TransportListener *listener) {
                return makeTransport(name, endpoint, listener);
            });
        connect(watched.lane.get(), &Lane::messageSeen, this, [this, &watched](const Message &message) {
            watched.inference.observe(message.payload, message.binary);
            watched.first = watched.first == noTime ? message.arrival : watched.first;
            watched.last = message.arrival;
            ++m_received;
            if (&watched != m_lanes.front().get() || message.payload.size() > mostRecentBytes)
                return;
            m_recent.push_back(message);
            if (m_recent.size() > mostRecent)
                m_recent.pop_front();
        });
    }
    connect(&m_look, &QTimer::timeout, this, &FeedWatch::look);
}

FeedWatch::~FeedWatch()
{
    stop();
}

void FeedWatch::start()
{
    m_startedAt = m_clock.now();
    for (const auto &watched : m_lanes)
        watched->lane->start();
    m_look.start(100);
}

void FeedWatch::stop()
{
    m_look.stop();
    for (const auto &watched : m_lanes)
        watched->lane->stop();
}

void FeedWatch::setSliding(bool sliding)
{
    for (const auto &watched : m_lanes)
        watched->inference.setSliding(sliding);
}

infer::Proposal FeedWatch::proposal(std::size_t lane) const
{
    return m_lanes[lane]->inference.propose(wallMs());
}

bool FeedWatch::hasEnough(Watched &watched) const
{
    if (watched.over || watched.enough)
        return true;
    const Ns now = m_clock.now();
    const int messages = watched.inference.messages();
    if (messages == 0)
        return now > m_startedAt + patience;
    if (m_count > 0)
        return messages >= m_count || watched.inference.isFull();
    if (watched.inference.isFull() || now > watched.first + longest)
        return true;
    const bool quiet = now > watched.last + quietFor && watched.judgedQuietAt != messages;
    // Looking costs milliseconds: at each half as many messages more, and when no more come.
    if (!quiet && (messages < 3 || messages < watched.judgedAt + watched.judgedAt / 2))
        return false;
    watched.judgedAt = messages;
    watched.judgedQuietAt = quiet ? messages : watched.judgedQuietAt;
    const infer::Proposal proposal = watched.inference.propose(wallMs());
    return watched.inference.isSettled(proposal) || (quiet && proposal.stands());
}

void FeedWatch::look()
{
    bool enough = true;
    for (const auto &watched : m_lanes) {
        watched->handover.take(watched->batch);
        const LaneReport &report = watched->batch.report;
        if (!report.sentence.isEmpty())
            m_problem = report.sentence;
        watched->over = report.state == LaneState::Stopped ||
                        (report.state == LaneState::Waiting && report.openedAt == noTime);
        watched->enough = hasEnough(*watched);
        enough = enough && watched->enough;
    }
    if (std::exchange(m_told, m_received) != m_received)
        emit changed();
    if (enough && !std::exchange(m_settled, true))
        emit settled();
}

QJsonObject FeedWatch::profile(const QString &name) const
{
    const Watched &main = *m_lanes.front();
    QJsonObject result =
        infer::profileFrom(proposal(), name, main.url.toString(QUrl::RemoveUserInfo), main.name);
    // What the plan says beside the rules stays as it was: a greeting of UDP, say.
    const QJsonObject before = m_plan.feed->profile->source;
    QJsonObject lanes = before.value("lanes"_L1).toObject();
    for (const QString &lane : lanes.keys()) {
        QJsonObject way = lanes.value(lane).toObject();
        way.remove("frames"_L1);
        if (way.isEmpty() || lane != main.name)
            lanes.remove(lane);
        else
            lanes[lane] = way;
    }
    if (!lanes.isEmpty())
        result[u"lanes"_s] = lanes;
    for (const char *member : {"session", "headers", "subprotocols", "poll", "tls", "proxy"})
        if (before.contains(QLatin1StringView(member)))
            result[QLatin1StringView(member)] = before.value(QLatin1StringView(member));
    for (std::size_t i = 1; i < m_lanes.size(); ++i)
        if (!m_lanes[i]->push && main.push && !result.contains("rest"_L1))
            addTwin(result, m_lanes[i]->url, main.inference.propose(wallMs()), proposal(i));
    return result;
}

void inferPlan(const FeedOptions &feed, SessionPlan &plan)
{
    FeedWatch watch(plan);
    QEventLoop loop;
    QObject::connect(&watch, &FeedWatch::settled, &loop, &QEventLoop::quit);
    complain(QCoreApplication::translate(
        "feedscope", "nobody has said how this feed is read: watching its first messages"));
    watch.start();
    loop.exec();
    watch.stop();
    for (std::size_t lane = 0; lane < watch.laneCount(); ++lane) {
        const infer::Proposal proposal = watch.proposal(lane);
        complain(plan.lanes[lane].name + u": "_s + proposal.summary());
        if (lane == 0 && !proposal.stands())
            return;
    }
    complain(QCoreApplication::translate("feedscope", "correct it with: feedscope profile infer %1 --to "
                                                      "FILE, then edit FILE and name it instead of the URL")
                 .arg(shownAddress(plan, plan.lanes.front().endpoint.url)));
    const QByteArray json = QJsonDocument(watch.profile(plan.lanes.front().endpoint.url.host())).toJson();
    const ProfileResult profile = parseProfile(json);
    if (!profile.profile)
        return;
    PlanResult again = planFor(feed, profile.profile);
    if (again.error.isEmpty())
        plan = std::move(again.plan);
}

} // namespace feedscope
