#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace feedscope {

/// What a server chose, read from its ServerHello, which is never encrypted. A value.
struct TlsChoice
{
    bool tls13 = false;
    std::uint16_t suite = 0;

    /// Bytes that protection adds to the plaintext of each record, header not counted: authentication tag,
    /// TLS 1.2's explicit nonce (RFC 5288 3), TLS 1.3's inner content type (RFC 8446 5.2).
    int recordOverhead() const;

    /// False for TLS 1.2 suites in CBC mode, whose padding cannot be seen: recordOverhead() is then a lower
    /// bound.
    bool exact() const;

    /// TLS 1.3: length of a record that holds nothing but Finished (RFC 8446 4.4.4).
    int finishedLength() const;
};

/// Reads the ServerHello at the start of a handshake record's fragment; nothing if it is none.
std::optional<TlsChoice> readServerHello(std::span<const char> fragment);

} // namespace feedscope
