#include "core/session/session.h"

#include "core/net/relaycost.h"
#include "core/session/memory.h"
#include <QCoreApplication>
#include <algorithm>

namespace feedscope {

LaneConfig *Session::pollLane()
{
    const auto found = std::find_if(m_plan.lanes.begin(), m_plan.lanes.end(),
                                    [](const LaneConfig &lane) { return !lane.push; });
    return found == m_plan.lanes.end() ? nullptr : &*found;
}

const LaneConfig *Session::pollLane() const
{
    return const_cast<Session *>(this)->pollLane();
}

/// With other conditions it is another experiment: the lane, its ledger and the window begin anew.
void Session::restartLane(std::size_t index)
{
    LaneMemory &memory = m_memory[index];
    const QString name = m_plan.lanes[index].name;
    m_host.stopLane(index);
    memory.handover.take(memory.batch); // nothing of the old lane is counted as the new one's
    noteFilled(index, memory.batch.filled);
    memory.counters = {};
    memory.updatesAtRate = 0;
    memory.wire.clear();
    m_relay.closeLane(name);
    startLane(index);
}

void Session::restartPollLanes()
{
    for (std::size_t i = 0; i < m_memory.size(); ++i)
        if (!m_plan.lanes[i].push)
            restartLane(i);
    beginRun();
}

void Session::restartAllLanes()
{
    for (std::size_t i = 0; i < m_memory.size(); ++i) {
        m_memory[i].rhythm.reset();
        restartLane(i);
    }
    beginRun();
}

void Session::setPath(const Impairment &path)
{
    if (m_options.path == path)
        return;
    m_options.path = path;
    if (path.isOn() && !m_data.relayCost.isKnown())
        m_self.startRelayCost();
    restartAllLanes();
}

void Session::stall(std::chrono::milliseconds length)
{
    m_relay.stall(std::chrono::nanoseconds(length).count());
}

void Session::cutAll()
{
    m_relay.cutAll(m_options.path.cut.by);
}

/// The dot's updates are updates like all others: with them it is another feed, and another window.
void Session::setMotion(bool on)
{
    if (!m_plan.setMotion || m_motion == on)
        return;
    m_motion = on;
    m_plan.setMotion(on);
    beginRun();
}

void Session::measureOwnError()
{
    if (m_options.measureOwnError)
        m_self.startOwnError(m_options.measureOwnError);
}

void Session::fetchMeasurements()
{
    m_data.stalled = m_relay.isStalled();
    m_self.fetch(m_data.relayCost, m_data.ownError, m_data.ownErrorProgress);
}

const RelayCost &Session::relayCost()
{
    if (!m_data.relayCost.isKnown())
        m_data.relayCost = measureRelayCost();
    return m_data.relayCost;
}

/// No sooner than the venue allows.
void Session::setPollInterval(std::chrono::milliseconds interval)
{
    if (const LaneConfig *lane = pollLane())
        interval = std::max(interval, lane->endpoint.poll.least);
    if (!pollLane() || pollInterval() == interval)
        return;
    for (LaneConfig &lane : m_plan.lanes)
        lane.endpoint.poll.interval = interval;
    restartPollLanes();
}

void Session::setPollKeepAlive(bool keepAlive)
{
    LaneConfig *lane = pollLane();
    if (!lane || lane->endpoint.poll.keepAlive == keepAlive)
        return;
    lane->endpoint.poll.keepAlive = keepAlive;
    restartPollLanes();
}

void Session::setPollCursor(bool cursor)
{
    if (!pollLane() || pollCursor() == cursor || (cursor && !cursorAvailable()))
        return;
    for (LaneConfig &lane : m_plan.lanes) {
        if (lane.push)
            continue;
        lane.cursor = cursor;
        lane.endpoint.poll.mode = cursor ? PollOptions::Mode::Cursor : PollOptions::Mode::Latest;
        lane.endpoint.url = cursor ? m_plan.cursorUrl : m_plan.latestUrl;
    }
    restartPollLanes();
}

void Session::setFrozen(bool frozen)
{
    for (LaneStatus &lane : m_data.lanes)
        if (lane.push) {
            lane.frozen = frozen;
            m_relay.freeze(lane.name, frozen);
        }
}

void Session::setSlowFeed(bool slow)
{
    if (!m_plan.setSlow || m_slow == slow)
        return;
    m_slow = slow;
    m_plan.setSlow(slow);
    for (LaneMemory &memory : m_memory)
        memory.rhythm.reset();
    beginRun();
}

void Session::reconnectNow()
{
    setFrozen(false);
    for (std::size_t i = 0; i < m_memory.size(); ++i)
        if (m_data.lanes[i].state != LaneState::Open || m_data.lanes[i].freshness != Freshness::Live)
            m_host.reconnect(i);
}

void Session::cutConnections()
{
    for (const LaneStatus &lane : m_data.lanes)
        if (lane.push)
            m_relay.cut(lane.name);
}

/// What the user set for polling goes over to the new lanes.
void Session::setLanes(const QStringList &lanes)
{
    QStringList running;
    for (const LaneConfig &lane : m_plan.lanes)
        running.append(lane.name);
    if (lanes == running || lanes.isEmpty() || !m_plan.withLanes)
        return;
    PlanResult planned = m_plan.withLanes(lanes);
    if (const LaneConfig *before = pollLane(); before && planned.error.isEmpty())
        for (LaneConfig &lane : planned.plan.lanes)
            if (!lane.push)
                lane.endpoint.poll.interval =
                    std::max(before->endpoint.poll.interval, lane.endpoint.poll.least);
    const bool slow = m_slow, motion = m_motion;
    const QString error = planned.error.isEmpty() ? start(std::move(planned.plan)) : planned.error;
    if (!error.isEmpty())
        tell(error);
    else {
        m_slow = slow;
        setMotion(motion);
    }
}

WsView Session::frames() const
{
    return m_relay.frames(QStringLiteral("websocket"));
}

void Session::markRead(const QString &id)
{
    m_data.notices.markRead(id);
    if (!OwnNotices::isOwn(id)) // the server knows nothing of ours
        m_notifications.markRead(id);
}

void Session::markAllRead()
{
    m_data.notices.markAllRead();
    m_notifications.markAllRead();
}

std::chrono::milliseconds Session::pollInterval() const
{
    const LaneConfig *lane = pollLane();
    return lane ? lane->endpoint.poll.interval : std::chrono::milliseconds(0);
}

bool Session::pollKeepAlive() const
{
    const LaneConfig *lane = pollLane();
    return lane && lane->endpoint.poll.keepAlive;
}

bool Session::pollCursor() const
{
    const LaneConfig *lane = pollLane();
    return lane && lane->cursor;
}

} // namespace feedscope
