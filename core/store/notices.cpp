#include "core/store/notices.h"

#include <algorithm>

namespace feedscope {

bool NoticeLog::add(Notice notice)
{
    const auto same = [&](const Notice &n) { return !notice.id.isEmpty() && n.id == notice.id; };
    if (std::any_of(m_notices.begin(), m_notices.end(), same))
        return false;
    constexpr qsizetype longest = 500;
    notice.text.truncate(longest);
    m_notices.push_front(std::move(notice));
    if (m_notices.size() > capacity) {
        m_notices.pop_back();
        ++m_forgotten;
    }
    ++m_revision;
    return true;
}

void NoticeLog::markRead(const QString &id, bool read)
{
    for (Notice &notice : m_notices)
        if (notice.id == id)
            notice.read = read;
    ++m_revision;
}

void NoticeLog::markAllRead()
{
    for (Notice &notice : m_notices)
        notice.read = true;
    ++m_revision;
}

void NoticeLog::clear()
{
    m_notices.clear();
    m_forgotten = 0;
    ++m_revision;
}

int NoticeLog::unread() const noexcept
{
    return static_cast<int>(
        std::count_if(m_notices.begin(), m_notices.end(), [](const Notice &n) { return !n.read; }));
}

} // namespace feedscope
