#pragma once

#include "core/clock.h"

#include <algorithm>
#include <cstdio>
#include <vector>

/// Sorts the round trips, drops the first tenth as warm-up before that, and prints one line of microseconds.
/// Returns the p50 in microseconds.
inline double printRoundTrips(const char *name, std::vector<feedscope::Ns> times, double comparedWith = 0)
{
    times.erase(times.begin(), times.begin() + std::ptrdiff_t(times.size() / 10));
    std::sort(times.begin(), times.end());
    const auto at = [&](double p) { return double(times[std::size_t(p * double(times.size() - 1))]) / 1000; };
    std::printf("  %-44s p50 %7.1f  p90 %7.1f  p99 %7.1f  us", name, at(0.5), at(0.9), at(0.99));
    if (comparedWith > 0)
        std::printf("   added at p50: %.1f a round trip, %.1f one way", at(0.5) - comparedWith,
                    (at(0.5) - comparedWith) / 2);
    std::printf("\n");
    return at(0.5);
}
