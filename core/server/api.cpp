#include "core/server/api.h"

#include "core/clock.h"
#include "core/server/gzip.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace feedscope::server {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype worthCompressing = 200; // bytes; below, the wrapper eats the gain

void compress(const HttpRequest &request, HttpResponse &response)
{
    response.headers.emplaceBack("Vary", "Accept-Encoding");
    if (response.body.size() < worthCompressing || !acceptsGzip(request))
        return;
    if (QByteArray packed = gzip(response.body); !packed.isEmpty()) {
        response.body = packed;
        response.headers.emplaceBack("Content-Encoding", "gzip");
    }
}

/// The weak comparison of RFC 9110 section 8.8.3.2.
bool matches(const HttpRequest &request, const QByteArray &tag)
{
    const QByteArray wanted = request.header("if-none-match");
    const auto items = wanted.split(',');
    return std::any_of(items.begin(), items.end(), [&tag](const QByteArray &item) {
        const QByteArray one = item.trimmed();
        return one == "*" || one == tag || one == tag.sliced(2);
    });
}

} // namespace

const std::vector<Api::Route> &Api::routes()
{
    static const std::vector<Route> all = {
        {"/", false, &Api::index},
        {"/ws", false, &Api::socket},
        {"/api/latest", false, &Api::latest},
        {"/api/updates", false, &Api::updates},
        {"/api/notifications", true, &Api::notifications},
        {"/api/time", false, &Api::time},
    };
    return all;
}

HttpResponse Api::answer(const HttpRequest &request, std::int64_t receivedUs) const
{
    for (const Route &route : routes()) {
        if (request.path != route.path)
            continue;
        const bool reads = request.method == "GET" || request.method == "HEAD";
        if (reads || (route.post && request.method == "POST"))
            return (this->*route.answer)(request, receivedUs);
        HttpResponse response = refusal(405, "This address does not take that method; see the Allow header.");
        response.headers.emplaceBack("Allow", route.post ? "GET, HEAD, POST" : "GET, HEAD");
        return response;
    }
    return refusal(404, "There is nothing at this address; GET / lists what there is.");
}

HttpResponse Api::index(const HttpRequest &, std::int64_t) const
{
    HttpResponse response;
    response.type = "text/plain; charset=utf-8";
    response.body = "Feedscope demo feed\n"
                    "  /ws                                 WebSocket, subprotocol feedscope.v1\n"
                    "  GET  /api/latest                    the newest value of every series\n"
                    "  GET  /api/updates?since=SEQ         all updates after that number\n"
                    "  GET  /api/notifications             the newest 200, with read flags\n"
                    "  POST /api/notifications             {\"read\":[ids]} or {\"read\":\"all\"}\n"
                    "  GET  /api/time                      two stamps, microseconds since 1970\n";
    return response;
}

HttpResponse Api::socket(const HttpRequest &, std::int64_t) const
{
    HttpResponse response =
        refusal(426, "This address speaks WebSocket; connect to it with ws:// or wss://.");
    response.headers.emplaceBack("Upgrade", "websocket");
    response.headers.emplaceBack("Connection", "Upgrade");
    return response;
}

HttpResponse Api::latest(const HttpRequest &request, std::int64_t) const
{
    // Weak, as the compressed answer shares it. Notifications do not change this answer, so they do not count
    // here.
    const QByteArray tag = "W/\"" + m_feed.epoch() + '-' + QByteArray::number(m_feed.tickSequence()) + '"';
    HttpResponse response;
    response.headers = {{"ETag", tag}, {"Cache-Control", "no-cache"}};
    if (matches(request, tag)) {
        response.status = 304;
        response.headers.emplaceBack("Vary", "Accept-Encoding");
        return response;
    }
    response.body = "{\"type\":\"latest\",\"epoch\":\"" + m_feed.epoch() +
                    "\",\"seq\":" + QByteArray::number(m_feed.tickSequence()) +
                    ",\"rows\":" + m_feed.latestRows() + '}';
    compress(request, response);
    return response;
}

QByteArray Api::snapshot() const
{
    return "{\"type\":\"snapshot\",\"epoch\":\"" + m_feed.epoch() +
           "\",\"seq\":" + QByteArray::number(m_feed.tickSequence()) + ",\"rows\":" + m_feed.latestRows() +
           '}';
}

QByteArray Api::updatesBody(std::uint64_t next, bool gap, bool snapshot, const QByteArray &rows) const
{
    QByteArray body = "{\"type\":\"updates\",\"epoch\":\"" + m_feed.epoch() +
                      "\",\"next\":" + QByteArray::number(next) + ",\"cursor\":\"" + m_feed.epoch() + '-' +
                      QByteArray::number(next) + "\",\"gap\":" + (gap ? "true" : "false");
    if (gap)
        body += ",\"first\":" + QByteArray::number(m_feed.firstSequence());
    return body + ",\"snapshot\":" + (snapshot ? "true" : "false") + ",\"rows\":" + rows + '}';
}

HttpResponse Api::updates(const HttpRequest &request, std::int64_t) const
{
    HttpResponse response;
    response.headers.emplaceBack("Cache-Control", "no-store");
    auto since = request.parameter("since");
    auto epoch = request.parameter("epoch");
    // A cursor is EPOCH-SEQ, so that a number of an earlier start is never taken for one of this.
    if (const qsizetype dash = since ? since->indexOf('-') : -1; dash > 0) {
        epoch = since->first(dash);
        since = since->sliced(dash + 1);
    }
    bool valid = true;
    const std::uint64_t number = since ? since->toULongLong(&valid) : 0;
    if (!valid)
        return refusal(400,
                       "The parameter since must be a number or a cursor; take it from the last answer.");
    // A number that was never given out, or one of another start, says nothing about what the client has.
    const bool foreign = (epoch && *epoch != m_feed.epoch()) || number > m_feed.sequence();
    if (!since || foreign)
        response.body = updatesBody(m_feed.tickSequence(), foreign, true, m_feed.latestRows());
    else
        response.body = updatesBody(m_feed.sequence(), number + 1 < m_feed.firstSequence(), false,
                                    m_feed.rowsSince(number));
    compress(request, response);
    return response;
}

HttpResponse Api::notifications(const HttpRequest &request, std::int64_t) const
{
    if (request.method == "POST")
        return markRead(request.body);
    HttpResponse response;
    response.headers.emplaceBack("Cache-Control", "no-store");
    response.body = m_inbox.list();
    compress(request, response);
    return response;
}

HttpResponse Api::markRead(const QByteArray &body) const
{
    const QJsonValue read = QJsonDocument::fromJson(body).object().value("read"_L1);
    int marked = 0;
    if (read.isArray()) {
        QByteArrayList ids;
        const QJsonArray wanted = read.toArray();
        for (const QJsonValue &id : wanted)
            if (ids.size() < static_cast<qsizetype>(Inbox::capacity))
                ids.append(id.toString().toUtf8());
        marked = m_inbox.markRead(ids);
    } else if (read.toString() == "all"_L1) {
        marked = m_inbox.markAllRead();
    } else {
        return refusal(400, "Send {\"read\":[ids]} or {\"read\":\"all\"} as JSON.");
    }
    HttpResponse response;
    response.body = "{\"marked\":" + QByteArray::number(marked) +
                    ",\"unread\":" + QByteArray::number(m_inbox.unread()) + '}';
    return response;
}

HttpResponse Api::time(const HttpRequest &, std::int64_t receivedUs) const
{
    HttpResponse response;
    response.headers.emplaceBack("Cache-Control", "no-store");
    response.body = "{\"type\":\"time\",\"t2\":" + QByteArray::number(static_cast<qlonglong>(receivedUs)) +
                    ",\"t3\":" + QByteArray::number(static_cast<qlonglong>(wallNow() / microsecond)) + '}';
    return response;
}

} // namespace feedscope::server
