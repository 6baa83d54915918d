// The pure parts under the relay: SOCKS 5 parsing, first heads, TLS records and hellos, the ledger.

#include "core/net/headmeter.h"
#include "core/net/laneledger.h"
#include "core/net/socks5.h"
#include "core/net/tlshello.h"
#include "core/net/tlsmeter.h"
#include "core/net/tlsrecords.h"
#include "core/net/upstreamproxy.h"

#include <QTest>

#include <string>

using namespace feedscope;
using namespace std::string_literals;

namespace {

std::string record(int type, std::size_t length)
{
    return {char(type), 3, 3, char(length >> 8), char(length & 0xff)};
}

/// Feeds a TlsMeter with records as a TLS 1.3 connection with TLS_AES_128_GCM_SHA256 shows them.
struct Tls13
{
    void hello()
    {
        const std::string hello = "\2\0\0\x2e\3\3"s + std::string(32, 'r') + "\0\x13\1\0\0\6\0\x2b\0\2\3\4"s;
        pass(TlsMeter::Way::ToServer, 22, 300);
        const std::string bytes = record(22, hello.size()) + hello;
        meter.pass(TlsMeter::Way::ToClient, {bytes.data(), bytes.size()});
        pass(TlsMeter::Way::ToClient, 23, 900); // certificate and all
        pass(TlsMeter::Way::ToServer, 23, 53);  // Finished
        begin = meter.added();
    }

    void pass(TlsMeter::Way way, int type, std::size_t length)
    {
        const std::string bytes = record(type, length) + std::string(length, 'x');
        meter.pass(way, {bytes.data(), bytes.size()});
    }

    void client(std::size_t plain) { pass(TlsMeter::Way::ToServer, 23, plain + 17); }
    void server(std::size_t plain) { pass(TlsMeter::Way::ToClient, 23, plain + 17); }
    std::int64_t added() const { return meter.added() - begin; }

    TlsMeter meter;
    std::int64_t begin = 0;
};

constexpr std::int64_t perRecord = 5 + 17;

} // namespace

class TestNetParsers : public QObject
{
    Q_OBJECT

private slots:
    void greeting()
    {
        QCOMPARE(socks5::readGreeting(""s).state, socks5::Parse::More);
        QCOMPARE(socks5::readGreeting("\5\2\0"s).state, socks5::Parse::More);
        QCOMPARE(socks5::readGreeting("\4\1\0"s).state, socks5::Parse::Bad);
        const auto good = socks5::readGreeting("\5\2\2\0X"s);
        QCOMPARE(good.state, socks5::Parse::Done);
        QCOMPARE(good.used, std::size_t(4));
        QVERIFY(good.withoutAuth);
        QVERIFY(!socks5::readGreeting("\5\1\2"s).withoutAuth);
    }

    void requestHosts()
    {
        const auto v4 = socks5::readRequest("\5\1\0\1\x7f\0\0\1\x1f\x90"s);
        QCOMPARE(v4.state, socks5::Parse::Done);
        QCOMPARE(v4.host, "127.0.0.1"s);
        QCOMPARE(v4.port, std::uint16_t(8080));
        const auto v6 = socks5::readRequest("\5\1\0\4"s + std::string(15, '\0') + "\1\0\x50rest"s);
        QCOMPARE(v6.host, "::1"s);
        QCOMPARE(v6.used, std::size_t(22));
        const auto name = socks5::readRequest("\5\1\0\3\x9localhost\1\xbb"s);
        QCOMPARE(name.host, "localhost"s);
        QCOMPARE(name.port, std::uint16_t(443));
    }

    void requestInPieces()
    {
        const std::string whole = "\5\1\0\3\x9localhost\1\xbb"s;
        for (std::size_t n = 0; n < whole.size(); ++n)
            QCOMPARE(socks5::readRequest(whole.substr(0, n)).state, socks5::Parse::More);
    }

    void requestRefused()
    {
        QCOMPARE(socks5::readRequest("\5\2\0\1\0\0\0\0\0\0"s).refusal, socks5::Answer::BadCommand);
        QCOMPARE(socks5::readRequest("\5\1\0\2\0\0\0\0\0\0"s).refusal, socks5::Answer::BadAddressType);
        QCOMPARE(socks5::readRequest("\5\1\0\3\0\0\x50"s).refusal, socks5::Answer::BadAddressType);
        QCOMPARE(socks5::readRequest("\5\1\0\3\3a\0b\0\x50"s).refusal, socks5::Answer::BadAddressType);
        QCOMPARE(socks5::readRequest("GET / HTTP"s).state, socks5::Parse::Bad);
    }

    void head()
    {
        const std::string text = "GET / HTTP/1.1\r\nA: b\r\r\n\r\nbody\r\n\r\n";
        const auto expected = std::int64_t(text.find("body"));
        for (std::size_t cut = 0; cut <= text.size(); ++cut) {
            HeadMeter meter;
            meter.pass({text.data(), cut});
            meter.pass({text.data() + cut, text.size() - cut});
            QCOMPARE(meter.head(), expected);
        }
        HeadMeter none;
        none.pass({"no head at all\r\n", 16});
        QCOMPARE(none.head(), std::int64_t(0));
    }

    void records()
    {
        const std::string text =
            "\x16\3\1\0\2ab"s + "\x17\3\3\1\0"s + std::string(256, 'x') + "\x15\3\3\0\0"s;
        for (std::size_t cut = 0; cut <= text.size(); ++cut) {
            TlsRecords reader;
            std::vector<std::pair<int, int>> seen;
            const auto note = [&](const TlsRecord &record) { seen.emplace_back(record.type, record.length); };
            reader.pass({text.data(), cut}, note);
            reader.pass({text.data() + cut, text.size() - cut}, note);
            QCOMPARE(seen, (std::vector<std::pair<int, int>>{{22, 2}, {23, 256}, {21, 0}}));
            QVERIFY(!reader.broken());
        }
        TlsRecords reader;
        reader.pass({"HTTP/1.1", 8}, [](const TlsRecord &) { QFAIL("no TLS"); });
        QVERIFY(reader.broken());
    }

    void hello()
    {
        const std::string start = "\2\0\0\x60\3\3"s + std::string(32, 'r') + "\0"s;
        const std::string tls12 = start + "\xc0\x2f\0"s;
        const auto old = readServerHello({tls12.data(), tls12.size()});
        QVERIFY(old && !old->tls13);
        QCOMPARE(old->recordOverhead(), 24);
        const std::string tls13 = start + "\x13\2\0\0\6\0\x2b\0\2\3\4"s;
        const auto now = readServerHello({tls13.data(), tls13.size()});
        QVERIFY(now && now->tls13 && now->exact());
        QCOMPARE(now->recordOverhead(), 17);
        QCOMPARE(now->finishedLength(), 69);
        for (std::size_t n = 0; n < tls12.size(); ++n)
            QVERIFY(!readServerHello({tls12.data(), n}));
        QVERIFY(!readServerHello({"\1abc", 4}));
        const std::string cbc = start + "\xc0\x13\0"s;
        QVERIFY(!readServerHello({cbc.data(), cbc.size()})->exact());
    }

    void ticketsBeforeTheRequest()
    {
        Tls13 tls;
        tls.hello();
        QVERIFY(tls.meter.exact());
        tls.server(230);
        tls.server(230);
        tls.client(100);
        tls.server(230);
        QCOMPARE(tls.added(), 5 * perRecord - perRecord + 2 * 230);
    }

    void ticketsAfterTheRequest()
    {
        Tls13 tls;
        tls.hello();
        tls.client(100);
        tls.server(230);
        tls.server(230);
        tls.server(230);
        QCOMPARE(tls.added(), 4 * perRecord + 2 * 230);
    }

    void noTicketsAtAll()
    {
        Tls13 tls;
        tls.hello();
        tls.client(100);
        tls.server(129);
        tls.server(50);
        tls.server(50);
        QCOMPARE(tls.added(), 4 * perRecord);
        Tls13 big;
        big.hello();
        big.client(100);
        big.server(16'000);
        big.server(16'000);
        big.server(16'000);
        QCOMPARE(big.added(), 4 * perRecord);
    }

    void theLastRecordOfTwoBytesIsAnAlert()
    {
        Tls13 tls;
        tls.hello();
        tls.client(2);
        tls.client(100);
        tls.client(2);
        QCOMPARE(tls.added(), 3 * perRecord);
        tls.meter.end(TlsMeter::Way::ToServer);
        QCOMPARE(tls.added(), 3 * perRecord + 2);
    }

    void clientCertificateIsHandshake()
    {
        Tls13 tls;
        tls.pass(TlsMeter::Way::ToServer, 22, 300);
        const std::string hello = "\2\0\0\x2e\3\3"s + std::string(32, 'r') + "\0\x13\1\0\0\6\0\x2b\0\2\3\4"s;
        const std::string bytes = record(22, hello.size()) + hello;
        tls.meter.pass(TlsMeter::Way::ToClient, {bytes.data(), bytes.size()});
        tls.begin = tls.meter.added();
        tls.pass(TlsMeter::Way::ToServer, 23, 800); // certificate
        tls.pass(TlsMeter::Way::ToServer, 23, 90);  // its verification
        tls.pass(TlsMeter::Way::ToServer, 23, 53);  // Finished
        tls.client(53 - 17);                        // data that only looks like it
        QCOMPARE(tls.added(), 3 * 5 + 800 + 90 + 53 + perRecord);
        QCOMPARE(tls.meter.handshakes(), 1);
    }

    /// Whatever the pieces in which a proxy answers: what it is told, and what is left for the target.
    void proxiesInPieces_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<QByteArray>("answers");
        QTest::addColumn<QByteArray>("said"); // after the first words
        constexpr int http = int(UpstreamProxy::Kind::Http), socks = int(UpstreamProxy::Kind::Socks5);
        QTest::newRow("CONNECT") << http << QByteArray() << QByteArray("HTTP/1.1 200 OK\r\nVia: x\r\n\r\n") << QByteArray();
        QTest::newRow("SOCKS") << socks << QByteArray() << QByteArray("\5\0\5\0\0\1\x7f\0\0\1\0\x50", 12)
                               << QByteArray("\5\1\0\3\1h\0\x50", 8);
        QTest::newRow("SOCKS, named") << socks << QByteArray() << QByteArray("\5\0\5\0\0\3\2ab\0\x50", 11)
                                      << QByteArray("\5\1\0\3\1h\0\x50", 8);
        QTest::newRow("SOCKS, password") << socks << QByteArray("me") << QByteArray("\5\2\1\0\5\0\0\1\x7f\0\0\1\0\x50", 14)
                                         << QByteArray("\1\2me\2pw\5\1\0\3\1h\0\x50", 15);
    }

    void proxiesInPieces()
    {
        QFETCH(int, kind);
        QFETCH(QByteArray, user);
        QFETCH(QByteArray, answers);
        QFETCH(QByteArray, said);
        UpstreamProxy proxy{UpstreamProxy::Kind(kind), "proxy", 1080, user.toStdString(), user.isEmpty() ? "" : "pw"};
        const std::string whole = (answers + "target").toStdString();
        for (std::size_t piece = 1; piece <= whole.size(); ++piece) {
            ProxyDialogue dialogue(proxy, "h", 80);
            QVERIFY(!dialogue.begin().empty());
            std::string words;
            std::size_t from = 0;
            bool open = false;
            while (!open && from < whole.size()) {
                const ProxyDialogue::Step step = dialogue.read(std::string_view(whole).substr(from, piece));
                QCOMPARE(step.refusal, socks5::Answer::Succeeded);
                from += step.used;
                words += step.say;
                open = step.open;
            }
            QVERIFY(open);
            QCOMPARE(QByteArray::fromStdString(words), said);
            QCOMPARE(whole.substr(from), "target"s);
        }
    }

    void proxiesThatRefuse()
    {
        const UpstreamProxy http{UpstreamProxy::Kind::Http, "proxy", 3128, "me", "pw"};
        QVERIFY(ProxyDialogue(http, "::1", 443).begin().starts_with("CONNECT [::1]:443 HTTP/1.1\r\n"));
        QVERIFY(ProxyDialogue(http, "h", 443).begin().find("Basic bWU6cHc=") != std::string::npos);
        for (const char *answer : {"HTTP/1.1 407 No\r\n\r\n", "HTTP/1.1 200\r\n", "nonsense\r\n\r\n"}) {
            ProxyDialogue dialogue(http, "h", 443);
            const ProxyDialogue::Step step = dialogue.read(answer);
            QVERIFY(!step.open);
        }
        QCOMPARE(ProxyDialogue(http, "h", 443).read("HTTP/1.1 502 x\r\n\r\n").refusal, socks5::Answer::HostUnreachable);
        QCOMPARE(ProxyDialogue(http, "h", 443).read(std::string(20'000, 'x')).refusal, socks5::Answer::NotAllowed);
        const UpstreamProxy socks{UpstreamProxy::Kind::Socks5, "proxy", 1080, {}, {}};
        QCOMPARE(ProxyDialogue(socks, "h", 443).read("\5\xff"s).refusal, socks5::Answer::NotAllowed);
        QCOMPARE(ProxyDialogue(socks, "h", 443).read("\5\2"s).refusal, socks5::Answer::NotAllowed); // asks for what we have not
    }

    void ledgerFoldsOldSockets()
    {
        LaneLedger ledger;
        constexpr int total = int(LaneLedger::keptSockets) + 5;
        for (int i = 0; i < total; ++i) {
            const auto socket = ledger.opened(std::uint16_t(i), i);
            WireDelta delta;
            delta.sent = 3;
            delta.received = 4;
            ledger.add(socket, delta);
            ledger.closed(socket, i + 1);
        }
        const WireCount count = ledger.snapshot(true);
        QCOMPARE(count.connections, total);
        QCOMPARE(count.sent, std::int64_t(total) * 3);
        QCOMPARE(count.sockets.size(), LaneLedger::keptSockets);
        QCOMPARE(count.sockets.front().localPort, std::uint16_t(5));
        QCOMPARE(count.foldedSockets, std::int64_t(5));
        QCOMPARE(count.foldedReceived, std::int64_t(20));
        QVERIFY(ledger.snapshot(false).sockets.empty());
    }
};

QTEST_GUILESS_MAIN(TestNetParsers)
#include "test_net_parsers.moc"
