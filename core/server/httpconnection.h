#pragma once

#include "core/server/api.h"
#include "core/server/eiohub.h"
#include "core/server/gate.h"
#include "core/server/httpreader.h"
#include "core/server/options.h"

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

namespace feedscope::server {

/// What every connection of one server shares; owned by the server, outlives them.
struct Shared
{
    const Api &api;
    EioHub &socketIo;
    const Gate &gate;
    const ServerLimits &limits;
    ServerCounters &counters;
};

/// One visitor that speaks HTTP, until it leaves or becomes a client that is pushed to. Requests are answered
/// in their order; the next one is looked at only when the answers so far are on their way. Owns its socket.
class HttpConnection final : public QObject
{
    Q_OBJECT

public:
    HttpConnection(QTcpSocket *socket, const Shared &shared, QObject *parent);

    /// Answers whatever comes with this and closes.
    void refuse(HttpResponse response);

    /// Sends what is queued and closes; a request that is held is answered first.
    void close();

    /// Something happened: a request that is held for it is answered now.
    void answerHeld();
    bool isHeld() const noexcept { return m_held.has_value(); }

    /// Hands over the socket, with what the client sent behind the handshake, and the request that made it a
    /// client. After upgraded() or streams() only.
    QTcpSocket *takeSocket();
    const HttpRequest &clientRequest() const noexcept { return m_becomes; }
    QByteArray takeRest() { return m_reader.takeRest(); }

    QTcpSocket *socket() const noexcept { return m_socket; }

signals:
    /// The 101 is written.
    void upgraded();
    /// The head of a stream is written.
    void streams();
    /// A request waits until something happens.
    void held();
    /// The connection is over; delete it later.
    void finished();

private:
    enum class Phase : std::uint8_t
    {
        Request,   ///< waiting for the rest of a request
        Idle,      ///< between two requests
        Held,      ///< a request waits for something to happen
        Lingering, ///< refused: what still comes is thrown away, so that the refusal is not lost to a reset
        Closing,
        Upgraded,  ///< to a WebSocket: the socket is to be taken
        Streaming, ///< the same for a stream
    };

    void readSome();
    void wroteSome();
    void process(std::int64_t receivedUs, bool answered = false);
    void handle(const HttpRequest &request, std::int64_t receivedUs);
    HttpResponse answerTo(const HttpRequest &request, std::int64_t receivedUs);
    void upgrade(const HttpRequest &request);
    void stream(const HttpRequest &request, const HttpResponse &response);
    void answer(const HttpRequest &request, HttpResponse response);
    void count(const HttpResponse &response);
    void enter(Phase phase, std::chrono::milliseconds limit);
    void timeOut();

    QTcpSocket *m_socket;
    const Shared &m_shared;
    HttpReader m_reader;
    std::optional<HttpRequest> m_held;
    HttpRequest m_becomes; ///< the one that made the visitor a client
    QTimer m_deadline;
    Phase m_phase = Phase::Request;
    bool m_reading = false;
};

} // namespace feedscope::server
