#pragma once

#include "core/measure/sweep.h"

#include <cmath>

namespace feedscope::test {

inline Estimate known(double value, double relativeError = 0)
{
    Estimate e;
    e.value = value;
    e.standardError = value * relativeError;
    e.count = 100;
    return e;
}

/// A sweep measured at these intervals (s): bytes go with the inverse of the interval, Lag with the interval.
inline SweepResult madeUpSweep(const std::vector<double> &intervals, double bytesAtOneSecond,
                               double error = 0)
{
    SweepResult result;
    result.feed = QStringLiteral("Made up");
    result.rate = 20;
    result.series = 12;
    SweepCurve curve;
    curve.lane = QStringLiteral("http-poll");
    curve.theory.d = 0.02;
    curve.theory.bytesPerRequest = bytesAtOneSecond;
    for (const double interval : intervals) {
        SweepPoint point;
        point.interval = std::llround(interval * 1e9);
        point.window = 30 * second;
        point.polls = std::llround(30 / interval);
        point.measured.lag = known(0.02 + interval / 2, error);
        point.measured.lagP95 = 0.02 + 0.95 * interval;
        point.measured.missedShare = known(1 - 1 / (1 + interval), error);
        point.measured.bytesPerSecond = known(bytesAtOneSecond / interval, error);
        curve.points.push_back(point);
    }
    SweepLevel push;
    push.lane = QStringLiteral("websocket");
    push.measured.lag = known(0.02);
    push.measured.bytesPerSecond = known(2'600, error);
    result.polls = {curve};
    result.pushes = {push};
    return result;
}

} // namespace feedscope::test
