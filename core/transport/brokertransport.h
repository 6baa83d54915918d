#pragma once

#include "core/transport/brokers/extent.h"
#include "core/transport/transport.h"

#include <QTimer>

#include <deque>
#include <string_view>

namespace feedscope {

class WebSocketTransport;

/// What the lanes to brokers share: one connection to a broker over WebSocket, whose messages are pieces of a
/// stream of the broker's own units (packets, frames, lines). Opens once the broker has taken this client in;
/// hands each whole unit on as a message; does what the protocol itself asks for, unless the profile does. A
/// subclass knows one protocol. Network thread.
class BrokerTransport : public Transport, protected TransportListener
{
    Q_OBJECT

public:
    ~BrokerTransport() override;

    void start() final;
    void stop() final;
    void goingForGood() final;
    /// One unit as the profile writes it. False for what is meant for the feed's other transports (JSON that
    /// is no unit of this protocol); what is meant for this one and is broken ends the attempt with its
    /// reason.
    bool send(const QByteArray &payload, bool binary) final;
    bool ping() override;
    std::int64_t bytesSeen() const final;
    TransportCounters counters() const final;

protected:
    struct Protocol
    {
        QString name;             ///< "MQTT"
        QStringList subprotocols; ///< offered unless the endpoint says others
        bool binary;              ///< how units are sent
    };
    BrokerTransport(const Endpoint &endpoint, TransportListener *listener, Protocol protocol);

    /// The bytes of a unit that the profile wants sent; or why not.
    struct Written
    {
        QByteArray bytes;
        QString problem;
        bool foreign = false; ///< not meant for this protocol at all
    };
    virtual Written written(const QByteArray &text) = 0;
    /// The WebSocket is open: says what comes first.
    virtual void begin() = 0;
    /// Where the first unit ends; the subclass remembers what it is. `seen`: bytes known to hold no end.
    virtual Extent firstUnit(std::string_view bytes, std::size_t seen) = 0;
    /// A whole unit has come, the one that firstUnit() saw last.
    virtual void take() = 0;
    /// What is said before the connection is closed for good.
    virtual void farewell() {}

    /// Hands the unit that is being taken on; before the broker has taken us in it waits.
    void deliver();
    /// The broker has taken us in.
    void accepted();
    bool isAccepted() const noexcept { return m_accepted; }
    /// True if nothing can be said or heard any more; also after a listener's call.
    bool isOver() const noexcept { return m_over; }
    /// Units sent so far: whether the profile has answered a message is seen from it.
    std::uint64_t unitsSent() const noexcept { return m_unitsSent; }
    void say(const QByteArray &unit);
    /// The profile's first messages, as units; a broken one ends the attempt.
    QByteArrayList greeting();
    void pingSent();
    void pongCame();
    /// The broker says no. `sentence` is whole.
    void refuse(ErrorKind kind, const QString &sentence);
    /// What the broker said before it closes, to be told as the reason.
    void noteReason(const QString &reason) { m_reason = reason; }
    bool pingBeneath();
    /// "host:port" for sentences.
    QString peer() const;

private:
    void transportOpened(const Opened &opened) final;
    void transportMessage(Message &&message) final;
    void transportRequest(const Request &) final {}
    void transportPong(Ns roundTrip) final;
    void transportFailed(const TransportError &error) final;
    void transportClosed(const Closed &closed) final;

    void read(const QByteArray &bytes);
    void silent();
    void end();
    void fail(const TransportError &error);

    Protocol m_protocol;
    WebSocketTransport *m_socket = nullptr; ///< a child until it is parted with
    QTimer m_deadline;                      ///< of being taken in
    Opened m_opened;
    Ns m_startedAt = noTime;
    Ns m_arrival = noTime;          ///< of the bytes that completed the unit being taken
    QByteArray m_pending;           ///< the beginning of a unit
    std::size_t m_seen = 0;         ///< of m_pending, bytes known to hold no end
    QByteArray m_unit;              ///< being taken
    std::deque<QByteArray> m_early; ///< units that wait until the broker has taken us in
    std::deque<Ns> m_pings;
    std::int64_t m_messages = 0;
    TransportCounters m_last; ///< of a socket that is gone
    std::uint64_t m_unitsSent = 0;
    QString m_reason;
    bool m_accepted = false;
    bool m_over = false;
};

} // namespace feedscope
