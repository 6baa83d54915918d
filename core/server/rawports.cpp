#include "core/server/rawports.h"

#include "core/server/address.h"
#include "core/server/api.h"

#include <QCoreApplication>

namespace feedscope::server {

namespace {

/// Tries the wished port, then any.
template <typename Listen>
bool listenAt(quint16 own, int next, const Listen &listen)
{
    constexpr int last = 65'535;
    const bool wished = own != 0 && own + next <= last;
    return (wished && listen(static_cast<quint16>(own + next))) || listen(quint16(0));
}

} // namespace

RawPorts::RawPorts(const Api &api, const ServerOptions &options, ServerCounters &counters, Peers &peers,
                   QObject *parent)
    : QObject(parent)
    , m_api(api)
    , m_options(options)
    , m_counters(counters)
    , m_peers(peers)
    , m_datagrams(api, options.limits, counters, nullptr)
{
    connect(&m_lines, &Listener::accepted, this,
            [this](QTcpSocket *socket) { accept(socket, Framing::Lines); });
    connect(&m_records, &Listener::accepted, this,
            [this](QTcpSocket *socket) { accept(socket, Framing::Length32); });
}

RawPorts::~RawPorts()
{
    const auto connections = m_connections;
    for (RawConnection *connection : connections) {
        connection->disconnect(this);
        delete connection;
    }
}

bool RawPorts::start(quint16 own, const std::optional<Identity> &identity, QString *error)
{
    const QHostAddress &host = m_options.host;
    int next = 0;
    for (Listener *listener : {&m_lines, &m_records}) {
        if (identity)
            listener->setIdentity(*identity);
        if (!listenAt(own, ++next, [&](quint16 port) { return listener->listen(host, port); })) {
            *error = QCoreApplication::translate(
                         "feedscope", "No port is free on %1 for the raw feed. Close other programs.")
                         .arg(host.toString());
            return false;
        }
    }
    if (DatagramFeed::mayServe(host))
        listenAt(own, ++next, [&](quint16 port) { return m_datagrams.listen(host, port); });
    if (m_options.group.isNull())
        return true;
    *error = m_datagrams.sendTo(m_options.group, m_options.groupPort, m_options.groupInterface);
    return error->isEmpty();
}

QUrl RawPorts::url(const char *scheme, quint16 port) const
{
    const QByteArray place = urlName(m_options.host) + ':' + QByteArray::number(port);
    return port == 0 ? QUrl() : QUrl(QString::fromLatin1(scheme + ("://" + place)));
}

QUrl RawPorts::linesUrl() const
{
    return url(m_options.tls ? "tls" : "tcp", m_lines.serverPort());
}

QUrl RawPorts::recordsUrl() const
{
    return url(m_options.tls ? "tls" : "tcp", m_records.serverPort());
}

QUrl RawPorts::datagramUrl() const
{
    return url("udp", m_datagrams.port());
}

void RawPorts::accept(QTcpSocket *socket, Framing framing)
{
    const QHostAddress peer = socket->peerAddress();
    if (!m_peers.enter(peer)) {
        m_peers.leave(peer);
        ++m_counters.refusedPeer;
        socket->abort();
        delete socket;
        return;
    }
    auto *connection = new RawConnection(socket, framing, m_options.limits, m_counters, this);
    m_connections.append(connection);
    connect(connection, &RawConnection::ready, this,
            [this, connection] { connection->begin(m_api.firstMessages()); });
    connect(connection, &RawConnection::finished, this,
            [this, connection, peer] { forget(connection, peer); });
}

void RawPorts::forget(RawConnection *connection, const QHostAddress &peer)
{
    m_connections.removeOne(connection);
    m_peers.leave(peer);
    connection->deleteLater();
    emit left();
}

void RawPorts::publish(const Batch &batch)
{
    const auto now = m_connections; // a client that breaks while it is written to leaves the list
    for (RawConnection *connection : now)
        connection->publish(batch);
    m_datagrams.publish(batch);
}

void RawPorts::stop()
{
    m_lines.close();
    m_records.close();
    m_datagrams.close();
    const auto connections = m_connections;
    for (RawConnection *connection : connections)
        connection->close();
}

void RawPorts::abort()
{
    const auto connections = m_connections;
    for (RawConnection *connection : connections)
        connection->socket()->abort();
}

} // namespace feedscope::server
