#pragma once

#include "core/server/batch.h"
#include "core/server/options.h"

#include <QHash>
#include <QObject>
#include <QTimer>
#include <QUdpSocket>
#include <QUrl>

#include <chrono>
#include <deque>

namespace feedscope::server {

class Api;

/// The feed over UDP: who sends {"op":"subscribe"} gets what the display needs at first, a row a datagram,
/// then every update as a datagram of its own, until the subscription runs out or is renewed by another
/// {"op":"subscribe"}. Served on loopback only: an answer is larger than its question, so on an open network
/// anybody could have it flood somebody else (RFC 8085 section 3.1 and 5.1). If wished, every update goes to a
/// group as well, once, whoever listens (RFC 1112; TTL 1: no router passes it on). Lives in the server's thread.
class DatagramFeed final : public QObject
{
    Q_OBJECT

public:
    /// All outlive it.
    DatagramFeed(const Api &api, const ServerLimits &limits, ServerCounters &counters, QObject *parent);

    /// Whether UDP may be served at this address at all.
    static bool mayServe(const QHostAddress &host) { return host.isLoopback(); }

    /// False: the port is taken.
    bool listen(const QHostAddress &host, quint16 port);
    void close();

    /// From now on. Empty, or the sentence that says why not.
    QString sendTo(const QHostAddress &group, quint16 port, const QString &interface);
    /// Where the group can be listened to; empty: there is none.
    QUrl groupUrl() const;

    void publish(const Batch &batch);

    quint16 port() const { return m_socket.localPort(); }
    int subscribers() const { return static_cast<int>(m_subscribers.size()); }

private:
    using Clock = std::chrono::steady_clock;

    /// Where a subscriber listens.
    struct Place
    {
        QHostAddress address;
        quint16 port = 0;
        friend bool operator==(const Place &, const Place &) = default;
        friend size_t qHash(const Place &place, size_t seed = 0)
        {
            return qHashMulti(seed, place.address, place.port);
        }
    };
    struct Subscriber
    {
        Clock::time_point until;
        std::deque<QByteArray> waiting; ///< not sent yet, as a burst would overflow the other end
    };

    void readSome();
    void hear(const QByteArray &text, const Place &from);
    void subscribe(const Place &from);
    void sendWaiting();
    void send(const QByteArray &text, const Place &to);

    const Api &m_api;
    const ServerLimits &m_limits;
    ServerCounters &m_counters;
    QUdpSocket m_socket;
    QUdpSocket m_toGroup;
    Place m_group;
    QTimer m_pace; ///< of what waits
    QHash<Place, Subscriber> m_subscribers;
};

} // namespace feedscope::server
