#pragma once

#include "core/net/headmeter.h"
#include "core/net/laneledger.h"
#include "core/net/tlsmeter.h"

#include <optional>

namespace feedscope {

/// Counts one connection between relay and server into its lane's ledger, and looks into the bytes as far as
/// a capture could: first heads without TLS, record headers with it. For one thread.
class WireMeter
{
public:
    explicit WireMeter(LaneLedger &ledger)
        : m_ledger(ledger)
        , m_frames(ledger.frames())
    {}

    void opened(std::uint16_t localPort);
    void sent(std::span<const char> bytes);
    void received(std::span<const char> bytes);
    void ended(TlsMeter::Way way);

    /// The connection is closed; `neverSent` of its bytes were taken by the kernel but not put on the wire.
    void closed(std::int64_t neverSent);

private:
    void look(TlsMeter::Way way, std::span<const char> bytes, WireDelta &delta);

    LaneLedger &m_ledger;
    std::uint64_t m_socket = 0;
    bool m_open = false;
    bool m_known = false; ///< whether it is TLS: told by the first byte that the client sends
    std::optional<TlsMeter> m_tls;
    HeadMeter m_headSent;
    HeadMeter m_headReceived;
    WsReader m_frames;
};

} // namespace feedscope
