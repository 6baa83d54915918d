#include "core/session/pagereader.h"

#include "core/session/arrivals.h"
#include "core/session/cursorstep.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace feedscope {

namespace {

std::vector<std::string> joinMembers(const Profile &profile)
{
    std::vector<std::string> names;
    for (const QString &name : profile.join)
        names.push_back(name.toStdString());
    return names;
}

const Route &routeOf(const Profile &profile, bool forward)
{
    return forward ? profile.route(Side::Poll) : profile.history->route;
}

/// Of each pair of neighbours that can be compared: more of them fall than rise. As `usual` if none can.
template <typename Rows, typename Order>
bool falls(const Rows &rows, bool usual, Order order)
{
    std::ptrdiff_t down = 0;
    for (std::size_t i = 1; i < rows.size(); ++i)
        down += order(rows[i].row.arrival, rows[i - 1].row.arrival);
    return down == 0 ? usual : down > 0;
}

int compared(std::uint64_t a, std::uint64_t b)
{
    return a < b ? 1 : a > b ? -1 : 0;
}

} // namespace

PageReader::PageReader(std::shared_ptr<FeedContext> feed, Contiguity contiguity, bool forward, Text text)
    : m_feed(std::move(feed))
    , m_contiguity(contiguity)
    , m_forward(forward)
    , m_text(std::move(text))
    , m_add(forward ? m_feed->profile->route(Side::Poll).poll.cursorAdd : 0)
    , m_from(forward ? m_feed->profile->route(Side::Poll).poll.cursorFrom : m_feed->profile->history->from)
    , m_join(joinMembers(*m_feed->profile))
    , m_decoder(m_feed->profile, routeOf(*m_feed->profile, forward))
{}

std::optional<SeamRow> PageReader::rowOf(const Update &update, Ns arrival)
{
    if (update.talk)
        return std::nullopt;
    const auto series = m_feed->table.series(update.kind, update.get(Field::Symbol).text());
    if (!series)
        return std::nullopt; // counted by the table
    SeamRow row;
    row.arrival = arrivalOf(update, *series, m_join);
    row.arrival.arrival = arrival;
    if (update.snapshot)
        row.arrival.flags |= Arrival::Snapshot;
    if (row.arrival.has(Arrival::HasSequence))
        row.arrival.generation = m_feed->table.generation(update.numbers.scope);
    if (m_text)
        row.text = m_text(update);
    return row;
}

HistoryPage PageReader::read(const QByteArray &body, Ns arrival)
{
    HistoryPage page;
    std::vector<Placed> rows;
    m_decoder.reset();
    const std::string_view bytes(body.constData(), static_cast<std::size_t>(body.size()));
    const bool ofRows = !m_from.starts_with('/');
    const DecodeResult result = m_decoder.decode(bytes, false, [&](const Update &update) {
        auto row = rowOf(update, arrival);
        if (!row || row->arrival.has(Arrival::Snapshot))
            return;
        const std::string_view place = ofRows ? textOf(update, m_from) : std::string_view();
        rows.push_back({std::move(*row), QByteArray(place.data(), qsizetype(place.size()))});
    });
    if (result.unreadable > 0 || (result.unknown > 0 && rows.empty())) {
        page.problem = QCoreApplication::translate("feedscope", "A page of the history could not be read: “%1”.")
                           .arg(m_decoder.oddMessages().back().excerpt);
        return page;
    }
    sort(rows);
    CursorStep step;
    if (const QByteArray last = lastPlace(rows); !last.isEmpty())
        step = cursorStep(last, m_add);
    page.next = std::move(step.place);
    page.problem = std::move(step.problem);
    page.rows.reserve(rows.size());
    for (Placed &placed : rows)
        page.rows.push_back(std::move(placed.row));
    return page;
}

/// Into the order of the walk. Several rules may have read one page, each its own kind of rows: numbers that
/// count over the whole feed tell the order among them, scope by scope; without such, the source's time.
void PageReader::sort(std::vector<Placed> &rows) const
{
    const auto has = [&](auto what) { return std::ranges::all_of(rows, what); };
    if (m_contiguity == Contiguity::Feed &&
        has([](const Placed &placed) { return placed.row.arrival.has(Arrival::HasSequence); })) {
        const bool newestFirst = falls(rows, !m_forward, [](const Arrival &next, const Arrival &before) {
            return next.generation == before.generation ? compared(next.sequence, before.sequence) : 0;
        });
        std::map<std::uint32_t, std::size_t> ranks; // a scope's, in the order of their coming
        for (const Placed &placed : rows)
            ranks.emplace(placed.row.arrival.generation, ranks.size());
        const bool turns = newestFirst == m_forward;
        std::ranges::stable_sort(rows, [&](const Placed &a, const Placed &b) {
            const Arrival &x = a.row.arrival, &y = b.row.arrival;
            if (x.generation != y.generation)
                return (ranks[x.generation] < ranks[y.generation]) != turns;
            return m_forward ? x.sequence < y.sequence : x.sequence > y.sequence;
        });
    } else if (has([](const Placed &placed) { return placed.row.arrival.originWall != noTime; })) {
        const bool newestFirst = falls(rows, !m_forward, [](const Arrival &next, const Arrival &before) {
            return next.originWall < before.originWall ? 1 : next.originWall > before.originWall ? -1 : 0;
        });
        if (newestFirst == m_forward)
            std::ranges::reverse(rows);
        std::ranges::stable_sort(rows, [this](const Placed &a, const Placed &b) {
            const Ns x = a.row.arrival.originWall, y = b.row.arrival.originWall;
            return m_forward ? x < y : x > y;
        });
    }
}

QByteArray PageReader::placeBehind(std::uint64_t number) const
{
    return cursorStep(QByteArray::number(static_cast<qulonglong>(number)), m_add).place;
}

/// Where this page says that it has come to; empty: it does not say.
QByteArray PageReader::lastPlace(const std::vector<Placed> &rows)
{
    if (m_from.starts_with('/')) {
        if (m_decoder.documents().empty())
            return {};
        const Value place = valueAt(m_decoder.tree(), m_decoder.documents().front().root, m_from);
        return place.hasContent() ? QByteArray(place.text().data(), qsizetype(place.text().size())) : QByteArray();
    }
    if (m_from.empty() || rows.empty())
        return {};
    return rows.back().place;
}

} // namespace feedscope
