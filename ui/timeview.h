#pragma once

#include "core/clock.h"

namespace feedscope {

/// Which stretch of time a live plot shows: following the present, or held while data goes on arriving. A
/// value.
class TimeView
{
public:
    static constexpr Ns leastSpan = 2 * second;
    static constexpr Ns mostSpan = 24 * 3600 * second;

    bool follows() const noexcept { return m_heldEnd == noTime; }
    bool showsAll() const noexcept { return m_all; }
    Ns span() const noexcept { return m_span; }
    Ns end(Ns now) const noexcept { return follows() ? now : m_heldEnd; }
    Ns begin(Ns now) const noexcept { return end(now) - m_span; }

    void follow() noexcept { m_heldEnd = noTime; }
    void hold(Ns now) noexcept { m_heldEnd = end(now); }
    /// A range button: this long, following.
    void setSpan(Ns span);
    /// Everything since `oldest`; grows while following, see keepAll.
    void setAll(Ns oldest, Ns now);
    /// Once a frame: widens "all", in steps so that the axis does not crawl.
    void keepAll(Ns oldest, Ns now);
    /// `factor` < 1 looks closer; `anchor` 0 is the left edge and 1 the right, and stays where it is.
    void zoom(double factor, double anchor, Ns now);
    /// Moves into the past (> 0) or towards the present; reaching the present follows again.
    void pan(Ns by, Ns now);

private:
    Ns m_span = 60 * second;
    Ns m_heldEnd = noTime;
    bool m_all = false;
};

/// The value range of a plot's axis. Grows at once, shrinks twice a second at most and only when the data
/// fill less than half of it: the picture does not tremble. A value.
class ValueScale
{
public:
    double low() const noexcept { return m_low; }
    double high() const noexcept { return m_high; }
    double step() const noexcept { return m_step; }
    bool empty() const noexcept { return m_high <= m_low; }

    /// True if the range has changed. `lines` is how many grid lines are wanted.
    bool update(double min, double max, Ns now, int lines = 6);
    /// Fits at the next update, whatever the hysteresis says.
    void fit() noexcept { m_low = m_high = 0; }

private:
    double m_low = 0, m_high = 0, m_step = 1;
    Ns m_changed = noTime;
};

/// The smallest of 1, 2, 5 · 10^n that is not below `rough`.
double niceStep(double rough);

} // namespace feedscope
