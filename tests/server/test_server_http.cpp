#include "core/server/api.h"
#include "core/server/certificate.h"
#include "core/server/gate.h"
#include "core/server/gzip.h"
#include "core/server/httpreader.h"
#include "tests/server/exchange.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <zlib.h>

using namespace feedscope::server;
using namespace Qt::StringLiterals;

namespace {

QByteArray gunzip(const QByteArray &packed)
{
    QByteArray out(1 << 20, Qt::Uninitialized);
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.constData()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const bool whole = inflate(&stream, Z_FINISH) == Z_STREAM_END;
    out.truncate(static_cast<qsizetype>(stream.total_out));
    inflateEnd(&stream);
    return whole ? out : QByteArray();
}

/// A feed of two series and a ring of eight, with `count` ticks.
struct Fixture
{
    explicit Fixture(int count)
    {
        for (int i = 0; i < count; ++i)
            feed.publish(Tick{i % 2, 100.0 + i, 0.5, 1}, 1'000 + i);
    }
    FeedState feed{"cafe0123", tickers(2), 8};
    Inbox inbox;
    Api api{feed, inbox};
};

} // namespace

class TestServerHttp : public QObject
{
    Q_OBJECT

private slots:
    void requestsAreReadByteByByteAndPipelined()
    {
        const QByteArray bytes =
            "GET /api/updates?since=5&epoch=a%62 HTTP/1.1\r\nHost: x\r\nACCEPT: a\r\naccept: b\r\n\r\n"
            "POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
            "POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nhost: "
            "y\r\n\r\n"
            "GET http://x/abs HTTP/1.0\r\nHost: x\r\n\r\n";
        for (const qsizetype step : {qsizetype(1), qsizetype(7), bytes.size()}) {
            HttpReader reader(16'384, 1'000);
            QList<HttpRequest> requests;
            for (qsizetype i = 0; i < bytes.size(); i += step) {
                reader.feed(bytes.sliced(i, std::min(step, bytes.size() - i)));
                while (auto request = reader.next())
                    requests.append(*request);
            }
            QVERIFY(!reader.failure());
            QCOMPARE(requests.size(), 4);
            QCOMPARE(requests[0].path, "/api/updates");
            QCOMPARE(*requests[0].parameter("since"), "5");
            QCOMPARE(*requests[0].parameter("epoch"), "ab");
            QVERIFY(!requests[0].parameter("sinc"));
            QCOMPARE(requests[0].header("accept"), "a, b");
            QCOMPARE(requests[1].body, "abc");
            QCOMPARE(requests[2].body, "abc");
            QCOMPARE(requests[2].headerCount("host"), 1); // the trailer is no header
            QCOMPARE(requests[3].path, "/abs");
            QVERIFY(requests[0].keepAlive && requests[3].oldVersion && !requests[3].keepAlive);
            QVERIFY(!reader.midRequest());
        }
    }

    void badRequestsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const QByteArray post = "POST / HTTP/1.1\r\nHost: x\r\n";
        QTest::newRow("garbage") << QByteArray("\x16\x03\x01 hello\r\n\r\n") << 400;
        QTest::newRow("negative length") << post + "Content-Length: -1\r\n\r\n" << 400;
        QTest::newRow("overflowing length") << post + "Content-Length: 99999999999999999999999\r\n\r\n"
                                            << 400;
        QTest::newRow("two lengths") << post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n" << 400;
        QTest::newRow("TE and CL") << post +
                                          "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"
                                   << 400;
        QTest::newRow("unknown TE") << post + "Transfer-Encoding: xyz\r\n\r\n" << 400;
        QTest::newRow("bad chunk") << post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" << 400;
        QTest::newRow("body by length") << post + "Content-Length: 1001\r\n\r\n" << 413;
        QTest::newRow("body by chunks")
            << post + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + QByteArray(1001, 'x') + "\r\n0\r\n\r\n"
            << 413;
        QTest::newRow("long header") << "GET / HTTP/1.1\r\nHost: x\r\nA: " + QByteArray(20'000, 'a') +
                                            "\r\n\r\n"
                                     << 431;
        QTest::newRow("long target") << "GET /" + QByteArray(20'000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n"
                                     << 431;
        QTest::newRow("many headers") << "GET / HTTP/1.1\r\n" + QByteArray("a:b\r\n").repeated(200) + "\r\n"
                                      << 431;
        QTest::newRow("version 2.0") << QByteArray("GET / HTTP/2.0\r\nHost: x\r\n\r\n") << 505;
    }
    void badRequestsAreRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        HttpReader reader(16'384, 1'000);
        reader.feed(bytes);
        QVERIFY(!reader.next());
        QVERIFY(reader.failure());
        QCOMPARE(reader.failure()->status, status);
        QVERIFY(reader.failure()->close);
        QVERIFY(reader.failure()->body.endsWith(".\n"));
    }

    void aClientThatAsksMaySendItsBody()
    {
        HttpReader reader(16'384, 1'000);
        reader.feed("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        QVERIFY(!reader.next());
        QVERIFY(reader.takeContinue());
        QVERIFY(!reader.takeContinue());
        reader.feed("ab");
        QCOMPARE(reader.next()->body, "ab");
    }

    void visitorsAreChecked_data()
    {
        using V = Gate::Verdict;
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<int>("verdict");
        const auto row = [](const char *name, const char *host, const char *origin, V verdict) {
            QTest::newRow(name) << QByteArray(host) << QByteArray(origin) << int(verdict);
        };
        row("plain", "127.0.0.1:8080", "", V::Welcome);
        row("name", "LocalHost:8080", "", V::Welcome);
        row("IPv6", "[::1]:8080", "", V::Welcome);
        row("given name", "feed.example:8080", "", V::Welcome);
        row("local address", "192.168.1.7:8080", "", V::Welcome);
        row("same origin", "localhost:8080", "http://localhost:8080", V::Welcome);
        row("wrong port", "127.0.0.1:80", "", V::WrongHost);
        row("no port", "127.0.0.1", "", V::WrongHost);
        row("rebound name", "evil.example:8080", "", V::WrongHost);
        row("prefix", "127.0.0.1.evil.example:8080", "", V::WrongHost);
        row("user part", "evil@127.0.0.1:8080", "", V::WrongHost);
        row("other origin", "127.0.0.1:8080", "http://evil.example", V::WrongOrigin);
        row("other scheme", "127.0.0.1:8080", "https://127.0.0.1:8080", V::WrongOrigin);
        row("other port", "127.0.0.1:8080", "http://127.0.0.1:9090", V::WrongOrigin);
        row("null origin", "127.0.0.1:8080", "null", V::WrongOrigin);
        row("no host", "", "", V::NoHost);
    }
    void visitorsAreChecked()
    {
        QFETCH(QByteArray, host);
        QFETCH(QByteArray, origin);
        QFETCH(int, verdict);
        const Gate gate({"localhost", "127.0.0.1", "[::1]", "feed.example"}, 8080, false);
        HttpRequest request = get("/");
        if (!host.isEmpty())
            request.headers.emplaceBack("host", host);
        if (!origin.isEmpty())
            request.headers.emplaceBack("origin", origin);
        QCOMPARE(int(gate.check(request, "192.168.1.7")), verdict);
        request.headers.emplaceBack("host", host);
        request.headers.emplaceBack("host", host);
        QCOMPARE(int(gate.check(request, "192.168.1.7")), int(Gate::Verdict::NoHost)); // never two
    }

    void theLatestValuesDependOnNothingButUpdates()
    {
        Fixture f(5);
        const HttpResponse first = f.api.answer(get("/api/latest"), 1);
        QCOMPARE(f.api.answer(get("/api/latest"), 2).body, first.body);
        const QJsonObject body = json(first);
        QCOMPARE(body["seq"_L1].toInt(), 5);
        QCOMPARE(body["epoch"_L1].toString(), u"cafe0123"_s);
        const QJsonArray rows = body["rows"_L1].toArray();
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0]["seq"_L1].toInt(), 5);
        QCOMPARE(rows[1]["seq"_L1].toInt(), 4);
        QCOMPARE(rows[0]["symbol"_L1].toString(), u"BTC-USD"_s);
        QCOMPARE(rows[0]["time_us"_L1].toInt(), 1'004);

        f.feed.publish(Alert{0, Alert::Severity::Info, u"x"_s}, 3);
        QCOMPARE(f.api.answer(get("/api/latest"), 3).body, first.body);
        f.feed.publish(Tick{0, 1, 1, 1}, 4);
        QVERIFY(f.api.answer(get("/api/latest"), 3).body != first.body);
    }

    void theLatestValuesAreConditional()
    {
        Fixture f(5);
        const QByteArray tag = valueOf(f.api.answer(get("/api/latest"), 1), "ETag");
        HttpRequest request = get("/api/latest");
        for (const QByteArray &wanted : {tag, tag.sliced(2), QByteArray("\"a\", " + tag), QByteArray("*")}) {
            request.headers = {{"if-none-match", wanted}};
            QCOMPARE(f.api.answer(request, 1).status, 304);
            QCOMPARE(valueOf(f.api.answer(request, 1), "ETag"), tag);
            QVERIFY(f.api.answer(request, 1).bytes(request).endsWith("\r\n\r\n"));
        }
        request.headers = {{"if-none-match", tag}};
        f.feed.publish(Tick{1, 1, 1, 1}, 4);
        QCOMPARE(f.api.answer(request, 1).status, 200);
    }

    void gzipIsSentToThoseWhoTakeIt()
    {
        Fixture f(5);
        HttpRequest request = get("/api/latest");
        const QByteArray plain = f.api.answer(request, 1).body;
        request.headers = {{"accept-encoding", "deflate, gzip;q=0.5"}};
        const HttpResponse packed = f.api.answer(request, 1);
        QCOMPARE(valueOf(packed, "Content-Encoding"), "gzip");
        QCOMPARE(gunzip(packed.body), plain);
        QVERIFY(packed.body.size() < plain.size());
        for (const char *no : {"", "br", "gzip;q=0", "x-gzip"}) {
            request.headers = {{"accept-encoding", no}};
            QVERIFY(!acceptsGzip(request));
        }
    }

    void theCursorHoldsAllSince()
    {
        Fixture f(5);
        const QJsonObject start = json(f.api.answer(get("/api/updates"), 1));
        QCOMPARE(start["next"_L1].toInt(), 5);
        QVERIFY(start["snapshot"_L1].toBool());
        QCOMPARE(start["rows"_L1].toArray().size(), 2);
        const QJsonObject snapshot = QJsonDocument::fromJson(f.api.snapshot()).object();
        QCOMPARE(snapshot["seq"_L1].toInt(), 5);

        f.feed.publish(Tick{0, 1, 1, 1}, 4);
        f.feed.publish(Alert{1, Alert::Severity::Critical, u"a \"b\" <c>"_s}, 5);
        const QJsonObject news = json(f.api.answer(get("/api/updates", "since=5&epoch=cafe0123"), 1));
        QVERIFY(!news["gap"_L1].toBool() && !news["snapshot"_L1].toBool());
        QCOMPARE(news["next"_L1].toInt(), 7);
        QCOMPARE(news["cursor"_L1].toString(), u"cafe0123-7"_s);
        QCOMPARE(json(f.api.answer(get("/api/updates", "since=cafe0123-5"), 1))["rows"_L1], news["rows"_L1]);
        const QJsonArray rows = news["rows"_L1].toArray();
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0]["type"_L1].toString(), u"tick"_s);
        QCOMPARE(rows[1]["type"_L1].toString(), u"notification"_s);
        QCOMPARE(rows[1]["text"_L1].toString(), u"a \"b\" <c>"_s);
        QCOMPARE(rows[1]["id"_L1].toString(), u"cafe0123-7"_s);
        QCOMPARE(rows[1]["severity"_L1].toString(), u"critical"_s);
        QVERIFY(json(f.api.answer(get("/api/updates", "since=7"), 1))["rows"_L1].toArray().isEmpty());
        // A start leads to the notification behind the newest value, as to any other update.
        QCOMPARE(json(f.api.answer(get("/api/updates"), 1))["next"_L1].toInt(), 6);
        QCOMPARE(f.feed.since(6).size(), std::size_t(1));
    }

    void theCursorIsHonestAboutWhatItForgot()
    {
        Fixture f(20); // the ring holds 13..20
        QVERIFY(!json(f.api.answer(get("/api/updates", "since=12"), 1))["gap"_L1].toBool());
        const QJsonObject old = json(f.api.answer(get("/api/updates", "since=11"), 1));
        QVERIFY(old["gap"_L1].toBool());
        QCOMPARE(old["first"_L1].toInt(), 13);
        QCOMPARE(old["rows"_L1].toArray().size(), 8);
        QCOMPARE(old["rows"_L1].toArray()[0]["seq"_L1].toInt(), 13);
        for (const char *foreign : {"since=21", "since=15&epoch=0000", "since=0000-15"}) { // of another start
            const QJsonObject other = json(f.api.answer(get("/api/updates", foreign), 1));
            QVERIFY(other["gap"_L1].toBool() && other["snapshot"_L1].toBool());
            QCOMPARE(other["next"_L1].toInt(), 20);
        }
        for (const char *bad : {"since=", "since=-1", "since=x", "since=99999999999999999999999"})
            QCOMPARE(f.api.answer(get("/api/updates", bad), 1).status, 400);
    }

    void notificationsAreListedAndMarked()
    {
        Fixture f(1);
        for (int i = 0; i < 250; ++i) {
            const Update update = f.feed.publish(Alert{0, Alert::Severity::Info, QString::number(i)}, i);
            f.inbox.add("id" + QByteArray::number(i), update.text);
        }
        QJsonObject list = json(f.api.answer(get("/api/notifications"), 1));
        QCOMPARE(list["unread"_L1].toInt(), 200);
        QCOMPARE(list["rows"_L1].toArray().size(), 200);
        QCOMPARE(list["rows"_L1].toArray()[0]["text"_L1].toString(), u"249"_s);

        HttpRequest post = get("/api/notifications");
        post.method = "POST";
        post.body = R"({"read":["id249","id0","nonsense",7]})";
        QCOMPARE(json(f.api.answer(post, 1))["marked"_L1].toInt(), 1);
        list = json(f.api.answer(get("/api/notifications"), 1));
        QCOMPARE(list["unread"_L1].toInt(), 199);
        QVERIFY(list["rows"_L1].toArray()[0]["read"_L1].toBool());
        QVERIFY(!list["rows"_L1].toArray()[1]["read"_L1].toBool());
        post.body = R"({"read":"all"})";
        QCOMPARE(json(f.api.answer(post, 1))["unread"_L1].toInt(), 0);
        for (const char *bad : {"", "[]", "{}", R"({"read":1})", R"({"read":"some"})"}) {
            post.body = bad;
            QCOMPARE(f.api.answer(post, 1).status, 400);
        }
    }

    void addressesAndMethodsAreChecked()
    {
        Fixture f(1);
        QCOMPARE(f.api.answer(get("/"), 1).status, 200);
        QCOMPARE(f.api.answer(get("/ws"), 1).status, 426);
        QCOMPARE(f.api.answer(get("/etc/passwd"), 1).status, 404);
        QCOMPARE(f.api.answer(get("/api/latest%00"), 1).status, 404);
        QCOMPARE(f.api.answer(get("/../api/latest"), 1).status, 404);
        HttpRequest post = get("/api/latest");
        post.method = "POST";
        QCOMPARE(f.api.answer(post, 1).status, 405);
        QCOMPARE(valueOf(f.api.answer(post, 1), "Allow"), "GET, HEAD");
        const QJsonObject time = json(f.api.answer(get("/api/time"), 5));
        QCOMPARE(time["t2"_L1].toInteger(), 5);
        QVERIFY(time["t3"_L1].toInteger() > 1'500'000'000'000'000);
    }

    void headGetsNoBodyButItsLength()
    {
        Fixture f(1);
        HttpRequest head = get("/");
        head.method = "HEAD";
        const HttpResponse response = f.api.answer(head, 1);
        const QByteArray bytes = response.bytes(head);
        QVERIFY(bytes.endsWith("\r\n\r\n"));
        QVERIFY(bytes.contains(
            QByteArray("Content-Length: " + QByteArray::number(response.body.size()) + "\r\n")));
        QVERIFY(response.bytes(get("/")).endsWith(response.body));
    }

    void aCertificateIsMade()
    {
        const auto one = makeIdentity({"feed.example", "192.168.1.7"});
        const auto two = makeIdentity({});
        QVERIFY(one && two);
        QVERIFY(one->sha256() != two->sha256());
        const auto names = one->certificate.subjectAlternativeNames();
        QVERIFY(names.values(QSsl::DnsEntry).contains(u"localhost"_s));
        QVERIFY(names.values(QSsl::DnsEntry).contains(u"feed.example"_s));
        QVERIFY(names.values(QSsl::IpAddressEntry).contains(u"127.0.0.1"_s));
        QVERIFY(names.values(QSsl::IpAddressEntry).contains(u"192.168.1.7"_s));
        QCOMPARE(names.values(QSsl::IpAddressEntry).size(), 3);
        QVERIFY(one->certificate.expiryDate() > QDateTime::currentDateTime().addDays(2));
        QVERIFY(one->certificate.expiryDate() < QDateTime::currentDateTime().addDays(10));
    }
};

QTEST_GUILESS_MAIN(TestServerHttp)
#include "test_server_http.moc"
