#include "core/framing.h"
#include "tests/fakes/groupsender.h"
#include "tests/server/dialogue.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkDatagram>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>
#include <QUdpSocket>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

/// A client of a raw stream that keeps every message.
class Stream
{
public:
    Stream(const QUrl &url, Framing framing, QTcpSocket *own = nullptr)
        : socket(own != nullptr ? own : new QTcpSocket)
        , m_framing(framing)
        , m_cutter(framing, 1 << 20)
    {
        QObject::connect(socket.get(), &QTcpSocket::readyRead, socket.get(), [this] {
            m_cutter.feed(socket->readAll());
            while (const auto message = m_cutter.next())
                messages.append(QJsonDocument::fromJson(message->content(m_framing)).object());
        });
        if (own == nullptr)
            socket->connectToHost(url.host(), static_cast<quint16>(url.port()));
    }
    void say(const QByteArray &text)
    {
        QByteArray bytes;
        appendFramed(bytes, text, m_framing);
        socket->write(bytes);
    }

    std::unique_ptr<QTcpSocket> socket;
    QList<QJsonObject> messages;

private:
    Framing m_framing;
    MessageCutter m_cutter;
};

/// A client over UDP that keeps every datagram.
class Datagrams
{
public:
    explicit Datagrams(const QUrl &url)
        : m_port(static_cast<quint16>(url.port()))
    {
        socket.bind(QHostAddress::LocalHost);
        QObject::connect(&socket, &QUdpSocket::readyRead, &socket, [this] {
            while (socket.hasPendingDatagrams())
                messages.append(QJsonDocument::fromJson(socket.receiveDatagram().data()).object());
        });
    }
    void say(const QByteArray &text) { socket.writeDatagram(text, QHostAddress::LocalHost, m_port); }
    QList<QJsonObject> of(QLatin1StringView type) const
    {
        QList<QJsonObject> found;
        for (const QJsonObject &message : messages)
            if (message["type"_L1].toString() == type)
                found.append(message);
        return found;
    }

    QUdpSocket socket;
    QList<QJsonObject> messages;

private:
    quint16 m_port;
};

const QByteArray subscription = "{\"op\":\"subscribe\"}";

/// True if the numbers of `messages` go on without a hole behind `last`.
bool isContiguous(const QList<QJsonObject> &messages, qint64 last)
{
    for (const QJsonObject &message : messages)
        if (message["seq"_L1].toInteger() != ++last)
            return false;
    return true;
}

} // namespace

Q_DECLARE_METATYPE(Framing)

/// The feed over raw TCP and UDP.
class TestServerRaw : public QObject
{
    Q_OBJECT

private slots:
    void everyUpdateInBothFramings_data()
    {
        QTest::addColumn<Framing>("framing");
        QTest::newRow("lines") << Framing::Lines;
        QTest::newRow("records") << Framing::Length32;
    }
    void everyUpdateInBothFramings()
    {
        QFETCH(Framing, framing);
        ServerOptions options = quick();
        options.rate = 2'000;
        Running running(options);
        const FeedServer &server = running.server;
        Stream stream(framing == Framing::Lines ? server.linesUrl() : server.recordsUrl(), framing);
        QTRY_VERIFY(stream.messages.size() > 500);
        QCOMPARE(server.counters().rawClients, 1);
        const QJsonObject first = stream.messages.takeFirst();
        QCOMPARE(first["type"_L1].toString(), u"snapshot"_s);
        QCOMPARE(first["rows"_L1].toArray().size(), 12);
        QVERIFY(isContiguous(stream.messages, first["seq"_L1].toInteger()));
        stream.messages.clear();
        stream.say("{\"op\":\"ping\",\"id\":7}");
        QTRY_VERIFY(std::ranges::any_of(stream.messages, [](const QJsonObject &message) {
            return message["type"_L1].toString() == "pong"_L1 && message["id"_L1].toInteger() == 7;
        }));
    }

    void aSlowStreamIsConflatedAndBounded()
    {
        ServerOptions options = quick();
        options.rate = 20'000;
        options.limits.backlog = 64 * 1024;
        Running running(options);
        Stream slow(running.server.linesUrl(), Framing::Lines);
        slow.socket->setReadBufferSize(1'024);
        slow.socket->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 64 * 1024);
        QObject::disconnect(slow.socket.get(), &QTcpSocket::readyRead, nullptr, nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(running.server.counters().conflated > 2'000, 20'000);
        QCOMPARE(running.server.counters().rawClients, 1);
    }

    void whatAStreamMayNotSay_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("records");
        QTest::newRow("endless line") << QByteArray(100'000, 'x') << false;
        QTest::newRow("huge record") << QByteArray("\x7f\xff\xff\xff") << true;
        QTest::newRow("HTTP") << QByteArray("GET / HTTP/1.1\r\n\r\n") << true;
    }
    void whatAStreamMayNotSay()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, records);
        Running running;
        const QUrl url = records ? running.server.recordsUrl() : running.server.linesUrl();
        Stream stream(url, records ? Framing::Length32 : Framing::Lines);
        stream.socket->write(bytes);
        QTRY_COMPARE(running.server.counters().refusedSize, 1);
        QTRY_COMPARE(stream.socket->state(), QAbstractSocket::UnconnectedState);
        QTRY_COMPARE(running.server.counters().rawClients, 0);
    }

    void tooManyOfOneAddress()
    {
        ServerOptions options = quick();
        options.limits.connectionsPerPeer = 2;
        Running running(options);
        Stream one(running.server.linesUrl(), Framing::Lines);
        Stream two(running.server.recordsUrl(), Framing::Length32);
        QTRY_COMPARE(running.server.counters().rawClients, 2);
        Stream three(running.server.linesUrl(), Framing::Lines);
        QTRY_COMPARE(running.server.counters().refusedPeer, 1);
        one.socket->abort();
        QTRY_COMPARE(running.server.counters().connections, 1);
        Stream four(running.server.linesUrl(), Framing::Lines);
        QTRY_VERIFY(!four.messages.isEmpty());
    }

    void tlsIsForStreamsOnly()
    {
        ServerOptions options = quick();
        options.tls = true;
        Running running(options);
        const FeedServer &server = running.server;
        QCOMPARE(server.linesUrl().scheme(), u"tls"_s);
        QCOMPARE(server.datagramUrl().scheme(), u"udp"_s); // plain, as its scheme says
        QSslConfiguration trusting = QSslConfiguration::defaultConfiguration();
        trusting.setCaCertificates({server.certificate()});
        auto *socket = new QSslSocket;
        socket->setSslConfiguration(trusting);
        Stream stream(server.linesUrl(), Framing::Lines, socket);
        socket->connectToHostEncrypted(u"127.0.0.1"_s, static_cast<quint16>(server.linesUrl().port()));
        QTRY_VERIFY(stream.messages.size() > 1);
    }

    void aStreamThatSaysNothingOfTls()
    {
        ServerOptions options = quick();
        options.tls = true;
        options.limits.handshake = std::chrono::milliseconds(200);
        Running running(options);
        Stream plain(running.server.linesUrl(), Framing::Lines);
        QTRY_COMPARE(running.server.counters().refusedTime, 1);
        QVERIFY(plain.messages.isEmpty());
    }

    void aSubscriberGetsRowsThenEveryUpdate()
    {
        ServerOptions options = quick();
        options.rate = 500;
        options.symbols = 100;
        Running running(options);
        Datagrams client(running.server.datagramUrl());
        client.say(subscription);
        QTRY_VERIFY(client.of("tick"_L1).size() > 200);
        QCOMPARE(client.messages.first()["type"_L1].toString(), u"subscribed"_s);
        QCOMPARE(client.messages.takeFirst()["for_s"_L1].toInteger(), 30);
        QCOMPARE(running.server.counters().subscribers, 1);
        qint64 number = 0;
        for (int row = 0; row < 100; ++row) {
            const QJsonObject snapshot = client.messages.takeFirst();
            QCOMPARE(snapshot["type"_L1].toString(), u"snapshot"_s);
            QCOMPARE(snapshot["rows"_L1].toArray().size(), 1);
            const qint64 next = snapshot["rows"_L1][0]["seq"_L1].toInteger();
            QVERIFY(next > number); // the newest comes last
            number = next;
        }
        QVERIFY(isContiguous(client.messages, number));
        client.say(subscription); // renewed: no second snapshot
        QTRY_COMPARE(client.of("subscribed"_L1).size(), 1);
        QVERIFY(client.of("snapshot"_L1).isEmpty());
        client.say("{\"op\":\"ping\",\"id\":1}");
        QTRY_COMPARE(client.of("pong"_L1).size(), 1);
        client.say("{\"op\":\"unsubscribe\"}");
        QTRY_COMPARE(running.server.counters().subscribers, 0);
    }

    void strangersAreNotAnswered()
    {
        Running running;
        Datagrams client(running.server.datagramUrl());
        for (const QByteArray &text : {QByteArray("{\"op\":\"ping\"}"), QByteArray("nonsense"), QByteArray()})
            client.say(text);
        QTRY_COMPARE(running.server.counters().refusedSyntax, 3);
        client.say(subscription);
        QTRY_VERIFY(!client.messages.isEmpty());
        QCOMPARE(client.messages.first()["type"_L1].toString(), u"subscribed"_s);
    }

    void aSubscriptionRunsOut()
    {
        ServerOptions options = quick();
        options.rate = 200;
        options.limits.subscription = std::chrono::milliseconds(200);
        Running running(options);
        Datagrams client(running.server.datagramUrl());
        QElapsedTimer time;
        time.start();
        client.say(subscription);
        QTRY_COMPARE(running.server.counters().subscribers, 1);
        QTRY_COMPARE(running.server.counters().subscribers, 0);
        QVERIFY(time.elapsed() >= 200);
        client.messages.clear();
        client.say(subscription);
        QTRY_VERIFY(client.of("snapshot"_L1).size() == 12); // as new
    }

    void subscribersAreBounded()
    {
        ServerOptions options = quick();
        options.limits.subscribers = 1;
        Running running(options);
        Datagrams one(running.server.datagramUrl());
        Datagrams two(running.server.datagramUrl());
        one.say(subscription);
        QTRY_VERIFY(!one.messages.isEmpty());
        two.say(subscription);
        QTRY_COMPARE(running.server.counters().refusedPeer, 1);
        one.say(subscription); // its own may be renewed all the same
        QTRY_COMPARE(one.of("subscribed"_L1).size(), 2);
        QVERIFY(two.messages.isEmpty());
    }

    void udpStaysOnThisComputer()
    {
        ServerOptions options = quick();
        options.host = QHostAddress::AnyIPv4;
        Running running(options);
        QVERIFY(running.server.datagramUrl().isEmpty());
        QVERIFY(!running.server.laneUrls().contains(u"udp"_s));
        QVERIFY(running.server.laneUrls().contains(u"tcp"_s));
        Stream stream(running.server.linesUrl(), Framing::Lines);
        QTRY_VERIFY(!stream.messages.isEmpty());
    }

    /// Whoever listens gets each update, on this computer only.
    void aGroupIsSentTo()
    {
        ServerOptions options = quick();
        options.host = QHostAddress::AnyIPv4; // asked over UDP it is on loopback only; a group cannot be turned
        options.group = fakes::ownGroup();
        options.groupPort = fakes::freePort();
        Running running(options);
        const QUrl url = running.server.groupUrl();
        QCOMPARE(url, fakes::GroupSender(options.group, options.groupPort).url());
        QUdpSocket listener;
        QVERIFY(listener.bind(options.group, options.groupPort, QUdpSocket::ShareAddress));
        QVERIFY(listener.joinMulticastGroup(options.group, fakes::loopback()));
        QList<QJsonObject> messages;
        connect(&listener, &QUdpSocket::readyRead, &listener, [&] {
            while (listener.hasPendingDatagrams())
                messages.append(QJsonDocument::fromJson(listener.receiveDatagram().data()).object());
        });
        QTRY_VERIFY(messages.size() > 20);
        QVERIFY(isContiguous(messages, messages.takeFirst()["seq"_L1].toInteger()));
        QCOMPARE(running.server.counters().subscribers, 0);
    }

    void portsFollowTheServersOwn()
    {
        // Four ports in a row that are free now.
        for (quint16 port = 20'000; port < 60'000; port += 7) {
            ServerOptions options = quick();
            options.port = port;
            FeedServer server(options);
            QString error;
            if (!server.start(&error) || server.linesUrl().port() != port + 1 ||
                server.recordsUrl().port() != port + 2 || server.datagramUrl().port() != port + 3)
                continue;
            // Another server right beside it finds its wished ports taken, and takes others.
            options.port = port + 4;
            QTcpServer taken;
            if (!taken.listen(QHostAddress::LocalHost, port + 5))
                continue;
            FeedServer second(options);
            if (!second.start(&error))
                continue;
            QVERIFY(second.linesUrl().port() != port + 5);
            Stream stream(second.linesUrl(), Framing::Lines);
            QTRY_VERIFY(!stream.messages.isEmpty());
            return;
        }
        QFAIL("no four free ports in a row");
    }

    void itStopsCleanly()
    {
        Running running;
        Stream stream(running.server.linesUrl(), Framing::Lines);
        Datagrams client(running.server.datagramUrl());
        client.say(subscription);
        QTRY_VERIFY(!stream.messages.isEmpty() && !client.messages.isEmpty());
        QSignalSpy stopped(&running.server, &FeedServer::stopped);
        running.server.stop();
        QVERIFY(stopped.count() == 1 || stopped.wait(2'000));
        QTRY_COMPARE(stream.socket->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(running.server.counters().connections, 0);
        QCOMPARE(running.server.counters().subscribers, 0);
    }
};

QTEST_GUILESS_MAIN(TestServerRaw)
#include "test_server_raw.moc"
