#pragma once

#include "core/clock.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace feedscope {

/// When a lane asks the source for its time, and which question an answer belongs to: eight times quickly and
/// then now and then, for the exchange with the smallest round trip counts (measures.md 6). Pure: time is
/// passed in (steady clock, ns). A value of its lane, network thread.
class ClockQuestions
{
public:
    static constexpr int burst = 8;
    static constexpr std::size_t most = 16; ///< that are out; of more the oldest is forgotten

    ClockQuestions(Ns every, Ns quickly)
        : m_every(every)
        , m_quickly(quickly)
    {}

    /// An attempt to connect begins: nothing is out, nothing planned.
    void attemptBegins();
    /// Another connection took over: what was asked on the old one is not answered any more.
    void takenOver() { m_out.clear(); }

    /// The feed has something else to say first; it may say more from `allowed` on.
    void putOff(Ns allowed, Ns now);
    /// The profile has no question, or it cannot be asked here.
    void giveUp() { m_next = noTime; }
    /// Question `id` went out; plans the next.
    void asked(std::uint64_t id, Ns now);
    /// An answer came: when its question was asked, and nothing if it was not. One without an id answers the
    /// oldest. Those before it count as lost.
    std::optional<Ns> answered(const std::optional<std::uint64_t> &id);

    /// Of the next question; noTime: none is planned.
    Ns next() const noexcept { return m_next; }

private:
    struct Question
    {
        std::uint64_t id = 0;
        Ns asked = noTime;
    };

    Ns m_every;
    Ns m_quickly;
    Ns m_next = noTime;
    int m_count = 0; ///< asked since the attempt began
    std::deque<Question> m_out;
};

} // namespace feedscope
