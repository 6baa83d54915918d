#include "core/session/reader.h"

#include "core/decode/rewind.h"
#include "core/session/arrivals.h"
#include "core/session/cursorstep.h"
#include "core/session/notifications.h"
#include "core/transport/headers.h"

#include <QCoreApplication>
#include <QUrlQuery>

#include <algorithm>
#include <tuple>

namespace feedscope {

namespace {

QString text(std::string_view utf8)
{
    constexpr std::size_t longest = 2'000;
    const std::string_view cut = utf8.substr(0, longest);
    return QString::fromUtf8(cut.data(), static_cast<qsizetype>(cut.size()));
}

std::vector<std::string> joinMembers(const Profile &profile)
{
    std::vector<std::string> names;
    for (const QString &name : profile.join)
        names.push_back(name.toStdString());
    return names;
}

} // namespace

UpdateReader::UpdateReader(std::shared_ptr<FeedContext> feed, LaneKind kind, const QString &lane)
    : m_feed(std::move(feed))
    , m_kind(kind)
    , m_push(kind == LaneKind::Push)
    , m_route(m_feed->profile->routeOf(lane, m_push ? Side::Push : Side::Poll))
    , m_perConnection(m_feed->profile->push.rules.sequence.scope == SequenceScope::Connection)
    , m_join(joinMembers(*m_feed->profile))
    , m_now(std::make_unique<Conversation>(*m_feed, m_route))
    , m_sequence(m_route.rules.sequence)
    , m_copies(*m_feed->profile)
{}

void UpdateReader::connectionBegins()
{
    m_now->decoder.reset();
    m_next.reset();
    countConnection();
}

void UpdateReader::countConnection()
{
    // A sequence that outlives the connection shows what an outage has cost: it is not forgotten.
    if (m_perConnection) {
        m_sequence.reset();
        for (Newest &newest : m_newest)
            newest.scope.known = false;
    }
    m_senders.clear();
    m_generation = ++m_generations;
}

DialogueOutput UpdateReader::nextOpened(Ns wallNow)
{
    m_next = std::make_unique<Conversation>(*m_feed, m_route);
    m_next->dialogue.goOnFrom(m_now->dialogue);
    return m_next->dialogue.opened(wallNow);
}

void UpdateReader::adoptNext()
{
    if (!m_next)
        return;
    m_next->dialogue.goOnFrom(m_now->dialogue);
    m_now = std::move(m_next);
    countConnection();
    m_result.adopted = true;
}

Endpoint UpdateReader::directed(Endpoint endpoint, QString &problem)
{
    const std::string named = m_now->dialogue.takeAddress();
    if (named.empty())
        return endpoint;
    QUrl url(QString::fromStdString(named), QUrl::StrictMode);
    // Another scheme would be another lane, or no encryption any more.
    if (!url.isValid() || url.host().isEmpty() || url.scheme() != endpoint.url.scheme()) {
        problem = QCoreApplication::translate(
                      "feedscope", "The server names “%1” for the next connection; as that is no %2 address, the "
                                   "feed's own is used.")
                      .arg(url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery).left(200),
                           endpoint.url.scheme());
        return endpoint;
    }
    if (!url.hasQuery())
        url.setQuery(endpoint.url.query(QUrl::FullyEncoded));
    if (!isSameServer(url, endpoint.url))
        dropIdentity(endpoint); // it was meant for the server of the profile
    endpoint.url = url;
    endpoint.bootstrap = {};
    return endpoint;
}

Endpoint UpdateReader::resumed(Endpoint endpoint, const QByteArray &lastEventId) const
{
    const ResumeSpec &resume = m_feed->profile->resume;
    const bool byEvents = resume.from == "sse-id" && m_route.frames.envelope != "mqtt";
    const QByteArray place = QByteArray::fromStdString(
        byEvents ? rewound(lastEventId.toStdString(), resume.rewind) : m_now->dialogue.resumeFrom());
    if (!m_push || place.isEmpty())
        return endpoint;
    if (!resume.query.isEmpty()) {
        QUrlQuery query(endpoint.url);
        query.removeAllQueryItems(resume.query);
        query.addQueryItem(resume.query, QString::fromUtf8(place));
        endpoint.url.setQuery(query);
    }
    if (!resume.header.isEmpty())
        endpoint.headers.append({resume.header.toUtf8(), place});
    return endpoint;
}

const ReadResult &UpdateReader::read(const Message &message, std::uint32_t number, bool fromNext)
{
    m_result.arrivals.clear();
    m_result.notices.clear();
    m_result.gaps.clear();
    m_result.sends.clear();
    m_result.unsaid.clear();
    m_result.clock.reset();
    m_result.cursor.clear();
    m_result.cursorProblem.clear();
    m_result.rows = m_result.newRows = 0;
    m_result.announced = m_result.adopted = m_result.counted = false;
    Conversation &with = fromNext && m_next ? *m_next : *m_now;
    const std::string_view bytes(message.payload.constData(),
                                 static_cast<std::size_t>(message.payload.size()));
    const DecodeResult decoded = with.decoder.decode(bytes, message.binary, [&](const Update &update) {
        m_result.announced = m_result.announced || (!fromNext && Dialogue::announcesReconnect(update));
        if (update.talk)
            return count(update, message, fromNext);
        if (fromNext)
            adoptNext();
        take(update, message, number);
    });
    m_result.understood = decoded.unknown == 0 && decoded.unreadable == 0;
    if (!m_result.understood && !with.decoder.oddMessages().empty())
        m_result.sample = with.decoder.oddMessages().back().excerpt;
    if (!m_push)
        readCursor();
    else if (with.dialogue.answers())
        converse(with);
    if (!m_result.arrivals.empty() || m_result.counted)
        m_lastArrival = message.arrival;
    return m_result;
}

void UpdateReader::converse(Conversation &with)
{
    DialogueOutput output = with.dialogue.answer(with.decoder, wallNow());
    m_result.sends = std::move(output.payloads);
    m_result.unsaid = output.error;
    m_result.clock = output.clock;
    m_result.understood =
        m_result.understood || output.expected; // the answer to the profile's ping needs no rule
}

void UpdateReader::take(const Update &update, const Message &message, std::uint32_t number)
{
    const auto series = m_feed->table.series(update.kind, update.get(Field::Symbol).text());
    if (!series)
        return; // counted by the table
    Newest &newest = this->newest(*series);
    Arrival &arrival = m_result.arrivals.emplace_back(arrivalOf(update, *series, m_join));
    arrival.arrival = message.arrival;
    arrival.message = number;
    // The first answer of a poll says how things stand, not what happened (measures.md 1).
    if (update.snapshot || (!m_push && number == 1))
        arrival.flags |= Arrival::Snapshot;
    // A latest-value answer repeats its rows by its nature.
    if (m_kind != LaneKind::PollLatest && m_copies.isCopy(update))
        arrival.flags |= Arrival::Copy;
    if (arrival.has(Arrival::HasSequence)) {
        learnScope(newest.scope, update);
        arrival.generation = !m_perConnection      ? newest.scope.generation
                             : message.sender == 0 ? m_generation
                                                   : sender(message.sender).generation;
    }
    ++m_result.rows;
    m_result.newRows += isNew(arrival, newest) && !arrival.has(Arrival::Copy) ? 1 : 0;
    trackSequence(update, newest.scope.tracked, message);
    if (update.event && !arrival.has(Arrival::Snapshot) && !arrival.has(Arrival::Copy))
        takeNotice(update, message);
    m_now->dialogue.saw(update);
}

UpdateReader::Newest &UpdateReader::newest(SeriesId series)
{
    if (series >= m_newest.size())
        m_newest.resize(series + 1u);
    return m_newest[series];
}

void UpdateReader::learnScope(Scope &scope, const Update &update)
{
    const bool tracked = scope.tracked != SequenceTracker::noScope || !update.numbers.known;
    if (scope.known && tracked && sameText(scope.value, update.numbers.scope))
        return;
    scope.value = update.numbers.scope;
    scope.generation = m_feed->table.generation(scope.value);
    scope.tracked = m_sequence.scopeOf(update);
    scope.known = true;
}

bool UpdateReader::isNew(const Arrival &arrival, Newest &newest)
{
    const bool later = arrival.has(Arrival::HasSequence) ? std::tie(arrival.generation, arrival.sequence) >
                                                               std::tie(newest.generation, newest.sequence)
                                                         : arrival.identity != newest.identity;
    if (newest.seen && !later)
        return false;
    newest.generation = arrival.generation;
    newest.sequence = arrival.sequence;
    newest.identity = arrival.identity;
    newest.seen = true;
    return true;
}

/// What is no data may still take a number, as heartbeats do with some feeds. On a connection that is yet to
/// take over numbers begin with its data.
void UpdateReader::count(const Update &update, const Message &message, bool fromNext)
{
    if (!update.numbers.known || (fromNext && m_perConnection))
        return;
    trackSequence(update, m_sequence.scopeOf(update), message);
    m_result.counted = true;
}

/// One that has not been heard before begins anew, as a connection does: nobody knows where it stood.
UpdateReader::Sender &UpdateReader::sender(std::uint16_t number)
{
    while (m_senders.size() < number)
        m_senders.push_back({SequenceTracker(m_route.rules.sequence), ++m_generations});
    return m_senders[number - 1u];
}

void UpdateReader::trackSequence(const Update &update, std::uint32_t scope, const Message &message)
{
    if (m_kind == LaneKind::PollLatest)
        return; // it skips numbers by its nature
    const bool own = m_perConnection && message.sender != 0;
    const SequenceReport report =
        own ? sender(message.sender).sequence.see(update) : m_sequence.see(update, scope);
    if (report.gaps > 0)
        m_result.gaps.push_back({m_lastArrival == noTime ? message.arrival : m_lastArrival, message.arrival,
                                 static_cast<std::int64_t>(report.missing)});
}

void UpdateReader::takeNotice(const Update &update, const Message &message)
{
    Notice notice;
    notice.id = text(textOf(update, "id"));
    notice.severity = severityOf(text(textOf(update, "severity")));
    notice.text = text(update.get(Field::Text).text());
    notice.wall = update.timeNs != noTime ? update.timeNs : message.arrival + wallNow() - steadyNow();
    m_result.notices.push_back(std::move(notice));
}

void UpdateReader::readCursor()
{
    const PollSpec &poll = m_route.poll;
    const QByteArray place = poll.cursorFrom.empty() ? QByteArray() : cursorPlace(poll.cursorFrom);
    if (place.isEmpty())
        return;
    CursorStep step = cursorStep(place, poll.cursorAdd);
    m_result.cursor = std::move(step.place);
    m_result.cursorProblem = std::move(step.problem);
}

/// Where the message says that its feed has come to; empty: it does not say.
QByteArray UpdateReader::cursorPlace(const std::string &from)
{
    if (from == "sequence") {
        std::optional<std::uint64_t> newest;
        for (const Arrival &arrival : m_result.arrivals)
            if (arrival.has(Arrival::HasSequence))
                newest = std::max(newest.value_or(0), arrival.sequence);
        return newest ? QByteArray::number(static_cast<qulonglong>(*newest)) : QByteArray();
    }
    if (m_now->decoder.documents().empty())
        return {};
    const Value place = valueAt(m_now->decoder.tree(), m_now->decoder.documents().front().root, from);
    return place.hasContent() ? QByteArray(place.text().data(), static_cast<qsizetype>(place.text().size()))
                              : QByteArray();
}

} // namespace feedscope
