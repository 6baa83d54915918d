#pragma once

#include "core/transport/httpexchange.h"
#include "core/transport/ssesplitter.h"
#include "core/transport/transport.h"

#include <QTimer>

namespace feedscope {

/// Server-Sent Events (WHATWG HTML 9.2) over HTTP/1.1: one GET whose answer does not end. Each event is one
/// message, its block as it came; comments are signs of life and no messages. It goes on from the id of the
/// last event that an earlier attempt has seen. Redirects are errors, secrets go to the endpoint's origin
/// alone. A stream that ends is a transient failure, with the wait that the server wished for. Network thread.
class SseTransport final : public Transport
{
    Q_OBJECT

public:
    SseTransport(const Endpoint &endpoint, TransportListener *listener);
    ~SseTransport() override;

    void start() override;
    void stop() override;
    /// It cannot send: false.
    bool send(const QByteArray &, bool) override { return false; }
    std::int64_t bytesSeen() const override { return m_bytes; }
    /// The id of the last event.
    void setCursor(const QByteArray &cursor) override { m_splitter.setLastEventId(cursor); }
    std::optional<QByteArray> reached() const override { return m_splitter.lastEventId(); }
    TransportCounters counters() const override { return m_counters; }

private:
    void begin();
    QNetworkRequest request() const;
    void headArrived();
    std::optional<TransportError> refusal(const HttpHead &head) const;
    void bytesArrived(Ns now);
    void deliver(Ns now);
    void ended(const HttpEnd &end);
    void fail(TransportError error);

    HttpExchange m_exchange;
    SseSplitter m_splitter;
    QTimer m_blockDeadline; ///< of an event that has begun
    TransportCounters m_counters;
    std::int64_t m_bytes = 0; ///< of the body
    Ns m_startedAt = noTime;
    bool m_open = false;
    bool m_ended = false;
};

} // namespace feedscope
