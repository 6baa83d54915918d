#include "core/net/relay.h"
#include "tests/contract/attempt.h"

using namespace feedscope;
using namespace feedscope::fakes;
using namespace Qt::StringLiterals;

/// What the UDP lane does beyond the contract of all lanes.
class TestRawUdp : public QObject
{
    Q_OBJECT

private:
    static QByteArrayList payloads(const ListenerLog &log)
    {
        QByteArrayList all;
        for (const Message &message : log.messages)
            all.append(message.payload);
        return all;
    }
    /// Straight to 127.0.0.1, so that no other address is tried first.
    static Endpoint near(const RawServer &server)
    {
        Endpoint endpoint = endpointOf(u"udp", server);
        endpoint.url.setHost(u"127.0.0.1"_s);
        endpoint.limits.connect = std::chrono::milliseconds(3000);
        return endpoint;
    }

private slots:
    void greetsUntilItIsHeard()
    {
        RawServer server;
        int asked = 0;
        server.serveDatagrams([&](const QByteArray &text) {
            return ++asked > 4 && text == "second" ? QByteArrayList{"one"} : QByteArrayList();
        });
        Endpoint endpoint = near(server);
        endpoint.greeting = {"first", "second"};
        Attempt attempt(u"udp", endpoint);
        QTRY_COMPARE(payloads(attempt.log), QByteArrayList{"one"});
        QCOMPARE(attempt.log.heard, QStringList({u"opened"_s, u"message"_s}));
        QCOMPARE(server.heads, QList<QByteArray>({"first", "second", "first", "second", "first", "second"}));
        QCOMPARE(attempt.transport->counters().payloadSent, 33);
        QCOMPARE(attempt.transport->counters().payloadReceived, 3);
    }

    void withoutAGreetingAnEmptyDatagram()
    {
        RawServer server;
        speak(u"udp", server, "hello");
        Attempt attempt(u"udp", near(server));
        QTRY_VERIFY(attempt.log.opened);
        QCOMPARE(server.heads, QList<QByteArray>{""});
    }

    /// Whatever comes is told as it comes: copies, an earlier number after a later one, an empty one.
    void deliversAsItComes()
    {
        RawServer server;
        const QByteArrayList said{"{\"seq\":2}", "{\"seq\":1}", "{\"seq\":2}", "", "{\"seq\":3}"};
        server.serveDatagrams([said](const QByteArray &) { return said; });
        Attempt attempt(u"udp", near(server));
        QTRY_COMPARE(payloads(attempt.log), said);
        for (qsizetype i = 1; i < attempt.log.messages.size(); ++i)
            QVERIFY(attempt.log.messages[i].arrival > attempt.log.messages[i - 1].arrival);
        QCOMPARE(attempt.transport->counters().dropped, 0);
    }

    void pingGreetsAgainButNotAtOnce()
    {
        RawServer server;
        speak(u"udp", server, "x");
        Endpoint endpoint = near(server);
        endpoint.greeting = {"subscribe"};
        Attempt attempt(u"udp", endpoint);
        QTRY_VERIFY(attempt.log.opened);
        QVERIFY(!attempt.transport->ping());
        int pings = 0;
        QTRY_VERIFY_WITH_TIMEOUT((pings += attempt.transport->ping() ? 1 : 0) > 0,
                                 patience); // a second later
        QTRY_COMPARE(server.heads.size(), 2);
        QTRY_COMPARE(attempt.log.messages.size(), 2);
    }

    void sendsDatagrams()
    {
        RawServer server;
        speak(u"udp", server, "x");
        Attempt attempt(u"udp", near(server));
        QVERIFY(!attempt.transport->send("too early", false));
        QTRY_VERIFY(attempt.log.opened);
        QVERIFY(attempt.transport->send("{\"op\":\"ping\"}", false));
        QTRY_VERIFY(server.heads.endsWith("{\"op\":\"ping\"}"));
        QVERIFY(!attempt.transport->send(QByteArray(70'000, 'x'), false)); // no datagram is so large
    }

    void strangersAreNotHeard()
    {
        RawServer server;
        QUdpSocket stranger;
        server.serveDatagrams([](const QByteArray &) { return QByteArrayList(); });
        Attempt attempt(u"udp", near(server));
        QTRY_VERIFY(!server.heads.isEmpty());
        stranger.bind(QHostAddress::LocalHost);
        // The port that the transport speaks from is known to its peer alone; a stranger tries them all.
        const auto *socket = attempt.transport->findChild<QUdpSocket *>();
        QVERIFY(socket);
        stranger.writeDatagram("forged", QHostAddress::LocalHost, socket->localPort());
        QTRY_VERIFY(server.heads.size() > 2);
        QVERIFY(!attempt.log.opened);
    }

    void aPortThatIsClosedLater()
    {
        auto server = std::make_unique<RawServer>();
        speak(u"udp", *server, "x");
        const Endpoint endpoint = near(*server);
        Attempt attempt(u"udp", endpoint);
        QTRY_VERIFY(attempt.log.opened);
        server.reset();
        attempt.transport->send("anybody there?", false);
        QTRY_VERIFY(attempt.log.closed);
        QVERIFY(!attempt.log.closed->clean);
        QVERIFY(attempt.log.closed->reason.contains(u"closed"_s));
    }

    void aDatagramBeyondTheLimit()
    {
        RawServer server;
        speak(u"udp", server, QByteArray(2'000, 'x'));
        Endpoint endpoint = near(server);
        endpoint.limits.message = 1'000;
        Attempt attempt(u"udp", endpoint);
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY(attempt.log.sentence().contains(u"larger than the limit"_s));
        QVERIFY(attempt.log.messages.isEmpty());
    }

    void throughTheRelay()
    {
        RawServer server;
        speak(u"udp", server, "x");
        Relay relay;
        QCOMPARE(relay.start(), QString());
        Endpoint endpoint = near(server);
        QCOMPARE(relay.openDatagramLane(u"udp"_s, u"localhost"_s, server.serverPort()).error, QString());
        endpoint.datagramHop = relay.port(u"udp"_s);
        Attempt attempt(u"udp", endpoint);
        QTRY_COMPARE(payloads(attempt.log).value(0), "x");
        QVERIFY(relay.count(u"udp"_s).datagramsReceived > 0);
    }

    /// As without it: refused is refused, and no such host is no such host.
    void faultsThroughTheRelay()
    {
        RawServer server;
        Relay relay;
        QCOMPARE(relay.start(), QString());
        Endpoint endpoint = endpointOf(u"udp", server);
        endpoint.limits.connect = std::chrono::milliseconds(3000);
        relay.openDatagramLane(u"udp"_s, u"localhost"_s, server.serverPort());
        endpoint.datagramHop = relay.port(u"udp"_s);
        Attempt refused(u"udp", endpoint);
        QTRY_VERIFY(refused.log.failed);
        QVERIFY2(refused.log.sentence().contains(u"refused the connection"_s),
                 qPrintable(refused.log.sentence()));
        endpoint.url.setHost(u"nonexistent.invalid"_s);
        Attempt unknown(u"udp", endpoint);
        QTRY_VERIFY(unknown.log.failed);
        QVERIFY(unknown.log.sentence().contains(u"No address was found"_s));
    }
};

QTEST_GUILESS_MAIN(TestRawUdp)
#include "test_rawudp.moc"
