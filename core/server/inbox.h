#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <deque>

namespace feedscope::server {

/// The newest notifications with their read flags, as the server remembers them. Bounded; the server's
/// thread.
class Inbox
{
public:
    static constexpr std::size_t capacity = 200;

    /// `text`: the notification's JSON object.
    void add(const QByteArray &id, const QByteArray &text);

    /// How many were unread and are read now; an unknown id is none.
    int markRead(const QByteArrayList &ids);
    int markAllRead();
    int unread() const;

    /// {"unread":…,"rows":[{…,"read":false},…]}, the newest first.
    QByteArray list() const;

private:
    struct Item
    {
        QByteArray id;
        QByteArray text;
        bool read = false;
    };
    std::deque<Item> m_items; ///< newest first
};

} // namespace feedscope::server
