#include "core/server/pushconnection.h"

#include "core/clock.h"
#include "core/server/listener.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace feedscope::server {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 readSize = 4096;        // small, as the reader moves what is left after each message
constexpr std::size_t noticesKept = 200; // for a client that is behind
constexpr auto closeAnswer = 2000ms;
constexpr std::uint16_t unsupportedData = 1003;

std::int64_t wallMicroseconds()
{
    return wallNow() / microsecond;
}

/// The member as it came, so that a number that a double cannot hold is not changed; only plain values are
/// echoed.
QByteArray echo(const QJsonValue &value)
{
    if (value.isString())
        return jsonString(value.toString());
    if (!value.isDouble())
        return "null";
    const qint64 whole = value.toInteger();
    return value == QJsonValue(whole) ? QByteArray::number(whole)
                                      : QByteArray::number(value.toDouble(), 'g', 17);
}

QByteArray pong(const QJsonObject &ping, std::int64_t receivedUs)
{
    return "{\"type\":\"pong\",\"id\":" + echo(ping.value("id"_L1)) + ",\"t1\":" + echo(ping.value("t"_L1)) +
           ",\"t2\":" + QByteArray::number(static_cast<qlonglong>(receivedUs)) +
           ",\"t3\":" + QByteArray::number(static_cast<qlonglong>(wallMicroseconds())) + '}';
}

} // namespace

PushConnection::PushConnection(QTcpSocket *socket, const ServerLimits &limits, ServerCounters &counters,
                               QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_limits(limits)
    , m_counters(counters)
    , m_reader(limits.clientMessage)
{
    m_socket->setParent(this);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, m_socket, &QTcpSocket::abort);
    connect(m_socket, &QTcpSocket::readyRead, this, &PushConnection::readSome);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &PushConnection::drained);
    connect(m_socket, &QTcpSocket::disconnected, this, [this] {
        m_closing = true;
        m_deadline.stop();
        emit finished();
    });
}

void PushConnection::begin(const std::vector<QByteArray> &messages, const QByteArray &rest)
{
    const std::int64_t receivedUs = wallMicroseconds();
    for (const QByteArray &message : messages)
        sendFrame(WsOpcode::Text, message);
    m_reader.feed(rest);
    readMessages(receivedUs);
    readSome();
}

bool PushConnection::choked() const
{
    return backlog(m_socket) >= m_limits.backlog;
}

void PushConnection::sendFrame(WsOpcode opcode, const QByteArray &payload)
{
    QByteArray frame;
    appendFrame(frame, opcode, payload);
    m_counters.messagesSent += opcode == WsOpcode::Text;
    m_socket->write(frame);
    m_socket->flush();
}

void PushConnection::send(const Batch &batch)
{
    if (m_closing)
        return;
    if (hasPending() || backlog(m_socket) + batch.frames.size() > m_limits.backlog) {
        conflate(batch);
        catchUp(); // a batch above the limit: nothing is under way whose end would be heard
        return;
    }
    m_counters.messagesSent += static_cast<std::int64_t>(batch.updates.size());
    m_socket->write(batch.frames);
    m_socket->flush();
}

void PushConnection::conflate(const Batch &batch)
{
    for (const Update &update : batch.updates) {
        if (update.series >= 0) {
            m_counters.conflated += !m_newest.insert_or_assign(update.series, update).second;
            continue;
        }
        m_notices.push_back(update);
        if (m_notices.size() <= noticesKept)
            continue;
        m_notices.pop_front();
        ++m_counters.conflated;
    }
}

void PushConnection::catchUp()
{
    if (hasPending() && backlog(m_socket) <= m_limits.backlog / 2)
        sendPending();
}

void PushConnection::sendPending()
{
    std::vector<Update> pending(m_notices.begin(), m_notices.end());
    for (const auto &item : m_newest)
        pending.push_back(item.second);
    m_newest.clear();
    m_notices.clear();
    std::sort(pending.begin(), pending.end(),
              [](const Update &a, const Update &b) { return a.sequence < b.sequence; });
    QByteArray frames;
    for (const Update &update : pending)
        appendFrame(frames, WsOpcode::Text, update.text);
    m_counters.messagesSent += static_cast<std::int64_t>(pending.size());
    m_socket->write(frames);
}

void PushConnection::drained()
{
    if (m_closing)
        return;
    catchUp();
    readSome(); // reading paused while the client did not
}

void PushConnection::readSome()
{
    const std::int64_t receivedUs = wallMicroseconds();
    while (!m_closing && !choked() && m_socket->bytesAvailable() > 0) {
        m_reader.feed(m_socket->read(readSize));
        readMessages(receivedUs);
    }
    if (m_closing && m_socket->isOpen())
        m_socket->readAll();
}

void PushConnection::readMessages(std::int64_t receivedUs)
{
    while (!m_closing) {
        const auto message = m_reader.next();
        if (!message)
            break;
        handle(*message, receivedUs);
    }
    if (m_reader.closeCode() == 0 || m_closing)
        return;
    ++(m_reader.closeCode() == 1009 ? m_counters.refusedSize : m_counters.refusedSyntax);
    close(m_reader.closeCode(), "This is no valid message for this feed.");
}

void PushConnection::handle(const WsMessage &message, std::int64_t receivedUs)
{
    switch (message.opcode) {
    case WsOpcode::Text:
        ++m_counters.messagesReceived;
        command(message.payload, receivedUs);
        break;
    case WsOpcode::Ping:
        sendFrame(WsOpcode::Pong, message.payload);
        break;
    case WsOpcode::Close:
        // The answer echoes the code (RFC 6455 section 5.5.1); the server closes TCP first (section 7.1.1).
        m_closing = true;
        sendFrame(WsOpcode::Close, message.payload.first(std::min<qsizetype>(2, message.payload.size())));
        m_deadline.start(closeAnswer);
        m_socket->disconnectFromHost();
        break;
    case WsOpcode::Binary:
        ++m_counters.refusedSyntax;
        close(unsupportedData, "This feed takes text messages only.");
        break;
    case WsOpcode::Pong:
    case WsOpcode::Continuation:
        break;
    }
}

void PushConnection::command(const QByteArray &text, std::int64_t receivedUs)
{
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    if (object.value("op"_L1) == "ping"_L1)
        sendFrame(WsOpcode::Text, pong(object, receivedUs));
    else
        sendFrame(WsOpcode::Text,
                  "{\"type\":\"error\",\"text\":\"This feed knows only {\\\"op\\\":\\\"ping\\\"}.\"}");
}

void PushConnection::close(std::uint16_t code, QByteArrayView reason)
{
    if (m_closing)
        return;
    sendFrame(WsOpcode::Close, closePayload(code, reason));
    m_closing = true;
    m_deadline.start(closeAnswer);
}

} // namespace feedscope::server
