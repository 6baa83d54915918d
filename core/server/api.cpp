#include "core/server/api.h"

#include "core/clock.h"
#include "core/server/gzip.h"
#include "core/server/representation.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <iterator>

namespace feedscope::server {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype worthCompressing = 200; // bytes; below, the wrapper eats the gain

constexpr char varies[] = "Accept, Accept-Encoding";

/// The body as the visitor wants it: JSON or XML, compressed or not.
void represent(const HttpRequest &request, HttpResponse &response)
{
    response.headers.emplaceBack("Vary", varies);
    if (wantedBy(request) == Representation::Xml) {
        response.body = xmlOf(response.body);
        response.type = "application/xml";
    }
    if (response.body.size() < worthCompressing || !acceptsGzip(request))
        return;
    if (QByteArray packed = gzip(response.body); !packed.isEmpty()) {
        response.body = packed;
        response.headers.emplaceBack("Content-Encoding", "gzip");
    }
}

/// "25s", "25" or "500ms".
std::optional<std::chrono::milliseconds> waitOf(const QByteArray &text)
{
    const bool isFine = text.endsWith("ms");
    const QByteArray number = text.chopped(isFine ? 2 : text.endsWith('s') ? 1 : 0);
    bool valid = false;
    const uint value = number.toUInt(&valid);
    if (!valid)
        return std::nullopt;
    return std::chrono::milliseconds(isFine ? value : 1000LL * value);
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

/// The beginning of an answer that does not end.
HttpResponse streamOf(const char *type)
{
    HttpResponse response;
    response.type = type;
    response.stream = true;
    // The second is for proxies, which like to collect an answer before they pass it on.
    response.headers = {{"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}};
    return response;
}

} // namespace

const std::vector<Api::Route> &Api::routes()
{
    static const std::vector<Route> all = {
        {"/", false, &Api::index},
        {"/ws", false, &Api::socket},
        {"/api/latest", false, &Api::latest},
        {"/api/updates", false, &Api::updates},
        {"/api/events", false, &Api::events},
        {linesPath, false, &Api::lines},
        {"/api/history", false, &Api::history},
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
                    "  GET  /api/updates?since=SEQ&wait=25s  the same, held until there is one\n"
                    "  GET  /api/history?before=PLACE&limit=500&series=NAME\n"
                    "                                      page by page backwards, also over earlier starts\n"
                    "  GET  /api/events                    Server-Sent Events, resumed by Last-Event-ID\n"
                    "  GET  /api/stream?since=PLACE        all updates, a line each, in one endless answer\n"
                    "  /socket.io/                         Socket.IO 5, by polling or WebSocket\n"
                    "  GET  /api/notifications             the newest 200, with read flags\n"
                    "  POST /api/notifications             {\"read\":[ids]} or {\"read\":\"all\"}\n"
                    "  GET  /api/time                      two stamps, microseconds since 1970\n"
                    "latest, updates, history and notifications are XML for Accept: application/xml.\n";
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
    // Weak, as the compressed answer shares it; XML is another one. Notifications do not change this answer, so
    // they do not count here.
    const QByteArray form = wantedBy(request) == Representation::Xml ? "-xml\"" : "\"";
    const QByteArray tag =
        "W/\"" + m_feed.epoch() + '-' + QByteArray::number(m_feed.tickSequence()) + form;
    HttpResponse response;
    response.headers = {{"ETag", tag}, {"Cache-Control", "no-cache"}};
    if (matches(request, tag)) {
        response.status = 304;
        response.headers.emplaceBack("Vary", varies);
        return response;
    }
    response.body = "{\"type\":\"latest\",\"epoch\":\"" + m_feed.epoch() +
                    "\",\"seq\":" + QByteArray::number(m_feed.tickSequence()) +
                    ",\"rows\":" + m_feed.latestRowsWithDot() + '}';
    represent(request, response);
    return response;
}

QByteArray Api::snapshotOf(const QByteArray &rows) const
{
    return "{\"type\":\"snapshot\",\"epoch\":\"" + m_feed.epoch() +
           "\",\"seq\":" + QByteArray::number(m_feed.tickSequence()) + ",\"rows\":" + rows + '}';
}

QByteArray Api::snapshot() const
{
    return snapshotOf(m_feed.latestRows());
}

std::vector<QByteArray> Api::firstMessages() const
{
    std::vector<QByteArray> messages = m_feed.since(m_feed.tickSequence());
    messages.insert(messages.begin(), snapshot());
    return messages;
}

std::vector<QByteArray> Api::snapshotRows() const
{
    std::vector<QByteArray> messages = m_feed.latestInOrder();
    for (QByteArray &row : messages)
        row = snapshotOf('[' + row + ']');
    std::ranges::move(m_feed.since(m_feed.tickSequence()), std::back_inserter(messages));
    return messages;
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
    using Kind = FeedState::Place::Kind;
    const auto since = request.parameter("since");
    const auto hold = waitOf(request.parameter("wait").value_or("0"));
    FeedState::Place place;
    if (since)
        place = m_feed.placeOf(*since, request.parameter("epoch"));
    if (since && place.kind == Kind::Senseless)
        return refusal(400,
                       "The parameter since must be a number or a cursor; take it from the last answer.");
    if (!hold)
        return refusal(400, "The parameter wait must be a time such as 25s or 500ms.");
    if (place.kind == Kind::Ours && place.number == m_feed.sequence() && request.method == "GET")
        response.hold = *hold;
    if (place.kind == Kind::Ours)
        response.body = updatesBody(m_feed.sequence(), place.number + 1 < m_feed.firstSequence(), false,
                                    m_feed.rowsSince(place.number));
    else
        response.body = updatesBody(m_feed.tickSequence(), since.has_value(), true, m_feed.latestRowsWithDot());
    represent(request, response);
    return response;
}

/// Pages, the newest first; `next` and the Link header (RFC 8288) lead to the one before.
HttpResponse Api::history(const HttpRequest &request, std::int64_t) const
{
    const auto before = request.parameter("before");
    const QByteArray series = request.parameter("series").value_or(QByteArray());
    const auto place = before ? Archive::placeOf(*before) : std::nullopt;
    bool isNumber = true;
    const int limit = request.parameter("limit").value_or("500").toInt(&isNumber);
    if (before && !place)
        return refusal(400, "The parameter before must be a place such as 9f3c51d0-1841; take it from next.");
    if (!isNumber || limit < 1 || limit > m_page)
        return refusal(400, "The parameter limit must be a whole number from 1 to " +
                                QByteArray::number(m_page) + '.');
    if (!series.isEmpty() && !m_feed.archive().knows(series))
        return refusal(404, "There is no such series; GET /api/latest lists what there is.");
    const auto page = m_feed.archive().page(place, series, static_cast<std::size_t>(limit));
    HttpResponse response;
    response.headers.emplaceBack("Cache-Control", "no-store");
    const QByteArray next = page.next.isEmpty() ? "null" : '"' + page.next + '"';
    const bool dropped = m_feed.archive().hasDropped() || page.foreign;
    response.body = "{\"type\":\"history\",\"epoch\":\"" + m_feed.epoch() + "\",\"next\":" + next +
                    ",\"dropped\":" + (dropped ? "true" : "false") + ",\"rows\":" + jsonArray(page.rows) + '}';
    if (!page.next.isEmpty())
        response.headers.emplaceBack("Link", "</api/history?before=" + page.next +
                                                 "&limit=" + QByteArray::number(limit) +
                                                 (series.isEmpty() ? "" : "&series=" + series.toPercentEncoding()) +
                                                 ">; rel=\"next\"");
    represent(request, response);
    return response;
}

HttpResponse Api::events(const HttpRequest &, std::int64_t) const
{
    return streamOf("text/event-stream");
}

HttpResponse Api::lines(const HttpRequest &request, std::int64_t) const
{
    const auto since = request.parameter("since");
    if (since && m_feed.placeOf(*since).kind == FeedState::Place::Kind::Senseless)
        return refusal(400, "The parameter since must be a number or a place such as 9f3c51d0-1841.");
    return streamOf("application/x-ndjson");
}

HttpResponse Api::notifications(const HttpRequest &request, std::int64_t) const
{
    if (request.method == "POST")
        return markRead(request.body);
    HttpResponse response;
    response.headers.emplaceBack("Cache-Control", "no-store");
    response.body = m_inbox.list();
    represent(request, response);
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
