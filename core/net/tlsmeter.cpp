#include "core/net/tlsmeter.h"

namespace feedscope {

namespace {

constexpr int longestTicket = 2048;

} // namespace

void TlsMeter::pass(Way way, std::span<const char> bytes)
{
    if (way == Way::ToServer)
        m_toServer.records.pass(bytes, [this](const TlsRecord &record) { toServer(record); });
    else
        m_toClient.records.pass(bytes, [this](const TlsRecord &record) { toClient(record); });
}

void TlsMeter::end(Way way)
{
    Direction &direction = way == Way::ToServer ? m_toServer : m_toClient;
    constexpr int alertSize = 2;
    if (m_choice.tls13 && direction.lastPlain == alertSize)
        m_added += alertSize;
    direction.lastPlain = -1;
}

bool TlsMeter::exact() const
{
    return m_handshakes > 0 && m_choice.exact() && !m_toServer.records.broken() &&
           !m_toClient.records.broken();
}

void TlsMeter::toServer(const TlsRecord &record)
{
    if (record.type != TlsRecord::ApplicationData)
        return whole(m_toServer, record.length);
    if (m_choice.tls13 && !m_clientFinished) {
        // A client certificate comes in records of its own, before Finished.
        constexpr int mostRecords = 8;
        m_clientFinished =
            record.length == m_choice.finishedLength() || ++m_clientHandshakeRecords == mostRecords;
        return whole(m_toServer, record.length);
    }
    m_clientSpoke = true;
    applicationData(m_toServer, record.length);
}

void TlsMeter::toClient(const TlsRecord &record)
{
    if (record.type != TlsRecord::ApplicationData) {
        if (const auto choice = readServerHello(record.opening);
            record.type == TlsRecord::Handshake && choice && !m_clientFinished) {
            m_choice = *choice; // a HelloRetryRequest looks the same; the real one comes after it
            m_handshakes = 1;
        }
        return whole(m_toClient, record.length);
    }
    if (m_choice.tls13 && (!m_clientFinished || isTicket(record.length)))
        return whole(m_toClient, record.length);
    applicationData(m_toClient, record.length);
}

bool TlsMeter::isTicket(int length)
{
    if (m_afterHandshake > 1)
        return false;
    const int index = m_afterHandshake++;
    if (length > longestTicket) {
        m_afterHandshake = 2; // nothing after it is a ticket
        return false;
    }
    if (index == 0 && m_clientSpoke) {
        m_firstLength = length;
        return false;
    }
    if (index == 0) {
        m_ticketLength = length;
        return true;
    }
    if (m_firstLength == length) // the pair shows that the first was none of the data it was taken for
        m_added += m_firstLength - m_choice.recordOverhead();
    return length == m_firstLength || length == m_ticketLength || !m_clientSpoke;
}

void TlsMeter::applicationData(Direction &direction, int length)
{
    direction.lastPlain = length - m_choice.recordOverhead();
    m_added += TlsRecord::headerSize + m_choice.recordOverhead();
}

void TlsMeter::whole(Direction &direction, int length)
{
    direction.lastPlain = -1;
    m_added += TlsRecord::headerSize + length;
}

} // namespace feedscope
