#pragma once

#include "core/server/eiosession.h"
#include "core/server/feedsource.h"

#include <QHash>

namespace feedscope::server {

/// The Socket.IO face of the feed, at /socket.io/: opens sessions, finds the one that a request is for, and
/// hands out what happens. The table is bounded, and a session that goes silent leaves it. The server's
/// thread.
class EioHub final : public QObject
{
    Q_OBJECT

public:
    /// All references outlive it.
    EioHub(const Api &api, const ServerLimits &limits, ServerCounters &counters);
    ~EioHub() override;

    /// Whether the request is for it, whatever its method.
    static bool owns(const HttpRequest &request);

    /// `visitor` is woken if the answer is to be held.
    HttpResponse answer(const HttpRequest &request, std::int64_t receivedUs, HttpConnection *visitor);

    /// Why the request may not become a WebSocket; nothing: it may, and take() follows.
    std::optional<HttpResponse> refusalOf(const HttpRequest &request, const QHostAddress &peer) const;
    void take(const HttpRequest &request, EioSocket *socket);

    void publish(const Batch &batch);
    /// Ends all sessions.
    void stop();

    int sessions() const { return static_cast<int>(m_sessions.size()); }

private:
    EioSession *open(const QHostAddress &peer);
    std::optional<HttpResponse> fullFor(const QHostAddress &peer) const;
    std::optional<HttpResponse> mistakeIn(const HttpRequest &request) const;
    EioSession *find(const HttpRequest &request) const;
    void forget(EioSession *session);

    const Api &m_api;
    const ServerLimits &m_limits;
    ServerCounters &m_counters;
    QHash<QByteArray, EioSession *> m_sessions; ///< by sid; children of the hub
    bool m_stopping = false;
};

} // namespace feedscope::server
