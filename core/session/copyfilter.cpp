#include "core/session/copyfilter.h"

#include "core/decode/texthash.h"
#include "core/session/arrivals.h"

#include <utility>

namespace feedscope {

CopyFilter::CopyFilter(const Profile &profile)
{
    for (const QString &name : profile.resume.dedupe)
        m_members.push_back(name.toStdString());
}

bool CopyFilter::isCopy(const Update &update)
{
    if (m_members.empty())
        return false;
    TextHash hasher;
    hasher.add(update.kind);
    for (const std::string &name : m_members) {
        const std::string_view value = textOf(update, name);
        if (value.empty())
            return false;
        hasher.add(value);
    }
    const std::uint64_t key = hasher.result();
    if (!m_seen.insert(key).second)
        return true;
    if (m_order.size() < remembered) {
        m_order.push_back(key);
    } else {
        m_seen.erase(std::exchange(m_order[m_next], key));
        m_next = (m_next + 1) % remembered;
    }
    return false;
}

} // namespace feedscope
