#pragma once

#include "core/transport/httpanswer.h"
#include "core/transport/pollqueue.h"
#include "core/transport/tlspolicy.h"
#include "core/transport/transport.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>

#include <optional>

namespace feedscope {

/// Polling over HTTP/1.1 by the plan of measures.md 8: one GET at a time, on a kept connection or on a new
/// one each, conditional and compressed if asked. The first request goes at once and opens the attempt; the
/// plan follows. Redirects are errors, cookies are not kept, secrets go to the endpoint's origin alone. A
/// single failed request is only reported; the attempt fails with the first one, with three in a row, or
/// with a cause that will not pass. Network thread.
class HttpPollTransport final : public Transport
{
    Q_OBJECT

public:
    HttpPollTransport(const Endpoint &endpoint, TransportListener *listener);
    ~HttpPollTransport() override;

    void start() override;
    void stop() override;
    /// A poll lane cannot send: false.
    bool send(const QByteArray &payload, bool binary) override;
    void setCursor(const QByteArray &cursor) override { m_cursor = cursor; }
    TransportCounters counters() const override { return m_counters; }

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
    void ask();
    QNetworkRequest request() const;
    QUrl url() const;
    void watch(QNetworkReply *reply);

    void tlsFailed(const QList<QSslError> &errors);
    void tlsReady();
    void headArrived();
    void bytesArrived();
    void finished();
    void cut(const TransportError &error);

    Result evaluate(const QNetworkReply &reply);
    Result evaluateBody();
    TransportError networkFault(const QNetworkReply &reply) const;
    void answered(Result &&result, Request request);
    void failed(const TransportError &error, Request request);
    void endAttempt(const TransportError &error);

    TlsPolicy m_tls;
    QNetworkAccessManager m_manager;
    QTimer m_turn;     ///< to the next request
    QTimer m_deadline; ///< of the request that is out
    std::optional<PollQueue> m_queue;
    QByteArray m_etag;
    QByteArray m_cursor;
    TransportCounters m_counters;
    Ns m_startedAt = noTime;
    Ns m_notBefore = 0;            ///< the server's own wish (Retry-After)
    int m_failures = 0;            ///< in a row
    bool m_connectionKept = false; ///< by a server that was asked to close it
    bool m_open = false;
    bool m_ended = false;

    // Of the request that is out.
    QNetworkReply *m_reply = nullptr;
    Request m_request;
    HttpHead m_head;
    QByteArray m_body;
    Ns m_lastByte = noTime;
    QList<QSslError> m_tlsErrors;
    std::optional<TransportError> m_cut; ///< why we ended it ourselves
};

} // namespace feedscope
