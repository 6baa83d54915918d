#include "core/session/session.h"

#include "core/session/memory.h"
#include "core/session/relayed.h"
#include "core/session/security.h"
#include "core/transport/refusals.h"
#include "core/transport/headers.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

constexpr Ns quarter = 250 * millisecond;
constexpr Ns liveWindow = 60 * second;
/// Without an update for so long the screen may sleep.
constexpr Ns quietAfter = 500 * millisecond;
constexpr std::size_t mostGaps = 100;

} // namespace

Session::Session(const SessionOptions &options)
    : m_options(options)
    , m_relayError(m_relay.start())
    , m_alarm([this] { QMetaObject::invokeMethod(this, &Session::dataAfterSilence, Qt::QueuedConnection); })
{
    m_slept = m_options.slept();
    connect(&m_notifications, &NotificationsClient::listed, this, [this](const std::vector<Notice> &notices) {
        for (const Notice &notice : notices)
            if (!m_data.notices.add(notice))
                m_data.notices.markRead(notice.id, notice.read);
    });
    connect(&m_notifications, &NotificationsClient::failed, this, &Session::tell);
}

Session::~Session()
{
    stop();
}

QString Session::start(SessionPlan plan)
{
    stop();
    if (!m_relayError.isEmpty())
        return m_relayError;
    for (const LaneStatus &lane : m_data.lanes)
        m_relay.closeLane(lane.name);
    if (m_motion)
        m_plan.setMotion(false);
    m_plan = std::move(plan);
    // Ids and places to resume at begin anew, even if the same plan ran before.
    auto feed = std::make_shared<FeedContext>();
    feed->profile = m_plan.feed->profile;
    feed->values = m_plan.feed->values;
    m_plan.feed = std::move(feed);
    m_slow = m_motion = false;
    m_own.reset();
    m_clockOffset.clear();
    m_bestDelay.clear();
    m_exactIdentities = true;
    m_joins = !m_plan.feed->profile->join.isEmpty();
    const std::uint64_t revision = m_data.feedRevision + 1;
    const RelayCost cost = m_data.relayCost;
    OwnErrorReport ownError = std::move(m_data.ownError);
    m_data = LiveData{};
    m_data.relayCost = cost; // of this machine, not of a feed
    m_data.ownError = std::move(ownError);
    m_data.dotKind = m_plan.dotKind;
    m_data.feedRevision = revision;
    m_data.feedName = m_plan.name;
    m_data.memoryBound = memoryBound();
    m_memory.clear();
    for (const LaneConfig &config : m_plan.lanes) {
        LaneStatus &status = m_data.lanes.emplace_back();
        status.name = config.name;
        status.push = config.push;
        m_data.boards.emplace_back(m_options.keepHistory && config.push == m_plan.lanes.front().push);
        m_data.boards.back().setMemoryBound(m_options.memoryBound / 2);
        m_memory.emplace_back().handover.setAlarm(&m_alarm);
        Endpoint way = config.endpoint;
        if (const QString error = leadThrough(m_relay, config.name, way, m_options.path); !error.isEmpty())
            return error;
    }
    m_notifications.setEndpoint(besideLanes(m_plan.notificationsUrl));
    beginRun();
    startFilling();
    for (std::size_t i = 0; i < m_plan.lanes.size(); ++i)
        startLane(i);
    if (!m_plan.timeUrl.isEmpty() && !m_memory.empty())
        m_host.startClock(besideLanes(m_plan.timeUrl), m_plan.feed, &m_memory.front().handover);
    m_notifications.fetch();
    return {};
}

/// The charts show the first lane. What HTTP has of its past and its gaps is for them and for its board; no
/// figure knows of it (measures.md 3: what a lane missed stays missed).
void Session::startFilling()
{
    if (!m_options.keepHistory || !m_plan.backfill || m_plan.lanes.empty() || !m_plan.lanes.front().push)
        return;
    BackfillConfig config = *m_plan.backfill;
    config.wanted = m_options.history;
    m_host.fill(0, config, m_plan.feed, &m_memory.front().handover);
}

void Session::noteFilled(std::size_t index, const Filled &filled)
{
    LaneStatus &status = m_data.lanes[index];
    status.filled = filled.counters.filled;
    status.gapsSeen = filled.counters.gaps;
    status.gapsFilled = filled.counters.gapsFilled;
    if (!filled.rows.empty())
        m_data.boards[index].fill(filled.rows, m_data.wallMinusSteady + m_plan.clock.source.offset);
    for (const FilledGap &whole : filled.gaps)
        for (Gap &gap : status.gaps)
            gap.filled = gap.filled || (gap.to != noTime && gap.from >= whole.from && gap.to <= whole.to);
    if (!filled.sentence.isEmpty())
        tell(filled.sentence);
}

/// Secrets go to a server that a lane sends them to anyway, and to no other; the way there is that of the feed.
Endpoint Session::besideLanes(const QUrl &url) const
{
    Endpoint endpoint;
    endpoint.tls = m_plan.tls;
    endpoint.proxy = proxyFor(m_plan.proxy, url);
    dropIdentity(endpoint);
    for (const LaneConfig &lane : m_plan.lanes)
        if (isSameServer(lane.endpoint.url, url)) {
            endpoint = lane.endpoint;
            break;
        }
    endpoint.url = url;
    return endpoint;
}

/// What all bounded buffers together may hold, and the program itself.
std::int64_t Session::memoryBound() const
{
    constexpr std::int64_t program = 96 << 20;
    constexpr auto arrival = static_cast<std::int64_t>(sizeof(Arrival));
    // A lane's hand-over, its part of the window (kept, copied for the analysis, and joined there) and one
    // message.
    constexpr std::int64_t lane = static_cast<std::int64_t>(Handover::capacity) * arrival +
                                  4 * static_cast<std::int64_t>(Analyst::slidingBound) * arrival + (16 << 20);
    return program + static_cast<std::int64_t>(m_options.memoryBound) +
           lane * static_cast<std::int64_t>(m_plan.lanes.size());
}

void Session::startLane(std::size_t index)
{
    LaneConfig config = m_plan.lanes[index];
    m_data.lanes[index].endpoint = shownAddress(m_plan, config.endpoint.url);
    leadThrough(m_relay, config.name, config.endpoint, m_options.path);
    config.endpoint.poll.window = std::chrono::milliseconds(windowLength() / millisecond);
    // The plan begins here and not on the network thread, so that the analysis knows it.
    if (!config.push)
        config.endpoint.poll.start = m_plan.lanes[index].endpoint.poll.start = steadyNow();
    m_host.startLane(index, config, m_plan.feed, &m_memory[index].handover);
}

/// A live window holds at least four polls, or a slow one would never see an update settle.
Ns Session::windowLength() const
{
    if (m_options.duration != noTime)
        return m_options.duration;
    const LaneConfig *poll = pollLane();
    return std::max(liveWindow, poll ? 4 * poll->interval() : 0);
}

void Session::stop()
{
    m_notifications.setEndpoint({}); // which would keep its connection open
    m_host.stopAll();
    for (const LaneConfig &lane : m_plan.lanes)
        m_relay.finish(lane.name);
}

void Session::beginRun()
{
    const Ns now = steadyNow();
    m_run = Run(now, m_options.duration);
    followOutages();
    m_largestDelay = 0;
    m_data.result.reset();
    m_data.figuresAt = noTime;
    m_data.wallMinusSteady = m_options.wallMap();
    m_analyst.reset(m_plan.lanes.size(), m_options.duration == noTime);
    for (std::size_t i = 0; i < m_memory.size(); ++i) {
        // A push lane that goes on is live, however long its next update takes; a poll must answer anew.
        const LaneStatus &lane = m_data.lanes[i];
        const bool goesOn = lane.push && lane.state == LaneState::Open && lane.lastData != noTime;
        m_memory[i].liveSince = goesOn ? now : noTime;
        m_memory[i].lastAnsweredPlan = noTime;
    }
}

int Session::drain()
{
    m_data.now = steadyNow();
    // Set before looking: what comes after the look rings.
    if (m_data.now - m_quietSince > quietAfter)
        m_alarm.set();
    int updates = 0;
    for (std::size_t i = 0; i < m_memory.size(); ++i)
        updates += drainLane(i);
    if (updates > 0)
        m_quietSince = m_data.now;
    if (m_plan.feed)
        m_plan.feed->table.takeNew(m_data.series);
    if (m_data.now >= m_quarterAt) {
        m_quarterAt = m_data.now + quarter;
        eachQuarterSecond();
    }
    if (m_data.now >= m_secondAt) {
        m_secondAt = m_data.now + second;
        eachSecond();
    }
    advanceRun();
    return updates;
}

int Session::drainLane(std::size_t index)
{
    LaneMemory &memory = m_memory[index];
    memory.handover.take(memory.batch);
    Batch &batch = memory.batch;
    Board &board = m_data.boards[index];
    for (const Arrival &arrival : batch.arrivals)
        if (!arrival.has(Arrival::Event) && !arrival.has(Arrival::Copy))
            board.apply(arrival);
    noteBatch(index, batch);
    noteFilled(index, batch.filled);
    const int count = static_cast<int>(batch.arrivals.size());
    m_analyst.add(index, std::move(batch.arrivals), std::move(batch.requests));
    return count;
}

void Session::noteBatch(std::size_t index, const Batch &batch)
{
    LaneMemory &memory = m_memory[index];
    LaneStatus &status = m_data.lanes[index];
    memory.counters = batch.counters;
    for (const Arrival &arrival : batch.arrivals) {
        if (memory.liveSince == noTime)
            memory.liveSince = arrival.arrival;
        if (arrival.has(Arrival::Copy))
            continue; // neither news nor late
        if (!arrival.has(Arrival::Snapshot))
            memory.rhythm.arrived(arrival.arrival);
        m_exactIdentities = m_exactIdentities && (m_joins || arrival.has(Arrival::HasSequence));
        status.lastData = arrival.arrival;
        if (arrival.originWall != noTime && !arrival.has(Arrival::Snapshot)) {
            const Ns delay = arrival.arrival + m_data.wallMinusSteady - arrival.originWall;
            m_largestDelay = std::max(m_largestDelay, delay);
            memory.delays.add(delay);
            m_bestDelay.add(arrival.arrival, delay);
        }
        if (arrival.originWall != noTime)
            status.newestOriginWall = std::max(status.newestOriginWall, arrival.originWall);
    }
    for (const Request &request : batch.requests) {
        if (request.outcome == Request::Outcome::Failed)
            continue;
        if (memory.liveSince == noTime)
            memory.liveSince = request.ended;
        memory.lastAnsweredPlan = std::max(memory.lastAnsweredPlan, request.planned);
    }
    for (const ClockExchange &exchange : batch.clock)
        noteClock(exchange);
    for (const Notice &notice : batch.notices)
        m_data.notices.add(notice);
    status.gaps.insert(status.gaps.end(), batch.gaps.begin(), batch.gaps.end());
    if (status.gaps.size() > mostGaps)
        status.gaps.erase(status.gaps.begin(), status.gaps.end() - mostGaps);
    fillStatus(index);
}

void Session::fillStatus(std::size_t index)
{
    const LaneMemory &memory = m_memory[index];
    LaneStatus &status = m_data.lanes[index];
    const LaneReport &report = memory.batch.report;
    status.state = report.state;
    status.subprotocol = report.subprotocol;
    status.retryAt = report.retryAt;
    status.undecodedSample = report.undecodedSample;
    status.updates = memory.counters.updates;
    status.messages = memory.counters.messages;
    status.undecoded = memory.counters.undecoded;
    status.reconnects = memory.counters.reconnects;
    status.pingRoundTrip = memory.counters.lastRoundTrip;
    status.requests = memory.counters.requests;
    status.frames = memory.counters.frames;
    status.headersReceived = memory.counters.headersReceived;
    status.smallestFrameHeader = memory.counters.smallestFrameHeader;
    status.largestFrameHeader = memory.counters.largestFrameHeader;
    status.binaryMessages = memory.counters.binaryMessages;
    status.said = memory.counters.said;
    status.lastOutage = memory.counters.lastOutage;
    status.dropped = memory.batch.dropped + memory.counters.dropped;
    status.refused.reset();
    if (report.state != LaneState::Open) {
        status.sentence = report.sentence;
        if (const auto &refusals = m_plan.lanes[index].endpoint.tls.refusals)
            status.refused = refusals->namedBy(report.sentence);
    }
    if (status.frozen && report.state != LaneState::Open)
        thaw(index);
}

} // namespace feedscope
