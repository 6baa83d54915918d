#include "core/net/delayline.h"

#include <algorithm>

namespace feedscope {

namespace {

constexpr std::size_t lowestCapacity = 16 * 1024;
constexpr std::size_t segmentSize = 1448; ///< TCP payload of an Ethernet frame
constexpr Ns routerBuffer = 100 * millisecond;

std::size_t capacityOf(const Impairment &path)
{
    if (path.rate <= 0)
        return DelayLine::highestCapacity;
    const double span = static_cast<double>(path.delay + path.jitter + routerBuffer) / second;
    const double held =
        std::min(static_cast<double>(path.rate) / 8 * span, static_cast<double>(DelayLine::highestCapacity));
    return std::max(lowestCapacity, static_cast<std::size_t>(held));
}

} // namespace

DelayLine::DelayLine(const Impairment &path, std::uint32_t seed)
    : m_path(path)
    , m_capacity(capacityOf(path))
    , m_random(seed)
{}

std::size_t DelayLine::room() const
{
    const std::size_t held = m_bytes.size() - m_begin;
    return held >= m_capacity || m_segments.size() >= mostSegments ? 0 : m_capacity - held;
}

Ns DelayLine::drawDelay()
{
    if (m_path.jitter <= 0)
        return m_path.delay;
    const Ns jitter = std::uniform_int_distribution<Ns>(-m_path.jitter, m_path.jitter)(m_random);
    return std::max<Ns>(0, m_path.delay + jitter);
}

void DelayLine::put(std::span<const char> bytes, Ns now)
{
    if (m_begin > 0 && m_begin >= m_bytes.size() / 2) {
        m_bytes.erase(m_bytes.begin(), m_bytes.begin() + static_cast<std::ptrdiff_t>(m_begin));
        m_begin = 0;
    }
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    const Ns delay = drawDelay();
    const std::size_t step = m_path.rate > 0 ? segmentSize : bytes.size();
    for (std::size_t done = 0; done < bytes.size(); done += step)
        putSegment(std::min(step, bytes.size() - done), now, delay);
}

void DelayLine::putSegment(std::size_t size, Ns now, Ns delay)
{
    Ns sent = now;
    if (m_path.rate > 0) {
        const auto bits = static_cast<Ns>(size) * 8;
        m_linkFree = sent = std::max(m_linkFree, now) + bits * second / m_path.rate;
    }
    m_lastDue = std::max(m_lastDue, sent + delay);
    if (!m_segments.empty() && m_segments.back().due == m_lastDue)
        m_segments.back().size += size;
    else
        m_segments.push_back({size, m_lastDue});
}

void DelayLine::end(Ns now)
{
    if (m_end == noTime)
        m_end = now + transit(now);
}

std::span<const char> DelayLine::arrived(Ns now)
{
    while (!m_segments.empty() && m_segments.front().due <= now) {
        m_arrived += m_segments.front().size;
        m_segments.pop_front();
    }
    return {m_bytes.data() + m_begin, m_arrived};
}

void DelayLine::take(std::size_t count)
{
    m_begin += count;
    m_arrived -= count;
}

bool DelayLine::over(Ns now) const
{
    return empty() && m_end != noTime && m_end <= now;
}

Ns DelayLine::nextArrival() const
{
    if (!m_segments.empty())
        return m_segments.front().due;
    return empty() ? m_end : noTime; // an end behind bytes that nobody takes waits for them
}

Ns DelayLine::transit(Ns now) const
{
    return std::max(m_lastDue, now + m_path.delay) - now;
}

void DelayLine::clear()
{
    m_bytes.clear();
    m_segments.clear();
    m_begin = m_arrived = 0;
}

} // namespace feedscope
