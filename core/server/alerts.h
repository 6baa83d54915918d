#pragma once

#include "core/clock.h"
#include "core/server/walk.h"

#include <QByteArray>
#include <QString>

#include <deque>
#include <optional>
#include <vector>

namespace feedscope::server {

/// One notification of the feed.
struct Alert
{
    enum class Severity : std::uint8_t
    {
        Info,
        Warning,
        Critical
    };

    int series = 0;
    Severity severity = Severity::Info;
    QString text; ///< English, as the feed's data; needs escaping in JSON
};

/// The word on the wire: info, warning, critical.
QByteArray severityName(Alert::Severity severity);

/// Watches the walks and speaks up when something remarkable happens, at most once in `spacing` and once a
/// minute for one series, so that a reader can follow whatever the rate. Pure: time is an argument.
class Alerts
{
public:
    static constexpr Ns spacing = 12 * second;
    static constexpr Ns spacingOfSeries = 60 * second;

    Alerts(const std::vector<Ticker> &tickers, Ns start);

    /// What the tick is worth telling, if anything. Ticks come in the order of time.
    std::optional<Alert> look(const Tick &tick, Ns now);

private:
    struct Sample
    {
        Ns time;
        double price;
    };
    /// What must be remembered of one series; bounded: one sample in 5 s for a minute.
    struct Watch
    {
        QByteArray symbol;
        double step = 1; ///< between two round prices
        int stepDecimals = 0;
        double price = 0;          ///< of the last tick
        double turnover = 0;       ///< since the start
        double turnoverMark = 1e6; ///< 1 M, 2 M, 5 M, 10 M ...
        std::deque<Sample> minute;
        Ns quietUntil = noTime;
    };

    static std::optional<Alert> moved(Watch &watch, const Tick &tick, Ns now);
    static std::optional<Alert> crossed(const Watch &watch, double before, const Tick &tick);
    static std::optional<Alert> traded(Watch &watch, const Tick &tick);

    std::vector<Watch> m_watches;
    Ns m_quietUntil;
};

} // namespace feedscope::server
