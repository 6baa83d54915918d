#pragma once

#include <span>

namespace feedscope::theory {

// Closed forms of measures.md 9 (2): constant delay d (server read or send → arrival) and interval T,
// independent Poisson series. All times in seconds, rates per second, p in 0..1. Pure; any thread.

/// A source of `series` equal series that together make `rate` updates/s.
struct Source
{
    double rate = 0;
    int series = 1;

    double seriesRate() const { return rate / series; }
};

/// What a lane is expected to show.
struct Expected
{
    double missedShare = 0;
    double wastedShare = 0;        ///< of answers; 0 for push
    double unchangedRowsShare = 0; ///< of rows
    double delayMean = 0;
    double lagMean = 0;
    double outdatedShare = 0;
    double outdatedMean = 0; ///< over all time, zeros included
    double ageMean = 0;
};

Expected push(Source source, double d);
Expected pollLatest(Source source, double interval, double d);
/// Nothing missed: Delay = Lag. The rest as pollLatest.
Expected pollCursor(Source source, double interval, double d);
/// Series of unequal rates: missed over all updates, Delay weighted by what is delivered, Outdated and Age
/// averaged over series.
Expected pollLatest(std::span<const double> seriesRates, double interval, double d);
/// Each series changes every `period`, phase swept, d = 0.
Expected pollRegular(double period, double interval);
/// Push with independent random delays: the share of time outdated.
double pushOutdatedShare(double seriesRate, std::span<const double> delays);

double pollDelayPercentile(double seriesRate, double interval, double d, double p);
double pollLagPercentile(double interval, double d, double p);
double pushAgePercentile(double seriesRate, double d, double p);
double pollAgePercentile(double seriesRate, double interval, double d, double p);

/// Updates in one answer of a cursor poll, empty answers left out.
double cursorBatch(double rate, double interval);

/// Long polling: the server holds a request until there is something, at most `hold`; `rearm` is the gap
/// from an answer sent to the next request at the server, about one round trip.
struct LongPoll
{
    double rearm = 0;
    double hold = 25;
    double d = 0;
};

struct LongPollExpected
{
    double updatesPerAnswer = 0; ///< b, with cursor
    double emptyShare = 0;       ///< of answers
    double answersPerSecond = 0;
    double delayMean = 0;
    double outdatedShare = 0;
    double missedShareLatest = 0; ///< if it answers with the latest values instead of a cursor's
};

LongPollExpected longPoll(Source source, LongPoll options);

/// The longest poll interval that keeps 95 % of the updates within `within` seconds; 0: none does.
double goodEnoughInterval(double within, double d);

} // namespace feedscope::theory
