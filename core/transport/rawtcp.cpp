#include "core/transport/rawtcp.h"

#include "core/net/sockets.h"
#include "core/transport/headers.h"
#include "core/transport/plaintext.h"
#include "core/transport/sentences.h"
#include "core/transport/socketbytes.h"

#include <QCoreApplication>
#include <QSslSocket>
#include <QThread>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 readBuffer = 256 * 1024; ///< the kernel holds the rest, and the peer up
constexpr qint64 readSize = 64 * 1024;
constexpr int messagePatience = 6; ///< times the connect limit: how long a message may take to arrive

/// Takes a socket that nobody listens to any more, ends our half of it, waits for the peer to end its own,
/// and deletes it then, after `limit`, or with its thread.
void partWith(QAbstractSocket *socket, std::chrono::milliseconds limit)
{
    socket->setParent(nullptr);
    QObject::connect(QThread::currentThread(), &QThread::finished, socket, &QObject::deleteLater);
    QObject::connect(socket, &QAbstractSocket::disconnected, socket, &QObject::deleteLater);
    // Bytes left unread would make our end a reset.
    QObject::connect(socket, &QAbstractSocket::readyRead, socket, [socket] { socket->readAll(); });
    socket->readAll();
    QTimer::singleShot(limit, socket, [socket] {
        socket->abort();
        socket->deleteLater();
    });
    if (qobject_cast<QSslSocket *>(socket) != nullptr || socketbytes::unsent(socket) > 0 ||
        !socketbytes::endSending(socket->socketDescriptor()))
        socket->disconnectFromHost();
}

} // namespace

RawTcpTransport::RawTcpTransport(const Endpoint &endpoint, TransportListener *listener)
    : Transport(endpoint, listener)
    , m_tls(endpoint.tls, endpoint.url)
    , m_cutter(endpoint.framing, endpoint.limits.message)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        fail(m_open ? sentences::trickles(m_endpoint.url, m_deadline.intervalAsDuration())
                    : sentences::tooSlow(m_endpoint.url, connectLimit(m_endpoint)));
    });
}

RawTcpTransport::~RawTcpTransport()
{
    RawTcpTransport::stop();
}

/// The listener hears nothing before start() has returned.
void RawTcpTransport::start()
{
    QMetaObject::invokeMethod(this, &RawTcpTransport::begin, Qt::QueuedConnection);
}

void RawTcpTransport::begin()
{
    if (m_ended)
        return;
    if (const auto fault = checkRawEndpoint(m_endpoint, {u"tcp"_s, u"tls"_s})) {
        fail(*fault);
        return;
    }
    const QString host = m_endpoint.url.host();
    const auto port = static_cast<quint16>(m_endpoint.url.port());
    m_deadline.start(connectLimit(m_endpoint));
    m_startedAt = steadyNow();
    if (m_endpoint.url.scheme() == u"tls") {
        auto *tls = new QSslSocket(this);
        m_socket = tls;
        QSslConfiguration configuration = m_tls.configuration();
        configuration.setAllowedNextProtocols({}); // what we speak has no name
        tls->setSslConfiguration(configuration);
        watchSocket();
        tls->connectToHostEncrypted(host, port);
    } else {
        m_socket = new QTcpSocket(this);
        watchSocket();
        m_socket->connectToHost(host, port);
    }
}

void RawTcpTransport::watchSocket()
{
    m_socket->setProxy(m_endpoint.proxy);
    m_socket->setReadBufferSize(readBuffer);
    connect(m_socket, &QAbstractSocket::hostFound, this,
            [this] { m_opened.hostFound = steadyNow() - m_startedAt; });
    connect(m_socket, &QAbstractSocket::connected, this, &RawTcpTransport::connected);
    connect(m_socket, &QAbstractSocket::readyRead, this, &RawTcpTransport::readSome);
    connect(m_socket, &QAbstractSocket::errorOccurred, this, &RawTcpTransport::errorArrived);
    if (auto *tls = qobject_cast<QSslSocket *>(m_socket)) {
        connect(tls, &QSslSocket::sslErrors, this, &RawTcpTransport::tlsFailed);
        connect(tls, &QSslSocket::encrypted, this, &RawTcpTransport::tlsReady);
    }
}

void RawTcpTransport::tlsFailed(const QList<QSslError> &errors)
{
    m_tlsErrors = errors;
    auto *tls = qobject_cast<QSslSocket *>(m_socket);
    const auto good = m_tls.forgiven(errors, tls->peerCertificate());
    if (!good.isEmpty())
        tls->ignoreSslErrors(good);
}

void RawTcpTransport::tlsReady()
{
    m_opened.encrypted = steadyNow() - m_startedAt;
    if (const auto refusal = m_tls.refusal(qobject_cast<QSslSocket *>(m_socket)->peerCertificate()))
        fail(*refusal);
    else
        opened();
}

void RawTcpTransport::connected()
{
    m_opened.connected = steadyNow() - m_startedAt;
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    noticeDeadPeer(static_cast<int>(m_socket->socketDescriptor()));
    if (qobject_cast<QSslSocket *>(m_socket) == nullptr)
        opened();
}

void RawTcpTransport::opened()
{
    m_opened.ready = steadyNow() - m_startedAt;
    m_deadline.stop();
    m_open = true;
    m_listener->transportOpened(m_opened);
}

void RawTcpTransport::readSome()
{
    const Ns now = steadyNow();
    while (!m_ended && m_open && m_socket->bytesAvailable() > 0) {
        m_cutter.feed(m_socket->read(readSize));
        while (!m_ended) {
            auto message = m_cutter.next();
            if (!message)
                break;
            deliver(std::move(*message), now);
        }
        if (!m_ended && m_cutter.isTooLarge())
            fail(sentences::tooLarge(m_endpoint.url, m_endpoint.limits.message));
    }
    if (m_ended || !m_open)
        return;
    if (!m_cutter.hasBegun())
        m_deadline.stop();
    else if (!m_deadline.isActive())
        m_deadline.start(messagePatience * m_endpoint.limits.connect);
}

void RawTcpTransport::deliver(FramedMessage &&message, Ns arrival)
{
    m_deadline.stop();
    const bool line = m_endpoint.framing == Framing::Lines;
    if (line && message.isEmpty()) {
        m_counters.control += message.bytes.size();
        return;
    }
    ++m_counters.messages;
    m_counters.frameHeaders += message.framing;
    m_counters.payloadReceived += message.bytes.size() - message.framing;
    m_listener->transportMessage({std::move(message.bytes), !line, arrival});
}

bool RawTcpTransport::send(const QByteArray &payload, bool)
{
    const qint64 limit = m_endpoint.limits.sendBacklog;
    if (!m_open || m_ended || payload.size() > limit)
        return false;
    QByteArray bytes;
    appendFramed(bytes, payload, m_endpoint.framing);
    if (socketbytes::unsent(m_socket) + bytes.size() > limit) {
        // Later: a lane is in the middle of what it has to say.
        QMetaObject::invokeMethod(
            this, [this, limit] { fail(sentences::backlog(m_endpoint.url, limit)); }, Qt::QueuedConnection);
        return false;
    }
    m_socket->write(bytes);
    m_counters.payloadSent += payload.size();
    m_counters.frameHeaders += bytes.size() - payload.size();
    return true;
}

std::int64_t RawTcpTransport::bytesSeen() const
{
    return m_socket == nullptr ? -1 : socketbytes::received(m_socket->socketDescriptor());
}

void RawTcpTransport::errorArrived(QAbstractSocket::SocketError error)
{
    if (m_ended)
        return;
    if (m_open)
        peerLeft(error == QAbstractSocket::RemoteHostClosedError);
    else if (const auto own = sentences::ownCertificate(m_endpoint.url, m_socket->errorString()))
        fail(*own);
    else if (error == QAbstractSocket::SslHandshakeFailedError)
        fail(m_tls.fault(m_tlsErrors, qobject_cast<QSslSocket *>(m_socket)->peerCertificate()));
    else
        fail(sentences::unreachable(m_endpoint, error, m_socket->errorString()));
}

/// A stream has no goodbye but its end: good if it came between two messages.
void RawTcpTransport::peerLeft(bool orderly)
{
    const QString text = m_socket->errorString();
    readSome();
    if (m_ended)
        return;
    if (m_cutter.hasBegun())
        close({false, 1006, QCoreApplication::translate("feedscope", "it ended inside a message")});
    else if (orderly)
        close({true, 0, {}});
    else
        close({false, 1006, plainText(text, 123)});
}

void RawTcpTransport::fail(const TransportError &error)
{
    if (m_ended)
        return;
    m_ended = true;
    dropSocket();
    m_listener->transportFailed(error);
}

void RawTcpTransport::close(const Closed &closed)
{
    m_ended = true;
    dropSocket();
    m_listener->transportClosed(closed);
}

/// Safe in any slot of the socket: abort() keeps the object.
void RawTcpTransport::dropSocket()
{
    m_deadline.stop();
    if (m_socket == nullptr)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    std::exchange(m_socket, nullptr)->deleteLater();
}

void RawTcpTransport::stop()
{
    if (m_ended)
        return;
    m_ended = true;
    if (m_open) {
        m_socket->disconnect(this);
        partWith(std::exchange(m_socket, nullptr), m_endpoint.limits.close);
    }
    dropSocket();
}

} // namespace feedscope
