#include "core/session/ownerrorrun.h"

#include "core/net/baresocket.h"
#include "core/session/lanehost.h"
#include "core/session/ownerror.h"
#include "core/session/relayed.h"
#include "core/session/stampedrecords.h"
#include "core/transport/transports.h"

#include <QCoreApplication>

#include <algorithm>
#include <deque>
#include <iterator>
#include <thread>

namespace feedscope {

namespace {

constexpr Ns knownDelay = 50 * millisecond;
constexpr auto lookEvery = std::chrono::milliseconds(20);
constexpr int mapRounds = 64;
constexpr Ns mapMayMove = 10 * microsecond;
constexpr std::int64_t bareLeast = 100;
constexpr int attempts = 3; ///< the clock may be stepped meanwhile

/// Of these the sockets are QNetworkAccessManager's.
bool isOwnSocket(const LaneConfig &lane)
{
    return !lane.asks() && lane.name != QLatin1StringView("sse") &&
           lane.name != QLatin1StringView("http-stream");
}

/// With what frames it on the way to a client (RFC 6455 section 5.2); a line of raw TCP holds its line feed.
std::int64_t framedSize(const LaneConfig &lane, std::int64_t payload)
{
    if (lane.name == QLatin1StringView("tcp"))
        return payload;
    return payload + (payload < 126 ? 2 : payload < 65'536 ? 4 : 10);
}

/// One lane under measurement.
struct Probe
{
    LaneConfig config;
    std::shared_ptr<Tap> tap = std::make_shared<Tap>();
    Handover handover;
    std::vector<Arrival> arrivals;
    std::vector<Request> requests;
    std::vector<SeenMessage> seen; ///< over TLS; the network thread's until the lanes are stopped
    QString trouble;

    std::int64_t count() const
    {
        return static_cast<std::int64_t>(config.asks() ? requests.size() : arrivals.size());
    }
};

/// Runs lanes at once, each through a relay of theirs that is tapped.
class Round
{
public:
    Round(const OwnErrorPlan &plan, const std::vector<LaneConfig> &lanes, const Impairment &path);

    /// Waits for the messages; false: it was told to stop.
    bool run(const std::function<bool(double)> &progress);

    const QString &error() const { return m_error; }
    const std::deque<Probe> &probes() const { return m_probes; }
    OwnErrorLine lineOf(const Probe &probe) const;
    /// Arrival minus origin, the median; noTime: there was none.
    Ns medianDelay(const Probe &probe) const;
    /// The map between the clocks stood still enough.
    bool isValid() const { return std::abs(m_mapAtEnd - m_map) <= mapMayMove; }

private:
    void startProbe(std::size_t index);
    double share();
    std::vector<Ns> errorsOf(const Probe &probe) const;

    const OwnErrorPlan &m_plan;
    Relay m_relay;
    std::shared_ptr<FeedContext> m_feed = std::make_shared<FeedContext>();
    std::deque<Probe> m_probes; ///< deque: hand-overs must not move
    LaneHost m_host;
    Batch m_batch;
    QString m_error;
    Ns m_map = 0, m_mapAtEnd = 0;
};

Round::Round(const OwnErrorPlan &plan, const std::vector<LaneConfig> &lanes, const Impairment &path)
    : m_plan(plan)
    , m_error(m_relay.start())
{
    m_feed->profile = plan.feed.feed->profile;
    m_feed->values = plan.feed.feed->values;
    m_map = wallMinusSteady(mapRounds);
    for (const LaneConfig &lane : lanes) {
        Probe &probe = m_probes.emplace_back();
        probe.config = lane;
        if (m_error.isEmpty())
            m_error = leadThrough(m_relay, lane.name, probe.config.endpoint, path, probe.tap);
        probe.config.endpoint.poll.start = steadyNow();
    }
}

/// How much of what is to come has come, of the lane that has least.
double Round::share()
{
    double least = 1;
    for (Probe &probe : m_probes) {
        probe.handover.take(m_batch);
        for (const Arrival &arrival : m_batch.arrivals)
            if (!arrival.has(Arrival::Snapshot))
                probe.arrivals.push_back(arrival);
        probe.requests.insert(probe.requests.end(), m_batch.requests.begin(), m_batch.requests.end());
        probe.trouble = m_batch.report.sentence;
        least = std::min(least, static_cast<double>(probe.count()) / static_cast<double>(m_plan.messages));
    }
    return least;
}

void Round::startProbe(std::size_t index)
{
    Probe &probe = m_probes[index];
    std::function<void(const Message &)> see;
    if (m_plan.tls && !probe.config.asks())
        see = [&probe](const Message &message) {
            probe.seen.push_back({message.arrival, framedSize(probe.config, message.payload.size())});
        };
    m_host.startLane(index, probe.config, m_feed, &probe.handover, std::move(see));
}

bool Round::run(const std::function<bool(double)> &progress)
{
    for (std::size_t i = 0; i < m_probes.size(); ++i)
        startProbe(i);
    bool goesOn = true;
    const Ns end = steadyNow() + m_plan.patience;
    for (double done = 0; goesOn && done < 1 && steadyNow() < end; done = share()) {
        std::this_thread::sleep_for(lookEvery);
        goesOn = progress(done);
    }
    m_host.stopAll();
    share();
    m_mapAtEnd = wallMinusSteady(mapRounds);
    return goesOn;
}

std::vector<Ns> Round::errorsOf(const Probe &probe) const
{
    const auto pieces = probe.tap->pieces();
    if (!m_plan.tls)
        return probe.config.asks() ? answerErrors(probe.requests, stampsToClient(pieces), m_map)
                                   : messageErrors(probe.arrivals, pieces, m_map);
    const std::vector<StampedRecord> records = recordsToClient(pieces);
    if (!probe.config.asks())
        return recordErrors(probe.seen, records, m_map);
    std::vector<Ns> stamps;
    std::ranges::transform(records, std::back_inserter(stamps), &StampedRecord::stamp);
    return answerErrors(probe.requests, std::move(stamps), m_map);
}

OwnErrorLine Round::lineOf(const Probe &probe) const
{
    OwnErrorLine line = summarize(errorsOf(probe));
    line.lane = probe.config.name;
    line.ownSocket = isOwnSocket(probe.config);
    line.together = m_probes.size() > 1;
    line.tls = m_plan.tls;
    return line;
}

Ns Round::medianDelay(const Probe &probe) const
{
    std::vector<Ns> delays;
    for (const Arrival &arrival : probe.arrivals)
        if (arrival.originWall != noTime)
            delays.push_back(arrival.arrival + m_map - arrival.originWall);
    return summarize(std::move(delays)).p50;
}

/// All rounds one after the other; says how far they are.
class OwnErrorRun
{
public:
    OwnErrorRun(const OwnErrorPlan &plan, const std::function<bool(double)> &progress)
        : m_plan(plan)
        , m_progress(progress)
        , m_rounds(static_cast<int>(plan.feed.lanes.size()) + (plan.tls ? 0 : 2))
    {}

    OwnErrorReport run();

private:
    bool measure(const std::vector<LaneConfig> &lanes, const Impairment &path,
                 const std::function<void(const Round &)> &use);
    void note(const Round &round);
    void measureBare();

    const OwnErrorPlan &m_plan;
    const std::function<bool(double)> &m_progress;
    const int m_rounds;
    int m_round = 0;
    OwnErrorReport m_report;
    std::vector<Ns> m_bareErrors;
};

/// False: no more rounds.
bool OwnErrorRun::measure(const std::vector<LaneConfig> &lanes, const Impairment &path,
                          const std::function<void(const Round &)> &use)
{
    if (!m_plan.tls)
        measureBare();
    for (int i = 0; i < attempts; ++i) {
        Round round(m_plan, lanes, path);
        m_report.sentence = round.error();
        if (!m_report.sentence.isEmpty() ||
            !round.run([this](double done) { return m_progress((m_round + done) / m_rounds); }))
            return false;
        if (!round.isValid())
            continue;
        use(round);
        break;
    }
    ++m_round;
    return true;
}

void OwnErrorRun::note(const Round &round)
{
    for (const Probe &probe : round.probes()) {
        m_report.lines.push_back(round.lineOf(probe));
        if (m_report.lines.back().messages == 0)
            m_report.sentence = QCoreApplication::translate("feedscope", "%1 could not be measured: %2")
                                    .arg(probe.config.name,
                                         probe.trouble.isEmpty()
                                             ? QCoreApplication::translate(
                                                   "feedscope", "the kernel gave no stamps of its messages.")
                                             : probe.trouble);
    }
}

/// Some before each round, as the machine's load comes and goes. A clock that is stepped meanwhile spoils them.
void OwnErrorRun::measureBare()
{
    const Ns map = wallMinusSteady(mapRounds);
    const auto sent = sendBareMessages(static_cast<int>(std::max(bareLeast, m_plan.messages / m_rounds)));
    if (std::abs(wallMinusSteady(mapRounds) - map) > mapMayMove)
        return;
    for (const BareMessage &message : sent)
        m_bareErrors.push_back(message.arrival + map - message.stamp);
}

OwnErrorReport OwnErrorRun::run()
{
    QString missing;
    Ns usual = noTime, delayed = noTime;
    const auto keep = [&](const Round &round) {
        note(round);
        if (!m_report.sentence.isEmpty())
            missing = m_report.sentence;
    };
    const std::vector<LaneConfig> &lanes = m_plan.feed.lanes;
    for (const LaneConfig &lane : lanes) {
        const bool probed = lane.name == QLatin1StringView("websocket") && !m_plan.tls;
        if (!measure({lane}, {}, [&](const Round &round) {
                keep(round);
                if (probed)
                    usual = round.medianDelay(round.probes().front());
            }))
            return m_report;
        if (probed && !measure({lane}, {.delay = knownDelay}, [&](const Round &round) {
                delayed = round.medianDelay(round.probes().front());
            }))
            return m_report;
    }
    if (lanes.size() > 1 && !m_plan.tls && !measure(lanes, {}, keep))
        return m_report;
    if (usual != noTime && delayed != noTime) {
        m_report.delayGiven = knownDelay;
        m_report.delayFound = delayed - usual;
    }
    m_report.sentence = missing;
    m_report.bare = summarize(std::move(m_bareErrors));
    return m_report;
}

} // namespace

bool canStampOverTls(const QString &lane)
{
    const TransportKind *const kind = transportKind(lane);
    const bool asks = kind != nullptr && (!kind->push || kind->held);
    return asks || lane == QLatin1StringView("websocket") || lane == QLatin1StringView("tcp");
}

OwnErrorReport measureOwnError(const OwnErrorPlan &plan, const std::function<bool(double)> &progress)
{
    return OwnErrorRun(plan, progress).run();
}

} // namespace feedscope
