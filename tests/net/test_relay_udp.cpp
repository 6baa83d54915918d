// A UDP lane through the relay, against plain sockets on loopback.

#include "core/net/relay.h"

#include <QNetworkDatagram>
#include <QTest>
#include <QUdpSocket>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

/// A peer that keeps what it hears and answers where it came from.
class Peer
{
public:
    Peer()
    {
        socket.bind(QHostAddress::LocalHost);
        QObject::connect(&socket, &QUdpSocket::readyRead, &socket, [this] {
            while (socket.hasPendingDatagrams()) {
                const QNetworkDatagram datagram = socket.receiveDatagram();
                heard.append(datagram.data());
                from.append(static_cast<quint16>(datagram.senderPort()));
            }
        });
    }
    void say(const QByteArray &text) { socket.writeDatagram(text, QHostAddress::LocalHost, from.last()); }

    QUdpSocket socket;
    QByteArrayList heard;
    QList<quint16> from;
};

/// A lane's client: connected to the relay's port.
class Client
{
public:
    explicit Client(std::uint16_t port)
    {
        QObject::connect(&socket, &QUdpSocket::readyRead, &socket, [this] {
            while (socket.hasPendingDatagrams()) {
                heard.append(socket.receiveDatagram().data());
                times.append(steadyNow());
            }
        });
        socket.connectToHost(u"127.0.0.1"_s, port);
    }
    /// False: the port is closed.
    bool say(const QByteArray &text) { return socket.write(text) == text.size(); }

    QUdpSocket socket;
    QByteArrayList heard;
    QList<Ns> times;
};

/// Relay, peer and client in a row.
struct Rig
{
    explicit Rig(const Impairment &path = {}, const QString &host = u"127.0.0.1"_s)
        : error(relay.start())
        , port(relay.openDatagramLane(u"lane"_s, host, peer.socket.localPort(), path).port)
        , client(port)
    {}
    WireCount count() const { return relay.count(u"lane"_s); }

    Peer peer;
    Relay relay;
    QString error;
    std::uint16_t port;
    Client client;
};

} // namespace

class TestRelayUdp : public QObject
{
    Q_OBJECT

private slots:
    void carriesAndCountsBothWays()
    {
        Rig rig;
        rig.client.say("hello");
        QTRY_COMPARE(rig.peer.heard, QByteArrayList{"hello"});
        rig.peer.say("one");
        rig.peer.say("");
        rig.peer.say(QByteArray(60'000, 'x'));
        QTRY_COMPARE(rig.client.heard.size(), 3);
        QCOMPARE(rig.client.heard[0], "one");
        QCOMPARE(rig.client.heard[1], "");
        QCOMPARE(rig.client.heard[2].size(), 60'000);
        const WireCount count = rig.count();
        QCOMPARE(count.sent, 5);
        QCOMPARE(count.received, 60'003);
        QCOMPARE(count.datagramsSent, 1);
        QCOMPARE(count.datagramsReceived, 3);
        QCOMPARE(count.lostReceived + count.lostSent + count.overflowed, 0);
        QCOMPARE(count.connections, 1);
        QCOMPARE(count.sockets.size(), 1U);
        QCOMPARE(count.sockets[0].localPort, rig.peer.from.last()); // it faces the peer
        QCOMPARE(count.sockets[0].received, 60'003);
        QVERIFY(count.sockets[0].open);
    }

    void namesAreFoundOut()
    {
        Rig rig({}, u"localhost"_s);
        // What came before the look-up was over, or went to ::1 where nobody listens, is not lost.
        rig.client.say("x");
        QTRY_VERIFY(!rig.peer.heard.isEmpty());
        rig.peer.say("y");
        QTRY_COMPARE(rig.client.heard, QByteArrayList{"y"});
    }

    void aClosedPortLooksClosedFromHere()
    {
        Rig rig;
        rig.peer.socket.close();
        rig.client.say("x");
        QTRY_VERIFY(!rig.client.say("x")); // "port unreachable" came back for one before
        // It is not for ever: the peer may come back, at the same port.
        const quint16 port = [&] {
            Peer other;
            const quint16 free = other.socket.localPort();
            other.socket.close();
            return free;
        }();
        QVERIFY(rig.relay.openDatagramLane(u"other"_s, u"127.0.0.1"_s, port).error.isEmpty());
        Client client(rig.relay.port(u"other"_s));
        client.say("x");
        QTRY_VERIFY(!client.say("x"));
        QUdpSocket late;
        QVERIFY(late.bind(QHostAddress::LocalHost, port));
        QTRY_VERIFY((client.say("x"), late.hasPendingDatagrams()));
    }

    void aNewClientTakesOver()
    {
        Rig rig;
        rig.client.say("old");
        QTRY_COMPARE(rig.peer.heard.size(), 1);
        Client second(rig.port);
        second.say("new");
        QTRY_COMPARE(rig.peer.heard.size(), 2);
        QVERIFY(rig.peer.from[0] != rig.peer.from[1]);
        rig.peer.say("to the new one");
        QTRY_COMPARE(second.heard.size(), 1);
        QVERIFY(rig.client.heard.isEmpty());
        const WireCount count = rig.count();
        QCOMPARE(count.connections, 2);
        QVERIFY(!count.sockets[0].open && count.sockets[1].open);
    }

    void losesWhatItCounts()
    {
        Rig rig({.loss = 0.2, .seed = 5});
        QTRY_VERIFY((rig.client.say("x"), !rig.peer.heard.isEmpty()));
        constexpr int said = 1'000;
        for (int i = 0; i < said; ++i) {
            rig.peer.say(QByteArray::number(i));
            if (i % 50 != 0)
                continue;
            // Or the buffers overflow, the hop's or our own, which is another loss.
            QTRY_COMPARE(rig.count().datagramsReceived, i + 1);
            QTRY_COMPARE(std::int64_t(rig.client.heard.size()), i + 1 - rig.count().lostReceived);
        }
        QTRY_COMPARE(rig.count().datagramsReceived, said);
        const WireCount count = rig.count();
        QVERIFY(count.lostReceived > 140 && count.lostReceived < 260); // 3 σ = 38
        QTRY_COMPARE(std::int64_t(rig.client.heard.size()), said - count.lostReceived);
        QCOMPARE(rig.count().overflowed, 0);
    }

    void aStreamLosesNothing()
    {
        Impairment path{.loss = 0.5};
        QVERIFY(path.isOn() && !path.isOnForStreams());
    }

    void delayTakesItsTimeAndJitterTheOrder()
    {
        Rig rig({.delay = 30 * millisecond, .jitter = 20 * millisecond});
        const Ns begin = steadyNow();
        rig.client.say("x");
        QTRY_COMPARE(rig.peer.heard.size(), 1);
        const Ns there = steadyNow();
        QVERIFY(there - begin >= 10 * millisecond);
        QByteArrayList sorted;
        for (int i = 100; i < 200; ++i) {
            sorted.append(QByteArray::number(i));
            rig.peer.say(sorted.last());
        }
        QTRY_COMPARE(rig.client.heard.size(), 100);
        QVERIFY(rig.client.times.first() - there >= 10 * millisecond);
        QVERIFY(rig.client.heard != sorted);
        std::sort(rig.client.heard.begin(), rig.client.heard.end());
        QCOMPARE(rig.client.heard, sorted);
    }

    void frozenItIsStillAndLosesNothing()
    {
        Rig rig;
        rig.client.say("x");
        QTRY_COMPARE(rig.peer.heard.size(), 1);
        rig.relay.freeze(u"lane"_s, true);
        for (int i = 0; i < 100; ++i)
            rig.peer.say(QByteArray::number(i));
        rig.client.say("y");
        QTRY_COMPARE(rig.count().datagramsReceived, 100);
        QCoreApplication::processEvents();
        QVERIFY(rig.client.heard.isEmpty());
        QCOMPARE(rig.peer.heard.size(), 1);
        rig.relay.freeze(u"lane"_s, false);
        QTRY_COMPARE(rig.client.heard.size(), 100);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(rig.client.heard[i].toInt(), i);
        QTRY_COMPARE(rig.peer.heard.size(), 2);
        QCOMPARE(rig.count().lostReceived, 0);
    }

    void cutItWaitsForTheClient()
    {
        Rig rig;
        rig.client.say("x");
        QTRY_COMPARE(rig.peer.heard.size(), 1);
        rig.relay.cut(u"lane"_s);
        QVERIFY(!rig.count().sockets[0].open);
        rig.peer.say("nobody hears this");
        rig.client.say("y");
        QTRY_COMPARE(rig.peer.heard.size(), 2);
        QVERIFY(rig.peer.from[0] != rig.peer.from[1]);
        rig.peer.say("this somebody does");
        QTRY_COMPARE(rig.client.heard, QByteArrayList{"this somebody does"});
    }

    /// What the peer sends before it can have heard the last word crosses the wire, and is counted.
    void finishedItListensALittleLonger()
    {
        Rig rig;
        rig.client.say("x");
        QTRY_COMPARE(rig.peer.heard.size(), 1);
        rig.client.say("goodbye");
        rig.client.socket.close();
        rig.relay.finish(u"lane"_s);
        rig.peer.say("under way");
        QTRY_COMPARE(rig.count().datagramsReceived, 1);
        QTRY_COMPARE(rig.peer.heard.size(), 2);
        QTRY_VERIFY(!rig.count().sockets[0].open);
        QCOMPARE(rig.count().sent, 8);
    }

    void closedItsPortIsGone()
    {
        Rig rig;
        rig.client.say("x");
        QTRY_COMPARE(rig.peer.heard.size(), 1);
        QCOMPARE(rig.relay.port(u"lane"_s), rig.port);
        rig.relay.closeLane(u"lane"_s);
        QCOMPARE(rig.relay.port(u"lane"_s), 0);
        QCOMPARE(rig.count().received, 0);
        rig.client.say("x");
        QTRY_VERIFY(!rig.client.say("x"));
    }
};

QTEST_GUILESS_MAIN(TestRelayUdp)
#include "test_relay_udp.moc"
