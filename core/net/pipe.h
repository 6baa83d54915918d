#pragma once

#include "core/net/delayline.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace feedscope {

/// One direction of a relayed connection: what was read from one socket and is not yet taken by the other. It
/// holds one read at most (16 KiB, 64 KiB once that was full) and reads again only when that is gone, so that
/// a slow reader holds up the writer, as it would without the relay. With an impairment a DelayLine lies
/// between fill() and flush(), which holds more and bounds it in its own way. For one thread.
class Pipe
{
public:
    enum class Read : std::uint8_t
    {
        Data,
        Nothing,
        End,
        Broken
    };

    /// Simulates this path from now on. Call it before the first byte.
    void impair(const Impairment &path, std::uint32_t seed);

    /// Reads once; for Data, `bytes` is what came. Call it only while hasRoom().
    Read fill(int fd, std::span<const char> &bytes);

    /// Gives the other socket what it takes of what has arrived; `bytes` is what the kernel took. False if
    /// the connection is broken.
    bool flush(int fd, std::span<const char> &bytes);

    /// Puts bytes in by hand. Call it only before the first fill().
    void put(std::span<const char> bytes);

    /// The writer has said all: so will the pipe, when it isOver().
    void end();

    void clear();
    bool hasRoom() const { return m_line ? m_line->room() > 0 : m_begin == m_end; }

    /// Something has arrived that flush() has not got rid of.
    bool hasArrived() { return m_line ? !m_line->arrived(steadyNow()).empty() : m_begin != m_end; }

    /// All bytes are with the other socket; with an impairment the end has arrived, too.
    bool isOver() const { return m_line ? m_line->over(steadyNow()) : m_begin == m_end; }

    /// When flush() or isOver() will have news; noTime: no time of this pipe's own.
    Ns nextArrival() const { return m_line ? m_line->nextArrival() : noTime; }

    /// How long the way through the impairment takes from now; 0 without one.
    Ns transit() const { return m_line ? m_line->transit(steadyNow()) : 0; }

private:
    std::size_t prepareRead();
    void reserve(std::size_t size);

    static constexpr std::size_t smallSize = 16 * 1024;
    static constexpr std::size_t largeSize = 64 * 1024;

    std::vector<char> m_buffer;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::unique_ptr<DelayLine> m_line; ///< null: no impairment; else m_buffer is for reading only
};

} // namespace feedscope
