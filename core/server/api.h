#pragma once

#include "core/server/feedstate.h"
#include "core/server/http.h"
#include "core/server/inbox.h"

namespace feedscope::server {

/// Where every update comes as a line of one answer that does not end.
inline constexpr const char *linesPath = "/api/stream";

/// The HTTP face of the feed: requests in, answers out, read at the time of the request and without a cache.
/// Knows no socket.
class Api
{
public:
    /// Both must outlive it. `page`: updates on one page of the history, at most.
    Api(FeedState &feed, Inbox &inbox, int page = 1'000)
        : m_feed(feed)
        , m_inbox(inbox)
        , m_page(page)
    {}

    /// `receivedUs`: when the request's last byte came, microseconds since 1970.
    HttpResponse answer(const HttpRequest &request, std::int64_t receivedUs) const;

    /// What a client that is pushed to gets first, so that its display is full at once. It stands for everything up
    /// to its number; what came after it (notifications only) follows as ordinary updates, so that no number
    /// is missing.
    QByteArray snapshot() const;
    /// The snapshot and what came after it.
    std::vector<QByteArray> firstMessages() const;

    /// The same where a message should be small: a snapshot of one row each, the newest last.
    std::vector<QByteArray> snapshotRows() const;

private:
    QByteArray snapshotOf(const QByteArray &rows) const;

    struct Route
    {
        const char *path;
        bool post;
        HttpResponse (Api::*answer)(const HttpRequest &, std::int64_t) const;
    };
    static const std::vector<Route> &routes();

    HttpResponse index(const HttpRequest &request, std::int64_t receivedUs) const;
    HttpResponse latest(const HttpRequest &request, std::int64_t receivedUs) const;
    HttpResponse updates(const HttpRequest &request, std::int64_t receivedUs) const;
    HttpResponse events(const HttpRequest &request, std::int64_t receivedUs) const;
    HttpResponse lines(const HttpRequest &request, std::int64_t receivedUs) const;
    HttpResponse notifications(const HttpRequest &request, std::int64_t receivedUs) const;
    HttpResponse history(const HttpRequest &request, std::int64_t receivedUs) const;
    HttpResponse time(const HttpRequest &request, std::int64_t receivedUs) const;
    HttpResponse socket(const HttpRequest &request, std::int64_t receivedUs) const;
    HttpResponse markRead(const QByteArray &body) const;
    QByteArray updatesBody(std::uint64_t next, bool gap, bool snapshot, const QByteArray &rows) const;

    FeedState &m_feed;
    Inbox &m_inbox;
    int m_page;
};

} // namespace feedscope::server
