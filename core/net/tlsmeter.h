#pragma once

#include "core/net/tlshello.h"
#include "core/net/tlsrecords.h"

namespace feedscope {

/// Tells how many bytes of a connection TLS itself added, without any key: by following the record headers
/// both ways and reading the server's choice of version and cipher suite from its ServerHello. Pure; any
/// thread.
///
/// Counted as added: every record of handshake, change-cipher-spec and alert wholly; of each application
/// record the header and what its protection adds. A record counts when its last byte passed.
///
/// TLS 1.2 with an AEAD suite (GCM, CCM, ChaCha20): exact. With CBC: a lower bound, exact() is false.
/// TLS 1.3 hides the inner type of its records, so these rules stand in for it:
///  - from the client, the encrypted records up to the first of Finished's length are the handshake;
///  - from the server, all that comes before the client's Finished is the handshake (exact unless the server
///  sends
///    data half a round trip early, which HTTP and WebSocket servers do not);
///  - session tickets: the first two records after it if they have the same length of at most 2 KiB (OpenSSL,
///  BoringSSL
///    and rustls send two), or come before the client said anything. A single ticket after the request is
///    taken for data: at most some 300 bytes a connection are missing then;
///  - a last record of two plaintext bytes is the close alert. A key update (one per 2^24 records) is taken
///  for data.
/// No padding is assumed: none of the common libraries pads.
class TlsMeter
{
public:
    enum class Way : std::uint8_t
    {
        ToServer,
        ToClient
    };

    void pass(Way way, std::span<const char> bytes);

    /// That direction has ended (end of file).
    void end(Way way);

    /// Bytes that TLS added so far, both ways.
    std::int64_t added() const { return m_added; }

    /// Handshakes that the server answered.
    int handshakes() const { return m_handshakes; }

    /// False while or where the figure is only a lower bound.
    bool exact() const;

private:
    struct Direction
    {
        TlsRecords records;
        int lastPlain = -1; ///< plaintext size of the last application record; -1: the last was another
    };

    void toServer(const TlsRecord &record);
    void toClient(const TlsRecord &record);
    void applicationData(Direction &direction, int length);
    void whole(Direction &direction, int length);
    bool isTicket(int length);

    Direction m_toServer;
    Direction m_toClient;
    TlsChoice m_choice;
    std::int64_t m_added = 0;
    int m_handshakes = 0;
    int m_clientHandshakeRecords = 0;
    bool m_clientFinished = false;
    bool m_clientSpoke = false;
    int m_ticketLength = 0;   ///< of the first ticket; 0: none yet
    int m_afterHandshake = 0; ///< server's records after the client's Finished
    int m_firstLength = 0;    ///< of the first of these, if it was taken for data
};

} // namespace feedscope
