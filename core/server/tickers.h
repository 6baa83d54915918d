#pragma once

#include <QByteArray>

#include <vector>

namespace feedscope::server {

/// One series of the demo feed, as it stands when the server starts. A value.
struct Ticker
{
    QByteArray symbol;     ///< ASCII, needs no escaping in JSON
    double price = 1;      ///< at the start; the walk is drawn back to it
    int decimals = 2;      ///< of every price of this series
    double volatility = 0; ///< standard deviation of the relative move in one second
    double change = 0;     ///< percent against the opening price, at the start
};

/// The first `count` series (at least 1): twelve with known names, then made-up ones that follow from their
/// number.
std::vector<Ticker> tickers(int count);

/// What an opening price must have been so that `price` is `change` percent above it.
double openingPrice(const Ticker &ticker);

} // namespace feedscope::server
