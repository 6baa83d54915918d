#include "core/session/clockquestions.h"

#include <algorithm>

namespace feedscope {

void ClockQuestions::attemptBegins()
{
    m_out.clear();
    m_count = 0;
    m_next = noTime;
}

void ClockQuestions::putOff(Ns allowed, Ns now)
{
    m_next = std::max(allowed, now + m_quickly);
}

void ClockQuestions::asked(std::uint64_t id, Ns now)
{
    m_next = now + (++m_count < burst ? m_quickly : m_every);
    m_out.push_back({id, now});
    if (m_out.size() > most)
        m_out.pop_front();
}

std::optional<Ns> ClockQuestions::answered(const std::optional<std::uint64_t> &id)
{
    const auto found = id ? std::ranges::find(m_out, *id, &Question::id) : m_out.begin();
    if (found == m_out.end())
        return std::nullopt;
    const Ns asked = found->asked;
    m_out.erase(m_out.begin(), found + 1);
    return asked;
}

} // namespace feedscope
