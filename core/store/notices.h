#pragma once

#include "core/clock.h"

#include <QString>

#include <deque>

namespace feedscope {

enum class Severity : std::uint8_t
{
    Info,
    Warning,
    Critical
};

/// One notification of the feed, or one of the program's own about it (a gap, a mute socket). A value.
struct Notice
{
    QString id; ///< for mark-as-read: the feed's, or made here for our own; empty: the feed has none
    Severity severity = Severity::Info;
    QString text;     ///< plain text, at most 500 characters
    Ns wall = noTime; ///< when, ns since 1970
    bool read = false;
    bool own = false; ///< about the connection, made here
};

/// The newest notices first, bounded; counts what it had to let go. GUI thread.
class NoticeLog
{
public:
    static constexpr std::size_t capacity = 500;

    /// False if a notice of the same id is there already.
    bool add(Notice notice);
    void markRead(const QString &id, bool read = true);
    void markAllRead();
    void clear();

    const std::deque<Notice> &notices() const noexcept { return m_notices; }
    int unread() const noexcept;
    std::int64_t forgotten() const noexcept { return m_forgotten; }
    /// Counts changes, so that a view knows when to look again.
    std::uint64_t revision() const noexcept { return m_revision; }

private:
    std::deque<Notice> m_notices;
    std::int64_t m_forgotten = 0;
    std::uint64_t m_revision = 0;
};

} // namespace feedscope
