#include "core/measure/theory.h"

#include <algorithm>
#include <cmath>

namespace feedscope::theory {

namespace {

/// 1 − e^(−x), exact for small x.
double some(double x)
{
    return -std::expm1(-x);
}

/// q = (1 − e^(−x))/x: the share of updates that a poll of x updates per interval delivers.
double delivered(double x)
{
    return x > 0 ? some(x) / x : 1;
}

/// 1/λ − T·e^(−x)/(1 − e^(−x)): the mean wait of a survivor.
double survivorWait(double rate, double interval)
{
    const double x = rate * interval;
    if (x < 1e-4)
        return interval * (0.5 - x / 12); // the two terms would cancel
    return 1 / rate - interval / std::expm1(x);
}

/// d + T/2 − 1/λ + q·e^(−λd)/λ
double pollOutdatedMean(double rate, double interval, double d)
{
    const double x = rate * (interval + d);
    if (x < 1e-5)
        return rate / 2 * (d * d + d * interval + interval * interval / 3);
    return d + interval / 2 - 1 / rate + delivered(rate * interval) * std::exp(-rate * d) / rate;
}

/// The root a of a/T − (1 − e^(−λa))/x = p in [0, T]: the left side rises from 0 to 1 − q.
double ageRoot(double rate, double interval, double p)
{
    double low = 0;
    double high = interval;
    for (int i = 0; i < 100; ++i) {
        const double a = (low + high) / 2;
        (a / interval - some(rate * a) / (rate * interval) < p ? low : high) = a;
    }
    return (low + high) / 2;
}

} // namespace

Expected push(Source source, double d)
{
    const double rate = source.seriesRate();
    Expected e;
    e.delayMean = e.lagMean = d;
    e.outdatedShare = some(rate * d);
    e.outdatedMean = rate * d < 1e-5 ? rate * d * d / 2 : d - some(rate * d) / rate;
    e.ageMean = d + 1 / rate;
    return e;
}

Expected pollLatest(Source source, double interval, double d)
{
    const double rate = source.seriesRate();
    const double q = delivered(rate * interval);
    Expected e;
    e.missedShare = 1 - q;
    e.wastedShare = std::exp(-source.rate * interval);
    e.unchangedRowsShare = std::exp(-rate * interval);
    e.delayMean = d + survivorWait(rate, interval);
    e.lagMean = d + interval / 2;
    e.outdatedShare = 1 - q * std::exp(-rate * d);
    e.outdatedMean = pollOutdatedMean(rate, interval, d);
    e.ageMean = d + interval / 2 + 1 / rate;
    return e;
}

Expected pollCursor(Source source, double interval, double d)
{
    Expected e = pollLatest(source, interval, d);
    e.missedShare = 0;
    e.unchangedRowsShare = 0;
    e.delayMean = e.lagMean;
    return e;
}

Expected pollLatest(std::span<const double> seriesRates, double interval, double d)
{
    Expected sum;
    double rate = 0;
    double arriving = 0; ///< Σ(1 − e^(−λT)): updates delivered per poll
    for (const double seriesRate : seriesRates) {
        const Expected one = pollLatest(Source{seriesRate, 1}, interval, d);
        const double fresh = some(seriesRate * interval);
        rate += seriesRate;
        arriving += fresh;
        sum.delayMean += fresh * one.delayMean;
        sum.unchangedRowsShare += one.unchangedRowsShare;
        sum.outdatedShare += one.outdatedShare;
        sum.outdatedMean += one.outdatedMean;
        sum.ageMean += one.ageMean;
    }
    const auto n = static_cast<double>(std::max<std::size_t>(1, seriesRates.size()));
    sum.missedShare = rate > 0 ? 1 - arriving / (rate * interval) : 0;
    sum.wastedShare = std::exp(-rate * interval);
    sum.delayMean = arriving > 0 ? sum.delayMean / arriving : d + interval / 2;
    sum.lagMean = d + interval / 2;
    for (double *average : {&sum.unchangedRowsShare, &sum.outdatedShare, &sum.outdatedMean, &sum.ageMean})
        *average /= n;
    return sum;
}

Expected pollRegular(double period, double interval)
{
    const double u = period;
    const double t = interval;
    Expected e;
    e.missedShare = std::max(0.0, 1 - u / t);
    e.unchangedRowsShare = std::max(0.0, 1 - t / u);
    e.wastedShare = e.unchangedRowsShare;
    e.delayMean = std::min(u, t) / 2;
    e.lagMean = t / 2;
    e.outdatedShare = u <= t ? 1 - u / (2 * t) : t / (2 * u);
    e.ageMean = (u + t) / 2;
    // Outdated = max(0, age − U) with age = read wait in [0, T) + time since the change in [0, U).
    e.outdatedMean = u <= t ? t / 2 - u / 2 + u * u / (6 * t) : t * t / (6 * u);
    return e;
}

double pushOutdatedShare(double seriesRate, std::span<const double> delays)
{
    double fresh = 0;
    for (const double d : delays)
        fresh += std::exp(-seriesRate * d);
    return delays.empty() ? 0 : 1 - fresh / static_cast<double>(delays.size());
}

double pollDelayPercentile(double seriesRate, double interval, double d, double p)
{
    const double x = seriesRate * interval;
    if (x < 1e-9)
        return d + p * interval;
    return d - std::log1p(-p * some(x)) / seriesRate;
}

double pollLagPercentile(double interval, double d, double p)
{
    return d + p * interval;
}

double pushAgePercentile(double seriesRate, double d, double p)
{
    return d - std::log1p(-p) / seriesRate;
}

double pollAgePercentile(double seriesRate, double interval, double d, double p)
{
    const double x = seriesRate * interval;
    if (delivered(x) < 1 - p)
        return d + ageRoot(seriesRate, interval, p);
    const double logGrown = x > 30 ? x + std::log1p(-std::exp(-x)) : std::log(std::expm1(x));
    return d + (logGrown - std::log((1 - p) * x)) / seriesRate;
}

double cursorBatch(double rate, double interval)
{
    const double x = rate * interval;
    return x > 0 ? 1 / delivered(x) : 1;
}

LongPollExpected longPoll(Source source, LongPoll options)
{
    const double all = source.rate;
    const double one = source.seriesRate();
    const double g = options.rearm;
    const double h = some(all * options.hold);
    const double quiet = std::exp(-all * g); ///< nothing came while re-arming
    LongPollExpected e;
    e.updatesPerAnswer = all * g + h * quiet;
    e.emptyShare = std::exp(-all * (g + options.hold));
    e.answersPerSecond = all / e.updatesPerAnswer;
    e.delayMean = options.d + all * g * g / (2 * e.updatesPerAnswer);
    e.outdatedShare =
        (g - std::exp(-one * options.d) * some(one * g) / one + h * quiet / all * some(one * options.d)) *
        e.answersPerSecond;
    e.missedShareLatest = 1 - (source.series * some(one * g) + h * quiet) / e.updatesPerAnswer;
    return e;
}

double goodEnoughInterval(double within, double d)
{
    return std::max(0.0, (within - d) / 0.95);
}

} // namespace feedscope::theory
