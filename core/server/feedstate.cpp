#include "core/server/feedstate.h"

#include <algorithm>

namespace feedscope::server {

namespace {

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

} // namespace

FeedState::FeedState(QByteArray epoch, std::vector<Ticker> tickers, int capacity)
    : m_epoch(std::move(epoch))
    , m_tickers(std::move(tickers))
    , m_latest(m_tickers.size())
    , m_ring(static_cast<std::size_t>(std::max(1, capacity)))
{}

Update FeedState::publish(const Tick &tick, std::int64_t timeUs)
{
    const auto series = static_cast<std::size_t>(tick.series);
    const UpdateHead head = nextHead(timeUs);
    m_tickSequence = head.sequence;
    m_latest[series] = tickText(head, m_tickers[series], tick);
    keep(m_latest[series]);
    return {tick.series, head.sequence, m_latest[series]};
}

Update FeedState::publish(const Alert &alert, std::int64_t timeUs)
{
    const UpdateHead head = nextHead(timeUs);
    const QByteArray text = alertText(head, m_tickers[static_cast<std::size_t>(alert.series)], alert);
    keep(text);
    return {-1, head.sequence, text};
}

UpdateHead FeedState::nextHead(std::int64_t timeUs)
{
    return {m_epoch, ++m_sequence, timeUs};
}

void FeedState::keep(const QByteArray &text)
{
    m_ring[(m_sequence - 1) % m_ring.size()] = text;
    m_held = std::min<std::uint64_t>(m_held + 1, m_ring.size());
}

QByteArray FeedState::latestRows() const
{
    return jsonArray(m_latest);
}

std::vector<QByteArray> FeedState::since(std::uint64_t number) const
{
    std::vector<QByteArray> texts;
    for (std::uint64_t next = std::max(number + 1, firstSequence()); next <= m_sequence; ++next)
        texts.push_back(m_ring[(next - 1) % m_ring.size()]);
    return texts;
}

QByteArray FeedState::rowsSince(std::uint64_t number) const
{
    return jsonArray(since(number));
}

} // namespace feedscope::server
