#include "core/net/datagrampath.h"

#include <algorithm>

namespace feedscope {

namespace {

constexpr Ns routerBuffer = 100 * millisecond;

} // namespace

DatagramPath::DatagramPath(const Impairment &path, std::uint64_t seed)
    : m_path(path)
    , m_random(seed)
{}

/// One number is drawn for each datagram whatever becomes of it, so that a seed loses the same ones again.
bool DatagramPath::isLost(std::size_t size, Ns now)
{
    const bool lost = m_path.loss > 0 && std::bernoulli_distribution(std::min(1.0, m_path.loss))(m_random);
    return lost || m_held.size() >= mostDatagrams || m_bytes + size > mostBytes ||
           (m_path.rate > 0 && m_linkFree - now > routerBuffer);
}

Ns DatagramPath::drawDelay()
{
    if (m_path.jitter <= 0)
        return m_path.delay;
    const Ns jitter = std::uniform_int_distribution<Ns>(-m_path.jitter, m_path.jitter)(m_random);
    return std::max<Ns>(0, m_path.delay + jitter);
}

bool DatagramPath::put(std::span<const char> datagram, Ns now, std::size_t ours)
{
    m_linkFree = std::max(m_linkFree, now);
    const Ns delay = drawDelay();
    if (isLost(datagram.size(), now))
        return false;
    if (m_path.rate > 0)
        m_linkFree += static_cast<Ns>(datagram.size() - ours) * 8 * second / m_path.rate;
    m_bytes += datagram.size();
    m_held.emplace((m_path.rate > 0 ? m_linkFree : now) + delay,
                   std::vector<char>(datagram.begin(), datagram.end()));
    return true;
}

std::optional<std::vector<char>> DatagramPath::take(Ns now)
{
    if (m_held.empty() || m_held.begin()->first > now)
        return {};
    auto datagram = std::move(m_held.extract(m_held.begin()).mapped());
    m_bytes -= datagram.size();
    return datagram;
}

void DatagramPath::clear()
{
    m_held.clear();
    m_bytes = 0;
}

std::uint64_t datagramSeed(const Impairment &path, std::uint64_t way)
{
    return path.seed != 0 ? 2 * path.seed + way : std::random_device()();
}

} // namespace feedscope
