#include "core/net/relay.h"
#include "core/transport/listening.h"
#include "core/transport/sentences.h"
#include "tests/contract/attempt.h"
#include "tests/fakes/groupsender.h"

#include <QProcess>

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

    /// How to listen there.
    static Endpoint at(const QUrl &url)
    {
        Endpoint endpoint;
        endpoint.url = url;
        endpoint.greeting = {"never to be said"};
        endpoint.limits.connect = std::chrono::milliseconds(patience);
        return endpoint;
    }
    static QUrl anyAddress(quint16 port) { return QUrl(u"udp://0.0.0.0:%1"_s.arg(port)); }
    static QList<int> senders(const ListenerLog &log)
    {
        QList<int> all;
        for (const Message &message : log.messages)
            all.append(message.sender);
        return all;
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

    // What is only listened to.

    /// Open once it is bound and joined, though nobody sends; and nothing is ever said.
    void aGroupIsJoined()
    {
        GroupSender sender(ownGroup(), freePort());
        Attempt attempt(u"udp", at(sender.url()));
        QTRY_VERIFY2(attempt.log.opened || attempt.log.failed, "it neither listens nor says why");
        QVERIFY2(attempt.log.opened, qPrintable(attempt.log.sentence()));
        QVERIFY(attempt.log.messages.isEmpty());
        QVERIFY(!attempt.transport->ping());
        QVERIFY(!attempt.transport->send("hello", false));
        for (const QByteArray &text : {QByteArray("{\"seq\":1}"), QByteArray(), QByteArray(60'000, 'x')})
            QVERIFY(sender.send(text));
        QTRY_COMPARE(payloads(attempt.log), QByteArrayList({"{\"seq\":1}", "", QByteArray(60'000, 'x')}));
        const TransportCounters counters = attempt.transport->counters();
        QCOMPARE(counters.messages, 3);
        QCOMPARE(counters.payloadReceived, 60'009);
        QCOMPARE(counters.payloadSent, 0);
    }

    /// Unicast to a port of ours, from a program that nobody here wrote.
    void aPortOfOurs()
    {
        const quint16 port = freePort();
        Attempt attempt(u"udp", at(anyAddress(port)));
        QTRY_VERIFY(attempt.log.opened);
        QProcess shell;
        shell.start(u"bash"_s, {u"-c"_s, u"printf '{\"seq\":7}' > /dev/udp/127.0.0.1/%1"_s.arg(port)});
        QVERIFY(shell.waitForFinished(patience));
        QCOMPARE(shell.exitCode(), 0);
        QTRY_COMPARE(payloads(attempt.log), QByteArrayList{"{\"seq\":7}"});
    }

    void severalListenAndOtherGroupsAreNotHeard()
    {
        const quint16 port = freePort();
        GroupSender sender(ownGroup(), port), other(ownGroup(1), port);
        Attempt one(u"udp", at(sender.url())), two(u"udp", at(sender.url())), third(u"udp", at(other.url()));
        QTRY_VERIFY(one.log.opened && two.log.opened && third.log.opened);
        QVERIFY(other.send("of the other group"));
        QTRY_COMPARE(third.log.messages.size(), 1);
        QVERIFY(sender.send("mine"));
        QTRY_COMPARE(payloads(one.log), QByteArrayList{"mine"});
        QTRY_COMPARE(payloads(two.log), QByteArrayList{"mine"});
    }

    void sendersAreToldApart()
    {
        GroupSender one(ownGroup(), freePort());
        const QUrl url = one.url();
        GroupSender two(ownGroup(), static_cast<quint16>(url.port()));
        Attempt attempt(u"udp", at(url));
        QTRY_VERIFY(attempt.log.opened);
        for (GroupSender *sender : {&one, &two, &two, &one})
            QVERIFY(sender->send("x"));
        QTRY_COMPARE(senders(attempt.log), QList<int>({0, 1, 1, 0}));
    }

    /// A program run for each datagram speaks from a port of its own each time.
    void portsThatNeverComeBackAreOneSender()
    {
        SenderList list;
        for (std::uint16_t port = 1; port <= 16; ++port)
            QCOMPARE(list.numberOf(*SocketAddress::fromText("192.0.2.1", port)), port - 1);
        for (std::uint16_t port = 17; port < 60; ++port)
            QCOMPARE(list.numberOf(*SocketAddress::fromText("192.0.2.1", port)), 16);
        QCOMPARE(list.numberOf(*SocketAddress::fromText("192.0.2.1", 3)), 2);
        QCOMPARE(list.numberOf(*SocketAddress::fromText("2001:db8::1", 3)), 17);
        for (int host = 0; host < 3'000; ++host)
            list.numberOf(*SocketAddress::fromText("10.0." + std::to_string(host / 256) + '.' + std::to_string(host % 256), 1));
        QCOMPARE(list.size(), 1'024U);
    }

    void onlyOneSenderIfSoWished()
    {
        GroupSender sender(ownGroup(), freePort());
        QUrl url = sender.url();
        url.setQuery(url.query() + u"&source=192.0.2.77"_s);
        Attempt foreign(u"udp", at(url));
        url.setQuery(sender.url().query() + u"&source=127.0.0.1"_s);
        Attempt own(u"udp", at(url));
        QTRY_VERIFY(own.log.opened && foreign.log.opened);
        QVERIFY(sender.send("x"));
        QTRY_COMPARE(payloads(own.log), QByteArrayList{"x"});
        QVERIFY(foreign.log.messages.isEmpty());
    }

    void whatCannotBeListenedAt_data()
    {
        QTest::addColumn<QString>("lane");
        QTest::addColumn<QUrl>("url");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no interface") << u"udp"_s << QUrl(u"udp://239.1.2.3:5000?interface=nosuch7"_s)
                                      << u"no network interface “nosuch7”; it has "_s;
        QTest::newRow("no port") << u"udp"_s << QUrl(u"udp://239.1.2.3"_s) << u"names no port"_s;
        QTest::newRow("unknown option") << u"udp"_s << QUrl(u"udp://239.1.2.3:5000?iface=lo"_s) << u"“iface”"_s;
        QTest::newRow("source") << u"udp"_s << QUrl(u"udp://239.1.2.3:5000?source=x"_s) << u"source= wants"_s;
        QTest::newRow("source of none") << u"udp"_s << QUrl(u"udp://0.0.0.0:5000?source=192.0.2.1"_s)
                                        << u"source= chooses a sender of a group"_s;
        QTest::newRow("asked") << u"udp"_s << QUrl(u"udp://127.0.0.1:5000?interface=lo"_s)
                               << u"interface= is for groups"_s;
        QTest::newRow("tcp") << u"tcp"_s << QUrl(u"tcp://239.1.2.3:5000"_s)
                             << u"multicast group, which speaks udp:// alone"_s;
    }
    void whatCannotBeListenedAt()
    {
        QFETCH(QString, lane);
        QFETCH(QUrl, url);
        QFETCH(QString, sentence);
        Attempt attempt(lane, at(url));
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY2(attempt.log.sentence().contains(sentence), qPrintable(attempt.log.sentence()));
        QCOMPARE(attempt.log.failed->kind, ErrorKind::Persistent);
    }

    void aPortThatIsTaken()
    {
        const quint16 port = freePort();
        QUdpSocket other;
        QVERIFY(other.bind(QHostAddress::AnyIPv4, port, QUdpSocket::DontShareAddress));
        Attempt attempt(u"udp", at(anyAddress(port)));
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY2(attempt.log.sentence().startsWith(u"UDP port %1 is taken"_s.arg(port)),
                 qPrintable(attempt.log.sentence()));
        QCOMPARE(attempt.log.failed->kind, ErrorKind::Transient);
        // The relay says the same, and listens when the other has gone.
        Relay relay;
        QCOMPARE(relay.start(), QString());
        Endpoint endpoint = at(anyAddress(port));
        endpoint.datagramHop = relay.openListeningLane(u"udp"_s, *listeningOf(endpoint.url).place).port;
        Attempt behind(u"udp", endpoint);
        QTRY_VERIFY(behind.log.failed);
        QCOMPARE(behind.log.sentence(), attempt.log.sentence());
        QCOMPARE(relay.count(u"udp"_s).connections, 0);
        other.close();
        Attempt later(u"udp", endpoint);
        QTRY_VERIFY(later.log.opened);
        QCOMPARE(relay.count(u"udp"_s).connections, 1);
    }

    /// Each says what to do, in one line.
    void everyFaultHasItsSentence()
    {
        for (int fault = 1; fault <= int(ListenFault::Other); ++fault) {
            const QString text =
                sentences::notListening(QUrl(u"udp://239.1.2.3:5000"_s), ListenFault(fault), ENODEV).sentence;
            QVERIFY2(text.size() <= 200 && text.endsWith(u'.') && text.contains(u". "_s), qPrintable(text));
        }
    }

    /// All that the relay does to other lanes: counted, cut, delayed; and the senders are still told apart.
    void aGroupThroughTheRelay()
    {
        GroupSender one(ownGroup(), freePort());
        const QUrl url = one.url();
        GroupSender two(ownGroup(), static_cast<quint16>(url.port()));
        Relay relay;
        QCOMPARE(relay.start(), QString());
        Endpoint endpoint = at(url);
        const Impairment path{.delay = 5 * millisecond, .seed = 1};
        endpoint.datagramHop = relay.openListeningLane(u"udp"_s, *listeningOf(url).place, path).port;
        Attempt attempt(u"udp", endpoint);
        QTRY_VERIFY2(attempt.log.opened, qPrintable(attempt.log.sentence()));
        QVERIFY(attempt.log.messages.isEmpty()); // the receipt of the knock is none
        const Ns sent = steadyNow();
        QVERIFY(one.send("one"));
        QTRY_COMPARE(payloads(attempt.log), QByteArrayList{"one"});
        QVERIFY(attempt.log.messages[0].arrival - sent >= path.delay);
        relay.cut(u"udp"_s); // there is no connection that could break
        QVERIFY(two.send("second"));
        QTRY_COMPARE(payloads(attempt.log), QByteArrayList({"one", "second"}));
        QCOMPARE(senders(attempt.log), QList<int>({0, 1}));
        const WireCount count = relay.count(u"udp"_s);
        QCOMPARE(count.sent, 0);
        QCOMPARE(count.received, 9);
        QCOMPARE(count.datagramsReceived, 2);
        QCOMPARE(count.connections, 1);
        QCOMPARE(count.sockets.at(0).localPort, url.port());
        relay.finish(u"udp"_s);
        QTRY_VERIFY(!relay.count(u"udp"_s).sockets.at(0).open);
        QVERIFY(!attempt.log.isOver());
    }
};

QTEST_GUILESS_MAIN(TestRawUdp)
#include "test_rawudp.moc"
