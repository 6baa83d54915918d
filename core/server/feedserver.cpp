#include "core/server/feedserver.h"

#include "core/server/address.h"
#include "core/server/api.h"
#include "core/server/certificate.h"
#include "core/server/eiohub.h"
#include "core/server/eventstream.h"
#include "core/server/feedsource.h"
#include "core/server/gate.h"
#include "core/server/httpconnection.h"
#include "core/server/listener.h"
#include "core/server/peers.h"
#include "core/server/pushconnection.h"
#include "core/server/rawports.h"

#include <QCoreApplication>
#include <QSet>
#include <QTimer>

#include <algorithm>

namespace feedscope {

using namespace Qt::StringLiterals;
using namespace server;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
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
        , api(source.feed(), source.inbox(), options.limits.page)
        , socketIo(api, options.limits, counters)
        , raw(api, options, counters, peers)
    {}

    bool identify(QString *error);
    void accept(QTcpSocket *socket);
    void upgrade(HttpConnection *connection);
    void joinSession(HttpConnection *connection);
    void stream(HttpConnection *connection);
    void adopt(PushClient *client, HttpConnection *visitor);
    void publish(const Batch &batch);
    void forget(QObject *connection, const QHostAddress &peer);
    void finishWhenAlone();
    void finishStop();
    QUrl url(const QString &scheme, const QString &path) const;

    FeedServer *q;
    const ServerOptions options;
    ServerCounters counters;
    FeedSource source;
    Api api;
    Gate gate{{}, 0, false};
    EioHub socketIo;
    Shared shared{api, socketIo, gate, options.limits, counters};
    Listener listener;
    Identity identity;
    Peers peers{options.limits};
    RawPorts raw;
    QList<HttpConnection *> visitors; ///< owned by q
    QSet<HttpConnection *> waiting;   ///< of these, with a request that is held
    QList<PushConnection *> clients;  ///< owned by q
    QList<EioSocket *> eioSockets;    ///< owned by q
    QList<EventStream *> eventStreams; ///< owned by q
    QTimer stopDeadline;
    bool stopping = false;
};

FeedServer::FeedServer(const ServerOptions &options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, options))
{
    connect(&d->listener, &Listener::accepted, this, [this](QTcpSocket *socket) { d->accept(socket); });
    connect(&d->source, &FeedSource::published, this, [this](const Batch &batch) { d->publish(batch); });
    connect(&d->source, &FeedSource::keepingFailed, this, &FeedServer::troubled);
    d->stopDeadline.setSingleShot(true);
    connect(&d->raw, &RawPorts::left, this, [this] { d->finishWhenAlone(); });
    connect(&d->stopDeadline, &QTimer::timeout, this, [this] { d->finishStop(); });
}

FeedServer::~FeedServer()
{
    d->source.stop();
    d->listener.close();
    QObjectList connections(d->visitors.begin(), d->visitors.end());
    connections << QObjectList(d->clients.begin(), d->clients.end())
                << QObjectList(d->eioSockets.begin(), d->eioSockets.end())
                << QObjectList(d->eventStreams.begin(), d->eventStreams.end());
    for (QObject *connection : std::as_const(connections)) {
        connection->disconnect(this);
        delete connection;
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
    const auto identity = d->options.tls ? std::optional(d->identity) : std::nullopt;
    if (!d->raw.start(d->options.port, identity, error))
        return false;
    QByteArrayList names = latin1(d->options.names);
    names << "localhost"
          << "127.0.0.1"
          << "[::1]" << urlName(d->options.host);
    d->gate = Gate(names, port(), d->options.tls);
    return d->source.start(d->options.keep, error);
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
    if (stopping || peers.isFull()) {
        ++counters.refusedPeer;
        socket->abort();
        delete socket;
        return;
    }
    const QHostAddress peer = socket->peerAddress();
    auto *visitor = new HttpConnection(socket, shared, q);
    visitors.append(visitor);
    QObject::connect(visitor, &HttpConnection::upgraded, q, [this, visitor] { upgrade(visitor); });
    QObject::connect(visitor, &HttpConnection::streams, q, [this, visitor] { stream(visitor); });
    QObject::connect(visitor, &HttpConnection::held, q, [this, visitor] { waiting.insert(visitor); });
    QObject::connect(visitor, &HttpConnection::finished, q, [this, visitor, peer] { forget(visitor, peer); });
    if (!peers.enter(peer))
        visitor->refuse(refusal(503, "Too many connections from this address; close some first."));
}

void FeedServer::Private::upgrade(HttpConnection *visitor)
{
    if (EioHub::owns(visitor->clientRequest()))
        return joinSession(visitor);
    auto *client = new PushConnection(visitor->takeSocket(), options.limits, counters, q);
    clients.append(client);
    adopt(client, visitor);
    client->begin(api.firstMessages(), visitor->takeRest());
}

void FeedServer::Private::joinSession(HttpConnection *visitor)
{
    auto *client = new EioSocket(visitor->takeSocket(), options.limits, counters, q);
    eioSockets.append(client);
    adopt(client, visitor);
    socketIo.take(visitor->clientRequest(), client);
    client->begin(visitor->takeRest());
}

void FeedServer::Private::stream(HttpConnection *visitor)
{
    const HttpRequest request = visitor->clientRequest();
    const bool lines = request.path == linesPath;
    auto *client = new EventStream(visitor->takeSocket(), lines ? StreamForm::Lines : StreamForm::Events,
                                   source.feed(), options.limits, counters, q);
    eventStreams.append(client);
    adopt(client, visitor);
    client->begin(lines ? request.parameter("since").value_or(QByteArray()) : request.header("last-event-id"),
                  api.snapshot());
}

/// The visitor has become a client.
void FeedServer::Private::adopt(PushClient *client, HttpConnection *visitor)
{
    visitors.removeOne(visitor);
    visitor->deleteLater();
    const QHostAddress peer = client->socket()->peerAddress();
    QObject::connect(client, &PushClient::finished, q, [this, client, peer] { forget(client, peer); });
}

void FeedServer::Private::publish(const Batch &batch)
{
    // Whoever breaks while it is written to leaves its list.
    const auto clientsNow = clients;
    for (PushConnection *client : clientsNow)
        client->send(batch.bytes(WireForm::WebSocket), batch.updates());
    const auto streamsNow = eventStreams;
    QByteArray events; // made when the first client of theirs asks for it
    for (EventStream *client : streamsNow) {
        const bool lines = client->form() == StreamForm::Lines;
        if (!lines && events.isEmpty())
            for (const Update &update : batch.updates())
                appendEvent(events, source.feed().epoch(), update.sequence, update.text);
        client->send(lines ? batch.bytes(WireForm::Lines) : events, batch.updates());
    }
    raw.publish(batch);
    socketIo.publish(batch);
    const auto waitingNow = std::exchange(waiting, {});
    for (HttpConnection *visitor : waitingNow)
        visitor->answerHeld();
}

void FeedServer::Private::forget(QObject *connection, const QHostAddress &peer)
{
    visitors.removeIf([connection](const HttpConnection *one) { return one == connection; });
    waiting.removeIf([connection](const HttpConnection *one) { return one == connection; });
    clients.removeIf([connection](const PushConnection *one) { return one == connection; });
    eioSockets.removeIf([connection](const EioSocket *one) { return one == connection; });
    eventStreams.removeIf([connection](const EventStream *one) { return one == connection; });
    peers.leave(peer);
    connection->deleteLater();
    finishWhenAlone();
}

void FeedServer::Private::finishWhenAlone()
{
    if (stopping && peers.total() == 0)
        stopDeadline.start(0);
}

void FeedServer::stop()
{
    if (d->stopping)
        return;
    d->stopping = true;
    d->source.stop();
    d->listener.close();
    d->socketIo.stop(); // first, so that its visitors hear of it
    const auto visitors = d->visitors;
    for (HttpConnection *visitor : visitors)
        visitor->close();
    const auto clients = d->clients;
    for (PushConnection *client : clients)
        client->close(1001, "The server is stopping.");
    const auto eventStreams = d->eventStreams;
    for (EventStream *client : eventStreams)
        client->close();
    d->raw.stop();
    d->stopDeadline.start(d->peers.total() == 0 ? std::chrono::milliseconds(0) : d->options.limits.stop);
}

void FeedServer::Private::finishStop()
{
    const auto visitorsLeft = visitors;
    for (HttpConnection *visitor : visitorsLeft)
        visitor->socket()->abort();
    const auto clientsLeft = clients;
    for (PushConnection *client : clientsLeft)
        client->socket()->abort();
    raw.abort();
    const auto socketsLeft = eioSockets;
    for (EioSocket *client : socketsLeft)
        client->socket()->abort();
    const auto streamsLeft = eventStreams;
    for (EventStream *client : streamsLeft)
        client->socket()->abort();
    stopDeadline.stop();
    emit q->stopped();
}

void FeedServer::setRate(double rate)
{
    d->source.setRate(rate);
}

void FeedServer::setMotion(bool on)
{
    d->source.setMotion(on);
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

QUrl FeedServer::linesUrl() const
{
    return d->raw.linesUrl();
}

QUrl FeedServer::recordsUrl() const
{
    return d->raw.recordsUrl();
}

QUrl FeedServer::datagramUrl() const
{
    return d->raw.datagramUrl();
}

QUrl FeedServer::groupUrl() const
{
    return d->raw.groupUrl();
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

QUrl FeedServer::heldUpdatesUrl() const
{
    QUrl url = updatesUrl();
    url.setQuery(u"wait=25s"_s);
    return url;
}

QUrl FeedServer::eventsUrl() const
{
    return d->url(u"http"_s, u"/api/events"_s);
}

QUrl FeedServer::streamUrl() const
{
    return d->url(u"http"_s, QString::fromLatin1(linesPath));
}

QUrl FeedServer::socketIoUrl() const
{
    return d->url(u"http"_s, u"/socket.io/"_s);
}

QUrl FeedServer::notificationsUrl() const
{
    return d->url(u"http"_s, u"/api/notifications"_s);
}

QUrl FeedServer::timeUrl() const
{
    return d->url(u"http"_s, u"/api/time"_s);
}

QUrl FeedServer::historyUrl() const
{
    return d->url(u"http"_s, u"/api/history"_s);
}

QMap<QString, QUrl> FeedServer::laneUrls() const
{
    QMap<QString, QUrl> urls{
        {u"websocket"_s, wsUrl()},
        {u"http-poll"_s, latestUrl()},
        {u"http-poll-new"_s, latestUrl()},
        {u"tcp"_s, linesUrl()},
        {u"long-poll"_s, heldUpdatesUrl()},
        {u"sse"_s, eventsUrl()},
        {u"http-stream"_s, streamUrl()},
        {u"socketio"_s, socketIoUrl()},
    };
    if (const QUrl udp = datagramUrl(); !udp.isEmpty())
        urls.insert(u"udp"_s, udp);
    return urls;
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
    now.clients = d->clients.size() + d->eventStreams.size() + d->socketIo.sessions();
    now.held = std::ranges::count_if(d->visitors, &HttpConnection::isHeld);
    now.rawClients = d->raw.clients();
    now.subscribers = d->raw.subscribers();
    now.connections = d->peers.total();
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
