#pragma once

#include "core/transport/tlspolicy.h"
#include "core/transport/transport.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <functional>

namespace feedscope {

/// Learns what QWebSocket does not tell about a refused handshake: where a redirect leads, how long to wait.
/// One GET at the same origin, without the upgrade; only the head of the answer is read. Network thread;
/// owned by its transport, which also bounds its time.
class WsProbe final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const TransportError &)>;

    /// Whether a plain GET can add something to this status.
    static bool helps(int status);

    /// Calls `done` once, later: with the fuller error if the GET meets the same status, else with `error`.
    WsProbe(const Endpoint &endpoint, const TransportError &error, Done done, QObject *parent);

private:
    void headArrived();
    void give(const TransportError &error);

    Endpoint m_endpoint;
    TlsPolicy m_tls;
    TransportError m_error;
    Done m_done;
    QNetworkAccessManager m_manager;
    QNetworkReply *m_reply = nullptr; ///< a child of the manager
};

} // namespace feedscope
