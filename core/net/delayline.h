#pragma once

#include "core/net/impairment.h"

#include <deque>
#include <random>
#include <span>
#include <vector>

namespace feedscope {

/// One direction of a simulated path: holds bytes back until they would have arrived. The rate is a token
/// bucket without depth, as a link is: a segment is through when its last bit is, and what was not sent while
/// the link was idle is lost. The delay follows. Order is kept, so that with jitter a segment may have to
/// wait for the one before it, as TCP's receiver would.
///
/// It holds at most capacity(): 4 MiB, which at a delay of 100 ms lets 40 MB/s through; with a rate 100 ms of
/// it more than the path itself holds, as a router's buffer would, and at least 16 KiB. Beyond that it takes
/// nothing, and the writer is held up. Pure: time is handed in, ns, steady. For one thread.
class DelayLine
{
public:
    static constexpr std::size_t highestCapacity = 4 << 20;
    static constexpr std::size_t mostSegments = 65'536; ///< held at a time

    DelayLine(const Impairment &path, std::uint32_t seed);

    /// Bytes that enter the path now; at most room().
    void put(std::span<const char> bytes, Ns now);

    /// The sender has said all. Travels behind the bytes.
    void end(Ns now);

    /// Bytes that have arrived and were not taken. Valid until the next call.
    std::span<const char> arrived(Ns now);

    /// Drops the first `count` of arrived().
    void take(std::size_t count);

    /// True once all has been taken and the end has arrived, too.
    bool over(Ns now) const;

    /// When the next bytes, or the end, arrive; noTime: nothing is under way.
    Ns nextArrival() const;

    /// How long what enters the path now would take, with what is before it.
    Ns transit(Ns now) const;

    void clear();
    bool empty() const { return m_begin == m_bytes.size(); }
    std::size_t room() const;
    std::size_t capacity() const { return m_capacity; }

private:
    /// Bytes that arrive together.
    struct Segment
    {
        std::size_t size = 0;
        Ns due = 0;
    };

    Ns drawDelay();
    void putSegment(std::size_t size, Ns now, Ns delay);

    const Impairment m_path;
    const std::size_t m_capacity;
    std::minstd_rand m_random;
    std::vector<char> m_bytes;
    std::size_t m_begin = 0;   ///< of what is held, in m_bytes
    std::size_t m_arrived = 0; ///< bytes from m_begin on that belong to no segment any more
    std::deque<Segment> m_segments;
    Ns m_linkFree = noTime; ///< when the link has sent all before
    Ns m_lastDue = noTime;
    Ns m_end = noTime; ///< when the end arrives; noTime: it was not said
};

} // namespace feedscope
