#include "core/server/datagramfeed.h"

#include "core/server/api.h"
#include "core/server/commands.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkDatagram>
#include <QNetworkInterface>

#include <algorithm>

namespace feedscope::server {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int mostAtOnce = 32;             ///< of those that wait, sent to a subscriber each millisecond
constexpr std::size_t mostWaiting = 4'096; ///< for one subscriber; then the oldest is left out
constexpr qint64 longestCommand = 512;

} // namespace

DatagramFeed::DatagramFeed(const Api &api, const ServerLimits &limits, ServerCounters &counters,
                           QObject *parent)
    : QObject(parent)
    , m_api(api)
    , m_limits(limits)
    , m_counters(counters)
{
    m_pace.setTimerType(Qt::PreciseTimer);
    connect(&m_pace, &QTimer::timeout, this, &DatagramFeed::sendWaiting);
    connect(&m_socket, &QUdpSocket::readyRead, this, &DatagramFeed::readSome);
}

bool DatagramFeed::listen(const QHostAddress &host, quint16 port)
{
    return m_socket.bind(host, port, QUdpSocket::DontShareAddress);
}

void DatagramFeed::close()
{
    m_pace.stop();
    m_subscribers.clear();
    m_socket.close();
    m_toGroup.close();
    m_group = {};
}

QString DatagramFeed::sendTo(const QHostAddress &group, quint16 port, const QString &interface)
{
    const auto all = QNetworkInterface::allInterfaces();
    const auto wished = std::ranges::find_if(all, [&](const QNetworkInterface &one) {
        return interface.isEmpty() ? one.flags().testFlag(QNetworkInterface::IsLoopBack) : one.name() == interface;
    });
    if (wished == all.end())
        return QCoreApplication::translate("feedscope", "This computer has no network interface “%1”. Name another "
                                                        "with --udp-interface.")
            .arg(interface);
    const bool v6 = group.protocol() == QAbstractSocket::IPv6Protocol;
    if (!m_toGroup.bind(v6 ? QHostAddress::AnyIPv6 : QHostAddress::AnyIPv4, 0))
        return m_toGroup.errorString();
    m_toGroup.setMulticastInterface(*wished);
    m_toGroup.setSocketOption(QAbstractSocket::MulticastTtlOption, 1);
    m_toGroup.setSocketOption(QAbstractSocket::MulticastLoopbackOption, 1);
    m_group = {group, port};
    return {};
}

QUrl DatagramFeed::groupUrl() const
{
    if (m_group.port == 0)
        return {};
    QUrl url;
    url.setScheme(u"udp"_s);
    url.setHost(m_group.address.toString());
    url.setPort(m_group.port);
    url.setQuery(u"interface="_s + m_toGroup.multicastInterface().name());
    return url;
}

void DatagramFeed::readSome()
{
    while (m_socket.hasPendingDatagrams()) {
        const QNetworkDatagram datagram = m_socket.receiveDatagram(longestCommand);
        const Place from{datagram.senderAddress(), static_cast<quint16>(datagram.senderPort())};
        if (datagram.isValid() && from.address.isLoopback())
            hear(datagram.data(), from);
    }
}

void DatagramFeed::hear(const QByteArray &text, const Place &from)
{
    const std::int64_t receivedUs = wallMicroseconds();
    const QString op = QJsonDocument::fromJson(text).object().value("op"_L1).toString();
    ++m_counters.messagesReceived;
    if (op == "subscribe"_L1)
        subscribe(from);
    else if (op == "unsubscribe"_L1)
        m_subscribers.remove(from);
    else if (m_subscribers.contains(from))
        send(answerTo(text, receivedUs), from);
    else
        ++m_counters.refusedSyntax; // a stranger gets no answer
}

/// New or renewed: the answer shows the subscriber that somebody is there, however slow the feed.
void DatagramFeed::subscribe(const Place &from)
{
    const bool isNew = !m_subscribers.contains(from);
    if (isNew && m_subscribers.size() >= m_limits.subscribers) {
        ++m_counters.refusedPeer;
        return;
    }
    Subscriber &subscriber = m_subscribers[from];
    subscriber.until = Clock::now() + m_limits.subscription;
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(m_limits.subscription).count();
    send("{\"type\":\"subscribed\",\"for_s\":" + QByteArray::number(static_cast<qlonglong>(seconds)) + '}',
         from);
    if (!isNew)
        return;
    for (QByteArray &message : m_api.snapshotRows())
        subscriber.waiting.push_back(std::move(message));
    sendWaiting();
}

void DatagramFeed::sendWaiting()
{
    bool more = false;
    for (auto it = m_subscribers.begin(); it != m_subscribers.end(); ++it) {
        auto &waiting = it->waiting;
        for (int i = 0; i < mostAtOnce && !waiting.empty(); ++i) {
            send(waiting.front(), it.key());
            waiting.pop_front();
        }
        more = more || !waiting.empty();
    }
    if (more)
        m_pace.start(1ms);
    else
        m_pace.stop();
}

void DatagramFeed::publish(const Batch &batch)
{
    const auto now = Clock::now();
    m_subscribers.removeIf([now](auto item) { return item.value().until <= now; });
    if (m_group.port != 0)
        for (const Update &update : batch.updates()) {
            ++m_counters.messagesSent;
            m_toGroup.writeDatagram(update.text, m_group.address, m_group.port);
        }
    for (auto it = m_subscribers.begin(); it != m_subscribers.end(); ++it) {
        for (const Update &update : batch.updates()) {
            if (it->waiting.empty()) {
                send(update.text, it.key());
                continue;
            }
            it->waiting.push_back(update.text);
            if (it->waiting.size() > mostWaiting) {
                it->waiting.pop_front();
                ++m_counters.conflated;
            }
        }
    }
}

void DatagramFeed::send(const QByteArray &text, const Place &to)
{
    ++m_counters.messagesSent;
    m_socket.writeDatagram(text, to.address, to.port);
}

} // namespace feedscope::server
