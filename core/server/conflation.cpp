#include "core/server/conflation.h"

#include <algorithm>

namespace feedscope::server {

namespace {
constexpr std::size_t noticesKept = 200;
}

void Conflation::add(const std::vector<Update> &updates, ServerCounters &counters)
{
    for (const Update &update : updates) {
        if (update.series >= 0) {
            counters.conflated += !m_newest.insert_or_assign(update.series, update).second;
            continue;
        }
        m_notices.push_back(update);
        if (m_notices.size() <= noticesKept)
            continue;
        m_notices.pop_front();
        ++counters.conflated;
    }
}

std::vector<Update> Conflation::take()
{
    std::vector<Update> all(m_notices.begin(), m_notices.end());
    for (const auto &item : m_newest)
        all.push_back(item.second);
    m_newest.clear();
    m_notices.clear();
    std::ranges::sort(all, {}, &Update::sequence);
    return all;
}

} // namespace feedscope::server
