#include "core/transport/rawudp.h"

#include "core/net/sockets.h"
#include "core/transport/headers.h"
#include "core/transport/sentences.h"
#include "core/transport/socketbytes.h"

#include <QCoreApplication>
#include <QHostInfo>
#include <QUdpSocket>
#include <QUrlQuery>

#include <cerrno>

namespace feedscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 largestDatagram = 65'507;     ///< of IPv4, its headers taken off
constexpr int receiveBuffer = 4 * 1024 * 1024; ///< the kernel may give less
constexpr int mostAtOnce = 4'096;
constexpr std::chrono::milliseconds firstAgain{100}; ///< then twice as long each time, up to
constexpr std::chrono::milliseconds lastAgain{1'000};

} // namespace

RawUdpTransport::RawUdpTransport(const Endpoint &endpoint, TransportListener *listener)
    : Transport(endpoint, listener)
{
    m_deadline.setSingleShot(true);
    m_again.setSingleShot(true);
    m_again.setInterval(firstAgain);
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { fail(sentences::tooSlow(m_endpoint.url, m_endpoint.limits.connect)); });
    connect(&m_again, &QTimer::timeout, this, &RawUdpTransport::greet);
}

RawUdpTransport::~RawUdpTransport()
{
    RawUdpTransport::stop();
}

/// The listener hears nothing before start() has returned.
void RawUdpTransport::start()
{
    QMetaObject::invokeMethod(this, &RawUdpTransport::begin, Qt::QueuedConnection);
}

void RawUdpTransport::begin()
{
    if (m_ended)
        return;
    if (const auto fault = checkRawEndpoint(m_endpoint, {u"udp"_s})) {
        fail(*fault);
        return;
    }
    if (const QUrlQuery query(m_endpoint.url); query.hasQueryItem(u"interface"_s)) {
        fail(sentences::badEndpoint(QCoreApplication::translate(
            "feedscope", "interface= is for groups and for 0.0.0.0, which are listened at")));
        return;
    }
    m_startedAt = steadyNow();
    m_deadline.start(m_endpoint.limits.connect);
    m_lookUp = QHostInfo::lookupHost(m_endpoint.url.host(), this, &RawUdpTransport::resolved);
}

/// The relay's hop finds the peer by itself; that there is such a host is ours to tell.
void RawUdpTransport::resolved(const QHostInfo &host)
{
    m_lookUp = -1;
    if (m_ended)
        return;
    if (host.addresses().isEmpty()) {
        fail(sentences::unreachable(m_endpoint.url, QAbstractSocket::HostNotFoundError, host.errorString()));
        return;
    }
    m_opened.hostFound = steadyNow() - m_startedAt;
    m_addresses =
        m_endpoint.datagramHop != 0 ? QList{QHostAddress(QHostAddress::LocalHost)} : host.addresses();
    connectNext();
}

void RawUdpTransport::connectNext()
{
    dropSocket();
    m_socket = new QUdpSocket(this);
    m_socket->setProxy(QNetworkProxy::NoProxy);
    connect(m_socket, &QUdpSocket::readyRead, this, &RawUdpTransport::readSome);
    const int port = m_endpoint.datagramHop != 0 ? m_endpoint.datagramHop : m_endpoint.url.port();
    m_socket->connectToHost(m_addresses.takeFirst().toString(), static_cast<quint16>(port));
    m_socket->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, receiveBuffer);
    greet();
}

void RawUdpTransport::greet()
{
    const QByteArrayList nothing{QByteArray("")};
    m_greetedAt = steadyNow();
    for (const QByteArray &text : m_endpoint.greeting.isEmpty() ? nothing : m_endpoint.greeting) {
        if (socketbytes::takeError(m_socket->socketDescriptor()) == ECONNREFUSED) {
            // Later: a lane may be in the middle of what it has to say.
            QMetaObject::invokeMethod(this, &RawUdpTransport::refused, Qt::QueuedConnection);
            return;
        }
        m_socket->write(text);
        m_counters.payloadSent += text.size();
    }
    if (m_open)
        return;
    m_again.start();
    m_again.setInterval(std::min(2 * m_again.intervalAsDuration(), lastAgain));
}

/// Until it is empty, or other lanes have waited long enough. Each datagram is stamped before it is read, as
/// it may have come while others were; but not before it is known to be there, as it may come just then.
void RawUdpTransport::readSome()
{
    const bool refusal = socketbytes::takeError(m_socket->socketDescriptor()) == ECONNREFUSED;
    for (int i = 0; i < mostAtOnce && !m_ended && m_socket->hasPendingDatagrams(); ++i) {
        const Ns now = steadyNow();
        QByteArray datagram(m_socket->pendingDatagramSize(), Qt::Uninitialized);
        datagram.truncate(std::max<qint64>(0, m_socket->readDatagram(datagram.data(), datagram.size())));
        deliver(std::move(datagram), now);
    }
    if (m_ended)
        return;
    m_counters.dropped = datagramsDropped(static_cast<int>(m_socket->socketDescriptor()));
    if (refusal)
        refused();
}

void RawUdpTransport::deliver(QByteArray &&datagram, Ns arrival)
{
    if (!m_open) {
        m_open = true;
        m_again.stop();
        m_deadline.stop();
        m_opened.ready = arrival - m_startedAt;
        m_listener->transportOpened(m_opened);
        if (m_ended)
            return;
    }
    ++m_counters.messages;
    m_counters.payloadReceived += datagram.size();
    if (datagram.size() > m_endpoint.limits.message)
        fail(sentences::tooLarge(m_endpoint.url, m_endpoint.limits.message));
    else
        m_listener->transportMessage({std::move(datagram), false, arrival});
}

/// "Port unreachable" came back: nobody listens at this address.
void RawUdpTransport::refused()
{
    if (m_ended)
        return;
    if (m_open)
        close({false, 1006, QCoreApplication::translate("feedscope", "its port is closed now")});
    else if (!m_addresses.isEmpty())
        connectNext();
    else
        fail(sentences::unreachable(m_endpoint.url, QAbstractSocket::ConnectionRefusedError, {}));
}

bool RawUdpTransport::send(const QByteArray &payload, bool)
{
    if (!m_open || m_ended || payload.size() > largestDatagram)
        return false;
    m_counters.payloadSent += payload.size();
    return m_socket->write(payload) == payload.size();
}

bool RawUdpTransport::ping()
{
    if (!m_open || m_ended || steadyNow() - m_greetedAt < second)
        return false;
    greet();
    return true;
}

void RawUdpTransport::fail(const TransportError &error)
{
    if (m_ended)
        return;
    stop();
    m_listener->transportFailed(error);
}

void RawUdpTransport::close(const Closed &closed)
{
    stop();
    m_listener->transportClosed(closed);
}

/// Safe in any slot of the socket.
void RawUdpTransport::dropSocket()
{
    if (m_socket == nullptr)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    std::exchange(m_socket, nullptr)->deleteLater();
}

/// A datagram socket has no goodbye: the peer's subscription runs out.
void RawUdpTransport::stop()
{
    if (m_ended)
        return;
    m_ended = true;
    m_deadline.stop();
    m_again.stop();
    if (m_lookUp >= 0)
        QHostInfo::abortHostLookup(m_lookUp);
    dropSocket();
}

} // namespace feedscope
