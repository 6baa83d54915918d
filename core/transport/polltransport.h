#pragma once

#include "core/transport/httpexchange.h"
#include "core/transport/pollqueue.h"
#include "core/transport/transport.h"

#include <QTimer>

#include <optional>

namespace feedscope {

/// What the lanes that ask over HTTP/1.1 share: one GET after the other, conditional, from a cursor and
/// compressed if asked, each reported with its outcome. When to ask is the subclass's. The first request goes
/// at once and opens the attempt. Redirects are errors, cookies are not kept, secrets go to the endpoint's
/// origin alone. A single failed request is only reported; the attempt fails with the first one, with three in
/// a row, or with a cause that will not pass. Network thread.
class PollTransport : public Transport
{
    Q_OBJECT

public:
    ~PollTransport() override;

    void start() final;
    void stop() final;
    /// It cannot send: false.
    bool send(const QByteArray &payload, bool binary) final;
    void setCursor(const QByteArray &cursor) final { m_cursor = cursor; }
    TransportCounters counters() const final { return m_counters; }

protected:
    /// `hold`: how long the server is asked to keep a request waiting; 0: not at all.
    PollTransport(const Endpoint &endpoint, TransportListener *listener, std::chrono::milliseconds hold = {});

    /// The attempt begins.
    virtual void beginPlan(Ns now) = 0;
    /// When the next request is to go, after the one before ended at `now`; in the past: at once.
    virtual Ns due(Ns now) const = 0;
    /// The request goes, at `now` >= due(): what it stands for.
    virtual PollQueue::Turn take(Ns now) = 0;
    /// It ended. `moved`: its answer brought something else than the one before.
    virtual void ended(const Request &request, bool moved) = 0;

private:
    /// What came of one request: a valid answer, or why not.
    struct Result
    {
        std::optional<TransportError> error;
        bool hasMessage = false;
        QByteArray payload;
    };

    void begin();
    void arm();
    void turn();
    void ask();
    QNetworkRequest request() const;
    QUrl url() const;
    void opened(Ns now);
    void finished(const HttpEnd &end);
    Result evaluate(const HttpEnd &end);
    void answered(Result &&result, Request request);
    Ns wished(const Request &request) const;
    TransportError refused(const HttpHead &head) const;
    void failed(const TransportError &error, Request request);
    void endAttempt(const TransportError &error);

    HttpExchange m_exchange;
    const std::chrono::milliseconds m_hold;
    QTimer m_turn; ///< to the next request
    QByteArray m_etag;
    QByteArray m_lastModified; ///< for servers without an ETag
    QByteArray m_cursor;
    QByteArray m_askedFrom; ///< the cursor of the request that is out
    std::size_t m_body = 0;     ///< hash of the last body, where requests are held
    TransportCounters m_counters;
    Request m_request; ///< that is out
    Ns m_startedAt = noTime;
    Ns m_notBefore = 0;            ///< the server's own wish (Retry-After)
    int m_failures = 0;            ///< in a row
    bool m_connectionKept = false; ///< by a server that was asked to close it
    bool m_open = false;
    bool m_first = true; ///< the request that is out opens the attempt
    bool m_ended = false;
};

} // namespace feedscope
