#include "core/session/session.h"

#include "core/session/memory.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// Data older than this when it comes is delayed; below it, a source that stamps late or a slow way is meant.
constexpr Ns usualDelay = 5 * second;

} // namespace

/// What was frozen is the one connection; the next one flows.
void Session::thaw(std::size_t index)
{
    m_data.lanes[index].frozen = false;
    m_relay.freeze(m_data.lanes[index].name, false);
}

void Session::noteOwn(std::size_t index)
{
    for (Notice &notice :
         m_own.look(index, m_data.lanes[index], m_data.now, m_data.now + m_data.wallMinusSteady))
        m_data.notices.add(std::move(notice));
}

void Session::judgeLane(std::size_t index)
{
    LaneMemory &memory = m_memory[index];
    LaneStatus &status = m_data.lanes[index];
    FreshnessEvidence evidence;
    evidence.state = status.state;
    evidence.now = m_data.now;
    evidence.lastData = status.lastData;
    evidence.silenceLimit =
        status.push ? memory.rhythm.silenceLimit() : 3 * m_plan.lanes[index].interval() + 2 * second;
    const ClockEstimate &clock = m_data.clock.used;
    if (const Ns delay = memory.delays.least(); delay != noTime && clock.uncertainty != noTime)
        evidence.delay = delay + clock.offset - clock.uncertainty;
    evidence.delayLimit = usualDelay + m_plan.lanes[index].interval();
    evidence.replayed = status.name == "replay"_L1;
    for (std::size_t twin = 0; status.push && twin < m_memory.size(); ++twin) {
        if (m_data.lanes[twin].push)
            continue;
        const Ns allowed = 2 * m_plan.lanes[twin].interval() + 2 * second;
        const Ns answered = m_memory[twin].lastAnsweredPlan;
        evidence.twinHealthy =
            evidence.twinHealthy || (answered != noTime && m_data.now - answered < allowed);
        evidence.twinAhead = std::max(evidence.twinAhead, aheadOf(m_data.boards[index], m_data.boards[twin]));
    }
    if (evidence.twinAhead <= 0)
        memory.twinAheadSince = noTime;
    else if (memory.twinAheadSince == noTime)
        memory.twinAheadSince = m_data.now;
    evidence.twinAheadSince = memory.twinAheadSince;
    const FreshnessVerdict verdict = judgeFreshness(evidence);
    status.freshness = verdict.freshness;
    if (status.state == LaneState::Open)
        status.sentence = verdict.sentence;
    if (verdict.freshness == Freshness::Mute && m_reconnectsMute)
        reopenMute(index);
}

/// A new connection is given time to prove itself before the next one.
void Session::reopenMute(std::size_t index)
{
    constexpr Ns patience = 10 * second;
    LaneMemory &memory = m_memory[index];
    if (memory.reopenedAt != noTime && m_data.now - memory.reopenedAt < patience)
        return;
    memory.reopenedAt = m_data.now;
    thaw(index);
    m_host.reconnect(index);
}

/// After a sleep every connection is dead or will be found so late: all are opened anew at once.
void Session::checkSleep()
{
    constexpr Ns nap = second;
    const Ns slept = m_options.slept();
    const Ns length = slept - std::exchange(m_slept, slept);
    if (m_memory.empty() || length < nap)
        return;
    tell(QCoreApplication::translate("feedscope",
                                     "This computer slept for %1 s. All connections are opened anew, and the "
                                     "measurement begins anew.")
             .arg(length / second));
    for (std::size_t i = 0; i < m_memory.size(); ++i)
        m_host.reconnect(i);
    beginRun();
}

void Session::eachQuarterSecond()
{
    checkSleep();
    fetchMeasurements();
    for (std::size_t i = 0; i < m_memory.size(); ++i) {
        if (!m_data.lanes[i].push && m_memory[i].lastAnsweredPlan != noTime)
            m_data.lanes[i].lastData = std::max(m_data.lanes[i].lastData, m_memory[i].lastAnsweredPlan);
        judgeLane(i);
        noteOwn(i);
    }
}

/// As one of the program's own notices.
void Session::tell(const QString &sentence)
{
    m_data.notices.add(m_own.make(Severity::Warning, sentence, wallNow()));
}

/// Origins are mapped once, at the window's beginning; once the wall clock was set, Delay means nothing any
/// more (measures.md 6), and a new run begins.
void Session::checkWallClock()
{
    const bool maps = m_run.phase() == Run::Phase::WarmUp || m_run.phase() == Run::Phase::Window;
    const Ns moved = m_options.wallMap() - m_data.wallMinusSteady;
    if (m_memory.empty() || !maps || std::abs(moved) <= millisecond)
        return;
    tell(QCoreApplication::translate(
             "feedscope", "This computer's clock was set by %1 ms: delays measured before cannot be "
                          "compared with later ones. The measurement began anew.")
             .arg(qRound64(static_cast<double>(moved) / millisecond)));
    beginRun();
}

void Session::noteClock(const ClockExchange &exchange)
{
    const Ns map = m_data.wallMinusSteady;
    const Ns asked = exchange.asked + map, heard = exchange.heard + map;
    const bool usable = exchange.date > 0
                            ? m_clockOffset.addHttpDate(asked, heard, exchange.date)
                            : m_clockOffset.addExchange(asked, exchange.received, exchange.sent, heard);
    if (!usable)
        return;
    m_data.clock.lastExchange = exchange.heard;
    ++m_data.clock.exchanges;
}

/// On one machine there is one clock: what exchanges say is shown, and not used.
void Session::renewClock()
{
    const Ns resolution = m_plan.clock.resolution;
    m_data.clock.measured = m_clockOffset.estimate(m_data.now + m_data.wallMinusSteady, resolution);
    ClockEstimate &used = m_plan.clock.source;
    if (used.method != ClockMethod::SameMachine && m_clockOffset.count() > 0)
        used = m_data.clock.measured;
    else if (used.method == ClockMethod::Unknown || used.method == ClockMethod::BestSeen)
        used = m_bestDelay.estimate(m_data.now);
    m_data.clock.used = m_plan.clock.source;
}

void Session::eachSecond()
{
    checkWallClock();
    renewClock();
    const double span = m_rateSince == noTime
                            ? 0
                            : static_cast<double>(m_data.now - m_rateSince) / static_cast<double>(second);
    m_rateSince = m_data.now;
    sampleWire();
    for (std::size_t i = 0; i < m_memory.size(); ++i) {
        LaneMemory &memory = m_memory[i];
        LaneStatus &status = m_data.lanes[i];
        status.sentPerSecond = memory.wire.sentPerSecond();
        status.receivedPerSecond = memory.wire.receivedPerSecond();
        status.connections = memory.wire.newest().connections;
        if (span > 0) {
            const double rate = static_cast<double>(status.updates - memory.updatesAtRate) / span;
            status.updatesPerSecond += (rate - status.updatesPerSecond) * std::min(1.0, span / 5.0);
        }
        memory.updatesAtRate = status.updates;
        m_data.boards[i].tick(m_data.now);
    }
    m_data.memoryBytes = residentBytes();
}

} // namespace feedscope
