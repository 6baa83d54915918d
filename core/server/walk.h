#pragma once

#include "core/clock.h"
#include "core/server/random.h"
#include "core/server/tickers.h"

namespace feedscope::server {

/// One new value of one series: what an update says.
struct Tick
{
    int series = 0;    ///< index among the tickers
    double price = 0;  ///< rounded to the series' decimals
    double change = 0; ///< percent against the opening price
    double size = 0;   ///< what was traded, in units of the series
};

/// The price of one series: a random walk in the logarithm, weakly drawn back to where it began (so that the
/// demo still looks sane after a week). Its variance grows with time, not with the number of steps.
class Walk
{
public:
    Walk(const Ticker &ticker, Ns start);

    /// The next value, at `now`.
    Tick step(Ns now, Random &random);
    /// The value as it stands, without a trade.
    Tick quote() const;

private:
    double rounded() const;

    Ticker m_ticker;
    double m_opening;
    double m_scale;         ///< 10^decimals
    double m_deviation = 0; ///< logarithm of price / starting price
    Ns m_last;
};

} // namespace feedscope::server
