#pragma once

#include "core/transport/httpexchange.h"
#include "core/transport/transport.h"

#include <QTimer>

#include <optional>

namespace feedscope {

/// What the lanes share that read one HTTP/1.1 answer which does not end: one GET, open as soon as the head of
/// its 200 has come, then messages as the subclass cuts them out of the body. Redirects are errors, secrets go
/// to the endpoint's origin alone. A stream that ends is a transient failure, with the wait that the server
/// wished for. Network thread.
class StreamTransport : public Transport
{
    Q_OBJECT

public:
    ~StreamTransport() override;

    void start() final;
    void stop() final;
    /// It cannot send: false.
    bool send(const QByteArray &, bool) final { return false; }
    std::int64_t bytesSeen() const final { return m_bytes; }
    TransportCounters counters() const final { return m_counters; }

protected:
    StreamTransport(const Endpoint &endpoint, TransportListener *listener);

    /// One message out of the body.
    struct Piece
    {
        QByteArray bytes;
        qint64 framing = 0; ///< of these, bytes that are not the message's own
        bool binary = false;
    };

    /// Completes the request.
    virtual void prepare(QNetworkRequest &) const {}
    /// Why an answer with status 200 is no such stream.
    virtual std::optional<TransportError> typeFault(const HttpHead &head) const = 0;
    /// More of the body has come; next() cuts it.
    virtual void feed(const QByteArray &bytes) = 0;
    /// The next whole message; nothing: more bytes are needed, or it is too large.
    virtual std::optional<Piece> next() = 0;
    /// What is left is a message, where the server has said that its answer ends there.
    virtual std::optional<Piece> last() { return {}; }
    virtual bool isTooLarge() const = 0;
    /// True while a message has begun and is not whole.
    virtual bool hasBegun() const = 0;
    /// The stream must not end there.
    virtual bool endsInside() const { return false; }
    /// Bytes so far that belonged to no message.
    virtual qint64 talk() const = 0;
    /// How long to wait before a reconnect, if the stream itself has said so; 0: it has not.
    virtual std::chrono::milliseconds retry() const { return {}; }

private:
    void begin();
    void headArrived();
    std::optional<TransportError> refusal(const HttpHead &head) const;
    void bytesArrived(Ns now);
    void deliver(Ns now);
    void deliver(Piece &&piece, Ns now);
    bool isWhole() const;
    void ended(const HttpEnd &end);
    void fail(TransportError error);

    HttpExchange m_exchange;
    QTimer m_deadline; ///< of a message that has begun
    TransportCounters m_counters;
    std::int64_t m_bytes = 0; ///< of the body
    Ns m_startedAt = noTime;
    bool m_open = false;
    bool m_ended = false;
};

} // namespace feedscope
