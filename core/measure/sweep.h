#pragma once

#include "core/measure/comparison.h"

#include <memory>
#include <optional>
#include <vector>

namespace feedscope {

struct SourceGaps;

/// Which poll intervals to try, and how long each may take. Times in ns.
struct SweepRange
{
    Ns from = 50 * millisecond;
    Ns to = 60 * second;
    int steps = 9;
    Ns longest = 60 * second; ///< of the window that one interval is measured in
};

/// One interval of a sweep.
struct SweepStep
{
    Ns interval = 0;
    Ns window = 0; ///< 0: twenty polls would take longer than the longest window, so theory must do
};

/// Intervals in equal ratios, whole milliseconds. Short ones get some seconds, as it is the changes that must
/// be many; long ones the time of twenty polls, without which nothing measured has an interval. Pure.
std::vector<SweepStep> layOutSweep(const SweepRange &range);

/// About how long the measured steps take together, warm-up and drain included.
Ns sweepDuration(const std::vector<SweepStep> &steps);

/// What was measured of one lane. Times in seconds.
struct SweepFigures
{
    Estimate lag;
    std::optional<double> lagP95;
    Estimate delay; ///< delivered changes only
    Estimate missedShare;
    Estimate bytesPerSecond; ///< both ways, in the window
};

/// What is expected of one poll lane at any interval: Lag from the way of its answers, Missed from the gaps
/// of the source as they were measured, bytes from what each of its requests cost. A value.
class SweepTheory
{
public:
    std::optional<double> lag(double interval) const;
    std::optional<double> lagP95(double interval) const;
    std::optional<double> missedShare(double interval) const;
    std::optional<double> bytesPerSecond(double interval) const;

    LaneKind kind = LaneKind::PollLatest;
    std::optional<double> d;                  ///< server read → arrival
    std::shared_ptr<const SourceGaps> source; ///< null or with few gaps: `rate` and `series` must do
    double rate = 0;                          ///< updates/s, as if of `series` equal, independent series
    int series = 0;
    std::optional<double> bytesPerRequest; ///< all but the body of its answer
    double bytesPerBody = 0;
    double bytesPerRow = 0;
    bool conditional = false; ///< an answer without news has no body (304)

private:
    double newsShare(double interval) const;
};

/// One interval of a curve. `measured` is empty if the window is 0.
struct SweepPoint
{
    Ns interval = 0;
    Ns window = 0;
    std::int64_t polls = 0;
    SweepFigures measured;
};

/// A poll lane over all intervals.
struct SweepCurve
{
    QString lane;
    std::vector<SweepPoint> points; ///< by interval, ascending; all that were laid out
    SweepTheory theory;
};

/// A lane that knows no interval: all its windows taken together.
struct SweepLevel
{
    QString lane;
    SweepFigures measured;
};

/// What a sweep has found so far. A value.
struct SweepResult
{
    QString feed;
    double rate = 0; ///< updates/s, all series
    int series = 0;
    bool relative = false; ///< no origin stamps: relative to the fastest lane
    std::vector<SweepCurve> polls;
    std::vector<SweepLevel> pushes;
};

/// What one comparison lets expect of a sweep: its poll lanes at the one interval that they ran at, and
/// theory. Pure.
SweepResult forecastSweep(const ComparisonResult &result, const std::vector<SweepStep> &steps);

/// How far a sweep that runs has come. A value.
struct SweepProgress
{
    int step = 0; ///< of the measured ones, from 1
    int steps = 0;
    Ns interval = 0;  ///< that is being measured
    double share = 0; ///< of the time it takes, 0 to 1
    Ns left = 0;
};

/// Gathers a sweep step by step. Pure; one thread at a time.
class Sweep
{
public:
    explicit Sweep(std::vector<SweepStep> steps);

    /// What one step brought. `result` is analyse(input).
    void add(std::size_t step, const ComparisonInput &input, const ComparisonResult &result);
    SweepResult result() const;
    const std::vector<SweepStep> &steps() const { return m_steps; }

private:
    /// One lane in one step.
    struct Sample
    {
        std::size_t step = 0;
        SweepFigures figures;
        double seconds = 0;
        std::int64_t requests = 0;
        std::int64_t bodies = 0;
        std::int64_t bodyBytes = 0;
        std::int64_t rows = 0;
        std::int64_t bytes = 0;
        bool notModified = false;
        std::optional<Ns> oneWay;
    };
    struct Lane
    {
        QString name;
        LaneKind kind = LaneKind::Push;
        bool polls = false;
        std::vector<Sample> samples;
    };

    static Sample sampleOf(const ComparisonInput &input, const ComparisonResult &result, std::size_t lane);
    SweepCurve curveOf(const Lane &lane) const;
    static SweepLevel levelOf(const Lane &lane);
    SweepTheory theoryOf(const Lane &lane) const;

    std::vector<SweepStep> m_steps;
    std::vector<Lane> m_lanes;
    std::shared_ptr<const SourceGaps> m_source; ///< of the step that saw most changes
    std::int64_t m_mostUpdates = -1;
    std::int64_t m_updates = 0;
    double m_seconds = 0;
    SweepResult m_head;
};

} // namespace feedscope
