#pragma once

#include "core/owncost.h"

#include <atomic>
#include <functional>
#include <future>

namespace feedscope {

/// The measurements of the program itself, which take a while: each on a thread of its own, one at a time.
/// Owned and used by the session's thread; its destructor waits for what is under way (the cost of the relay:
/// half a second; its own error is told to stop).
class SelfMeasurement
{
public:
    using OwnError = std::function<OwnErrorReport(const std::function<bool(double)> &progress)>;

    SelfMeasurement() = default;
    ~SelfMeasurement() { m_stop = true; }
    SelfMeasurement(const SelfMeasurement &) = delete;
    SelfMeasurement &operator=(const SelfMeasurement &) = delete;

    /// Nothing happens while it is under way.
    void startRelayCost();
    void startOwnError(const OwnError &measure);

    /// Fills in what has come; a relay's cost, an own error, and how far the latter is (-1: not under way).
    void fetch(RelayCost &cost, OwnErrorReport &error, double &progress);

private:
    std::atomic<bool> m_stop = false;
    std::atomic<double> m_progress = 0;
    std::future<RelayCost> m_cost; ///< after what they use: they wait when they go
    std::future<OwnErrorReport> m_error;
};

} // namespace feedscope
