// A relay's lane that is tapped, and what the relay costs: against real sockets, so no bounds on times; whether
// the kernel stamps at all is its own affair.

#include "core/net/baresocket.h"
#include "core/net/relay.h"
#include "core/net/relaycost.h"
#include "tests/net/loopback.h"

#include <QNetworkDatagram>
#include <QTest>
#include <QUdpSocket>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

std::string toClient(const Tap &tap)
{
    std::string all;
    for (const Tap::Piece &piece : tap.pieces())
        all += piece.bytes;
    return all;
}

/// Where the kernel stamps, the stamps of a flow follow the order of its bytes.
bool areOrdered(const Tap &tap)
{
    Ns last = noTime;
    for (const Tap::Piece &piece : tap.pieces()) {
        if (piece.toServer || piece.stamp == noTime)
            continue;
        if (piece.stamp < last)
            return false;
        last = piece.stamp;
    }
    return true;
}

} // namespace

class TestTap : public QObject
{
    Q_OBJECT

private slots:
    void recordsWhatGoesToTheClient()
    {
        const auto tap = std::make_shared<Tap>();
        Relay relay;
        QVERIFY(relay.start().isEmpty());
        relay.openLane(u"lane"_s, {}, tap);
        LoopbackServer server;
        const auto client = connectThrough(relay.proxy(u"lane"_s), server.serverPort());
        QVERIFY(server.peer());
        for (int i = 0; i < 20; ++i) {
            client->write("ask");
            QTRY_COMPARE_WITH_TIMEOUT(server.received().size(), 3 * (i + 1), 30'000);
            server.peer()->write("answer " + QByteArray::number(i) + '\n');
            QTRY_VERIFY_WITH_TIMEOUT(client->canReadLine(), 30'000);
            QCOMPARE(client->readLine(), "answer " + QByteArray::number(i) + '\n');
        }
        QCOMPARE(client->state(), QAbstractSocket::ConnectedState); // stamps are no errors
        QVERIFY(toClient(*tap).starts_with("answer 0\nanswer 1\n")); // not the relay's own words
        QVERIFY(areOrdered(*tap));
        QVERIFY(!tap->wasFull());
        const auto pieces = tap->pieces();
        QVERIFY(std::ranges::count_if(pieces, &Tap::Piece::toServer) >= 20);
    }

    void bareSocketsPassEveryMessage()
    {
        const auto messages = sendBareMessages(50);
        if (messages.empty())
            QSKIP("the kernel gives no stamps here");
        QCOMPARE(messages.size(), 50U);
        QVERIFY(std::ranges::is_sorted(messages, {}, &BareMessage::stamp));
        QVERIFY(std::ranges::is_sorted(messages, {}, &BareMessage::arrival));
        QVERIFY(sendBareMessages(0).empty());
    }

    void aResetIsSeenBehindStamps()
    {
        const auto tap = std::make_shared<Tap>();
        Relay relay;
        QVERIFY(relay.start().isEmpty());
        relay.openLane(u"lane"_s, {}, tap);
        LoopbackServer server;
        {
            const Fd client(connectRaw(relay.port(u"lane"_s), server.serverPort()));
            QVERIFY(client && server.peer());
            server.peer()->write("unread");
            QVERIFY(server.peer()->waitForBytesWritten(30'000));
            resetOnClose(client.get());
        }
        QTRY_COMPARE_WITH_TIMEOUT(server.peer()->state(), QAbstractSocket::UnconnectedState, 30'000);
    }

    void recordsDatagrams()
    {
        const auto tap = std::make_shared<Tap>();
        QUdpSocket server, client;
        QVERIFY(server.bind(QHostAddress::LocalHost) && client.bind(QHostAddress::LocalHost));
        Relay relay;
        QVERIFY(relay.start().isEmpty());
        const quint16 port =
            relay.openDatagramLane(u"udp"_s, u"127.0.0.1"_s, server.localPort(), {}, tap).port;
        client.writeDatagram("hello", QHostAddress::LocalHost, port);
        QTRY_VERIFY_WITH_TIMEOUT(server.hasPendingDatagrams(), 30'000);
        const QNetworkDatagram greeting = server.receiveDatagram();
        for (const char *text : {"one", "two", "three"}) {
            server.writeDatagram(greeting.makeReply(text));
            QTRY_VERIFY_WITH_TIMEOUT(client.hasPendingDatagrams(), 30'000);
            QCOMPARE(client.receiveDatagram().data(), QByteArray(text));
        }
        QCOMPARE(toClient(*tap), std::string("onetwothree"));
        QVERIFY(areOrdered(*tap));
    }

    void theRelaysCostIsMeasured()
    {
        const RelayCost cost = measureRelayCost(5);
        QVERIFY(cost.isKnown());
        QCOMPARE(cost.roundTrips, 5);
        QVERIFY(cost.direct.p50 > 0 && cost.direct.p50 <= cost.direct.p99);
        QVERIFY(cost.delayed.p50 > -2 * millisecond); // the delay itself was taken off
    }

    void nothingCanBeMeasuredOfNothing() { QVERIFY(!measureRelayCost(0).isKnown()); }
};

QTEST_GUILESS_MAIN(TestTap)
#include "test_tap.moc"
