#include "core/server/rawconnection.h"

#include "core/server/commands.h"
#include "core/server/listener.h"

#include <QSslSocket>

namespace feedscope::server {

namespace {

constexpr qint64 readSize = 4096;
constexpr std::chrono::milliseconds closing{2'000}; ///< for a client to take what is queued

} // namespace

RawConnection::RawConnection(QTcpSocket *socket, Framing framing, const ServerLimits &limits,
                             ServerCounters &counters, QObject *parent)
    : PushClient(socket, limits, counters, parent)
    , m_framing(framing)
    , m_form(framing == Framing::Lines ? WireForm::Lines : WireForm::Length32)
    , m_cutter(framing, limits.clientMessage)
{
    connect(socket, &QTcpSocket::readyRead, this, &RawConnection::readSome);
    m_handshake.setSingleShot(true);
    connect(&m_handshake, &QTimer::timeout, socket, [this] {
        ++m_counters.refusedTime;
        this->socket()->abort();
    });
    if (auto *tls = qobject_cast<QSslSocket *>(socket)) {
        m_handshake.start(limits.handshake);
        connect(tls, &QSslSocket::encrypted, this, &RawConnection::ready);
    } else {
        QMetaObject::invokeMethod(this, &RawConnection::ready, Qt::QueuedConnection);
    }
}

void RawConnection::begin(const std::vector<QByteArray> &messages)
{
    m_handshake.stop();
    if (isClosing())
        return;
    m_begun = true;
    for (const QByteArray &message : messages)
        sendText(message);
    readSome();
}

void RawConnection::append(QByteArray &out, const Update &update) const
{
    appendMessage(out, update.text, m_form);
}

void RawConnection::sendText(const QByteArray &text)
{
    QByteArray bytes;
    appendMessage(bytes, text, m_form);
    ++m_counters.messagesSent;
    socket()->write(bytes);
    socket()->flush();
}

void RawConnection::publish(const Batch &batch)
{
    if (m_begun)
        send(batch.bytes(m_form), batch.updates());
}

void RawConnection::readSome()
{
    const std::int64_t receivedUs = wallMicroseconds();
    while (m_begun && !isClosing() && !isChoked() && socket()->bytesAvailable() > 0) {
        m_cutter.feed(socket()->read(readSize));
        while (const auto message = m_cutter.next()) {
            if (message->isEmpty())
                continue;
            ++m_counters.messagesReceived;
            sendText(answerTo(message->content(m_framing), receivedUs));
        }
        if (m_cutter.isTooLarge()) {
            ++m_counters.refusedSize;
            close();
        }
    }
    if (isClosing())
        discardInput(socket());
}

void RawConnection::close()
{
    m_handshake.stop();
    endWithin(closing);
    socket()->disconnectFromHost();
}

} // namespace feedscope::server
