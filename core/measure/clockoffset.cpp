#include "core/measure/clockoffset.h"

#include <algorithm>
#include <cmath>

namespace feedscope {

namespace {
constexpr Ns halfSecond = second / 2;
constexpr double drift = 50e-6; ///< assumed, of one clock against the other
} // namespace

bool ClockOffset::addExchange(Ns t1, Ns t2, Ns t3, Ns t4)
{
    return add(m_exchanges, {((t2 - t1) + (t3 - t4)) / 2, (t4 - t1) - (t3 - t2), t4, false});
}

bool ClockOffset::addHttpDate(Ns t1, Ns t4, std::int64_t dateSeconds)
{
    const Ns middle = t1 + (t4 - t1) / 2;
    return add(m_dates, {dateSeconds * second + halfSecond - middle, t4 - t1, t4, true});
}

bool ClockOffset::add(std::deque<Exchange> &exchanges, const Exchange &exchange)
{
    if (exchange.roundTrip < 0)
        return false;
    exchanges.push_back(exchange);
    if (exchanges.size() > kept)
        exchanges.pop_front();
    return true;
}

const ClockOffset::Exchange *ClockOffset::best() const
{
    const auto better = [](const Exchange &a, const Exchange &b) {
        return a.roundTrip < b.roundTrip || (a.roundTrip == b.roundTrip && a.at > b.at);
    };
    const std::deque<Exchange> &exchanges = m_exchanges.empty() ? m_dates : m_exchanges;
    const auto found = std::min_element(exchanges.begin(), exchanges.end(), better);
    return found == exchanges.end() ? nullptr : &*found;
}

ClockEstimate ClockOffset::estimate(Ns now, Ns resolution) const
{
    const Exchange *exchange = best();
    if (!exchange)
        return {};
    const Ns age = std::max<Ns>(0, now - exchange->at);
    const Ns drifted = std::llround(drift * static_cast<double>(age));
    const Ns coarse = exchange->date ? halfSecond : 0;
    return {exchange->offset, exchange->roundTrip / 2 + coarse + resolution + drifted, exchange->roundTrip,
            exchange->date ? ClockMethod::HttpDate : ClockMethod::TwoWay};
}

ClockEstimate ClockOffset::sameMachine(Ns resolution)
{
    return {0, resolution, noTime, ClockMethod::SameMachine};
}

bool ClockOffset::due(Ns now) const
{
    return m_exchanges.empty() || now - m_exchanges.back().at >= renewEvery;
}

void BestDelay::add(Ns now, Ns delay)
{
    const Ns number = now / part;
    Least &least = m_least[static_cast<std::size_t>(number) % parts];
    if (least.number != number)
        least = {number, delay};
    else
        least.delay = std::min(least.delay, delay);
}

Ns BestDelay::best(Ns now) const
{
    const Ns oldest = now / part - static_cast<Ns>(parts) + 1;
    Ns best = noTime;
    for (const Least &least : m_least)
        if (least.number != noTime && least.number >= oldest && (best == noTime || least.delay < best))
            best = least.delay;
    return best;
}

ClockEstimate BestDelay::estimate(Ns now) const
{
    const Ns least = best(now);
    return least == noTime ? ClockEstimate{} : ClockEstimate{-least, noTime, noTime, ClockMethod::BestSeen};
}

ClockLabel clockLabel(double value, std::optional<double> uncertainty)
{
    if (!uncertainty)
        return ClockLabel::Greyed;
    const double size = std::abs(value);
    if (size < *uncertainty)
        return ClockLabel::Below;
    return size < 2 * *uncertainty ? ClockLabel::Greyed : ClockLabel::Plain;
}

} // namespace feedscope
