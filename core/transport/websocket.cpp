#include "core/transport/websocket.h"

#include "core/transport/headers.h"
#include "core/transport/plaintext.h"
#include "core/transport/sentences.h"
#include "core/transport/wsclosing.h"
#include "core/transport/wsframes.h"
#include "core/transport/wsparting.h"
#include "core/transport/wsprobe.h"

#include <QSslSocket>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 readBufferMargin = 64 * 1024;

} // namespace

WebSocketTransport::WebSocketTransport(const Endpoint &endpoint, TransportListener *listener)
    : Transport(endpoint, listener)
    , m_tls(endpoint.tls, endpoint.url)
{
    m_deadline.setSingleShot(true);
    m_messageDeadline.setSingleShot(true);
    connect(&m_messageDeadline, &QTimer::timeout, this,
            [this] { fail(sentences::trickles(m_endpoint.url, m_messageDeadline.intervalAsDuration())); });
}

WebSocketTransport::~WebSocketTransport()
{
    WebSocketTransport::stop();
}

/// The listener hears nothing before start() has returned.
void WebSocketTransport::start()
{
    QMetaObject::invokeMethod(this, &WebSocketTransport::begin, Qt::QueuedConnection);
}

void WebSocketTransport::begin()
{
    if (m_ended)
        return;
    if (const auto fault = checkEndpoint(m_endpoint, {u"ws"_s, u"wss"_s})) {
        fail(*fault);
        return;
    }
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    configure();
    watchSocket();
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { fail(sentences::tooSlow(m_endpoint.url, connectLimit(m_endpoint))); });
    m_deadline.start(connectLimit(m_endpoint));
    open();
}

void WebSocketTransport::configure()
{
    const Limits &limits = m_endpoint.limits;
    m_socket->setProxy(m_endpoint.proxy);
    m_socket->setMaxAllowedIncomingFrameSize(static_cast<quint64>(limits.message));
    m_socket->setMaxAllowedIncomingMessageSize(static_cast<quint64>(limits.message));
    m_socket->setOutgoingFrameSize(static_cast<quint64>(wsframes::sentFrameSize));
    // A frame larger than the read buffer would stall for ever.
    m_socket->setReadBufferSize(limits.message + readBufferMargin);
    if (m_endpoint.url.scheme() == u"wss")
        m_socket->setSslConfiguration(m_tls.configuration());
}

void WebSocketTransport::watchSocket()
{
    connect(m_socket, &QWebSocket::connected, this, &WebSocketTransport::connected);
    connect(m_socket, &QWebSocket::disconnected, this, &WebSocketTransport::disconnected);
    connect(m_socket, &QWebSocket::aboutToClose, this, &WebSocketTransport::closing);
    connect(m_socket, &QWebSocket::textMessageReceived, this, &WebSocketTransport::textArrived);
    connect(m_socket, &QWebSocket::binaryMessageReceived, this, &WebSocketTransport::binaryArrived);
    connect(m_socket, &QWebSocket::textFrameReceived, this, &WebSocketTransport::textFrame);
    connect(m_socket, &QWebSocket::binaryFrameReceived, this, &WebSocketTransport::binaryFrame);
    connect(m_socket, &QWebSocket::pong, this, [this](quint64, const QByteArray &payload) {
        const Ns now = steadyNow();
        pongArrived(payload, now);
    });
    const auto onError = [this](QAbstractSocket::SocketError error) {
        errorArrived(error, m_socket->errorString());
    };
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(m_socket, &QWebSocket::errorOccurred, this, onError);
#else
    connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, onError);
#endif
}

void WebSocketTransport::open()
{
    QNetworkRequest request(requestUrl(m_endpoint.url));
    request.setRawHeader("User-Agent", "Feedscope/" FEEDSCOPE_VERSION);
    setHeaders(request, m_endpoint);
    QWebSocketHandshakeOptions options;
    options.setSubprotocols(m_endpoint.subprotocols);
    m_startedAt = steadyNow();
    m_socket->open(request, options);
    if (!m_ended)
        watchChild();
}

/// The socket beneath tells the phases; QWebSocket does not.
void WebSocketTransport::watchChild()
{
    m_child = m_socket->findChild<QAbstractSocket *>(QString(), Qt::FindDirectChildrenOnly);
    if (m_child == nullptr)
        return;
    const auto found = [this] { m_opened.hostFound = steadyNow() - m_startedAt; };
    const bool direct = m_endpoint.proxy.type() == QNetworkProxy::NoProxy; // else the proxy looks it up
    if (direct && m_child->state() == QAbstractSocket::ConnectingState)
        found(); // Qt knew the address
    else if (direct)
        connect(m_child, &QAbstractSocket::hostFound, this, found);
    connect(m_child, &QAbstractSocket::connected, this,
            [this] { m_opened.connected = steadyNow() - m_startedAt; });
    // After Qt's own slot, which was connected first and has taken all whole frames by then.
    connect(m_child, &QAbstractSocket::readyRead, this, &WebSocketTransport::afterRead);
    if (auto *tls = qobject_cast<QSslSocket *>(m_child)) {
        connect(tls, &QSslSocket::sslErrors, this, &WebSocketTransport::tlsFailed);
        connect(tls, &QSslSocket::encrypted, this, &WebSocketTransport::tlsReady);
    }
}

void WebSocketTransport::tlsFailed(const QList<QSslError> &errors)
{
    m_tlsErrors = errors;
    auto *tls = qobject_cast<QSslSocket *>(m_child);
    const auto good = m_tls.forgiven(errors, tls->peerCertificate());
    if (!good.isEmpty())
        tls->ignoreSslErrors(good);
}

void WebSocketTransport::tlsReady()
{
    m_opened.encrypted = steadyNow() - m_startedAt;
    if (const auto refusal = m_tls.refusal(qobject_cast<QSslSocket *>(m_child)->peerCertificate()))
        fail(*refusal);
}

void WebSocketTransport::connected()
{
    m_opened.ready = steadyNow() - m_startedAt;
    m_deadline.stop();
    m_deadline.disconnect(this);
    m_opened.subprotocol = m_socket->subprotocol();
    m_open = true;
    m_listener->transportOpened(m_opened);
}

void WebSocketTransport::errorArrived(QAbstractSocket::SocketError error, const QString &text)
{
    if (m_ended)
        return;
    if (m_open)
        m_broken = true; // disconnected() follows
    else if (const auto own = sentences::ownCertificate(m_endpoint.url, text))
        fail(*own);
    else if (error == QAbstractSocket::SslHandshakeFailedError && m_child != nullptr)
        fail(m_tls.fault(m_tlsErrors, qobject_cast<QSslSocket *>(m_child)->peerCertificate()));
    else if (error == QAbstractSocket::ConnectionRefusedError && m_opened.connected != noTime)
        handshakeFailed(handshakeFault(text, m_endpoint.url));
    else
        fail(sentences::unreachable(m_endpoint, error, text));
}

/// QWebSocket 6.4.2 keeps the connection of a failed handshake open: it is dropped in any case.
void WebSocketTransport::handshakeFailed(const TransportError &error)
{
    if (!WsProbe::helps(error.httpStatus)) {
        fail(error);
        return;
    }
    dropSocket();
    m_probe = new WsProbe(
        m_endpoint, error, [this](const TransportError &fuller) { fail(fuller); }, this);
    m_deadline.disconnect(this);
    connect(&m_deadline, &QTimer::timeout, this, [this, error] { fail(error); });
}

/// A close frame came or went; a peer that does not read could keep the socket closing for ever.
void WebSocketTransport::closing()
{
    if (m_ended || !m_open || m_deadline.isActive())
        return;
    connect(&m_deadline, &QTimer::timeout, this, &WebSocketTransport::disconnected);
    m_deadline.start(m_endpoint.limits.close);
}

/// closeCode() is 1000 after a drop: only the absence of a socket error makes it true.
void WebSocketTransport::disconnected()
{
    if (m_ended || !m_open)
        return; // the error that tells why comes next, or came before
    if (m_broken) {
        close({false, 1006, plainText(m_socket->errorString(), 123)});
        return;
    }
    const WsEnding ending =
        endingOf(m_socket->closeCode(), m_socket->closeReason(), m_endpoint.url, m_endpoint.limits);
    if (ending.refused) {
        fail(*ending.refused);
        return;
    }
    const qint64 payload = 2 + m_socket->closeReason().toUtf8().size();
    m_counters.control += 2 * (wsframes::headerSize(payload) + payload) + wsframes::maskSize;
    close(*ending.closed);
}

void WebSocketTransport::fail(const TransportError &error)
{
    if (m_ended)
        return;
    m_ended = true;
    dropSocket();
    m_listener->transportFailed(error);
}

void WebSocketTransport::close(const Closed &closed)
{
    m_ended = true;
    dropSocket();
    m_listener->transportClosed(closed);
}

/// Safe in any slot of the socket: abort() keeps the object.
void WebSocketTransport::dropSocket()
{
    if (m_ended) {
        m_deadline.stop();
        m_messageDeadline.stop();
        if (m_probe != nullptr)
            std::exchange(m_probe, nullptr)->deleteLater();
    }
    if (m_socket == nullptr)
        return;
    if (m_child != nullptr)
        m_child->disconnect(this);
    m_child = nullptr;
    m_socket->disconnect(this);
    m_socket->abort();
    std::exchange(m_socket, nullptr)->deleteLater();
}

void WebSocketTransport::stop()
{
    if (m_ended)
        return;
    m_ended = true;
    if (m_socket != nullptr && m_open) {
        m_child->disconnect(this);
        m_child = nullptr;
        m_socket->disconnect(this);
        partWith(std::exchange(m_socket, nullptr), m_endpoint.limits.close);
    }
    dropSocket();
}

} // namespace feedscope
