#include "core/session/lane.h"

// How another connection takes over from a lane's without a seam.

namespace feedscope {

Successor::Hooks Lane::successorHooks()
{
    return {[this] { nextOpened(); }, [this](Message &&message) { hear(std::move(message), true); },
            [this] {
                const Ns now = m_clock->now();
                dropNext();
                m_succession.planFor(now + m_backoff.next(now));
                schedule();
            }};
}

/// A server that cuts its connections after so long is not waited for.
void Lane::checkAge(Ns now)
{
    switch (m_succession.due(now)) {
    case Succession::Due::Nothing:
        return;
    case Succession::Due::Begin:
        return openNext(now);
    case Succession::Due::GiveUp:
        return dropNext();
    case Succession::Due::TakeOver:
        m_reader.adoptNext();
        return takeOver();
    }
}

/// Opens the connection that takes over; the old one goes on meanwhile, so that nothing is missed in between.
void Lane::openNext(Ns now)
{
    if (m_succession.isUnderWay() || m_report.state != LaneState::Open || m_config.asks())
        return;
    if (m_succession.mayBegin(m_report.openedAt, m_connects.earliest(now), now)) {
        m_connects.note(now);
        m_cursor = m_transport->reached().value_or(m_cursor); // or it would ask for all since the last outage
        m_succession.begin([this](TransportListener *listener) { return newTransport(listener); },
                           Outbox(m_feed->profile->limits.messages), now);
    }
    schedule();
}

/// It has to say what the old one said; then its first data ends the old one.
void Lane::nextOpened()
{
    m_succession.nextOpened(m_clock->now());
    const DialogueOutput greeting = m_reader.nextOpened(wallNow());
    cannotSay(greeting.error);
    if (m_config.endpoint.greeting.isEmpty())
        sayNext(greeting.payloads);
    schedule();
}

/// The reader has changed over already.
void Lane::takeOver()
{
    const Ns now = m_clock->now();
    endTransport();
    Succession::Heir heir = m_succession.takeOver(now);
    m_transport = std::move(heir.transport);
    m_outbox = std::move(heir.outbox);
    m_life.takenOver(now);
    m_questions.takenOver();
    ++m_counters.connects;
    ++m_counters.reconnects;
    m_report.subprotocol = heir.opened.subprotocol;
    m_report.openedAt = now;
    setState(LaneState::Open);
    schedule();
}

void Lane::dropNext()
{
    m_succession.drop();
    m_reader.forgetNext();
}

} // namespace feedscope
