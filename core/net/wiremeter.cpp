#include "core/net/wiremeter.h"

namespace feedscope {

void WireMeter::opened(std::uint16_t localPort)
{
    m_socket = m_ledger.opened(localPort, steadyNow());
    m_open = true;
}

void WireMeter::sent(std::span<const char> bytes)
{
    if (bytes.empty())
        return;
    if (!m_known && bytes[0] == TlsRecord::Handshake)
        m_tls.emplace();
    m_known = true;
    WireDelta delta;
    delta.sent = std::int64_t(bytes.size());
    look(TlsMeter::Way::ToServer, bytes, delta);
    m_ledger.add(m_socket, delta);
}

void WireMeter::received(std::span<const char> bytes)
{
    WireDelta delta;
    delta.received = std::int64_t(bytes.size());
    look(TlsMeter::Way::ToClient, bytes, delta);
    m_ledger.add(m_socket, delta);
}

void WireMeter::look(TlsMeter::Way way, std::span<const char> bytes, WireDelta &delta)
{
    if (m_tls) {
        delta.tls = -m_tls->added();
        delta.tlsHandshakes = -m_tls->handshakes();
        m_tls->pass(way, bytes);
        delta.tls += m_tls->added();
        delta.tlsHandshakes += m_tls->handshakes();
        return;
    }
    const bool toServer = way == TlsMeter::Way::ToServer;
    HeadMeter &meter = toServer ? m_headSent : m_headReceived;
    const std::int64_t before = meter.head();
    meter.pass(bytes);
    (toServer ? delta.headSent : delta.headReceived) = meter.head() - before;
    m_frames.pass(!toServer, bytes, steadyNow());
}

void WireMeter::ended(TlsMeter::Way way)
{
    if (!m_tls || !m_open)
        return;
    WireDelta delta;
    delta.tls = -m_tls->added();
    m_tls->end(way);
    delta.tls += m_tls->added();
    m_ledger.add(m_socket, delta);
}

void WireMeter::closed(std::int64_t neverSent)
{
    if (!m_open)
        return;
    m_open = false;
    WireDelta delta;
    delta.sent = -neverSent;
    m_ledger.add(m_socket, delta);
    m_ledger.closed(m_socket, steadyNow());
}

} // namespace feedscope
