#pragma once

#include "core/wsview.h"

#include <array>
#include <mutex>
#include <span>

namespace feedscope {

/// Keeps what the parsers of a lane's connections find. Written on the relay's thread, read on any. Bounded:
/// 200 frames, 16 KiB for each head.
class WsTrace
{
public:
    static constexpr std::size_t keptFrames = 200;

    void begin(WsHandshakeView handshake);
    void add(const WsFrameView &frame);
    WsView snapshot() const;

private:
    mutable std::mutex m_mutex;
    WsView m_view;
};

/// Reads one connection's bytes, both ways, as they pass: first the two heads, then, if they are a WebSocket
/// handshake, the headers of the frames. What is no WebSocket is left alone after its first head. One thread.
class WsReader
{
public:
    explicit WsReader(WsTrace &trace)
        : m_trace(trace)
    {}

    void pass(bool fromServer, std::span<const char> bytes, Ns now);

private:
    /// One direction.
    struct Way
    {
        QByteArray head; ///< as far as it came
        std::array<std::uint8_t, 14> header{};
        std::size_t got = 0;         ///< bytes of `header`
        std::uint64_t toSkip = 0;    ///< payload still to come
        bool headDone = false;
    };

    std::span<const char> takeHead(Way &way, std::span<const char> bytes);
    void takeFrames(Way &way, bool fromServer, std::span<const char> bytes, Ns now);
    void handshakeDone();
    static std::size_t headerSize(const Way &way);

    WsTrace &m_trace;
    Way m_client;
    Way m_server;
    bool m_off = false; ///< no WebSocket, or a head without end
};

} // namespace feedscope
