#pragma once

#include <cstdint>
#include <span>

namespace feedscope {

/// Counts the bytes of the first HTTP head of one direction: up to and with the first CRLF CRLF (RFC
/// 9112 2.1). A stream that shows none within 64 KiB has no head. Pure; any thread.
class HeadMeter
{
public:
    static constexpr std::int64_t longestHead = 64 * 1024;

    void pass(std::span<const char> bytes)
    {
        for (std::size_t i = 0; i < bytes.size() && m_matched < 4 && m_seen < longestHead; ++i, ++m_seen)
            m_matched = bytes[i] == "\r\n\r\n"[m_matched] ? m_matched + 1 : (bytes[i] == '\r' ? 1 : 0);
    }

    /// Bytes of the head once it is complete; 0 before.
    std::int64_t head() const { return m_matched == 4 ? m_seen : 0; }

private:
    std::int64_t m_seen = 0;
    int m_matched = 0;
};

} // namespace feedscope
