#include "core/server/feedserver.h"

#include "core/server/api.h"
#include "core/server/certificate.h"
#include "core/server/feedsource.h"
#include "core/server/gate.h"
#include "core/server/httpconnection.h"
#include "core/server/listener.h"
#include "core/server/pushconnection.h"

#include <QCoreApplication>
#include <QHash>
#include <QTimer>

namespace feedscope {

using namespace Qt::StringLiterals;
using namespace server;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

/// The address as a visitor writes it into a URL.
QByteArray urlName(const QHostAddress &host)
{
    if (host == QHostAddress::Any || host == QHostAddress::AnyIPv4)
        return "127.0.0.1";
    if (host == QHostAddress::AnyIPv6)
        return "[::1]";
    const QByteArray text = host.toString().toLatin1();
    return host.protocol() == QAbstractSocket::IPv6Protocol ? '[' + text + ']' : text;
}

QByteArrayList latin1(const QStringList &names)
{
    QByteArrayList all;
    for (const QString &name : names)
        all.append(QUrl::toAce(name));
    return all;
}

} // namespace

/// The parts and the open connections.
class FeedServer::Private
{
public:
    Private(FeedServer *owner, const ServerOptions &wanted)
        : q(owner)
        , options(wanted)
        , source(options)
        , api(source.feed(), source.inbox())
    {}

    bool identify(QString *error);
    void accept(QTcpSocket *socket);
    void upgrade(HttpConnection *connection);
    void publish(const Batch &batch);
    void forget(QObject *connection, const QHostAddress &peer);
    void finishStop();
    QUrl url(const QString &scheme, const QString &path) const;

    FeedServer *q;
    const ServerOptions options;
    ServerCounters counters;
    FeedSource source;
    Api api;
    Gate gate{{}, 0, false};
    Shared shared{api, gate, options.limits, counters};
    Listener listener;
    Identity identity;
    QHash<QHostAddress, int> peers;   ///< connections by address
    QList<HttpConnection *> visitors; ///< owned by q
    QList<PushConnection *> clients;  ///< owned by q
    QTimer stopDeadline;
    bool stopping = false;
};

FeedServer::FeedServer(const ServerOptions &options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, options))
{
    connect(&d->listener, &Listener::accepted, this, [this](QTcpSocket *socket) { d->accept(socket); });
    connect(&d->source, &FeedSource::published, this, [this](const Batch &batch) { d->publish(batch); });
    d->stopDeadline.setSingleShot(true);
    connect(&d->stopDeadline, &QTimer::timeout, this, [this] { d->finishStop(); });
}

FeedServer::~FeedServer()
{
    d->source.stop();
    d->listener.close();
    const auto visitors = d->visitors;
    const auto clients = d->clients;
    for (HttpConnection *visitor : visitors) {
        visitor->disconnect(this);
        delete visitor;
    }
    for (PushConnection *client : clients) {
        client->disconnect(this);
        delete client;
    }
}

bool FeedServer::start(QString *error)
{
    if (d->options.tls && !d->identify(error))
        return false;
    if (!d->listener.listen(d->options.host, d->options.port)) {
        *error =
            tr("Cannot listen on %1 port %2: %3. Choose another port or address.")
                .arg(d->options.host.toString(), QString::number(d->options.port), d->listener.errorString());
        return false;
    }
    QByteArrayList names = latin1(d->options.names);
    names << "localhost"
          << "127.0.0.1"
          << "[::1]" << urlName(d->options.host);
    d->gate = Gate(names, port(), d->options.tls);
    d->source.start();
    return true;
}

bool FeedServer::Private::identify(QString *error)
{
    QByteArrayList names = latin1(options.names);
    if (!options.host.isLoopback() && !urlName(options.host).startsWith("127."))
        names << options.host.toString().toLatin1();
    const auto made = makeIdentity(names);
    if (!made) {
        *error =
            tr("Cannot make a certificate for TLS. Check the OpenSSL installation, or serve without TLS.");
        return false;
    }
    identity = *made;
    listener.setIdentity(identity);
    return true;
}

void FeedServer::Private::accept(QTcpSocket *socket)
{
    if (stopping || visitors.size() + clients.size() >= options.limits.connections) {
        ++counters.refusedPeer;
        socket->abort();
        delete socket;
        return;
    }
    const QHostAddress peer = socket->peerAddress();
    auto *visitor = new HttpConnection(socket, shared, q);
    visitors.append(visitor);
    QObject::connect(visitor, &HttpConnection::upgraded, q, [this, visitor] { upgrade(visitor); });
    QObject::connect(visitor, &HttpConnection::finished, q, [this, visitor, peer] { forget(visitor, peer); });
    if (++peers[peer] > options.limits.connectionsPerPeer)
        visitor->refuse(refusal(503, "Too many connections from this address; close some first."));
}

void FeedServer::Private::upgrade(HttpConnection *visitor)
{
    visitors.removeOne(visitor);
    QTcpSocket *socket = visitor->takeSocket();
    const QHostAddress peer = socket->peerAddress();
    auto *client = new PushConnection(socket, options.limits, counters, q);
    clients.append(client);
    QObject::connect(client, &PushConnection::finished, q, [this, client, peer] { forget(client, peer); });
    std::vector<QByteArray> messages = source.feed().since(source.feed().tickSequence());
    messages.insert(messages.begin(), api.snapshot());
    client->begin(messages, visitor->takeRest());
    visitor->deleteLater();
}

void FeedServer::Private::publish(const Batch &batch)
{
    const auto now = clients; // a client that breaks while it is written to leaves the list
    for (PushConnection *client : now)
        client->send(batch);
}

void FeedServer::Private::forget(QObject *connection, const QHostAddress &peer)
{
    visitors.removeIf([connection](const HttpConnection *one) { return one == connection; });
    clients.removeIf([connection](const PushConnection *one) { return one == connection; });
    if (--peers[peer] <= 0)
        peers.remove(peer);
    connection->deleteLater();
    if (stopping && visitors.isEmpty() && clients.isEmpty())
        stopDeadline.start(0);
}

void FeedServer::stop()
{
    if (d->stopping)
        return;
    d->stopping = true;
    d->source.stop();
    d->listener.close();
    const auto visitors = d->visitors;
    for (HttpConnection *visitor : visitors)
        visitor->close();
    const auto clients = d->clients;
    for (PushConnection *client : clients)
        client->close(1001, "The server is stopping.");
    const bool alone = d->visitors.isEmpty() && d->clients.isEmpty();
    d->stopDeadline.start(alone ? std::chrono::milliseconds(0) : d->options.limits.stop);
}

void FeedServer::Private::finishStop()
{
    const auto visitorsLeft = visitors;
    for (HttpConnection *visitor : visitorsLeft)
        visitor->socket()->abort();
    const auto clientsLeft = clients;
    for (PushConnection *client : clientsLeft)
        client->socket()->abort();
    stopDeadline.stop();
    emit q->stopped();
}

void FeedServer::setRate(double rate)
{
    d->source.setRate(rate);
}

double FeedServer::rate() const
{
    return d->source.rate();
}

quint16 FeedServer::port() const
{
    return d->listener.serverPort();
}

QUrl FeedServer::Private::url(const QString &scheme, const QString &path) const
{
    return QUrl(scheme + (options.tls ? u"s://"_s : u"://"_s) + QString::fromLatin1(urlName(options.host)) +
                u':' + QString::number(listener.serverPort()) + path);
}

QUrl FeedServer::wsUrl() const
{
    return d->url(u"ws"_s, u"/ws"_s);
}

QUrl FeedServer::latestUrl() const
{
    return d->url(u"http"_s, u"/api/latest"_s);
}

QUrl FeedServer::updatesUrl() const
{
    return d->url(u"http"_s, u"/api/updates"_s);
}

QUrl FeedServer::notificationsUrl() const
{
    return d->url(u"http"_s, u"/api/notifications"_s);
}

QUrl FeedServer::timeUrl() const
{
    return d->url(u"http"_s, u"/api/time"_s);
}

QMap<QString, QUrl> FeedServer::laneUrls() const
{
    return {
        {u"websocket"_s, wsUrl()},
        {u"http-poll"_s, latestUrl()},
        {u"http-poll-new"_s, latestUrl()},
    };
}

QByteArray FeedServer::epoch() const
{
    return d->source.feed().epoch();
}

std::uint64_t FeedServer::sequence() const
{
    return d->source.feed().sequence();
}

QSslCertificate FeedServer::certificate() const
{
    return d->identity.certificate;
}

QByteArray FeedServer::certificateSha256() const
{
    return d->identity.certificate.isNull() ? QByteArray() : d->identity.sha256();
}

ServerCounters FeedServer::counters() const
{
    ServerCounters now = d->counters;
    now.clients = d->clients.size();
    now.connections = d->clients.size() + d->visitors.size();
    now.updates = static_cast<std::int64_t>(d->source.feed().sequence());
    now.maximumLateness = d->source.maximumLateness();
    now.passedOver = d->source.passedOver();
    return now;
}

QString bindWarning(const QHostAddress &host)
{
    if (host.isLoopback())
        return {};
    return tr("The demo feed will be open to everybody who can reach %1. Use 127.0.0.1 to keep it to this "
              "computer.")
        .arg(host.toString());
}

} // namespace feedscope
