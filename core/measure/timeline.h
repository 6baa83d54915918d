#pragma once

#include "core/arrival.h"
#include "core/measure/statistics.h"

#include <QList>
#include <QPointF>

#include <span>
#include <vector>

namespace feedscope {

/// The display of one series on one lane begins to show an update. A value; steady clock.
struct DisplayStep
{
    Ns shownAt = noTime;    ///< of the first step: at or before the window's start, or the first display
    Ns origin = noTime;     ///< of the update shown
    Ns nextOrigin = noTime; ///< of the one that follows it in source order; noTime: none known
};

/// What one lane displayed in the window, series by series (measures.md 4). Value series only.
struct LaneTimeline
{
    std::vector<DisplayStep> steps;
    std::vector<std::uint32_t> offsets; ///< of each series in `steps`; one more than there are series
    Ns from = 0;
    Ns to = 0;

    std::size_t seriesCount() const noexcept { return offsets.empty() ? 0 : offsets.size() - 1; }
    std::span<const DisplayStep> of(SeriesId series) const;
};

/// Age and Outdated of a lane: integrated exactly, all series of equal weight.
struct TimelineFigures
{
    Estimate ageMean;
    Percentile ageP50; ///< time-weighted
    Percentile ageP95;
    Percentile ageP99;
    std::optional<double> ageMax;
    Estimate outdatedShare;
    Estimate outdatedMean; ///< over all time, zeros included
    Percentile outdatedP50;
    Percentile outdatedP95;
    Percentile outdatedP99;
    std::int64_t series = 0; ///< that were displayed at all
};

/// All figures of one lane's display.
TimelineFigures integrate(const LaneTimeline &timeline, bool withError = true);

/// Outdated alone.
struct OutdatedFigures
{
    std::optional<double> share;
    std::optional<double> mean;
};

/// Outdated with every origin moved by `clockShift` (ns): what an error of the clock would do.
OutdatedFigures outdatedAt(const LaneTimeline &timeline, Ns clockShift);

/// The sawtooth of one series as a polyline: x seconds since the window's start, y Age in seconds. Empty if
/// the series was never displayed. About two points per step; thin before painting.
QList<QPointF> ageTrace(const LaneTimeline &timeline, SeriesId series);

/// The mean Age over all displayed series, from the instant at which the first is displayed.
QList<QPointF> meanAgeTrace(const LaneTimeline &timeline);

} // namespace feedscope
