#include "ui/timeview.h"

#include <algorithm>
#include <cmath>

namespace feedscope {

void TimeView::setSpan(Ns span)
{
    m_span = std::clamp(span, leastSpan, mostSpan);
    m_all = false;
    follow();
}

void TimeView::setAll(Ns oldest, Ns now)
{
    setSpan(now - oldest);
    m_all = true;
    keepAll(oldest, now);
}

void TimeView::keepAll(Ns oldest, Ns now)
{
    if (!m_all || !follows() || oldest == noTime)
        return;
    const Ns needed = std::clamp(now - oldest, 10 * second, mostSpan);
    if (needed > m_span || needed < m_span / 2)
        m_span = std::min(mostSpan, needed + needed / 8);
}

void TimeView::zoom(double factor, double anchor, Ns now)
{
    const Ns before = m_span;
    m_span = std::clamp(static_cast<Ns>(static_cast<double>(m_span) * factor), leastSpan, mostSpan);
    m_all = false;
    if (!follows() || anchor < 0.85) { // near the present, zooming keeps following
        const auto anchorTime = static_cast<double>(end(now) - before) + anchor * static_cast<double>(before);
        m_heldEnd = static_cast<Ns>(anchorTime + (1 - anchor) * static_cast<double>(m_span));
    }
    if (m_heldEnd >= now)
        follow();
}

void TimeView::pan(Ns by, Ns now)
{
    m_all = false;
    m_heldEnd = end(now) - by;
    if (m_heldEnd >= now)
        follow();
}

double niceStep(double rough)
{
    if (!(rough > 0) || !std::isfinite(rough))
        return 1;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= rough * 0.999999)
            return factor * power;
    return 10 * power;
}

bool ValueScale::update(double min, double max, Ns now, int lines)
{
    if (!(min <= max))
        return false;
    const bool outside = empty() || min < m_low || max > m_high;
    const bool loose = (max - min) < 0.4 * (m_high - m_low) && now - m_changed > second / 2;
    if (!outside && !loose)
        return false;
    const double spread = max > min ? max - min : std::max(std::abs(max) * 1e-4, 1e-9);
    const double step = niceStep(spread * 1.15 / lines);
    const double low = std::floor((min - spread * 0.07) / step) * step;
    const double high = std::ceil((max + spread * 0.07) / step) * step;
    m_changed = now;
    if (low == m_low && high == m_high)
        return false;
    m_low = low;
    m_high = high;
    m_step = step;
    return true;
}

} // namespace feedscope
