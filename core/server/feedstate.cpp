#include "core/server/feedstate.h"

#include <algorithm>

namespace feedscope::server {

QByteArray jsonArray(const std::vector<QByteArray> &texts)
{
    QByteArray rows = "[";
    for (const QByteArray &text : texts) {
        if (text.isEmpty()) // a series without a value yet
            continue;
        if (rows.size() > 1)
            rows.append(',');
        rows.append(text);
    }
    return rows.append(']');
}

FeedState::FeedState(QByteArray epoch, std::vector<Ticker> tickers, int capacity)
    : m_epoch(std::move(epoch))
    , m_tickers(std::move(tickers))
    , m_latest(m_tickers.size())
    , m_latestNumber(m_tickers.size())
    , m_ring(static_cast<std::size_t>(std::max(1, capacity)))
    , m_archive(m_ring.size())
{}

Update FeedState::publish(const Tick &tick, std::int64_t timeUs)
{
    const auto series = static_cast<std::size_t>(tick.series);
    const UpdateHead head = nextHead(timeUs);
    m_tickSequence = head.sequence;
    m_latest[series] = tickText(head, m_tickers[series], tick);
    m_latestNumber[series] = head.sequence;
    keep(m_tickers[series].symbol, m_latest[series]);
    return {tick.series, head.sequence, m_latest[series]};
}

Update FeedState::publish(const Alert &alert, std::int64_t timeUs)
{
    const UpdateHead head = nextHead(timeUs);
    const Ticker &ticker = m_tickers[static_cast<std::size_t>(alert.series)];
    const QByteArray text = alertText(head, ticker, alert);
    keep(ticker.symbol, text);
    return {-1, head.sequence, text};
}

Update FeedState::publish(const Dot &dot, std::int64_t timeUs)
{
    const UpdateHead head = nextHead(timeUs);
    m_tickSequence = head.sequence;
    m_dot = dotText(head, dot);
    keep("dot", m_dot);
    return {static_cast<int>(m_tickers.size()), head.sequence, m_dot};
}

UpdateHead FeedState::nextHead(std::int64_t timeUs)
{
    return {m_epoch, ++m_sequence, timeUs};
}

void FeedState::keep(const QByteArray &symbol, const QByteArray &text)
{
    m_archive.append(m_epoch, m_sequence, symbol, text);
    m_ring[(m_sequence - 1) % m_ring.size()] = text;
    m_held = std::min<std::uint64_t>(m_held + 1, m_ring.size());
}

FeedState::Place FeedState::placeOf(const QByteArray &cursor, const std::optional<QByteArray> &epoch) const
{
    // A number of an earlier start must never be taken for one of this.
    const qsizetype dash = cursor.indexOf('-');
    const std::optional<QByteArray> named = dash > 0 ? cursor.first(dash) : epoch;
    bool valid = false;
    const std::uint64_t number = (dash > 0 ? cursor.sliced(dash + 1) : cursor).toULongLong(&valid);
    const bool foreign = (named && *named != m_epoch) || number > m_sequence;
    return {!valid ? Place::Kind::Senseless : foreign ? Place::Kind::Foreign : Place::Kind::Ours, number};
}

QByteArray FeedState::latestRows() const
{
    return jsonArray(m_latest);
}

QByteArray FeedState::latestRowsWithDot() const
{
    std::vector<QByteArray> rows = m_latest;
    rows.push_back(m_dot);
    return jsonArray(rows);
}

std::vector<QByteArray> FeedState::latestInOrder() const
{
    std::vector<std::size_t> order;
    for (std::size_t series = 0; series < m_latest.size(); ++series)
        if (m_latestNumber[series] > 0)
            order.push_back(series);
    std::ranges::sort(order, {}, [this](std::size_t series) { return m_latestNumber[series]; });
    std::vector<QByteArray> rows;
    rows.reserve(order.size());
    for (const std::size_t series : order)
        rows.push_back(m_latest[series]);
    return rows;
}

std::vector<QByteArray> FeedState::since(std::uint64_t number) const
{
    std::vector<QByteArray> texts;
    for (std::uint64_t next = std::max(number + 1, firstSequence()); next <= m_sequence; ++next)
        texts.push_back(at(next));
    return texts;
}

QByteArray FeedState::rowsSince(std::uint64_t number) const
{
    return jsonArray(since(number));
}

} // namespace feedscope::server
