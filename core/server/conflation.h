#pragma once

#include "core/server/feedstate.h"
#include "core/server/options.h"

#include <deque>
#include <map>
#include <vector>

namespace feedscope::server {

/// What a client that does not keep up will get when it does again: the newest value of every series, and the
/// newest notifications. Bounded; a value.
class Conflation
{
public:
    /// Counts every update that the client is spared by this.
    void add(const std::vector<Update> &updates, ServerCounters &counters);

    bool isEmpty() const noexcept { return m_newest.empty() && m_notices.empty(); }

    /// In the order of their numbers; nothing is left.
    std::vector<Update> take();

private:
    std::map<int, Update> m_newest; ///< by series
    std::deque<Update> m_notices;
};

} // namespace feedscope::server
