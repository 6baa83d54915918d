#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace feedscope {

/// One TLS record as its header shows it. Points into its reader: valid during the call only.
struct TlsRecord
{
    enum Type : std::uint8_t
    {
        ChangeCipherSpec = 20,
        Alert = 21,
        Handshake = 22,
        ApplicationData = 23
    };
    static constexpr int headerSize = 5;

    std::uint8_t type = 0;
    int length = 0;                ///< of the fragment, header not counted
    std::span<const char> opening; ///< first bytes of the fragment, at most 512
};

/// Cuts one direction of a TLS connection into records by the five-byte headers, which stay in the clear in
/// every version (RFC 8446 5.1 and 5.2). Pure; bounded: it keeps 512 bytes. Any thread.
class TlsRecords
{
public:
    /// Takes the next bytes and calls `complete(const TlsRecord &)` for each record that ends within them.
    template <typename Complete>
    void pass(std::span<const char> bytes, Complete &&complete)
    {
        while (!bytes.empty() && !m_broken) {
            bytes = bytes.subspan(inHeader() ? takeHeader(bytes) : takeFragment(bytes));
            if (!m_broken && m_headerSize == TlsRecord::headerSize && m_taken == m_length) {
                complete(TlsRecord{m_type, m_length, {m_opening.data(), m_kept}});
                m_headerSize = m_taken = 0;
                m_kept = 0;
            }
        }
    }

    /// True once the bytes were no TLS; nothing is reported from there on.
    bool broken() const { return m_broken; }

private:
    bool inHeader() const { return m_headerSize < TlsRecord::headerSize; }
    std::size_t takeHeader(std::span<const char> bytes);
    std::size_t takeFragment(std::span<const char> bytes);

    std::array<unsigned char, TlsRecord::headerSize> m_header{};
    std::array<char, 512> m_opening{};
    std::size_t m_kept = 0;
    int m_headerSize = 0;
    int m_length = 0;
    int m_taken = 0;
    std::uint8_t m_type = 0;
    bool m_broken = false;
};

} // namespace feedscope
