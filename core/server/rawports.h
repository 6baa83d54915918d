#pragma once

#include "core/server/datagramfeed.h"
#include "core/server/listener.h"
#include "core/server/peers.h"
#include "core/server/rawconnection.h"

#include <QUrl>

namespace feedscope::server {

class Api;

/// The feed without HTTP: over raw TCP as lines, over raw TCP as records with their length before them, and
/// over UDP, each on a port of its own. Lives in the server's thread.
class RawPorts final : public QObject
{
    Q_OBJECT

public:
    /// All outlive it.
    RawPorts(const Api &api, const ServerOptions &options, ServerCounters &counters, Peers &peers,
             QObject *parent = nullptr);
    /// Cuts what is still open.
    ~RawPorts() override;

    /// Listens on the three ports after the server's own, or where that has none or one is taken, on any free
    /// one. With an identity the TCP ports speak TLS. False: none is free.
    bool start(quint16 own, const std::optional<Identity> &identity, QString *error);

    void publish(const Batch &batch);

    /// Ends all streams, politely; left() tells when the last one is gone.
    void stop();
    /// Cuts those that are still open.
    void abort();

    int clients() const { return static_cast<int>(m_connections.size()); }
    int subscribers() const { return m_datagrams.subscribers(); }

    QUrl linesUrl() const;
    QUrl recordsUrl() const;
    /// Empty: UDP is not served at this address.
    QUrl datagramUrl() const;
    /// Empty: no group is sent to.
    QUrl groupUrl() const { return m_datagrams.groupUrl(); }

signals:
    /// A connection is over.
    void left();

private:
    QUrl url(const char *scheme, quint16 port) const;
    void accept(QTcpSocket *socket, Framing framing);
    void forget(RawConnection *connection, const QHostAddress &peer);

    const Api &m_api;
    const ServerOptions &m_options;
    ServerCounters &m_counters;
    Peers &m_peers;
    Listener m_lines;
    Listener m_records;
    DatagramFeed m_datagrams;
    QList<RawConnection *> m_connections; ///< children
};

} // namespace feedscope::server
