#pragma once

#include "core/transport/transport.h"

#include <QHostAddress>
#include <QTimer>

class QHostInfo;
class QUdpSocket;

namespace feedscope {

/// One UDP conversation (udp:// with the address of a peer; groups and the unspecified address are listened at,
/// see UdpListenTransport): each datagram is a message, which may be lost, come twice or out of turn;
/// the numbers in it tell. The peer knows us by our first datagram only: the endpoint's greeting, or an empty
/// one, is repeated until it answers, and that is when the attempt is open. Network thread.
class RawUdpTransport final : public Transport
{
    Q_OBJECT

public:
    RawUdpTransport(const Endpoint &endpoint, TransportListener *listener);
    ~RawUdpTransport() override;

    void start() override;
    void stop() override;
    /// One datagram. False while not open, and for a payload larger than one can be.
    bool send(const QByteArray &payload, bool binary) override;
    /// Greets again, which also renews a subscription; false if that has just been done.
    bool ping() override;
    std::int64_t bytesSeen() const override { return m_counters.payloadReceived; }
    TransportCounters counters() const override { return m_counters; }

private:
    void begin();
    void resolved(const QHostInfo &host);
    void connectNext();
    void greet();
    void readSome();
    void deliver(QByteArray &&datagram, Ns arrival);
    void refused();

    void fail(const TransportError &error);
    void close(const Closed &closed);
    void dropSocket();

    QUdpSocket *m_socket = nullptr;  ///< a child
    QList<QHostAddress> m_addresses; ///< still to be tried
    QTimer m_deadline;               ///< until the first datagram
    QTimer m_again;                  ///< until the next greeting
    TransportCounters m_counters;
    Opened m_opened;
    Ns m_startedAt = noTime;
    Ns m_greetedAt = noTime;
    int m_lookUp = -1;
    bool m_open = false;
    bool m_ended = false;
};

} // namespace feedscope
