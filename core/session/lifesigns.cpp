#include "core/session/lifesigns.h"

#include "core/session/deadline.h"

#include <QCoreApplication>

#include <algorithm>

namespace feedscope {

LifeSigns::LifeSigns(const Pings &pings, const KeepaliveSpec &keepalive)
    : m_pings(pings)
    , m_keepalive(keepalive)
{
    if (!m_keepalive.expect.empty() && m_keepalive.withinS <= 0)
        m_keepalive.withinS = static_cast<double>(m_pings.deadAfter) / static_cast<double>(second);
}

void LifeSigns::attemptBegins(Ns now)
{
    m_lastByte = now;
    m_pingAt = m_keepaliveAt = noTime;
    m_ping = m_keepaliveAsked = {};
}

void LifeSigns::opened(Ns now)
{
    m_lastByte = now;
    m_silence.connectionBegins(now);
    m_pingAt = now; // at once, to learn the round trip
    if (const double every = std::max(m_keepalive.everyS, m_keepalive.afterIdleS); every > 0)
        m_keepaliveAt = now + fromSeconds(every);
}

void LifeSigns::takenOver(Ns now)
{
    m_lastByte = now;
    m_silence.connectionBegins(now);
    m_ping = m_keepaliveAsked = {};
}

void LifeSigns::ended()
{
    m_pingAt = noTime;
    m_ping = {};
}

void LifeSigns::pongHeard(Ns at)
{
    m_lastByte = at;
    m_ping = {};
}

bool LifeSigns::isUnanswered(Question &question, std::int64_t bytes) const
{
    if (m_lastByte > question.asked || (bytes >= 0 && bytes != question.bytes))
        question = {};
    return question.asked != noTime;
}

QString LifeSigns::whyDead(std::int64_t bytes, Ns now)
{
    if (isUnanswered(m_ping, bytes) && now >= m_ping.asked + m_pings.deadAfter)
        return QCoreApplication::translate(
                   "feedscope",
                   "The connection is open but dead: not one byte in %1 s after a ping. Reconnecting.")
            .arg(m_pings.deadAfter / second);
    if (const Ns limit = fromSeconds(m_keepalive.silenceS); limit > 0 && now >= m_lastByte + limit)
        return QCoreApplication::translate("feedscope",
                                           "The connection is open, but the feed has been silent "
                                           "for %1 s, longer than its profile allows. "
                                           "Reconnecting.")
            .arg(limit / second);
    if (isUnanswered(m_keepaliveAsked, bytes) &&
        now >= m_keepaliveAsked.asked + fromSeconds(m_keepalive.withinS))
        return QCoreApplication::translate(
                   "feedscope", "The connection is open but dead: the server did not answer within %1 s. "
                                "Reconnecting.")
            .arg(m_keepalive.withinS);
    return {};
}

/// Every so often, or after so long without a byte.
bool LifeSigns::wantsKeepalive(Ns now)
{
    if (!isDue(m_keepaliveAt, now))
        return false;
    const Ns idle = fromSeconds(m_keepalive.afterIdleS);
    if (idle > 0 && now < m_lastByte + idle) {
        m_keepaliveAt = m_lastByte + idle;
        return false;
    }
    m_keepaliveAt = now + std::max(idle, fromSeconds(m_keepalive.everyS));
    return true;
}

void LifeSigns::keepaliveSaid(std::int64_t bytes, Ns now)
{
    if (m_keepalive.withinS > 0 && m_keepaliveAsked.asked == noTime)
        m_keepaliveAsked = {now, bytes};
}

bool LifeSigns::wantsPing(Ns now) const noexcept
{
    return m_ping.asked == noTime && isDue(m_pingAt, now);
}

void LifeSigns::pinged(std::int64_t bytes, Ns now)
{
    m_pingAt = now + m_pings.every;
    m_ping = {now, bytes};
}

QString LifeSigns::cannotPing(std::int64_t bytes, Ns now)
{
    m_pingAt = now + m_pings.every;
    if (bytes < 0 || !m_silence.isTooLong(bytes, now))
        return {};
    return QCoreApplication::translate("feedscope", "The connection is open but dead: it has been silent far "
                                                    "longer than ever before. Reconnecting.");
}

Ns LifeSigns::next() const
{
    const Ns limit = fromSeconds(m_keepalive.silenceS);
    const Ns silent = limit > 0 ? m_lastByte + limit : noTime;
    const Ns ping = m_ping.asked == noTime ? m_pingAt : m_ping.asked + m_pings.deadAfter;
    const Ns answer =
        m_keepaliveAsked.asked == noTime ? noTime : m_keepaliveAsked.asked + fromSeconds(m_keepalive.withinS);
    return sooner(sooner(m_keepaliveAt, answer), sooner(silent, ping));
}

} // namespace feedscope
