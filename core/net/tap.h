#pragma once

#include "core/clock.h"

#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace feedscope {

/// What a relay's lane carried, with the kernel's own stamps of what went to the client: SO_TIMESTAMPING's
/// software stamp of the segment (or datagram) that carried the last byte of each send, taken where a capture
/// on the loopback interface would take it, and given to any user. The relay's thread writes while the lane
/// is open; any thread may read. Bounded: beyond that it records no more, and says so.
class Tap
{
public:
    static constexpr std::size_t mostBytes = 128 << 20;

    /// One send to the client, or (no bytes, no stamp) that the client has said something.
    struct Piece
    {
        std::uint32_t flow = 0; ///< numbers the connections
        bool toServer = false;
        Ns stamp = noTime; ///< wall clock; noTime: the kernel gave none
        std::string bytes;
    };

    /// A client's socket, before anything is sent to it. `stream`: TCP. Returns its flow; 0: the kernel gives
    /// no stamps.
    std::uint32_t open(int fd, bool stream);

    /// These bytes went to the client; `payload`: they are the lane's own, not the relay's words.
    void toClient(std::uint32_t flow, int fd, std::span<const char> bytes, bool payload = true);

    void toServer(std::uint32_t flow);

    /// Fetches the stamps that wait; they make the socket look broken until then.
    void collect(std::uint32_t flow, int fd);

    /// All that was recorded, in its order, with its stamps.
    std::vector<Piece> pieces() const;

    bool wasFull() const;

private:
    /// Keys of the kernel: the number of a stream's byte, or of a datagram, from 0.
    struct Flow
    {
        bool stream = true;
        std::uint32_t next = 0; ///< key of what is sent next
        std::vector<std::pair<std::uint32_t, Ns>> stamps; ///< in the order of their keys
    };
    struct Sent
    {
        Piece piece;
        std::uint32_t key = 0; ///< of its last byte
    };

    bool hasRoom(std::size_t size);

    mutable std::mutex m_mutex;
    std::vector<Flow> m_flows; ///< number n is at n - 1
    std::vector<Sent> m_sent;
    std::size_t m_bytes = 0;
    bool m_full = false;
};

} // namespace feedscope
