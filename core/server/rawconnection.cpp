#include "core/server/rawconnection.h"

#include "core/server/commands.h"

#include <QSslSocket>

namespace feedscope::server {

namespace {

constexpr qint64 readSize = 4096;
constexpr std::chrono::milliseconds closing{2'000}; ///< for a client to take what is queued

} // namespace

RawConnection::RawConnection(QTcpSocket *socket, Framing framing, const ServerLimits &limits,
                             ServerCounters &counters, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_framing(framing)
    , m_counters(counters)
    , m_outlet(socket, framing == Framing::Lines ? WireForm::Lines : WireForm::Length32, limits, counters)
    , m_cutter(framing, limits.clientMessage)
{
    m_socket->setParent(this);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, m_socket, [this] {
        m_counters.refusedTime += m_begun ? 0 : 1;
        m_socket->abort();
    });
    connect(m_socket, &QTcpSocket::readyRead, this, &RawConnection::readSome);
    connect(m_socket, &QTcpSocket::bytesWritten, this, [this] {
        if (m_closing)
            return;
        m_outlet.drained();
        readSome(); // reading paused while the client did not
    });
    connect(m_socket, &QTcpSocket::disconnected, this, [this] {
        m_closing = true;
        m_deadline.stop();
        emit finished();
    });
    if (auto *tls = qobject_cast<QSslSocket *>(m_socket)) {
        m_deadline.start(limits.handshake);
        connect(tls, &QSslSocket::encrypted, this, &RawConnection::ready);
    } else {
        QMetaObject::invokeMethod(this, &RawConnection::ready, Qt::QueuedConnection);
    }
}

void RawConnection::begin(const std::vector<QByteArray> &messages)
{
    m_deadline.stop();
    if (m_closing)
        return;
    m_begun = true;
    for (const QByteArray &message : messages)
        m_outlet.send(message);
    readSome();
}

void RawConnection::send(const Batch &batch)
{
    if (m_begun && !m_closing)
        m_outlet.send(batch);
}

void RawConnection::readSome()
{
    const std::int64_t receivedUs = wallMicroseconds();
    while (m_begun && !m_closing && !m_outlet.isChoked() && m_socket->bytesAvailable() > 0) {
        m_cutter.feed(m_socket->read(readSize));
        while (const auto message = m_cutter.next()) {
            if (message->isEmpty())
                continue;
            ++m_counters.messagesReceived;
            m_outlet.send(answerTo(message->content(m_framing), receivedUs));
        }
        if (m_cutter.isTooLarge()) {
            ++m_counters.refusedSize;
            close();
        }
    }
    if (m_closing)
        m_socket->readAll();
}

void RawConnection::close()
{
    m_closing = true;
    m_deadline.start(closing);
    m_socket->disconnectFromHost();
}

} // namespace feedscope::server
