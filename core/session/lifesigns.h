#pragma once

#include "core/clock.h"
#include "core/decode/profile.h"
#include "core/session/silence.h"

#include <QString>

namespace feedscope {

/// Whether an open connection lives, and when it has to be asked. Any received byte is a sign of life,
/// whatever was asked: a server whose handler never reads answers no ping, yet its feed may be good. Says
/// what is to be done and when it wants to be asked again; its lane does it. Pure: time is passed in (steady
/// clock, ns), as are the bytes that came on this connection so far (-1: not known). One a lane, network
/// thread.
class LifeSigns
{
public:
    /// A ping of the transport's own.
    struct Pings
    {
        Ns every = 10 * second;
        Ns deadAfter = 5 * second; ///< no byte at all for so long after one
    };

    /// `keepalive`: of the profile, where it has any; those of its rules that do not apply are 0.
    LifeSigns(const Pings &pings, const KeepaliveSpec &keepalive);

    void attemptBegins(Ns now);
    void opened(Ns now);
    /// Another connection took over: what was asked on the old one is not answered any more.
    void takenOver(Ns now);
    void ended();

    /// Something came.
    void heard(Ns at) { m_lastByte = at; }
    void pongHeard(Ns at);
    Ns lastByte() const noexcept { return m_lastByte; }

    /// One sentence if the connection is dead; empty: it lives.
    QString whyDead(std::int64_t bytes, Ns now);

    /// True: the profile's own ping is to be said now. Plans the next.
    bool wantsKeepalive(Ns now);
    /// It was: from now on its answer is awaited, if the profile says how soon it must come, or what it is.
    void keepaliveSaid(std::int64_t bytes, Ns now);

    bool wantsPing(Ns now) const noexcept;
    /// Not before `allowed`.
    void putPingOff(Ns allowed) { m_pingAt = allowed; }
    void pinged(std::int64_t bytes, Ns now);
    /// The transport has no such thing. One sentence if it was silent for too long; empty: it lives.
    QString cannotPing(std::int64_t bytes, Ns now);

    /// When it wants to be asked next; noTime: not at all.
    Ns next() const;

private:
    /// What a sign of life is awaited for.
    struct Question
    {
        Ns asked = noTime; ///< noTime: nothing is awaited
        std::int64_t bytes = -1;
    };
    bool isUnanswered(Question &question, std::int64_t bytes) const;

    Pings m_pings;
    KeepaliveSpec m_keepalive;
    Ns m_lastByte = noTime;
    Ns m_pingAt = noTime;
    Question m_ping;
    Ns m_keepaliveAt = noTime;
    Question m_keepaliveAsked;
    Silence m_silence; ///< of a transport that cannot ping
};

} // namespace feedscope
