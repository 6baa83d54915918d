#include "core/net/wstrace.h"

#include <QByteArrayList>
#include <QCryptographicHash>

#include <algorithm>

namespace feedscope {

namespace {

constexpr qsizetype longestHead = 16 * 1024;
constexpr auto guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; ///< RFC 6455 section 1.3

/// The value of a header in a head; empty: there is none.
QByteArray headerOf(const QByteArray &head, const QByteArray &name)
{
    const QByteArrayList lines = head.split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).trimmed().compare(name, Qt::CaseInsensitive) == 0)
            return line.sliced(colon + 1).trimmed();
    }
    return {};
}

bool isSecret(const QByteArray &name)
{
    const QByteArray lower = name.trimmed().toLower();
    return lower == "authorization" || lower == "cookie" || lower == "set-cookie" ||
           lower == "proxy-authorization" || lower.contains("token") || lower.contains("secret") ||
           lower.contains("api-key") || lower.contains("apikey");
}

/// Values of headers that may be secrets become ***, and so does the query of the request line.
QByteArray masked(const QByteArray &head)
{
    QByteArrayList lines = head.trimmed().split('\n');
    for (QByteArray &line : lines) {
        line = line.trimmed();
        const qsizetype colon = line.indexOf(':');
        if (&line == &lines.first()) {
            const qsizetype query = line.indexOf('?'), end = line.lastIndexOf(' ');
            if (query > 0 && end > query)
                line.replace(query + 1, end - query - 1, "***");
        } else if (colon > 0 && isSecret(line.first(colon))) {
            line = line.first(colon) + ": ***";
        }
    }
    return lines.join('\n');
}

} // namespace

void WsTrace::begin(WsHandshakeView handshake)
{
    const std::lock_guard lock(m_mutex);
    m_view = {};
    m_view.handshake = std::move(handshake);
}

void WsTrace::add(const WsFrameView &frame)
{
    const std::lock_guard lock(m_mutex);
    ++m_view.framesSeen;
    m_view.frames.push_back(frame);
    if (m_view.frames.size() > keptFrames)
        m_view.frames.pop_front();
}

WsView WsTrace::snapshot() const
{
    const std::lock_guard lock(m_mutex);
    return m_view;
}

void WsReader::pass(bool fromServer, std::span<const char> bytes, Ns now)
{
    Way &way = fromServer ? m_server : m_client;
    if (!m_off && !way.headDone)
        bytes = takeHead(way, bytes);
    if (m_off || bytes.empty() || !way.headDone)
        return;
    takeFrames(way, fromServer, bytes, now);
}

/// What comes behind the head.
std::span<const char> WsReader::takeHead(Way &way, std::span<const char> bytes)
{
    const qsizetype before = way.head.size();
    way.head.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
    const qsizetype end = way.head.indexOf("\r\n\r\n", std::max<qsizetype>(0, before - 3));
    if (end < 0) {
        m_off = way.head.size() > longestHead;
        return {};
    }
    way.head.truncate(end + 4);
    way.headDone = true;
    m_off = headerOf(way.head, "Upgrade").compare("websocket", Qt::CaseInsensitive) != 0;
    if (!m_off && &way == &m_server)
        handshakeDone();
    return bytes.subspan(static_cast<std::size_t>(end + 4 - before));
}

void WsReader::handshakeDone()
{
    m_off = !m_client.headDone || !m_server.head.startsWith("HTTP/1.1 101");
    if (m_off)
        return;
    WsHandshakeView handshake;
    handshake.key = headerOf(m_client.head, "Sec-WebSocket-Key");
    handshake.accept = headerOf(m_server.head, "Sec-WebSocket-Accept");
    handshake.expectedAccept =
        QCryptographicHash::hash(handshake.key + guid, QCryptographicHash::Sha1).toBase64();
    handshake.request = masked(m_client.head);
    handshake.answer = masked(m_server.head);
    m_trace.begin(std::move(handshake));
}

/// Bytes of the header that is coming in; 2 until its second byte says more.
std::size_t WsReader::headerSize(const Way &way)
{
    if (way.got < 2)
        return 2;
    const std::uint8_t length = way.header[1] & 0x7f;
    return 2U + (length == 127 ? 8U : length == 126 ? 2U : 0U) + ((way.header[1] & 0x80) != 0 ? 4U : 0U);
}

void WsReader::takeFrames(Way &way, bool fromServer, std::span<const char> bytes, Ns now)
{
    std::size_t at = 0;
    while (at < bytes.size()) {
        const std::uint64_t skipped = std::min<std::uint64_t>(way.toSkip, bytes.size() - at);
        way.toSkip -= skipped;
        at += skipped;
        while (at < bytes.size() && way.got < headerSize(way))
            way.header[way.got++] = static_cast<std::uint8_t>(bytes[at++]);
        if (way.toSkip > 0 || way.got < headerSize(way))
            return;
        WsFrameView frame;
        frame.at = now;
        frame.fromServer = fromServer;
        frame.fin = (way.header[0] & 0x80) != 0;
        frame.rsv = (way.header[0] >> 4) & 7;
        frame.opcode = way.header[0] & 15;
        frame.masked = (way.header[1] & 0x80) != 0;
        frame.headerBytes = static_cast<std::uint8_t>(way.got);
        frame.header = way.header;
        const std::uint8_t length = way.header[1] & 0x7f;
        frame.payload = length;
        if (length >= 126) {
            frame.payload = 0;
            for (std::size_t i = 2; i < (length == 126 ? 4U : 10U); ++i)
                frame.payload = frame.payload << 8 | way.header[i];
        }
        way.toSkip = frame.payload;
        way.got = 0;
        m_trace.add(frame);
    }
}

} // namespace feedscope
