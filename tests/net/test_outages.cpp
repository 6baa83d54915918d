// The stalls and cuts of a simulated path: their plan on its own, with time handed in, and a relay that carries
// them out. No bounds on speed: what must not pass is looked for while the path is known to be stalled.

#include "core/net/outageplan.h"
#include "core/net/relay.h"
#include "tests/net/loopback.h"

#include <QNetworkDatagram>
#include <QTest>
#include <QUdpSocket>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

constexpr Ns start = 1'000 * second; ///< of a plan's time
constexpr Ns forEver = 1'000 * second;

Ns at(double seconds)
{
    return start + Ns(seconds * 1e9);
}

/// A client and its accepted peer, joined by a lane of their own.
struct Link
{
    Link(Relay &relay, const QString &lane)
    {
        relay.openLane(lane);
        client = connectThrough(relay.proxy(lane), server.serverPort());
        peer = server.peer();
    }

    bool passes(const QByteArray &text)
    {
        const qsizetype before = server.received().size();
        client->write(text);
        return QTest::qWaitFor([&] { return server.received().size() == before + text.size(); }, 30'000);
    }

    LoopbackServer server;
    std::unique_ptr<QTcpSocket> client;
    QTcpSocket *peer = nullptr;
};

} // namespace

class TestOutages : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsPlannedByDefault()
    {
        const OutagePlan plan;
        QVERIFY(!plan.isStalled(start));
        QCOMPARE(plan.cutsBy(start), 0);
        QCOMPARE(plan.nextChange(start), noTime);
    }

    void aStallBeginsAndEnds()
    {
        const OutagePlan plan({10 * second, 5 * second}, {}, start);
        QVERIFY(!plan.isStalled(start - second));
        QVERIFY(!plan.isStalled(at(10) - 1));
        QVERIFY(plan.isStalled(at(10)));
        QVERIFY(plan.isStalled(at(15) - 1));
        QVERIFY(!plan.isStalled(at(15)));
        QVERIFY(!plan.isStalled(at(1'000)));
        QCOMPARE(plan.nextChange(start), at(10));
        QCOMPARE(plan.nextChange(at(10)), at(15));
        QCOMPARE(plan.nextChange(at(15)), noTime);
    }

    void aStallReturns()
    {
        const OutagePlan plan({10 * second, 5 * second, 30 * second}, {}, start);
        for (int i = 0; i < 4; ++i) {
            QVERIFY(!plan.isStalled(at(10 + 30 * i) - 1));
            QVERIFY(plan.isStalled(at(12 + 30 * i)));
            QVERIFY(!plan.isStalled(at(15 + 30 * i)));
            QCOMPARE(plan.nextChange(at(12 + 30 * i)), at(15 + 30 * i));
            QCOMPARE(plan.nextChange(at(15 + 30 * i)), at(40 + 30 * i));
        }
    }

    void cutsAreCounted()
    {
        const OutagePlan once({}, {20 * second}, start);
        QCOMPARE(once.cutsBy(at(20) - 1), 0);
        QCOMPARE(once.cutsBy(at(20)), 1);
        QCOMPARE(once.cutsBy(at(500)), 1);
        QCOMPARE(once.nextChange(at(20)), noTime);
        const OutagePlan often({}, {0, 20 * second}, start);
        QCOMPARE(often.cutsBy(start - 1), 0);
        QCOMPARE(often.cutsBy(start), 1);
        QCOMPARE(often.cutsBy(at(59)), 3);
        QCOMPARE(often.nextChange(at(59)), at(60));
    }

    /// What has begun within the window runs its length; nothing begins after it.
    void theWindowEndsThePlan()
    {
        const OutagePlan plan({10 * second, 5 * second, 20 * second}, {7 * second, 12 * second}, start,
                              at(31));
        QVERIFY(plan.isStalled(at(34)));
        QVERIFY(!plan.isStalled(at(51)));
        QCOMPARE(plan.cutsBy(at(500)), 2); // at 7 and 19; 31 is too late
        QCOMPARE(plan.nextChange(at(31)), at(35));
        QCOMPARE(plan.nextChange(at(35)), noTime);
    }

    void stallAndCutTogether()
    {
        const OutagePlan plan({10 * second, 8 * second, 40 * second}, {18 * second, 120 * second}, start);
        QCOMPARE(plan.nextChange(start), at(10));
        QCOMPARE(plan.nextChange(at(10)), at(18));
        QCOMPARE(plan.cutsBy(at(18)), 1);
        QCOMPARE(plan.nextChange(at(18)), at(50));
    }

    void aStallHoldsAllLanesAndLosesNothing()
    {
        Relay relay;
        QVERIFY(relay.start().isEmpty());
        Link one(relay, u"one"_s), two(relay, u"two"_s);
        QVERIFY(one.peer && two.peer && one.passes("a") && two.passes("b"));
        relay.stall(forEver);
        QVERIFY(relay.isStalled());
        one.client->write("held");
        one.client->flush();
        two.peer->write("held");
        two.peer->flush();
        relay.openLane(u"late"_s);
        const auto late = connectThrough(relay.proxy(u"late"_s), one.server.serverPort());
        relay.stall(forEver); // the relay has looked at all its sockets once more
        QCOMPARE(relay.count(u"one"_s).sent, 1);
        QCOMPARE(relay.count(u"two"_s).received, 0);
        QCOMPARE(relay.count(u"late"_s).connections, 0);
    }

    void aStallEndsByItself()
    {
        Relay relay;
        QVERIFY(relay.start().isEmpty());
        Link link(relay, u"lane"_s);
        QVERIFY(link.peer);
        const Ns begun = steadyNow();
        relay.stall(300 * millisecond);
        QVERIFY(link.passes("held"));
        QVERIFY(steadyNow() - begun >= 300 * millisecond); // early is never right
        QTRY_VERIFY_WITH_TIMEOUT(!relay.isStalled(), 30'000);
        QVERIFY(link.passes("on"));
    }

    void aFrozenLaneStaysFrozenAfterAStall()
    {
        Relay relay;
        QVERIFY(relay.start().isEmpty());
        Link frozen(relay, u"frozen"_s), other(relay, u"other"_s);
        QVERIFY(frozen.peer && other.peer);
        relay.freeze(u"frozen"_s, true);
        relay.stall(100 * millisecond);
        frozen.client->write("x");
        QVERIFY(other.passes("y"));
        QVERIFY(other.passes("z"));
        QCOMPARE(frozen.server.received(), "");
        relay.freeze(u"frozen"_s, false);
        QTRY_COMPARE_WITH_TIMEOUT(frozen.server.received(), "x", 30'000);
    }

    void aPlannedStallIsCarriedOut()
    {
        Relay relay;
        QVERIFY(relay.start().isEmpty());
        Link link(relay, u"lane"_s);
        QVERIFY(link.peer);
        relay.follow(OutagePlan({0, forEver}, {}, steadyNow()));
        QVERIFY(relay.isStalled());
        relay.follow({}); // another experiment
        QVERIFY(!relay.isStalled());
        QVERIFY(link.passes("on"));
    }

    void aPlannedCutEndsAllConnections()
    {
        Relay relay;
        QVERIFY(relay.start().isEmpty());
        Link one(relay, u"one"_s), two(relay, u"two"_s);
        QVERIFY(one.peer && two.peer && one.passes("a") && two.passes("b"));
        relay.follow(OutagePlan({}, {50 * millisecond}, steadyNow()));
        for (Link *link : {&one, &two}) {
            QTRY_COMPARE_WITH_TIMEOUT(link->client->state(), QAbstractSocket::UnconnectedState, 30'000);
            QTRY_COMPARE_WITH_TIMEOUT(link->peer->state(), QAbstractSocket::UnconnectedState, 30'000);
            QCOMPARE(link->peer->error(), QAbstractSocket::RemoteHostClosedError);
        }
        Link again(relay, u"again"_s);
        QVERIFY(again.peer && again.passes("c"));
    }

    /// Even with bytes unread on the way, which would make the end a reset.
    void aPoliteCutIsAnEndOfFile()
    {
        Relay relay;
        QVERIFY(relay.start().isEmpty());
        relay.openLane(u"lane"_s);
        LoopbackServer server;
        const Fd client(connectRaw(relay.port(u"lane"_s), server.serverPort()));
        QVERIFY(client && server.peer());
        relay.stall(forEver);
        QCOMPARE(::send(client.get(), "lost", 4, 0), ssize_t(4));
        server.peer()->write("counted");
        server.peer()->flush();
        relay.cutAll(Cut::By::Fin);
        char byte = 0;
        QCOMPARE(::recv(client.get(), &byte, 1, 0), ssize_t(0)); // an RST would be -1
        QTRY_COMPARE_WITH_TIMEOUT(server.peer()->state(), QAbstractSocket::UnconnectedState, 30'000);
        QCOMPARE(server.received(), "");
        QCOMPARE(relay.count(u"lane"_s).received, 7);
    }

    void datagramsWaitForTheEndOfAStall()
    {
        QUdpSocket server, client;
        QVERIFY(server.bind(QHostAddress::LocalHost) && client.bind(QHostAddress::LocalHost));
        Relay relay;
        QVERIFY(relay.start().isEmpty());
        const quint16 port = relay.openDatagramLane(u"udp"_s, u"127.0.0.1"_s, server.localPort()).port;
        relay.stall(forEver);
        client.writeDatagram("held", QHostAddress::LocalHost, port);
        relay.stall(forEver); // the relay has looked at all its sockets once more
        QCOMPARE(relay.count(u"udp"_s).datagramsSent, 0);
        QVERIFY(!server.hasPendingDatagrams());
    }

    void datagramsGoOnAfterIt()
    {
        QUdpSocket server, client;
        QVERIFY(server.bind(QHostAddress::LocalHost) && client.bind(QHostAddress::LocalHost));
        Relay relay;
        QVERIFY(relay.start().isEmpty());
        const quint16 port = relay.openDatagramLane(u"udp"_s, u"127.0.0.1"_s, server.localPort()).port;
        relay.follow(OutagePlan({0, forEver}, {}, steadyNow()));
        client.writeDatagram("held", QHostAddress::LocalHost, port);
        client.writeDatagram("too", QHostAddress::LocalHost, port);
        relay.follow({});
        QByteArray read;
        while (read != "heldtoo" &&
               QTest::qWaitFor([&] { return server.hasPendingDatagrams(); }, 30'000))
            read += server.receiveDatagram().data();
        QCOMPARE(read, "heldtoo");
    }
};

QTEST_GUILESS_MAIN(TestOutages)
#include "test_outages.moc"
