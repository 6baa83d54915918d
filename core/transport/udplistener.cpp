#include "core/transport/udplistener.h"

#include "core/transport/headers.h"
#include "core/transport/listening.h"
#include "core/transport/plaintext.h"
#include "core/transport/sentences.h"

#include <QSocketNotifier>

#include <cerrno>
#include <cstring>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t largestDatagram = 65'535;
constexpr int mostAtOnce = 4'096;

} // namespace

UdpListenTransport::UdpListenTransport(const Endpoint &endpoint, TransportListener *listener)
    : Transport(endpoint, listener)
    , m_buffer(hopframe::headSize + largestDatagram)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { fail(sentences::tooSlow(m_endpoint.url, m_endpoint.limits.connect)); });
}

UdpListenTransport::~UdpListenTransport()
{
    UdpListenTransport::stop();
}

/// The listener hears nothing before start() has returned.
void UdpListenTransport::start()
{
    QMetaObject::invokeMethod(this, &UdpListenTransport::begin, Qt::QueuedConnection);
}

void UdpListenTransport::begin()
{
    if (m_ended)
        return;
    m_startedAt = steadyNow();
    const Listening listening = listeningOf(m_endpoint.url);
    if (const auto fault = checkRawEndpoint(m_endpoint, {u"udp"_s}))
        fail(*fault);
    else if (!listening.place)
        fail(sentences::badEndpoint(listening.fault));
    else if (isBehindHop())
        knock();
    else
        listen(*listening.place);
}

void UdpListenTransport::listen(const ListeningPlace &place)
{
    DatagramListener listener = listenForDatagrams(place);
    if (!listener.fd)
        return fail(sentences::notListening(m_endpoint.url, listener.fault, listener.error));
    read(std::move(listener.fd));
    open();
}

/// Tells the hop where we are; it stays on this computer.
void UdpListenTransport::knock()
{
    const auto hop = SocketAddress::fromText("127.0.0.1", m_endpoint.datagramHop);
    Fd fd = connectDatagrams(*hop);
    if (!fd || ::send(fd.get(), "", 0, MSG_NOSIGNAL) < 0)
        return fail(sentences::notListening(m_endpoint.url, ListenFault::Other, errno));
    m_deadline.start(m_endpoint.limits.connect);
    read(std::move(fd));
}

void UdpListenTransport::read(Fd fd)
{
    m_socket = std::move(fd);
    m_notifier = std::make_unique<QSocketNotifier>(m_socket.get(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &UdpListenTransport::readSome);
}

void UdpListenTransport::open()
{
    m_deadline.stop();
    m_open = true;
    Opened opened;
    opened.ready = steadyNow() - m_startedAt;
    m_listener->transportOpened(opened);
}

/// Until it is empty, or other lanes have waited long enough. Each datagram is stamped before it is read, as
/// it may have come while others were.
void UdpListenTransport::readSome()
{
    for (int i = 0; i < mostAtOnce && !m_ended; ++i) {
        const Ns now = steadyNow();
        SocketAddress from;
        from.size = sizeof from.storage;
        const ssize_t n = recvfrom(m_socket.get(), m_buffer.data(), m_buffer.size(), 0,
                                   reinterpret_cast<sockaddr *>(&from.storage), &from.size);
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
            break;
        if (n < 0)
            return fail(sentences::notListening(m_endpoint.url, ListenFault::Other, errno));
        const std::span<const char> datagram(m_buffer.data(), static_cast<std::size_t>(n));
        if (!isBehindHop())
            deliver(datagram, m_senders.numberOf(from), now);
        else if (datagram.size() < hopframe::headSize || hopframe::numberOf(datagram) == hopframe::receipt)
            readReceipt(datagram);
        else
            deliver(datagram.subspan(hopframe::headSize), hopframe::numberOf(datagram), now);
    }
    if (!m_ended)
        m_counters.dropped = datagramsDropped(m_socket.get());
}

void UdpListenTransport::readReceipt(std::span<const char> datagram)
{
    const auto receipt = hopframe::readReceipt(datagram);
    if (!receipt || m_open)
        return;
    if (receipt->fault == ListenFault::None)
        open();
    else
        fail(sentences::notListening(m_endpoint.url, receipt->fault, receipt->error));
}

void UdpListenTransport::deliver(std::span<const char> datagram, std::uint16_t sender, Ns arrival)
{
    if (!m_open)
        return; // of an earlier client of the hop
    ++m_counters.messages;
    m_counters.payloadReceived += static_cast<std::int64_t>(datagram.size());
    if (static_cast<qint64>(datagram.size()) > m_endpoint.limits.message)
        return fail(sentences::tooLarge(m_endpoint.url, m_endpoint.limits.message));
    m_listener->transportMessage(
        {QByteArray(datagram.data(), static_cast<qsizetype>(datagram.size())), false, arrival, sender});
}

void UdpListenTransport::fail(const TransportError &error)
{
    if (m_ended)
        return;
    stop();
    m_listener->transportFailed(error);
}

/// Closing the socket leaves the group. Safe in the notifier's slot, which is deleted later.
void UdpListenTransport::stop()
{
    if (m_ended)
        return;
    m_ended = true;
    m_deadline.stop();
    if (m_notifier) {
        m_notifier->setEnabled(false);
        m_notifier.release()->deleteLater();
    }
    m_socket.reset();
}

} // namespace feedscope
