#pragma once

#include "core/net/impairment.h"

#include <map>
#include <optional>
#include <random>
#include <span>
#include <vector>

namespace feedscope {

/// One direction of a simulated path for datagrams. Each may be lost; then it waits for the link, which sends
/// one after the other at its rate; then it takes its own delay, so that with jitter a later one may overtake
/// it, as it may on any packet network. What would wait longer than 100 ms for the link, or is beyond the
/// bounds, is lost as in a router's full buffer. Pure: time is handed in, ns, steady. For one thread.
class DatagramPath
{
public:
    static constexpr std::size_t mostDatagrams = 65'536; ///< held at a time
    static constexpr std::size_t mostBytes = 16 << 20;

    DatagramPath(const Impairment &path, std::uint64_t seed);

    /// Takes a datagram that enters the path now. False: it is lost. The first `ours` bytes of it are the relay's
    /// own and take no room on the link.
    bool put(std::span<const char> datagram, Ns now, std::size_t ours = 0);

    /// The next that has arrived by `now`; nothing: none has.
    std::optional<std::vector<char>> take(Ns now);

    /// When the next arrives; noTime: none is under way.
    Ns nextArrival() const { return m_held.empty() ? noTime : m_held.begin()->first; }

    /// How many are under way.
    std::size_t held() const { return m_held.size(); }

    /// Loses all that is under way.
    void clear();

private:
    bool isLost(std::size_t size, Ns now);
    Ns drawDelay();

    const Impairment m_path;
    std::mt19937_64 m_random;
    std::multimap<Ns, std::vector<char>> m_held; ///< by arrival
    std::size_t m_bytes = 0;
    Ns m_linkFree = noTime; ///< when the link has sent all before
};

/// What a lane's path draws its chances from: the one the user gave, another for each way.
std::uint64_t datagramSeed(const Impairment &path, std::uint64_t way);

} // namespace feedscope
