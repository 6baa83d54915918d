#pragma once

#include "core/measure/sweep.h"

#include <QString>

#include <optional>

namespace feedscope {

/// What the user wants to know of a sweep. Seconds.
struct SweepQuestion
{
    double maxAge = 5;    ///< 95 % of the changes are to be shown within this
    double within = 0.05; ///< so close to push's mean Lag counts as matching it
};

/// What a sweep comes down to: where polling becomes cheaper than push, what a given age of the data allows,
/// and what it would take to match push. Times in seconds.
struct SweepAnswer
{
    enum class Cheaper : std::uint8_t
    {
        Unknown,
        Poll,     ///< at every interval that was tried
        Push,     ///< at every interval that was tried
        PollFrom, ///< polling from `breakEven` on
    };
    Cheaper cheaper = Cheaper::Unknown;
    std::optional<double> breakEven;
    std::optional<double> breakEvenLow; ///< 95 % interval
    std::optional<double> breakEvenHigh;
    bool byTheory = false;                 ///< it lies where nothing was measured
    std::optional<double> longestInterval; ///< that keeps 95 % of the changes within the question's age
    std::optional<double> matchInterval;
    std::optional<double> matchBytes; ///< a second
    std::optional<double> matchMissed;
    QString sentence; ///< ready to show
};

/// Answers from the first poll lane and the push lane with the least Lag. Pure but for the language of the
/// sentence; any thread.
SweepAnswer answerSweep(const SweepResult &result, const SweepQuestion &question);

} // namespace feedscope
