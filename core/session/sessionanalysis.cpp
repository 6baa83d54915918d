#include "core/session/session.h"

#include "core/session/memory.h"
#include "core/session/relayed.h"
#include "core/transport/transports.h"
#include "core/transport/headers.h"

#include <QCoreApplication>
#include <algorithm>

namespace feedscope {

namespace {

/// Once all is closed, what the lane itself could not count any more: the close frames of its last goodbye.
/// Anything larger is no close frame (RFC 6455 5.5: 125 bytes at most) and stays a difference that can be
/// seen.
std::int64_t partingFrames(const WireCount &count, const WireFigures &figures)
{
    constexpr std::int64_t twoCloseFrames = 2 * (125 + 6);
    const bool open = std::any_of(count.sockets.begin(), count.sockets.end(),
                                  [](const SocketCount &socket) { return socket.open; });
    const std::int64_t rest = count.sent + count.received - figures.handshake - figures.payload -
                              figures.frameHeaders - figures.control - figures.tls;
    return !open && !count.sockets.empty() && rest > 0 && rest <= twoCloseFrames ? rest : 0;
}

bool isRaw(const LaneConfig &lane)
{
    const TransportKind *kind = transportKind(lane.name);
    return kind != nullptr && kind->raw;
}

/// What a connection's bytes were for, beside its messages.
void fillParts(WireFigures &figures, const WireCount &count, std::int64_t control, bool raw)
{
    figures.control = control;
    if (raw)
        return;
    // Over TLS the head is inside the records: it is what nothing else accounts for.
    figures.handshake = count.tlsHandshakes == 0
                            ? count.headSent + count.headReceived
                            : count.sent + count.received - count.tls - figures.payload -
                                  figures.frameHeaders - figures.control;
    figures.control += partingFrames(count, figures);
}

/// Every byte of a datagram is its message, also of one that then was lost.
void fillDatagrams(WireFigures &figures, const WireCount &count)
{
    figures.payload = count.sent + count.received;
    figures.datagrams = {count.datagramsSent, count.datagramsReceived, count.lostReceived, 0, count.lostSent};
}

Ns holdOf(const LaneConfig &lane)
{
    return std::chrono::nanoseconds(lane.endpoint.hold).count();
}

std::vector<std::uint32_t> kindNumbers(const std::vector<SeriesName> &series)
{
    std::vector<QString> kinds;
    std::vector<std::uint32_t> numbers;
    numbers.reserve(series.size());
    for (const SeriesName &name : series) {
        auto found = std::find(kinds.begin(), kinds.end(), name.kind);
        if (found == kinds.end())
            found = kinds.insert(kinds.end(), name.kind);
        numbers.push_back(static_cast<std::uint32_t>(found - kinds.begin()));
    }
    return numbers;
}

} // namespace

void Session::advanceRun()
{
    std::vector<RunLane> lanes;
    lanes.reserve(m_memory.size());
    for (std::size_t i = 0; i < m_memory.size(); ++i) {
        const LaneConfig &lane = m_plan.lanes[i];
        const Ns wait = lane.held ? holdOf(lane) : lane.interval();
        lanes.push_back({!lane.push, wait, m_memory[i].liveSince, m_memory[i].lastAnsweredPlan});
    }
    const Run::Phase before = m_run.phase();
    m_run.advance(m_data.now, lanes, m_largestDelay);
    m_data.figuresAt = m_run.warmUpEnds();
    if (before != m_run.phase()) {
        sampleWire();
        followOutages();
    }
    if (m_options.duration == noTime && m_run.phase() == Run::Phase::Window && m_data.now >= m_analyseAt) {
        m_analyseAt = m_data.now + second / 2;
        sampleWire();
        m_analyst.submit(analysisRequest(), finisher());
    }
    if (auto result = m_analyst.take())
        m_data.result = std::move(result);
}

/// Stalls and cuts are a part of the window: none begins before it or after it.
void Session::followOutages()
{
    const Impairment &path = m_options.path;
    if (m_run.phase() == Run::Phase::WarmUp)
        m_relay.follow({});
    else if (m_run.phase() == Run::Phase::Window && (path.stall.isOn() || path.cut.isOn()))
        m_relay.follow({path.stall, path.cut, m_run.t0(), m_run.t1()});
}

/// All lanes at the same instant, so that a window can begin and end at a sample.
void Session::sampleWire()
{
    for (std::size_t i = 0; i < m_memory.size(); ++i)
        m_memory[i].wire.add(m_data.now, m_relay.count(m_data.lanes[i].name, false));
}

/// The bytes of the window: of the very window that is analysed, which begins at a sample.
Analyst::Finish Session::finisher() const
{
    std::vector<WireWindow> windows;
    for (const LaneMemory &memory : m_memory)
        windows.push_back(memory.wire);
    return [windows = std::move(windows)](ComparisonInput &frame) {
        if (const Ns from = windows.empty() ? noTime : windows.front().firstFrom(frame.from); from != noTime)
            frame.from = std::min(from, frame.to);
        for (std::size_t i = 0; i < frame.lanes.size(); ++i) {
            const WireWindow::Sample window = windows[i].between(frame.from, frame.to);
            frame.lanes[i].wire->windowSent = window.sent;
            frame.lanes[i].wire->windowReceived = window.received;
            if (auto &datagrams = frame.lanes[i].wire->datagrams)
                datagrams->windowLost = window.lost;
        }
    };
}

ComparisonInput Session::analysisRequest() const
{
    ComparisonInput frame;
    const bool live = m_options.duration == noTime;
    frame.feed = m_plan.name;
    frame.from = live ? std::max(m_run.t0(), m_data.now - windowLength()) : m_run.t0();
    frame.to = live ? m_data.now : m_run.t1();
    frame.drainEnd = live ? m_data.now : m_run.drainEnd();
    frame.clock = m_plan.clock;
    frame.clock.wallMinusSteady = m_data.wallMinusSteady;
    frame.contiguity = m_plan.contiguity;
    frame.settledOnly = live;
    if (!m_exactIdentities)
        for (const LaneConfig &lane : m_plan.lanes)
            frame.approximateWithin =
                std::max(frame.approximateWithin, 2 * std::max(lane.interval(), second));
    frame.kindOfSeries = kindNumbers(m_data.series);
    for (std::size_t i = 0; i < m_memory.size(); ++i) {
        const Ns interval = m_plan.lanes[i].interval();
        if (live)
            frame.settleAfter = std::max(frame.settleAfter, 2 * interval);
        frame.lanes.push_back(laneInput(i));
    }
    return frame;
}

/// d of measures.md 9. A lane without a round trip of its own (a stream cannot be asked, a held request says
/// nothing) goes the way of another one to the same server.
std::optional<Ns> Session::oneWay(std::size_t index) const
{
    std::optional<Ns> shortest;
    for (std::size_t i = 0; i < m_memory.size(); ++i) {
        const Ns half = m_memory[i].counters.halfRoundTrip;
        if (half == noTime)
            continue;
        if (i == index)
            return half;
        if (isSameServer(m_plan.lanes[i].endpoint.url, m_plan.lanes[index].endpoint.url))
            shortest = std::min(half, shortest.value_or(half));
    }
    return shortest;
}

LaneInput Session::laneInput(std::size_t index) const
{
    const LaneConfig &config = m_plan.lanes[index];
    const LaneMemory &memory = m_memory[index];
    const LaneStatus &status = m_data.lanes[index];
    LaneInput input;
    input.name = status.name;
    input.endpoint = status.endpoint;
    input.kind = config.kind();
    input.interval = config.interval();
    if (!config.push)
        input.plan =
            PollPlan(config.endpoint.poll.start, input.interval, windowLength(), config.endpoint.poll.seed);
    if (config.held)
        input.hold = holdOf(config);
    input.liveSince = m_run.hasFailed(index) ? noTime : memory.liveSince;
    input.oneWay = oneWay(index);
    input.dropped = status.dropped + m_relay.count(status.name, false).overflowed;
    input.wire = wireFigures(index);
    input.reconnects = status.reconnects;
    return input;
}

WireFigures Session::wireFigures(std::size_t index) const
{
    const LaneMemory &memory = m_memory[index];
    const LaneCounters &counters = memory.counters;
    const bool live = m_options.duration == noTime;
    const WireCount count = m_relay.count(m_data.lanes[index].name, !live);
    WireFigures figures;
    figures.sent = count.sent;
    figures.received = count.received;
    figures.payload = counters.payloadReceived + counters.payloadSent;
    figures.tls = count.tls;
    figures.frameHeaders = counters.frameHeaders;
    figures.connections = count.connections;
    figures.tlsHandshakes = count.tlsHandshakes;
    if (isUdp(m_plan.lanes[index].endpoint))
        fillDatagrams(figures, count);
    else if (!m_plan.lanes[index].asks())
        fillParts(figures, count, counters.control, isRaw(m_plan.lanes[index]));
    for (const SocketCount &socket : count.sockets)
        figures.sockets.push_back({socket.localPort, socket.sent, socket.received});
    return figures;
}

ComparisonInput Session::finalInput()
{
    return m_analyst.collectNow(analysisRequest(), finisher()).value_or(ComparisonInput{});
}

bool Session::collectWindow(Analyst::Collected then)
{
    if (m_run.phase() != Run::Phase::Window || !m_data.result)
        return false;
    sampleWire();
    m_analyst.collect(analysisRequest(), finisher(), std::move(then));
    return true;
}

WireCount Session::wire(std::size_t lane) const
{
    return m_relay.count(m_data.lanes[lane].name);
}

} // namespace feedscope
