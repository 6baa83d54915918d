#include "core/server/alerts.h"

#include <QLocale>

#include <algorithm>
#include <array>

namespace feedscope::server {

using namespace Qt::StringLiterals;

namespace {

constexpr Ns sampleSpacing = 5 * second;
constexpr Ns minute = 60 * second;
constexpr double warningMove = 0.8; // percent in a minute
constexpr double criticalMove = 1.5;

/// The largest of 1, 2, 5 times a power of ten that is not above `value`.
double roundStep(double value)
{
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double factor : {5.0, 2.0})
        if (factor * power <= value)
            return factor * power;
    return power;
}

QString grouped(double value, int decimals)
{
    return QLocale(QLocale::English).toString(value, 'f', decimals);
}

QString millions(double value)
{
    return grouped(value / 1e6, 0) + u" M"_s;
}

} // namespace

QByteArray severityName(Alert::Severity severity)
{
    static constexpr std::array names = {"info", "warning", "critical"};
    return names[static_cast<std::size_t>(severity)];
}

Alerts::Alerts(const std::vector<Ticker> &tickers, Ns start)
    : m_quietUntil(start)
{
    for (const Ticker &ticker : tickers) {
        Watch watch;
        watch.symbol = ticker.symbol;
        watch.step = roundStep(ticker.price / 250);
        watch.stepDecimals = std::max(0, -static_cast<int>(std::floor(std::log10(watch.step) + 1e-9)));
        watch.price = ticker.price;
        watch.quietUntil = start;
        m_watches.push_back(std::move(watch));
    }
}

std::optional<Alert> Alerts::look(const Tick &tick, Ns now)
{
    Watch &watch = m_watches[static_cast<std::size_t>(tick.series)];
    const double before = std::exchange(watch.price, tick.price);
    auto alert = moved(watch, tick, now);
    if (auto trade = traded(watch, tick); !alert)
        alert = std::move(trade);
    if (now < m_quietUntil || now < watch.quietUntil)
        return std::nullopt;
    if (!alert)
        alert = crossed(watch, before, tick);
    if (alert) {
        alert->series = tick.series;
        m_quietUntil = now + spacing;
        watch.quietUntil = now + spacingOfSeries;
    }
    return alert;
}

std::optional<Alert> Alerts::moved(Watch &watch, const Tick &tick, Ns now)
{
    while (!watch.minute.empty() && watch.minute.front().time < now - minute)
        watch.minute.pop_front();
    if (watch.minute.empty() || watch.minute.back().time <= now - sampleSpacing)
        watch.minute.push_back({now, tick.price});
    const double percent = 100 * (tick.price / watch.minute.front().price - 1);
    if (std::abs(percent) < warningMove)
        return std::nullopt;
    const bool critical = std::abs(percent) >= criticalMove;
    return Alert{
        tick.series, critical ? Alert::Severity::Critical : Alert::Severity::Warning,
        u"%1 moved %2 % in 60 s"_s.arg(QString::fromLatin1(watch.symbol), QString::number(percent, 'f', 1))};
}

std::optional<Alert> Alerts::crossed(const Watch &watch, double before, const Tick &tick)
{
    // The last digit of a double must not decide on which side of a round price a price lies.
    const double lower = std::floor(before / watch.step + 1e-9);
    const double upper = std::floor(tick.price / watch.step + 1e-9);
    if (lower == upper)
        return std::nullopt;
    const bool upwards = upper > lower;
    const double level = std::max(lower, upper);
    const bool major = std::fmod(level, 5) == 0;
    return Alert{tick.series, major ? Alert::Severity::Warning : Alert::Severity::Info,
                 u"%1 crossed %2 %3"_s.arg(QString::fromLatin1(watch.symbol),
                                           grouped(level * watch.step, watch.stepDecimals),
                                           upwards ? u"upwards"_s : u"downwards"_s)};
}

std::optional<Alert> Alerts::traded(Watch &watch, const Tick &tick)
{
    watch.turnover += tick.price * tick.size;
    if (watch.turnover < watch.turnoverMark)
        return std::nullopt;
    const double mark = roundStep(watch.turnover);
    const bool two = std::fmod(std::log10(mark / 2) + 1e-9, 1) < 1e-6;
    watch.turnoverMark = two ? mark * 2.5 : mark * 2;
    return Alert{tick.series, Alert::Severity::Info,
                 u"%1 volume above %2"_s.arg(QString::fromLatin1(watch.symbol), millions(mark))};
}

} // namespace feedscope::server
