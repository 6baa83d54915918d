#include "core/session/wirewindow.h"

#include <algorithm>

namespace feedscope {

namespace {

double perSecond(std::int64_t amount, Ns span)
{
    return span > 0 ? static_cast<double>(amount) * static_cast<double>(second) / static_cast<double>(span)
                    : 0;
}

} // namespace

void WireWindow::add(Ns time, const WireCount &count)
{
    m_samples.push_back({time, count.sent, count.received, count.connections, count.lostReceived});
    if (m_samples.size() > mostSamples)
        m_samples.pop_front();
}

WireWindow::Sample WireWindow::at(Ns time) const
{
    if (m_samples.empty())
        return {time, 0, 0, 0, 0};
    const auto after = std::upper_bound(m_samples.begin(), m_samples.end(), time,
                                        [](Ns t, const Sample &sample) { return t < sample.time; });
    return after == m_samples.begin() ? m_samples.front() : *std::prev(after);
}

/// The end of a window is only seen when it is past: the sample before it may be as old as a second.
WireWindow::Sample WireWindow::endAt(Ns time) const
{
    if (m_samples.empty())
        return {time, 0, 0, 0, 0};
    const auto first = std::lower_bound(m_samples.begin(), m_samples.end(), time,
                                        [](const Sample &sample, Ns t) { return sample.time < t; });
    return time == noTime || first == m_samples.end() ? m_samples.back() : *first;
}

WireWindow::Sample WireWindow::between(Ns from, Ns to) const
{
    const Sample begin = at(from);
    const Sample end = endAt(to);
    return {end.time, end.sent - begin.sent, end.received - begin.received,
            end.connections - begin.connections, end.lost - begin.lost};
}

Ns WireWindow::firstFrom(Ns time) const
{
    const auto first = std::lower_bound(m_samples.begin(), m_samples.end(), time,
                                        [](const Sample &sample, Ns t) { return sample.time < t; });
    return first == m_samples.end() ? noTime : first->time;
}

const WireWindow::Sample &WireWindow::recent() const
{
    constexpr Ns span = 5 * second;
    const auto old = [&](const Sample &sample) { return sample.time >= m_samples.back().time - span; };
    return *std::find_if(m_samples.begin(), m_samples.end(), old);
}

double WireWindow::sentPerSecond() const
{
    if (m_samples.size() < 2)
        return 0;
    return perSecond(m_samples.back().sent - recent().sent, m_samples.back().time - recent().time);
}

double WireWindow::receivedPerSecond() const
{
    if (m_samples.size() < 2)
        return 0;
    return perSecond(m_samples.back().received - recent().received, m_samples.back().time - recent().time);
}

} // namespace feedscope
