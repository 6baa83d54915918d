#include "core/server/market.h"

#include "core/server/options.h"

#include <algorithm>
#include <utility>

namespace feedscope::server {

namespace {

double possibleRate(double rate)
{
    // Written so that a NaN ends at the minimum.
    return rate > ServerOptions::minimumRate ? std::min(rate, ServerOptions::maximumRate)
                                             : ServerOptions::minimumRate;
}

} // namespace

Market::Market(std::uint64_t seed, int symbols, double rate, Ns start)
    : m_tickers(server::tickers(std::clamp(symbols, 1, ServerOptions::maximumSymbols)))
    , m_alerts(m_tickers, start)
    , m_random(seed)
    , m_rate(possibleRate(rate))
    , m_due(start)
{
    for (const Ticker &ticker : m_tickers)
        m_walks.emplace_back(ticker, start);
    m_due += static_cast<Ns>(m_random.exponential() / m_rate * second);
}

std::vector<Tick> Market::quotes() const
{
    std::vector<Tick> all;
    for (const Walk &walk : m_walks) {
        all.push_back(walk.quote());
        all.back().series = static_cast<int>(all.size()) - 1;
    }
    return all;
}

std::optional<MarketEvent> Market::next(Ns now)
{
    if (m_alert)
        return std::exchange(m_alert, std::nullopt);
    if (m_due > now)
        return std::nullopt;
    const Ns due = m_due;
    const int series = m_random.below(static_cast<int>(m_walks.size()));
    Tick tick = m_walks[static_cast<std::size_t>(series)].step(due, m_random);
    tick.series = series;
    if (auto alert = m_alerts.look(tick, due))
        m_alert = MarketEvent{due, std::move(*alert)};
    m_due += static_cast<Ns>(m_random.exponential() / m_rate * second);
    return MarketEvent{due, tick};
}

std::vector<MarketEvent> Market::advance(Ns now)
{
    std::vector<MarketEvent> events;
    while (auto event = next(now))
        events.push_back(std::move(*event));
    return events;
}

void Market::setRate(double rate, Ns now)
{
    rate = possibleRate(rate);
    const double left = static_cast<double>(std::max<Ns>(0, m_due - now));
    m_due = now + static_cast<Ns>(left * m_rate / rate);
    m_rate = rate;
}

} // namespace feedscope::server
