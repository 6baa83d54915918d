#pragma once

#include "core/transport/eiopolling.h"
#include "core/transport/socketio/namespaces.h"
#include "core/transport/transport.h"

#include <QTimer>

#include <vector>

namespace feedscope {

class WebSocketTransport;

/// Socket.IO 5 over Engine.IO 4: opens a session by HTTP, moves it to a WebSocket if the server offers one
/// and it works, and only then reports itself open, on "websocket" or "polling" – so no packet can overtake
/// another in the move. Then it enters the namespaces that the feed's profile names, the default one if it
/// names none, and delivers every packet of the engine as one message, an attachment as a binary one after
/// its event. It answers the server's pings and notices when they stop. Network thread.
class SocketIoTransport final : public Transport, private TransportListener, private EioPollingListener
{
    Q_OBJECT

public:
    SocketIoTransport(const Endpoint &endpoint, TransportListener *listener);
    ~SocketIoTransport() override;

    void start() override;
    void stop() override;
    /// Takes whole messages of Engine.IO, `42["event"]` or `40/namespace,`; an event waits until the server
    /// has let us into its namespace. False for all else, while not open, and for what is larger than the
    /// server takes.
    bool send(const QByteArray &payload, bool binary) override;
    /// On a WebSocket, a ping of its own; the engine's pings are the server's alone. On polling, round trips
    /// come from what is sent anyway.
    bool ping() override;
    std::int64_t bytesSeen() const override;
    TransportCounters counters() const override;

private:
    enum class Stage : std::uint8_t
    {
        Opening, ///< no session yet
        Probing, ///< there is one, on polling; whether a WebSocket works is being tried
        Open,
        Ended,
    };
    struct EarlyPacket
    {
        QByteArray payload;
        bool binary = false;
        Ns arrival = noTime;
    };

    // Of the WebSocket.
    void transportOpened(const Opened &opened) override;
    void transportMessage(Message &&message) override;
    void transportRequest(const Request &) override {}
    void transportPong(Ns roundTrip) override;
    void transportFailed(const TransportError &error) override;
    void transportClosed(const Closed &closed) override;

    void pollingBody(const QByteArray &body, Ns arrival) override;
    void pollingRoundTrip(Ns roundTrip) override;
    void pollingFailed(const TransportError &error, bool noPolling) override;

    void begin();
    void openSocket(const QByteArray &sid);
    void sessionOpened(const QByteArray &openPacket, Ns arrival);
    void stayOnPolling();
    void announce(const QString &way);
    void deadlineOver();
    void checkSilence();

    void take(const QByteArray &payload, bool binary, Ns arrival);
    void react(const QByteArray &text);
    void reactToMessage(QByteArrayView text);
    bool say(const QByteArray &packet);
    bool sayAll(const QByteArrayList &packets);

    void fail(const TransportError &error);
    void leave(bool politely);
    void dropPolling(const QByteArrayList &farewell);
    void dropSocket(const QByteArrayList &farewell);
    static void addConnection(TransportCounters &sum, const TransportCounters &own);

    EioAddress m_address;
    EioPolling *m_polling = nullptr;        ///< a child until it is parted with; null: on a WebSocket alone
    WebSocketTransport *m_socket = nullptr; ///< a child; null: on polling alone
    engineio::Opening m_session;
    socketio::Namespaces m_namespaces;
    std::vector<EarlyPacket> m_early; ///< what came before the attempt was open
    QTimer m_deadline;                ///< of opening, of the probe, then of the namespaces
    QTimer m_silence;
    TransportCounters m_counters; ///< without those of the connections that still stand
    Opened m_opened;
    Ns m_startedAt = noTime;
    Ns m_lastHeard = noTime; ///< arrival of the last packet
    Stage m_stage = Stage::Opening;
};

} // namespace feedscope
