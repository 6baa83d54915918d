#include "app/commands.h"
#include "app/signals.h"
#include "core/server/feedserver.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

QString udpText(const FeedServer &server)
{
    const QString address = server.datagramUrl().toString();
    if (address.isEmpty())
        return u"not served beyond this computer: an open UDP feed could be turned against others"_s;
    return address + u"   (send {\"op\":\"subscribe\"} every 30 s"_s +
           (server.certificateSha256().isEmpty() ? u")"_s : u"; not encrypted)"_s);
}

QByteArray announcement(const FeedServer &server, double rate)
{
    QString text = u"Feedscope demo feed, %1 updates/s. Stop with Ctrl+C.\n"
                   "  push    %2   (subprotocol feedscope.v1)\n"
                   "  latest  %3\n"
                   "  cursor  %4?since=SEQ\n"
                   "  held    %5&since=SEQ\n"
                   "  history %6?before=PLACE&limit=500\n"
                   "  events  %7   (Server-Sent Events)\n"
                   "  socket  %8   (Socket.IO 5)\n"
                   "  notes   %9\n"_s.arg(rate)
                       .arg(server.wsUrl().toString(), server.latestUrl().toString(),
                            server.updatesUrl().toString(), server.heldUpdatesUrl().toString(),
                            server.historyUrl().toString(),
                            server.eventsUrl().toString(), server.socketIoUrl().toString(),
                            server.notificationsUrl().toString());
    text += u"  stream  %1   (a line an update, in one HTTP answer)\n"_s.arg(server.streamUrl().toString());
    text += u"  lines   %1\n  records %2   (length-prefixed)\n  udp     %3\n"_s.arg(
        server.linesUrl().toString(), server.recordsUrl().toString(), udpText(server));
    if (const QString group = server.groupUrl().toString(); !group.isEmpty())
        text += u"  group   %1   (UDP multicast: only listen)\n"_s.arg(group);
    if (!server.certificateSha256().isEmpty())
        text +=
            u"  certificate SHA-256 %1\n"_s.arg(QString::fromLatin1(server.certificateSha256().toHex(':')));
    return text.toUtf8();
}

/// For programs: each lane's address, by its name.
QByteArray addresses(const FeedServer &server)
{
    QJsonObject lanes;
    const QMap<QString, QUrl> urls = server.laneUrls();
    for (auto url = urls.begin(); url != urls.end(); ++url)
        lanes.insert(url.key(), url.value().toString());
    QJsonObject all{{u"lanes"_s, lanes}, {u"history"_s, server.historyUrl().toString()}};
    if (const QString group = server.groupUrl().toString(); !group.isEmpty())
        all.insert(u"group"_s, group);
    return QJsonDocument(all).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

int runServe(const ServeOptions &options)
{
    ServerOptions server;
    server.host =
        options.host == "localhost"_L1 ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(options.host);
    if (server.host.isNull()) {
        complain(u"“%1” is no IP address; --host wants one such as 127.0.0.1."_s.arg(options.host));
        return 2;
    }
    server.port = options.port;
    server.tls = options.tls;
    server.rate = options.rate;
    server.symbols = options.symbols;
    server.keep = options.keep;
    server.limits.connectionsPerPeer = options.perPeer;
    server.limits.connections = std::max(server.limits.connections, options.perPeer);
    server.limits.subscribers = std::max(server.limits.subscribers, options.perPeer);
    server.seed = options.seed != 0 ? options.seed : QRandomGenerator::global()->generate64();
    if (const QUrl group(u"udp://"_s + options.udpGroup); !options.udpGroup.isEmpty()) {
        server.group = QHostAddress(group.host());
        server.groupPort = static_cast<quint16>(group.port());
        server.groupInterface = options.udpInterface;
    }
    if (const QString warning = bindWarning(server.host); !warning.isEmpty())
        complain(warning);

    FeedServer feed(server);
    QObject::connect(&feed, &FeedServer::troubled, &complain);
    QString error;
    if (!feed.start(&error)) {
        complain(error);
        return 1;
    }
    print(options.json ? addresses(feed) : announcement(feed, server.rate));
    StopSignals signals_;
    QObject::connect(&signals_, &StopSignals::stopRequested, &feed, &FeedServer::stop);
    QObject::connect(&feed, &FeedServer::stopped, qApp, &QCoreApplication::quit);
    return QCoreApplication::exec();
}

} // namespace feedscope
