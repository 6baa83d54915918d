#include "core/server/wsclient.h"

#include "core/server/commands.h"
#include "core/server/listener.h"

#include <algorithm>

namespace feedscope::server {

using namespace std::chrono_literals;

namespace {

constexpr qint64 readSize = 4096; // small, as the reader moves what is left after each message
constexpr auto closeAnswer = 2000ms;
constexpr std::uint16_t unsupportedData = 1003;

} // namespace

WsClient::WsClient(QTcpSocket *socket, const ServerLimits &limits, ServerCounters &counters, QObject *parent)
    : PushClient(socket, limits, counters, parent)
    , m_reader(limits.clientMessage)
{}

void WsClient::beginReading(const QByteArray &rest)
{
    const std::int64_t receivedUs = wallMicroseconds();
    connect(socket(), &QTcpSocket::readyRead, this, &WsClient::readSome);
    m_reader.feed(rest);
    readMessages(receivedUs);
    readSome();
}

void WsClient::sendText(const QByteArray &text)
{
    sendFrame(WsOpcode::Text, text);
}

void WsClient::sendFrame(WsOpcode opcode, const QByteArray &payload)
{
    QByteArray frame;
    appendFrame(frame, opcode, payload);
    m_counters.messagesSent += opcode == WsOpcode::Text;
    socket()->write(frame);
    socket()->flush();
}

void WsClient::readSome()
{
    const std::int64_t receivedUs = wallMicroseconds();
    while (!isClosing() && !isChoked() && socket()->bytesAvailable() > 0) {
        m_reader.feed(socket()->read(readSize));
        readMessages(receivedUs);
    }
    if (isClosing())
        discardInput(socket());
}

void WsClient::readMessages(std::int64_t receivedUs)
{
    while (!isClosing()) {
        const auto message = m_reader.next();
        if (!message)
            break;
        handle(*message, receivedUs);
    }
    if (m_reader.closeCode() == 0 || isClosing())
        return;
    ++(m_reader.closeCode() == 1009 ? m_counters.refusedSize : m_counters.refusedSyntax);
    close(m_reader.closeCode(), "This is no valid message for this feed.");
}

void WsClient::handle(const WsMessage &message, std::int64_t receivedUs)
{
    switch (message.opcode) {
    case WsOpcode::Text:
        ++m_counters.messagesReceived;
        textArrived(message.payload, receivedUs);
        break;
    case WsOpcode::Ping:
        sendFrame(WsOpcode::Pong, message.payload);
        break;
    case WsOpcode::Close:
        // The answer echoes the code (RFC 6455 section 5.5.1); the server closes TCP first (section 7.1.1).
        endWithin(closeAnswer);
        sendFrame(WsOpcode::Close, message.payload.first(std::min<qsizetype>(2, message.payload.size())));
        socket()->disconnectFromHost();
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

void WsClient::close(std::uint16_t code, QByteArrayView reason)
{
    if (isClosing())
        return;
    endWithin(closeAnswer);
    sendFrame(WsOpcode::Close, closePayload(code, reason));
}

} // namespace feedscope::server
