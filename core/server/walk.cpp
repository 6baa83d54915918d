#include "core/server/walk.h"

#include <algorithm>

namespace feedscope::server {

namespace {
constexpr double returnTime = 1800;    // s in which the pull to the start undoes most of a deviation
constexpr double longestStep = 10;     // s; a series that slept for an hour need not jump
constexpr double usualTurnover = 1000; // price x size of a typical trade
} // namespace

Walk::Walk(const Ticker &ticker, Ns start)
    : m_ticker(ticker)
    , m_opening(openingPrice(ticker))
    , m_scale(std::pow(10.0, ticker.decimals))
    , m_last(start)
{}

double Walk::rounded() const
{
    const double price = m_ticker.price * std::exp(m_deviation);
    return std::max(1.0, std::round(price * m_scale)) / m_scale;
}

Tick Walk::quote() const
{
    const double price = rounded();
    return {0, price, 100 * (price / m_opening - 1), 0};
}

Tick Walk::step(Ns now, Random &random)
{
    const double elapsed = std::clamp(static_cast<double>(now - m_last) / second, 0.0, longestStep);
    m_last = now;
    m_deviation +=
        m_ticker.volatility * std::sqrt(elapsed) * random.normal() - m_deviation * elapsed / returnTime;
    Tick tick = quote();
    const double size = std::exp(random.normal()) * usualTurnover / tick.price;
    tick.size = std::max(1.0, std::round(size * 1e4)) / 1e4;
    return tick;
}

} // namespace feedscope::server
