#include "core/server/pushclient.h"

#include "core/server/listener.h"

namespace feedscope::server {

PushClient::PushClient(QTcpSocket *socket, const ServerLimits &limits, ServerCounters &counters,
                       QObject *parent)
    : QObject(parent)
    , m_limits(limits)
    , m_counters(counters)
    , m_socket(socket)
{
    m_socket->setParent(this);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, m_socket, &QTcpSocket::abort);
    connect(m_socket, &QTcpSocket::bytesWritten, this, [this] {
        if (m_closing)
            return;
        catchUp();
        drained();
    });
    connect(m_socket, &QTcpSocket::disconnected, this, [this] {
        m_closing = true;
        m_deadline.stop();
        emit finished();
    });
}

bool PushClient::isChoked() const
{
    return backlog(m_socket) >= m_limits.backlog;
}

void PushClient::endWithin(std::chrono::milliseconds limit)
{
    m_closing = true;
    m_deadline.start(limit);
}

void PushClient::send(const QByteArray &frames, const std::vector<Update> &updates)
{
    if (m_closing || catchesUp())
        return;
    if (!m_pending.isEmpty() || backlog(m_socket) + frames.size() > m_limits.backlog) {
        m_pending.add(updates, m_counters);
        catchUp(); // a batch above the limit: nothing is under way whose end would be heard
        return;
    }
    m_counters.messagesSent += static_cast<std::int64_t>(updates.size());
    m_socket->write(frames);
    m_socket->flush();
}

void PushClient::catchUp()
{
    if (!m_pending.isEmpty() && backlog(m_socket) <= m_limits.backlog / 2)
        sendPending();
}

void PushClient::sendPending()
{
    const std::vector<Update> pending = m_pending.take();
    QByteArray frames;
    for (const Update &update : pending)
        append(frames, update);
    m_counters.messagesSent += static_cast<std::int64_t>(pending.size());
    m_socket->write(frames);
}

} // namespace feedscope::server
