#pragma once

#include "core/decode/profile.h"
#include "core/decode/update.h"

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

namespace feedscope {

/// Knows the updates that come again after a reconnect, by the members that the profile's `resume.dedupe`
/// names: a server that goes on a little before the cut sends some twice. Remembers the newest 16,384; an
/// update that lacks one of the members is never a copy. Belongs to who reads one way of a feed; one thread.
class CopyFilter
{
public:
    static constexpr std::size_t remembered = 16'384;

    explicit CopyFilter(const Profile &profile);

    /// Whether it was seen before; from now on it was.
    bool isCopy(const Update &update);

private:
    std::vector<std::string> m_members; ///< empty: the profile names none
    std::unordered_set<std::uint64_t> m_seen;
    std::vector<std::uint64_t> m_order; ///< a ring of what m_seen holds
    std::size_t m_next = 0;             ///< of m_order, once it is full
};

} // namespace feedscope
