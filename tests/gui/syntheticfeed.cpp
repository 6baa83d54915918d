#include "tests/gui/syntheticfeed.h"

#include <cmath>
#include <iterator>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

constexpr double prices[] = {106955.30, 3891.22, 182.41, 0.8123, 2.4415, 7.1180,
                             98.77,     18.20,   36.51,  11.09,  9.8740, 0.4127};
constexpr const char *symbols[] = {"BTC-USD", "ETH-USD",  "SOL-USD",  "ADA-USD", "XRP-USD",  "DOT-USD",
                                   "LTC-USD", "LINK-USD", "AVAX-USD", "UNI-USD", "ATOM-USD", "XLM-USD"};

LaneStatus lane(const QString &name, bool push, const QString &endpoint, Ns now)
{
    LaneStatus out;
    out.name = name;
    out.push = push;
    out.endpoint = endpoint;
    out.state = LaneState::Open;
    out.freshness = Freshness::Live;
    out.subprotocol = push ? u"feedscope.v1"_s : QString();
    out.connections = 1;
    out.lastData = now;
    out.pingRoundTrip = 200 * microsecond;
    out.receivedPerSecond = push ? 6100 : 5200;
    out.sentPerSecond = push ? 100 : 260;
    out.updatesPerSecond = push ? 20.1 : 7.8;
    return out;
}

} // namespace

SyntheticFeed::SyntheticFeed(LiveData &data, int series, unsigned seed)
    : m_data(data)
    , m_random(seed)
{
    const Ns now = steadyNow();
    data.feedName = u"Demo feed"_s;
    data.now = now;
    data.wallMinusSteady = wallMinusSteady();
    data.memoryBytes = 74'000'000;
    data.memoryBound = 256'000'000;
    data.lanes = {lane(u"websocket"_s, true, u"ws://127.0.0.1:41207/ws"_s, now),
                  lane(u"http-poll"_s, false, u"http://127.0.0.1:41207/values"_s, now)};
    data.boards.emplace_back(true);
    data.boards.emplace_back(false);
    m_input.lanes.resize(2);
    for (std::size_t i = 0; i < 2; ++i) {
        m_input.lanes[i].name = data.lanes[i].name;
        m_input.lanes[i].endpoint = data.lanes[i].endpoint;
        m_input.lanes[i].oneWay = (i == 0 ? 3 : 4) * millisecond;
        m_input.lanes[i].liveSince = now - 90 * second;
        m_input.lanes[i].wire.emplace();
        m_input.lanes[i].wire->connections = 1;
    }
    m_input.lanes[1].kind = LaneKind::PollLatest;
    m_input.lanes[1].interval = second;
    m_input.clock.source = ClockOffset::sameMachine(0);
    m_input.clock.wallMinusSteady = data.wallMinusSteady;
    m_input.contiguity = Contiguity::Series;
    m_input.settledOnly = true;
    m_newest.resize(static_cast<std::size_t>(series));
    for (std::size_t i = 0; i < m_newest.size(); ++i) {
        const std::size_t known = i % std::size(prices);
        const QString name = QString::fromLatin1(symbols[known]);
        data.series.push_back({u"tick"_s, i < std::size(prices) ? name : name + QString::number(i)});
        m_newest[i].value = prices[known];
        m_newest[i].decimals = prices[known] < 10 ? 4 : 2;
        m_newest[i].series = static_cast<SeriesId>(i);
        m_start.push_back(prices[known]);
    }
    m_nextUpdate = now - 90 * second; // a past to look at
    m_nextPoll = m_nextUpdate;
    while (m_nextUpdate < now)
        advance(m_nextUpdate + second);
}

void SyntheticFeed::publish(Ns at)
{
    const auto series = static_cast<SeriesId>(m_random() % m_newest.size());
    Arrival &newest = m_newest[series];
    const double step = std::normal_distribution<double>(0, 0.0004)(m_random);
    newest.value *= 1 + step;
    newest.value = std::round(newest.value * std::pow(10, newest.decimals)) / std::pow(10, newest.decimals);
    newest.sequence += 1;
    newest.flags = Arrival::HasSequence;
    newest.originWall = at + m_data.wallMinusSteady;
    deliver(0, series, at + 3 * millisecond);
}

void SyntheticFeed::deliver(std::size_t laneIndex, SeriesId series, Ns arrival)
{
    Arrival copy = m_newest[series];
    copy.arrival = arrival;
    copy.identity = (std::uint64_t(series) << 40) + copy.sequence;
    copy.content = copy.identity;
    m_data.boards[laneIndex].apply(copy);
    m_input.lanes[laneIndex].arrivals.push_back(copy);
    m_data.lanes[laneIndex].lastData = arrival;
    ++m_data.lanes[laneIndex].updates;
    ++m_arrivals;
}

int SyntheticFeed::advance(Ns now)
{
    m_arrivals = 0;
    while (m_nextUpdate <= now) {
        if (m_nextPoll <= m_nextUpdate) {
            for (std::size_t i = 0; i < m_newest.size(); ++i)
                if (m_newest[i].sequence > 0)
                    deliver(1, static_cast<SeriesId>(i), m_nextPoll + 4 * millisecond);
            notePoll(m_nextPoll);
            m_nextPoll += second;
        }
        publish(m_nextUpdate);
        const double rate = 20.0 * static_cast<double>(m_newest.size()) / 12;
        m_nextUpdate += static_cast<Ns>(std::exponential_distribution<double>(rate)(m_random) * second);
    }
    renewStatus(now);
    return m_arrivals;
}

void SyntheticFeed::notePoll(Ns at)
{
    Request request;
    request.planned = at;
    request.sent = at;
    request.ended = at + 4 * millisecond;
    request.outcome = Request::Outcome::Answered;
    request.bodyBytes = 900;
    request.rows = static_cast<std::int32_t>(m_newest.size());
    request.newRows = 8;
    m_input.lanes[1].requests.push_back(request);
}

void SyntheticFeed::compare(Ns now)
{
    constexpr std::size_t mostSeries = 100; // the analysis runs on this thread: keep it short
    if (m_newest.size() > mostSeries || m_nextUpdate < steadyNow() - second)
        return;
    m_input.from = now - 60 * second;
    m_input.to = now;
    m_input.drainEnd = now;
    for (LaneInput &lane : m_input.lanes) {
        std::erase_if(lane.arrivals, [&](const Arrival &a) { return a.arrival < m_input.from - 5 * second; });
        std::erase_if(lane.requests, [&](const Request &r) { return r.ended < m_input.from - 5 * second; });
    }
    m_input.lanes[0].wire->windowReceived = static_cast<std::int64_t>(m_input.lanes[0].arrivals.size()) * 214;
    m_input.lanes[1].wire->windowReceived =
        static_cast<std::int64_t>(m_input.lanes[1].requests.size()) * 1100;
    m_data.result = std::make_shared<ComparisonResult>(analyse(m_input));
}

void SyntheticFeed::renewStatus(Ns now)
{
    m_data.now = now;
    if (m_lastTick != noTime && now - m_lastTick < second)
        return;
    m_lastTick = now;
    for (Board &board : m_data.boards)
        board.tick(now);
    compare(now);
}

} // namespace feedscope
