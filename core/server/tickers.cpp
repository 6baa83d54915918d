#include "core/server/tickers.h"

#include "core/server/random.h"

#include <algorithm>
#include <utility>

namespace feedscope::server {

namespace {

const std::vector<Ticker> &knownTickers()
{
    static const std::vector<Ticker> known = {
        {"BTC-USD", 106955.30, 2, 0.0002, 1.05}, {"ETH-USD", 3891.22, 2, 0.0003, -1.39},
        {"SOL-USD", 182.41, 2, 0.0004, -0.08},   {"ADA-USD", 0.8123, 4, 0.0006, 1.29},
        {"XRP-USD", 2.4415, 4, 0.0008, 0.51},    {"DOT-USD", 7.1180, 4, 0.0005, 0.22},
        {"LTC-USD", 98.77, 2, 0.0004, -0.22},    {"LINK-USD", 18.20, 2, 0.0006, 1.03},
        {"AVAX-USD", 36.51, 2, 0.0006, -0.52},   {"UNI-USD", 11.09, 2, 0.0007, -1.20},
        {"ATOM-USD", 9.8740, 4, 0.0005, -1.27},  {"XLM-USD", 0.4127, 4, 0.0006, -0.33},
    };
    return known;
}

Ticker madeUpTicker(int number)
{
    Random random(static_cast<std::uint64_t>(number));
    const double price = 0.5 * std::pow(1000.0, random.uniform());
    QByteArray symbol = QByteArray::number(number).rightJustified(4, '0').prepend('S').append("-USD");
    return {std::move(symbol), price, price < 10 ? 4 : 2, 0.0003 + 0.0005 * random.uniform(),
            3 * random.uniform() - 1.5};
}

} // namespace

std::vector<Ticker> tickers(int count)
{
    const auto &known = knownTickers();
    const int named = std::min(count, static_cast<int>(known.size()));
    std::vector<Ticker> all(known.begin(), known.begin() + named);
    for (int number = named + 1; number <= count; ++number)
        all.push_back(madeUpTicker(number));
    return all;
}

double openingPrice(const Ticker &ticker)
{
    return ticker.price / (1 + ticker.change / 100);
}

} // namespace feedscope::server
