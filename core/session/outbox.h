#pragma once

#include "core/session/pace.h"

#include <QByteArray>

#include <deque>
#include <vector>

namespace feedscope {

class Transport;

/// What is to be said on one connection, in its order and at the pace that the venue allows. Bounded. A value
/// of its lane, network thread; time is passed in (steady clock, ns).
class Outbox
{
public:
    static constexpr std::size_t most = 1'000; ///< messages that wait

    Outbox() = default; ///< no limit
    explicit Outbox(const RateSpec &rate)
        : m_pace(rate)
    {}

    /// False: more than may wait, and none of them is taken.
    bool put(const std::vector<QByteArray> &texts);
    /// Says what the limit lets through now and returns how many that were; the rest waits for its turn. What
    /// cannot be sent, now or ever, is dropped; so is everything without a transport.
    int flush(Transport *transport, Ns now);

    bool isEmpty() const noexcept { return m_waiting.empty(); }
    /// When the first of those that wait may be said; noTime: none waits.
    Ns next(Ns now) const { return isEmpty() ? noTime : m_pace.earliest(now); }

    /// For what is said past it, pings and the like, and counts as well: from when on it may be, and that it
    /// was.
    Ns earliest(Ns now) const { return m_pace.earliest(now); }
    void note(Ns now) { m_pace.note(now); }

private:
    Pace m_pace;
    std::deque<QByteArray> m_waiting;
};

} // namespace feedscope
