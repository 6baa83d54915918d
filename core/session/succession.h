#pragma once

#include "core/session/outbox.h"
#include "core/session/successor.h"

#include <functional>
#include <memory>

namespace feedscope {

/// How one connection of a lane follows another without a seam: when the one that is heard is to be replaced,
/// the one that was opened for it, and how long the two overlap. Says what is due; its lane, which owns it,
/// does it and hears both. Network thread; time is passed in (steady clock, ns).
class Succession
{
public:
    static constexpr Ns patience = 30 * second; ///< for the new connection to open
    static constexpr Ns overlap = 5 * second;   ///< once it is open, for a feed that has nothing to say
    static constexpr Ns youngest = 5 * second;  ///< endless announcements are not followed without end

    /// What the lane has to do now.
    enum class Due : std::uint8_t
    {
        Nothing,
        Begin,    ///< the connection is old, or was announced to end
        GiveUp,   ///< the new one has not opened for too long
        TakeOver, ///< it is open, though nothing came over it
    };

    /// `maximumAge`: the server cuts its connections after so many seconds; 0: it is not known to.
    Succession(TransportListener *lane, Successor::Hooks hooks, double maximumAge);
    ~Succession();
    Q_DISABLE_COPY_MOVE(Succession)

    /// The lane has a connection: plans when it is replaced, if its age is a reason.
    void connectionOpened(Ns now);
    /// The lane has none any more. What may be calling is deleted later.
    void connectionEnded();

    /// Whether one may begin on a connection opened at `openedAt`, where the venue's limit lets another be
    /// opened from `allowed` on. If not, it is planned for as soon as it may.
    bool mayBegin(Ns openedAt, Ns allowed, Ns now);
    /// Opens one that `make` makes for its listener; `outbox` says how fast it may speak.
    void begin(const std::function<std::unique_ptr<Transport>(TransportListener *)> &make, Outbox outbox,
               Ns now);
    /// The new connection has opened.
    void nextOpened(Ns now) { m_takeOverAt = now + overlap; }
    /// Forgets the new connection and every plan. What may be calling is deleted later.
    void drop();
    void planFor(Ns when) { m_replaceAt = when; }

    bool isUnderWay() const noexcept { return m_next != nullptr; }
    /// The new connection is open.
    bool isReady() const noexcept { return m_next && m_next->isOpen(); }

    /// What the new connection has to say; false: more than may wait.
    bool put(const std::vector<QByteArray> &texts) { return m_outbox.put(texts); }
    /// Says what may be said now over the new connection; how many messages that were.
    int flush(Ns now) { return m_outbox.flush(m_next ? m_next->transport() : nullptr, now); }
    bool hasToSay() const noexcept { return !m_outbox.isEmpty(); }

    /// What the lane has once the new connection is its own.
    struct Heir
    {
        std::unique_ptr<Transport> transport;
        Outbox outbox; ///< what it has still to say
        Opened opened;
    };
    Heir takeOver(Ns now);

    Due due(Ns now) const;
    /// When to ask for what is due; noTime: not at all.
    Ns next(Ns now) const;

private:
    TransportListener *m_lane;
    Successor::Hooks m_hooks;
    Ns m_lifetime;                        ///< of a connection, until the next one is opened; 0: without limit
    std::unique_ptr<Successor> m_next;    ///< while one connection takes over from another
    std::unique_ptr<Successor> m_current; ///< through which the lane's transport is heard, if it took over
    Outbox m_outbox;                      ///< of m_next
    Ns m_replaceAt = noTime;
    Ns m_takeOverAt = noTime; ///< m_next is given up, or taken over without data
};

} // namespace feedscope
