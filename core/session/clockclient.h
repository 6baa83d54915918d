#pragma once

#include "core/session/handover.h"
#include "core/session/reader.h"
#include "core/transport/tlspolicy.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>

#include <memory>

class QNetworkReply;

namespace feedscope {

/// Asks a feed's time endpoint what time it is there (profile `clock`, kind "http"): eight times quickly, then
/// every ten seconds; who estimates takes the exchange of the smallest round trip (measures.md 6). Beside the
/// lanes, not through their relay: its bytes are none of theirs. Lives on the network thread; owned by LaneHost.
class ClockClient final : public QObject
{
    Q_OBJECT

public:
    /// `endpoint`: with the headers that this server may get. `handover` outlives it and gets the exchanges.
    ClockClient(const Endpoint &endpoint, std::shared_ptr<FeedContext> feed, Handover *handover);

    void start() { ask(); }

private:
    void ask();
    void answered(QNetworkReply *reply, Ns asked);

    Endpoint m_endpoint;
    TlsPolicy m_tls;
    UpdateReader m_reader;
    Handover *m_handover;
    QNetworkAccessManager m_manager;
    QTimer m_next;
    int m_asked = 0;
};

} // namespace feedscope
