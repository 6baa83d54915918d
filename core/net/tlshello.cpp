#include "core/net/tlshello.h"

namespace feedscope {

namespace {

/// Reads big-endian numbers and remembers if there were too few bytes.
class Reader
{
public:
    explicit Reader(std::span<const char> bytes)
        : m_bytes(bytes)
    {}

    unsigned number(std::size_t size)
    {
        unsigned value = 0;
        for (const char c : take(size))
            value = (value << 8) | static_cast<unsigned char>(c);
        return value;
    }

    std::span<const char> take(std::size_t size)
    {
        if (size > m_bytes.size()) {
            m_short = true;
            m_bytes = {};
            return {};
        }
        const auto taken = m_bytes.first(size);
        m_bytes = m_bytes.subspan(size);
        return taken;
    }

    bool isShort() const { return m_short; }
    bool empty() const { return m_bytes.empty(); }

private:
    std::span<const char> m_bytes;
    bool m_short = false;
};

constexpr unsigned serverHello = 2;
constexpr unsigned supportedVersions = 43;
constexpr unsigned tls13Version = 0x0304;

bool isCcm8(std::uint16_t suite)
{
    return suite == 0x1305 || (suite >= 0xc0a0 && suite <= 0xc0a3) || suite == 0xc0ae || suite == 0xc0af;
}

/// TLS 1.2: GCM and CCM carry 8 bytes of nonce in each record.
bool hasExplicitNonce(std::uint16_t suite)
{
    return (suite >= 0x009c && suite <= 0x00a9) || (suite >= 0xc02b && suite <= 0xc032) ||
           (suite >= 0xc09c && suite <= 0xc0af);
}

bool isChaCha(std::uint16_t suite)
{
    return suite >= 0xcca8 && suite <= 0xccae;
}

} // namespace

int TlsChoice::recordOverhead() const
{
    const int tag = isCcm8(suite) ? 8 : 16;
    if (tls13)
        return tag + 1;
    if (hasExplicitNonce(suite))
        return 8 + tag;
    return isChaCha(suite) ? tag : 16 + 20 + 1; // CBC with SHA-1: IV, MAC and at least one byte of padding
}

bool TlsChoice::exact() const
{
    return tls13 || hasExplicitNonce(suite) || isChaCha(suite);
}

int TlsChoice::finishedLength() const
{
    const int hash = suite == 0x1302 ? 48 : 32;
    return 4 + hash + recordOverhead();
}

std::optional<TlsChoice> readServerHello(std::span<const char> fragment)
{
    Reader in(fragment);
    if (in.number(1) != serverHello)
        return {};
    in.take(3 + 2 + 32);   // length, legacy version, random
    in.take(in.number(1)); // session id
    TlsChoice choice;
    choice.suite = std::uint16_t(in.number(2));
    in.take(1); // compression
    if (in.isShort())
        return {};
    Reader extensions(in.take(in.empty() ? 0 : in.number(2)));
    while (!extensions.empty()) {
        const unsigned type = extensions.number(2);
        Reader body(extensions.take(extensions.number(2)));
        if (type == supportedVersions)
            choice.tls13 = body.number(2) == tls13Version;
    }
    return choice;
}

} // namespace feedscope
