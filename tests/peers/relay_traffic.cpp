// Makes traffic of every kind through the relay and prints what it counted, in the form of `compare --json`,
// for ledger.py: kept connections, new ones, both sides closing first, resets in the middle of a stream, TLS.

#include "core/net/relay.h"
#include "tests/net/loopback.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslServer>
#include <QSslSocket>

#include <algorithm>
#include <cstdio>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

void exchange(QTcpSocket &client, QTcpSocket &peer, qsizetype request, qsizetype answer)
{
    QSignalSpy arrived(&client, &QTcpSocket::readyRead);
    client.write(QByteArray(request, 'q'));
    peer.write(QByteArray(answer, 'a'));
    while (client.bytesAvailable() < answer && arrived.wait(5000)) {
    }
    client.readAll();
}

/// `count` connections; what happens at the end of each is told by its number. Returns the server's port.
quint16 plainTraffic(const QNetworkProxy &proxy, int count)
{
    LoopbackServer server;
    for (int i = 0; i < count; ++i) {
        auto client = connectThrough(proxy, server.serverPort());
        client->waitForConnected();
        QTcpSocket *peer = server.peer(i);
        for (int round = 0; round <= i % 3; ++round)
            exchange(*client, *peer, 100 + i, 5000 * i + 1);
        QSignalSpy gone(client.get(), &QTcpSocket::disconnected);
        if (i % 3 == 0) {
            peer->write(QByteArray(300'000, 'z')); // still on its way when the client goes
            client->disconnectFromHost();
        } else if (i % 3 == 1) {
            peer->write("last words");
            peer->disconnectFromHost();
            gone.wait(5000);
        } else {
            client->abort();
        }
    }
    return server.serverPort();
}

quint16 tlsTraffic(const QNetworkProxy &proxy, int count)
{
    const TestIdentity identity = makeTestIdentity();
    QSslServer server;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(identity.certificate);
    configuration.setPrivateKey(identity.key);
    server.setSslConfiguration(configuration);
    server.listen(QHostAddress::LocalHost);
    for (int i = 0; i < count; ++i) {
        QSslSocket client;
        client.setProxy(proxy);
        configuration.setCaCertificates({identity.certificate});
        client.setSslConfiguration(configuration);
        QSignalSpy ready(&server, &QTcpServer::pendingConnectionAvailable);
        client.connectToHostEncrypted(u"localhost"_s, server.serverPort());
        ready.wait(5000);
        exchange(client, *server.nextPendingConnection(), 400, 40'000 * i);
        client.disconnectFromHost();
    }
    return server.serverPort();
}

QJsonObject reportOf(const QString &lane, quint16 port, const WireCount &count)
{
    QJsonArray sockets;
    for (const SocketCount &socket : count.sockets)
        sockets.append(QJsonObject{{u"local_port"_s, socket.localPort},
                                   {u"sent"_s, qint64(socket.sent)},
                                   {u"received"_s, qint64(socket.received)}});
    const QJsonObject wire{{u"sent"_s, qint64(count.sent)}, {u"received"_s, qint64(count.received)}};
    const QString endpoint = u"tcp://127.0.0.1:%1"_s.arg(port);
    return {{u"lane"_s, lane}, {u"endpoint"_s, endpoint}, {u"wire"_s, wire}, {u"sockets"_s, sockets}};
}

bool allClosed(const WireCount &count)
{
    return std::none_of(count.sockets.begin(), count.sockets.end(), [](const auto &s) { return s.open; });
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    Relay relay;
    if (const QString error = relay.start(); !error.isEmpty())
        return std::fprintf(stderr, "%s\n", qPrintable(error)), 1;
    QJsonArray lanes;
    const auto run = [&](const QString &lane, auto traffic, int count) {
        relay.openLane(lane);
        const quint16 port = traffic(relay.proxy(lane), count);
        QDeadlineTimer limit(5000);
        while (!allClosed(relay.count(lane)) && !limit.hasExpired())
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        lanes.append(reportOf(lane, port, relay.count(lane)));
    };
    run(u"plain"_s, plainTraffic, 30);
    run(u"tls"_s, tlsTraffic, 5);
    std::printf("%s\n",
                QJsonDocument(QJsonObject{{u"lanes"_s, lanes}}).toJson(QJsonDocument::Compact).constData());
    return 0;
}
