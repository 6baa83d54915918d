#pragma once

#include "core/clock.h"
#include "core/server/alerts.h"
#include "core/server/walk.h"

#include <algorithm>
#include <optional>
#include <variant>
#include <vector>

namespace feedscope::server {

/// Something that happens in the market, and when it was due on the schedule.
struct MarketEvent
{
    Ns due = noTime;
    std::variant<Tick, Alert> what;
};

/// The source of the demo feed: series that change as a Poisson process of an adjustable total rate, every
/// series as often as any other. Pure: no clock, no socket; the same seed and calls give the same events.
class Market
{
public:
    Market(std::uint64_t seed, int symbols, double rate, Ns start);

    const std::vector<Ticker> &tickers() const noexcept { return m_tickers; }

    /// Every series as it stands.
    std::vector<Tick> quotes() const;

    /// When the next event is due. A tick's alert is due with its tick.
    Ns nextDue() const noexcept { return m_alert ? m_alert->due : m_due; }

    /// The next event, if it is due at `now`.
    std::optional<MarketEvent> next(Ns now);

    /// Everything that is due at `now`.
    std::vector<MarketEvent> advance(Ns now);

    /// Changes the rate from `now` on; what was left of the current gap is stretched (the process has no
    /// memory).
    void setRate(double rate, Ns now);
    double rate() const noexcept { return m_rate; }

    /// Moves the schedule so that nothing more was due before `now`: for a program that was asleep.
    void skipTo(Ns now) noexcept { m_due = std::max(m_due, now); }

private:
    std::vector<Ticker> m_tickers;
    std::vector<Walk> m_walks;
    Alerts m_alerts;
    Random m_random;
    double m_rate;
    Ns m_due;
    std::optional<MarketEvent> m_alert; ///< to come right after its tick
};

} // namespace feedscope::server
