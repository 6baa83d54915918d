#pragma once

#include "core/net/datagramlistener.h"
#include "core/transport/transport.h"

#include <QTimer>

#include <memory>
#include <span>
#include <vector>

class QSocketNotifier;

namespace feedscope {

/// UDP that only listens (udp:// with a group or the unspecified address, see listeningOf()): each datagram that
/// comes is a message. Open as soon as its port is bound and its group joined (RFC 1112, RFC 3678), however
/// long nobody sends; silence is no failure. Nothing is ever sent: no greeting, no keep-alive, no ping, and
/// send() says no. All senders are heard and told apart (Message::sender): numbers that count within a
/// connection count within each sender, as RTP's do. Numbers of another scope are the feed's own, whoever sends
/// them, so that a feed sent twice over (lines A and B) shows what one line lost and the other did not.
/// Through the relay the hop listens in its stead (hopframe). Network thread.
class UdpListenTransport final : public Transport
{
    Q_OBJECT

public:
    UdpListenTransport(const Endpoint &endpoint, TransportListener *listener);
    ~UdpListenTransport() override;

    void start() override;
    void stop() override;
    bool send(const QByteArray &, bool) override { return false; }
    TransportCounters counters() const override { return m_counters; }

private:
    void begin();
    void listen(const ListeningPlace &place);
    void knock();
    void read(Fd fd);
    void open();
    void readSome();
    void readReceipt(std::span<const char> datagram);
    void deliver(std::span<const char> datagram, std::uint16_t sender, Ns arrival);
    void fail(const TransportError &error);

    bool isBehindHop() const { return m_endpoint.datagramHop != 0; }

    Fd m_socket;
    std::unique_ptr<QSocketNotifier> m_notifier; ///< of m_socket
    SenderList m_senders; ///< without a hop
    std::vector<char> m_buffer;
    QTimer m_deadline; ///< of the hop's receipt
    TransportCounters m_counters;
    Ns m_startedAt = noTime;
    bool m_open = false;
    bool m_ended = false;
};

} // namespace feedscope
