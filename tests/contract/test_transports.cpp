#include "tests/contract/attempt.h"
#include "tests/fakes/testcertificates.h"

#include <QRegularExpression>

using namespace feedscope;
using namespace feedscope::fakes;
using namespace Qt::StringLiterals;

/// What every transport of the table owes its lane, whatever the server does.
class TestTransports : public QObject
{
    Q_OBJECT

private:
    static void lanes()
    {
        QTest::addColumn<QString>("lane");
        for (const TransportKind &kind : transportKinds())
            QTest::newRow(qPrintable(QString::fromUtf16(kind.name))) << QString::fromUtf16(kind.name);
    }
    /// Fails within its limit, once, without having opened.
    static void expectFailure(Attempt &attempt, ErrorKind kind, const QString &says)
    {
        QTRY_VERIFY_WITH_TIMEOUT(attempt.log.isOver(), patience);
        QVERIFY2(attempt.log.failed, "it must not count as closed");
        QVERIFY2(attempt.log.sentence().contains(says), qPrintable(attempt.log.sentence()));
        QCOMPARE(attempt.log.failed->kind, kind);
        QVERIFY(!attempt.log.opened);
        QCOMPARE(attempt.log.endings(), 1);
        // The digest of a refused certificate is no prose.
        static const QRegularExpression digest(u" \\(SHA-256 [0-9a-f]{64}\\)"_s);
        QVERIFY(attempt.log.sentence().remove(digest).size() <= 200);
    }
    TestCertificate m_good = makeCertificate(u"localhost"_s, u"DNS:localhost,IP:127.0.0.1"_s);
    TestCertificate m_other = makeCertificate(u"elsewhere.example"_s, u"DNS:elsewhere.example"_s);
    TestCertificate m_nameless = makeCertificate(u"localhost"_s, {});

private slots:
    void initTestCase() { QVERIFY2(!m_good.isNull() && !m_other.isNull(), "the openssl command is needed"); }

    void opensAndDelivers_data() { lanes(); }
    void opensAndDelivers()
    {
        QFETCH(QString, lane);
        SKIP_WHAT_SAYS_NOTHING(lane);
        RawServer server([&](QTcpSocket *s, const QByteArray &head) { serve(lane, s, head, "{\"a\":1}"); });
        speak(lane, server, "{\"a\":1}");
        const Ns before = steadyNow();
        Attempt attempt(lane, endpointOf(lane, server));
        QVERIFY(attempt.log.heard.isEmpty()); // nothing from inside start()
        QTRY_VERIFY(attempt.log.messages.size() > talkFirst(lane));
        QCOMPARE(attempt.log.heard.first(), u"opened"_s);
        const Message &message = attempt.log.messages[talkFirst(lane)];
        QCOMPARE(message.payload, unitOf(lane, "{\"a\":1}"));
        QCOMPARE(message.binary, lane == u"mqtt" || lane == u"nats");
        QVERIFY(message.arrival > before);
        QVERIFY(message.arrival <= steadyNow());
        QVERIFY(attempt.log.opened->ready > 0);
        QVERIFY(attempt.transport->counters().payloadReceived >= 7);
    }

    void refusedPort_data() { lanes(); }
    void refusedPort()
    {
        QFETCH(QString, lane);
        SKIP_WHAT_SAYS_NOTHING(lane);
        RawServer server;
        const Endpoint endpoint = endpointOf(lane, server);
        server.close();
        Attempt attempt(lane, endpoint);
        expectFailure(attempt, ErrorKind::Transient, u"refused the connection"_s);
        QVERIFY(attempt.log.sentence().contains(u"localhost:"_s + QString::number(endpoint.url.port())));
    }

    void unknownHost_data() { lanes(); }
    void unknownHost()
    {
        QFETCH(QString, lane);
        SKIP_WHAT_SAYS_NOTHING(lane);
        RawServer server;
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.url.setHost(u"nonexistent.invalid"_s);
        Attempt attempt(lane, endpoint);
        expectFailure(attempt, ErrorKind::Transient, u"nonexistent.invalid"_s);
    }

    void silentServer_data() { lanes(); }
    void silentServer()
    {
        QFETCH(QString, lane);
        SKIP_WHAT_SAYS_NOTHING(lane);
        RawServer server;
        if (lane == u"udp")
            server.serveDatagrams([](const QByteArray &) { return QByteArrayList(); });
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.limits.connect = std::chrono::milliseconds(400);
        Attempt attempt(lane, endpoint);
        expectFailure(attempt, ErrorKind::Transient, u"no full answer within 0.4 s"_s);
        QTRY_COMPARE(server.disconnections, lane == u"udp" ? 0 : 1);
    }

    void silentTls_data() { lanes(); }
    void silentTls()
    {
        QFETCH(QString, lane);
        SKIP_WHAT_SAYS_NOTHING(lane);
        RawServer server; // takes the connection, never says a word of TLS
        Endpoint endpoint = endpointOf(lane, server, true);
        endpoint.limits.connect = std::chrono::milliseconds(400);
        Attempt attempt(lane, endpoint);
        expectFailure(attempt, ErrorKind::Transient, u"no full answer"_s);
    }

    void drippedHead_data() { lanes(); }
    void drippedHead()
    {
        QFETCH(QString, lane);
        SKIP_WHAT_SAYS_NOTHING(lane);
        RawServer server({}, [](QTcpSocket *s) {
            auto *drip = new QTimer(s);
            connect(drip, &QTimer::timeout, s, [s, i = 0]() mutable {
                s->write(QByteArray("HTTP/1.1 200 OK\r\nX: ").append(400, 'a').mid(i++, 1));
            });
            drip->start(20);
        });
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.limits.connect = std::chrono::milliseconds(400);
        Attempt attempt(lane, endpoint);
        expectFailure(attempt, ErrorKind::Transient, u"no full answer"_s);
    }

    void garbage_data() { lanes(); }
    void garbage()
    {
        QFETCH(QString, lane);
        SKIP_WHAT_SAYS_NOTHING(lane);
        RawServer server([](QTcpSocket *s, const QByteArray &) {
            s->write(QByteArray("\x00\xff\x1b[31m\r\nwhat\r\n\r\n", 17));
        });
        Attempt attempt(lane, endpointOf(lane, server));
        expectFailure(attempt, ErrorKind::Transient, u"localhost"_s);
        QVERIFY(!attempt.log.sentence().contains(QChar(0x1b)));
    }

    void hangsUp_data() { lanes(); }
    void hangsUp()
    {
        QFETCH(QString, lane);
        SKIP_WHAT_SAYS_NOTHING(lane);
        RawServer server([](QTcpSocket *s, const QByteArray &) { s->disconnectFromHost(); });
        Attempt attempt(lane, endpointOf(lane, server));
        expectFailure(attempt, ErrorKind::Transient, u"hung up"_s);
    }

    void statuses_data()
    {
        QTest::addColumn<QString>("lane");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<bool>("persistent");
        QTest::addColumn<QString>("says");
        for (const TransportKind &kind : transportKinds()) {
            const QString lane = QString::fromUtf16(kind.name);
            const auto row = [&](const char *status, const char *headers, bool persistent,
                                 const QString &says) {
                QTest::addRow("%s %s", qPrintable(lane), status)
                    << lane << QByteArray(status) << QByteArray(headers) << persistent << says;
            };
            row("301 Moved Permanently", "Location: http://other.example/new?token=x\r\n", true,
                u"http://other.example/new; redirects are not followed"_s);
            row("302 Found", "Location: /elsewhere\r\n", true, u"/elsewhere; redirects are not followed"_s);
            row("302 Found", "Location: https://other.example/feed/new\r\n", true, // the path asked for may be secret
                u"https://other.example/…/new; redirects are not followed"_s);
            row("307 Temporary Redirect", "", true, u"redirects are not followed"_s);
            row("400 Bad Request", "", true, u"(400)"_s);
            row("401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n", true, u"(401)"_s);
            row("403 Forbidden", "", true, u"(403)"_s);
            row("404 Not Found", "", true, u"(404)"_s);
            row("429 Too Many Requests", "Retry-After: 7\r\n", false, u"(429)"_s);
            row("500 Internal Server Error", "", false, u"status 500"_s);
            row("503 Service Unavailable", "Retry-After: 7\r\n", false, u"(503)"_s);
        }
    }
    void statuses()
    {
        QFETCH(QString, lane);
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, headers);
        QFETCH(bool, persistent);
        QFETCH(QString, says);
        SKIP_WHAT_SAYS_NOTHING(lane);
        RawServer server(
            [&](QTcpSocket *s, const QByteArray &) { s->write(httpAnswer(status, "no", headers)); });
        Attempt attempt(lane, endpointOf(lane, server));
        expectFailure(attempt, persistent ? ErrorKind::Persistent : ErrorKind::Transient, says);
        QCOMPARE(attempt.log.failed->httpStatus, status.left(3).toInt());
        QVERIFY(!attempt.log.sentence().contains(u"token="_s)); // a redirect's query may be a secret
        if (headers.startsWith("Retry-After"))
            QCOMPARE(attempt.log.failed->retryAfter, std::chrono::milliseconds(7000));
        QTRY_COMPARE(server.disconnections, server.connections); // no half-dead connection stays behind
    }

    void redirectKeepsSecretsHome_data() { lanes(); }
    void redirectKeepsSecretsHome()
    {
        QFETCH(QString, lane);
        SKIP_WHAT_SAYS_NOTHING(lane);
        RawServer other;
        RawServer server([&](QTcpSocket *s, const QByteArray &) {
            s->write(
                httpAnswer("302 Found", {},
                           "Location: http://localhost:" + QByteArray::number(other.serverPort()) + "/\r\n"));
        });
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.headers = {{"Authorization", "Bearer secret"}, {"X-Api-Key", "secret"}};
        Attempt attempt(lane, endpoint);
        expectFailure(attempt, ErrorKind::Persistent, u"redirects are not followed"_s);
        QVERIFY(server.heads.first().contains("Bearer secret"));
        QCOMPARE(other.connections, 0);
    }

    void headersAreSent_data() { lanes(); }
    void headersAreSent()
    {
        QFETCH(QString, lane);
        SKIP_WHAT_SAYS_NOTHING(lane);
        RawServer server([&](QTcpSocket *s, const QByteArray &head) { serve(lane, s, head, "x"); });
        Endpoint endpoint = endpointOf(lane, server);
        endpoint.url.setUserName(u"me"_s);
        endpoint.url.setPassword(u"pass:word"_s);
        endpoint.url.setFragment(u"part"_s);
        endpoint.url.setPath({});
        endpoint.headers = {{"X-Token", "abc"}};
        Attempt attempt(lane, endpoint);
        QTRY_VERIFY(attempt.log.opened);
        const QByteArray head = server.heads.first();
        QCOMPARE(head.left(head.indexOf('\r')), requestLine(lane));
        QCOMPARE(headerOf(head, "X-Token"), "abc");
        QCOMPARE(headerOf(head, "Authorization"), "Basic " + QByteArray("me:pass:word").toBase64());
        QCOMPARE(headerOf(head, "Host"), "localhost:" + QByteArray::number(server.serverPort()));
    }

    void badEndpoints_data()
    {
        QTest::addColumn<QString>("lane");
        QTest::addColumn<QString>("what");
        for (const TransportKind &kind : transportKinds())
            for (const char *what : {"crlf", "name", "host", "scheme", "reserved"})
                QTest::addRow("%s %s", qPrintable(QString::fromUtf16(kind.name)), what)
                    << QString::fromUtf16(kind.name) << QString::fromLatin1(what);
    }
    void badEndpoints()
    {
        QFETCH(QString, lane);
        QFETCH(QString, what);
        SKIP_WHAT_SAYS_NOTHING(lane);
        RawServer server;
        Endpoint endpoint = endpointOf(lane, server);
        if (what == u"crlf")
            endpoint.headers = {{"X-A", "b\r\nX-Evil: 1"}};
        else if (what == u"name")
            endpoint.headers = {{"X:A", "b"}};
        else if (what == u"reserved")
            endpoint.headers = {{"Connection", "close"}};
        else if (what == u"host")
            endpoint.url.setHost({});
        else
            endpoint.url.setScheme(u"ftp"_s);
        Attempt attempt(lane, endpoint);
        expectFailure(attempt, ErrorKind::Persistent, u"cannot be opened"_s);
        QCOMPARE(server.connections, 0);
    }

    void tls_data()
    {
        QTest::addColumn<QString>("lane");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("says"); // empty: it opens
        for (const TransportKind &kind : transportKinds()) {
            const QString lane = QString::fromUtf16(kind.name);
            const auto row = [&](const char *what, const QString &says) {
                QTest::addRow("%s %s", qPrintable(lane), what) << lane << QString::fromLatin1(what) << says;
            };
            row("trusted", {});
            row("self-signed", u"not signed by an authority"_s);
            row("wrong name", u"made for other names"_s);
            row("common name only", u"made for other names"_s);
            row("pinned", {});
            row("wrong pin", u"not the pinned one"_s);
            row("trusted, wrong pin", u"not the pinned one"_s);
            row("pinned, wrong name", u"made for other names"_s);
        }
    }
    void tls()
    {
        QFETCH(QString, lane);
        QFETCH(QString, what);
        QFETCH(QString, says);
        SKIP_WHAT_SAYS_NOTHING(lane);
        const TestCertificate &shown = what.contains(u"wrong name")  ? m_other
                                       : what == u"common name only" ? m_nameless
                                                                     : m_good;
        RawServer server([&](QTcpSocket *s, const QByteArray &head) { serve(lane, s, head, "x"); });
        server.useTls(shown.certificate, shown.key);
        speak(lane, server, "x");
        Endpoint endpoint = endpointOf(lane, server, true);
        endpoint.headers = {{"Authorization", "Bearer secret"}};
        if (!what.startsWith(u"self") && !what.startsWith(u"pinned") && what != u"wrong pin")
            endpoint.tls.authorities = {shown.certificate};
        if (what.startsWith(u"pinned"))
            endpoint.tls.pinnedSha256 = shown.sha256();
        else if (what.endsWith(u"wrong pin"))
            endpoint.tls.pinnedSha256 = m_other.sha256();
        Attempt attempt(lane, endpoint);
        if (says.isEmpty()) {
            QTRY_VERIFY2(attempt.log.opened, qPrintable(attempt.log.sentence()));
        } else {
            expectFailure(attempt, ErrorKind::Persistent, says);
            QTRY_COMPARE(server.disconnections, server.connections);
            QVERIFY2(server.heads.isEmpty(), "a refused peer must not see the request");
        }
    }

    void hugeMessage_data() { lanes(); }
    void hugeMessage()
    {
        QFETCH(QString, lane);
        SKIP_WHAT_SAYS_NOTHING(lane);
        constexpr qint64 huge = 100 * 1024 * 1024;
        RawServer server([&](QTcpSocket *s, const QByteArray &head) {
            if (lane == u"websocket" || isBroker(lane)) {
                const quint64 size = qToBigEndian(quint64(huge));
                s->write(upgradeAnswer(head) + "\x82\x7f" +
                         QByteArray(reinterpret_cast<const char *>(&size), sizeof size));
            } else if (lane == u"tcp") {
                s->write("a line without an end");
            } else {
                s->write(eventStreamHead() + "data: "); // no length: it ends when it ends
            }
            connect(s, &QTcpSocket::bytesWritten, s, [s, left = huge](qint64) mutable {
                if (s->bytesToWrite() > 0 || left <= 0)
                    return;
                s->write(QByteArray(1024 * 1024, 'x'));
                left -= 1024 * 1024;
            });
        });
        speak(lane, server, {});
        const qint64 before = residentBytes();
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY_WITH_TIMEOUT(attempt.log.isOver(), patience);
        QVERIFY2(attempt.log.sentence().contains(u"larger than the limit"),
                 qPrintable(attempt.log.sentence()));
        QVERIFY(grewLessThan(64, before));
        QVERIFY(attempt.log.messages.isEmpty());
    }

    void dropsMidMessage_data() { lanes(); }
    void dropsMidMessage()
    {
        QFETCH(QString, lane);
        SKIP_WHAT_SAYS_NOTHING(lane);
        RawServer server([&](QTcpSocket *s, const QByteArray &head) {
            if (lane == u"websocket" || isBroker(lane))
                s->write(upgradeAnswer(head) + text(QByteArray(1000, 'x')).left(500));
            else if (lane == u"tcp")
                s->write(unitOf(lane, QByteArray(1000, 'x')).left(500));
            else if (lane == u"sse")
                s->write(eventStreamHead() + unitOf(lane, QByteArray(1000, 'x')).left(500));
            else if (lane == u"http-stream")
                s->write(plainStreamHead() + unitOf(lane, QByteArray(1000, 'x')).left(500));
            else
                s->write(httpAnswer("200 OK", QByteArray(1000, 'x')).left(500));
            s->disconnectFromHost();
        });
        speak(lane, server, {});
        Attempt attempt(lane, endpointOf(lane, server));
        QTRY_VERIFY(attempt.log.isOver());
        QVERIFY(attempt.log.messages.isEmpty());
        QCOMPARE(attempt.log.endings(), 1);
        if (attempt.log.closed) {
            QVERIFY(!attempt.log.closed->clean);
            QCOMPARE(attempt.log.closed->code, 1006);
        }
    }

    void stopAtEveryStage_data()
    {
        QTest::addColumn<QString>("lane");
        QTest::addColumn<QString>("stage");
        for (const TransportKind &kind : transportKinds())
            for (const char *stage : {"before start returns", "connected", "asked", "opened", "message"})
                QTest::addRow("%s %s", qPrintable(QString::fromUtf16(kind.name)), stage)
                    << QString::fromUtf16(kind.name) << QString::fromLatin1(stage);
    }
    void stopAtEveryStage()
    {
        QFETCH(QString, lane);
        QFETCH(QString, stage);
        SKIP_WHAT_SAYS_NOTHING(lane);
        if (lane == u"replay" && (stage == u"connected" || stage == u"asked"))
            QSKIP("it is a file and has no server");
        ListenerLog log;
        std::unique_ptr<Transport> transport;
        bool stopped = false;
        qsizetype heardThen = 0;
        const auto stopNow = [&] {
            if (std::exchange(stopped, true))
                return;
            transport->stop();
            transport.release()->deleteLater();
            heardThen = log.heard.size();
        };
        RawServer server(
            [&](QTcpSocket *s, const QByteArray &head) {
                if (stage == u"asked")
                    stopNow();
                serve(lane, s, head, "x");
            },
            [&](QTcpSocket *) {
                if (stage == u"connected")
                    stopNow();
            });
        if (lane == u"udp" && (stage == u"connected" || stage == u"asked"))
            server.serveDatagrams([&](const QByteArray &) {
                stopNow();
                return QByteArrayList{"x"};
            });
        else
            speak(lane, server, "x");
        log.onCall = [&](const QString &name) {
            if (name == stage) {
                heardThen = log.heard.size();
                stopNow();
            }
        };
        transport = makeTransport(lane, endpointOf(lane, server), &log);
        transport->start();
        if (stage == u"before start returns")
            stopNow();
        QTRY_VERIFY(stopped);
        QTRY_COMPARE(server.disconnections, server.connections);
        QCOMPARE(log.heard.size(), heardThen);
        QVERIFY(!log.isOver());
    }

    /// The lane's own way: an ended attempt is stopped and deleted from within the call that ended it.
    void deletedFromWithinItsEnd_data() { lanes(); }
    void deletedFromWithinItsEnd()
    {
        QFETCH(QString, lane);
        SKIP_WHAT_SAYS_NOTHING(lane);
        RawServer server([&](QTcpSocket *s, const QByteArray &) { s->write(httpAnswer("404 Not Found")); });
        ListenerLog log;
        const Endpoint endpoint = endpointOf(lane, server);
        if (transportKind(lane)->raw)
            server.close(); // nothing else fails there before it is open
        Transport *transport = makeTransport(lane, endpoint, &log).release();
        log.onCall = [&](const QString &name) {
            if (name == u"failed") {
                transport->stop();
                transport->deleteLater();
            }
        };
        QSignalSpy gone(transport, &QObject::destroyed);
        transport->start();
        QVERIFY(gone.wait());
        QCOMPARE(log.endings(), 1);
    }

    void unknownLane() { QVERIFY(!makeTransport(u"pigeon", {}, nullptr)); }
};

QTEST_GUILESS_MAIN(TestTransports)
#include "test_transports.moc"
