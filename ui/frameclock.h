#pragma once

#include "core/clock.h"

#include <QObject>
#include <QTimer>

#include <array>
#include <functional>

namespace feedscope {

/// The one timer that moves the screen. While data arrives it ticks at 60 Hz, else twice a second; each
/// tick first drains the lanes, then lets the window draw, unless the window cannot be seen. GUI thread.
class FrameClock : public QObject
{
    Q_OBJECT
public:
    struct Hooks
    {
        std::function<int()> drain;    ///< takes what has arrived; returns the number of new arrivals
        std::function<void(Ns)> draw;  ///< renews what is visible
        std::function<bool()> visible; ///< false: drain only
        std::function<Ns()> now = steadyNow;
    };

    static constexpr int busyMs = 16;
    static constexpr int idleMs = 500; ///< with one message a minute about 3 Hz, under 2 % of a core
    /// Without an arrival for this long the clock slows down.
    static constexpr Ns idleAfter = 700 * millisecond;

    explicit FrameClock(Hooks hooks, QObject *parent = nullptr);

    void start();
    void stop();
    /// Something arrived or the user did something: tick fast again, beginning now.
    void wake();
    bool isIdle() const { return m_timer.interval() == idleMs; }

    /// Frames drawn in the last full second.
    int framesPerSecond() const noexcept { return m_framesLastSecond; }
    /// The 99th percentile of the last busy gaps between ticks, in ms; NaN before the first.
    double gapP99Ms() const;
    /// The longest of the last busy ticks' own work, in ms; NaN before the first.
    double workMaxMs() const;

    /// One tick; the timer's, and a test's.
    void tick();

private:
    void countFrame(Ns now);
    void remember(Ns gap, Ns work);

    static constexpr std::size_t kept = 256;
    Hooks m_hooks;
    QTimer m_timer;
    Ns m_lastArrival = noTime;
    Ns m_lastTick = noTime;
    Ns m_secondStart = noTime;
    int m_framesThisSecond = 0;
    int m_framesLastSecond = 0;
    std::array<Ns, kept> m_gaps{};
    std::array<Ns, kept> m_works{};
    std::size_t m_count = 0;
};

} // namespace feedscope
