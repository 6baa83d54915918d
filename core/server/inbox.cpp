#include "core/server/inbox.h"

#include <algorithm>

namespace feedscope::server {

void Inbox::add(const QByteArray &id, const QByteArray &text)
{
    m_items.push_front({id, text, false});
    if (m_items.size() > capacity)
        m_items.pop_back();
}

int Inbox::markRead(const QByteArrayList &ids)
{
    int marked = 0;
    for (Item &item : m_items) {
        if (item.read || !ids.contains(item.id))
            continue;
        item.read = true;
        ++marked;
    }
    return marked;
}

int Inbox::markAllRead()
{
    const int marked = unread();
    for (Item &item : m_items)
        item.read = true;
    return marked;
}

int Inbox::unread() const
{
    return static_cast<int>(
        std::count_if(m_items.begin(), m_items.end(), [](const Item &item) { return !item.read; }));
}

QByteArray Inbox::list() const
{
    QByteArray out = "{\"unread\":" + QByteArray::number(unread()) + ",\"rows\":[";
    for (const Item &item : m_items) {
        if (!out.endsWith('['))
            out.append(',');
        out.append(item.text.chopped(1)).append(item.read ? ",\"read\":true}" : ",\"read\":false}");
    }
    return out + "]}";
}

} // namespace feedscope::server
