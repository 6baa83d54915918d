#include "ui/frameclock.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace feedscope {

FrameClock::FrameClock(Hooks hooks, QObject *parent)
    : QObject(parent)
    , m_hooks(std::move(hooks))
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(idleMs);
    connect(&m_timer, &QTimer::timeout, this, &FrameClock::tick);
}

void FrameClock::start()
{
    m_timer.start();
    wake();
}

void FrameClock::stop()
{
    m_timer.stop();
}

void FrameClock::wake()
{
    m_lastArrival = m_hooks.now();
    if (m_timer.interval() != busyMs)
        m_timer.setInterval(busyMs);
}

void FrameClock::tick()
{
    const Ns start = m_hooks.now();
    const bool wasBusy = !isIdle();
    if (m_hooks.drain && m_hooks.drain() > 0)
        wake();
    if (!m_hooks.visible || m_hooks.visible()) {
        m_hooks.draw(start);
        countFrame(start);
    }
    if (wasBusy && m_lastTick != noTime)
        remember(start - m_lastTick, m_hooks.now() - start);
    m_lastTick = start;
    if (!isIdle() && start - m_lastArrival > idleAfter)
        m_timer.setInterval(idleMs);
}

void FrameClock::countFrame(Ns now)
{
    if (m_secondStart == noTime || now - m_secondStart >= second) {
        m_framesLastSecond = m_framesThisSecond;
        m_framesThisSecond = 0;
        m_secondStart = now;
    }
    ++m_framesThisSecond;
}

void FrameClock::remember(Ns gap, Ns work)
{
    m_gaps[m_count % kept] = gap;
    m_works[m_count % kept] = work;
    ++m_count;
}

double FrameClock::gapP99Ms() const
{
    const std::size_t n = std::min(m_count, kept);
    if (n == 0)
        return std::numeric_limits<double>::quiet_NaN();
    std::vector<Ns> sorted(m_gaps.begin(), m_gaps.begin() + static_cast<std::ptrdiff_t>(n));
    std::sort(sorted.begin(), sorted.end());
    const auto rank = static_cast<std::size_t>(std::ceil(0.99 * static_cast<double>(n)));
    return static_cast<double>(sorted[rank - 1]) / millisecond;
}

double FrameClock::workMaxMs() const
{
    const std::size_t n = std::min(m_count, kept);
    if (n == 0)
        return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(
               *std::max_element(m_works.begin(), m_works.begin() + static_cast<std::ptrdiff_t>(n))) /
           millisecond;
}

} // namespace feedscope
