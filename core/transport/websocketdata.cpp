#include "core/transport/sentences.h"
#include "core/transport/socketbytes.h"
#include "core/transport/websocket.h"
#include "core/transport/wsframes.h"

#include <QAbstractSocket>
#include <QCoreApplication>
#include <QWebSocket>

#include <algorithm>

// What passes over an open connection; how it opens and ends is in websocket.cpp.

namespace feedscope {

namespace {

constexpr qint64 mostFragments = 131'072;
constexpr qsizetype mostKept = 64 * 1024; ///< memory between two messages
constexpr int messagePatience = 6;        ///< times the connect limit: how long a message may take to arrive

} // namespace

void WebSocketTransport::textArrived(const QString &text)
{
    const Ns now = steadyNow();
    QByteArray &payload = m_message.payload;
    payload.resize(m_toUtf8.requiredSpace(text.size()));
    payload.resize(m_toUtf8.appendToBuffer(payload.data(), text) - payload.constData());
    deliver(false, now);
}

void WebSocketTransport::binaryArrived(const QByteArray &bytes)
{
    const Ns now = steadyNow();
    m_message.payload = bytes;
    deliver(true, now);
}

void WebSocketTransport::deliver(bool binary, Ns arrival)
{
    if (m_ended)
        return;
    m_message.binary = binary;
    m_message.arrival = arrival;
    const qsizetype size = m_message.payload.size();
    if (m_fragments == 0)
        countFrame(size);
    m_fragments = 0;
    if (m_messageDeadline.isActive())
        m_messageDeadline.stop();
    ++m_counters.messages;
    m_counters.binaryMessages += binary ? 1 : 0;
    m_counters.payloadReceived += size;
    m_listener->transportMessage(std::move(m_message)); // who does not keep it leaves its memory here
    if (m_message.payload.capacity() > mostKept)
        m_message.payload.clear();
}

void WebSocketTransport::countFrame(qint64 payload)
{
    const std::int64_t header = wsframes::headerSize(payload);
    m_counters.frameHeaders += header;
    m_counters.headersReceived += header;
    if (++m_counters.frames == 1 || header < m_counters.smallestFrameHeader)
        m_counters.smallestFrameHeader = header;
    m_counters.largestFrameHeader = std::max(m_counters.largestFrameHeader, header);
}

void WebSocketTransport::textFrame(const QString &frame, bool last)
{
    if (!last || m_fragments > 0)
        fragmentSeen(frame.toUtf8().size(), last);
}

void WebSocketTransport::binaryFrame(const QByteArray &frame, bool last)
{
    if (!last || m_fragments > 0)
        fragmentSeen(frame.size(), last);
}

/// A part of a fragmented message; a whole one is counted in deliver(), which comes next.
void WebSocketTransport::fragmentSeen(qint64 size, bool last)
{
    countFrame(size);
    ++m_fragments;
    if (!last && m_fragments >= mostFragments)
        fail(sentences::protocol(
            m_endpoint.url, QCoreApplication::translate("feedscope", "a message in more than %1 fragments.")
                                .arg(mostFragments)));
}

/// Pongs are queued and messages begin only while Qt reads: here is where both are bounded.
void WebSocketTransport::afterRead()
{
    if (m_ended || !m_open)
        return;
    if (socketbytes::unsent(m_child) > m_endpoint.limits.sendBacklog) {
        fail(sentences::backlog(m_endpoint.url, m_endpoint.limits.sendBacklog));
        return;
    }
    const bool begun = m_fragments > 0 || m_child->bytesAvailable() > 0;
    if (begun && !m_messageDeadline.isActive())
        m_messageDeadline.start(messagePatience * m_endpoint.limits.connect);
    else if (!begun && m_messageDeadline.isActive())
        m_messageDeadline.stop();
}

bool WebSocketTransport::send(const QByteArray &payload, bool binary)
{
    const qint64 limit = m_endpoint.limits.sendBacklog;
    if (!m_open || m_ended || payload.size() > limit)
        return false;
    if (socketbytes::unsent(m_child) + payload.size() > limit) {
        // Later: a lane is in the middle of what it has to say.
        QMetaObject::invokeMethod(
            this, [this, limit] { fail(sentences::backlog(m_endpoint.url, limit)); }, Qt::QueuedConnection);
        return false;
    }
    if (binary)
        m_socket->sendBinaryMessage(payload);
    else
        m_socket->sendTextMessage(QString::fromUtf8(payload));
    m_counters.payloadSent += payload.size();
    m_counters.frameHeaders += wsframes::sentHeaderSize(payload.size());
    return true;
}

bool WebSocketTransport::ping()
{
    if (!m_open || m_ended)
        return false;
    const QByteArray stamp = m_pings.stamp(steadyNow());
    m_socket->ping(stamp);
    m_counters.control += wsframes::headerSize(stamp.size()) + wsframes::maskSize + stamp.size();
    return true;
}

void WebSocketTransport::pongArrived(const QByteArray &payload, Ns now)
{
    if (m_ended)
        return;
    m_counters.control += wsframes::headerSize(payload.size()) + payload.size();
    if (const Ns sent = m_pings.answered(payload); sent != noTime)
        m_listener->transportPong(now - sent);
}

std::int64_t WebSocketTransport::bytesSeen() const
{
    return m_child == nullptr ? -1 : socketbytes::received(m_child->socketDescriptor());
}

} // namespace feedscope
