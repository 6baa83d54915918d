#include "core/net/tlsrecords.h"

#include <algorithm>

namespace feedscope {

std::size_t TlsRecords::takeHeader(std::span<const char> bytes)
{
    std::size_t n = 0;
    while (n < bytes.size() && inHeader())
        m_header[std::size_t(m_headerSize++)] = static_cast<unsigned char>(bytes[n++]);
    if (inHeader())
        return n;
    m_type = m_header[0];
    m_length = (m_header[3] << 8) | m_header[4];
    m_taken = 0;
    constexpr int longest =
        (1 << 14) + 2048; // TLS 1.2's limit for a ciphertext (RFC 5246 6.2.3); 1.3 has less
    m_broken = m_type < TlsRecord::ChangeCipherSpec || m_type > TlsRecord::ApplicationData ||
               m_header[1] != 3 || m_length > longest;
    return n;
}

std::size_t TlsRecords::takeFragment(std::span<const char> bytes)
{
    const auto n = std::min<std::size_t>(bytes.size(), std::size_t(m_length - m_taken));
    const auto keep = std::min(n, m_opening.size() - m_kept);
    std::copy_n(bytes.begin(), keep, m_opening.begin() + std::ptrdiff_t(m_kept));
    m_kept += keep;
    m_taken += int(n);
    return n;
}

} // namespace feedscope
