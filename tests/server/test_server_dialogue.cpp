#include "tests/server/dialogue.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>

using namespace feedscope;
using namespace Qt::StringLiterals;

/// HTTP over real sockets, and everything that a visitor may do wrong.
class TestServerDialogue : public QObject
{
    Q_OBJECT

private slots:
    void aStockClientPolls()
    {
        Running running;
        QNetworkAccessManager manager;
        const auto get = [&](const QUrl &url, const QByteArray &tag = {}) {
            QNetworkRequest request(url);
            if (!tag.isEmpty())
                request.setRawHeader("If-None-Match", tag);
            std::unique_ptr<QNetworkReply> reply(manager.get(request));
            QSignalSpy(reply.get(), &QNetworkReply::finished).wait();
            return reply;
        };
        running.server.setRate(ServerOptions::minimumRate);
        const auto first = get(running.server.latestUrl());
        QCOMPARE(first->error(), QNetworkReply::NoError);
        QCOMPARE(QJsonDocument::fromJson(first->readAll())["rows"_L1].toArray().size(), 12);
        const auto again = get(running.server.latestUrl(), first->rawHeader("ETag"));
        QCOMPARE(again->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 304);
        for (const QUrl &url :
             {running.server.updatesUrl(), running.server.notificationsUrl(), running.server.timeUrl()})
            QVERIFY(QJsonDocument::fromJson(get(url)->readAll()).isObject());
        QCOMPARE(running.server.counters().requests, 5);
        QCOMPARE(running.server.counters().connections, 1); // kept alive
    }

    void pipelinedRequestsAreAnsweredInOrder()
    {
        Running running;
        Visitor visitor(running.server);
        const QByteArray host = " HTTP/1.1\r\nHost: " + visitor.host + "\r\n";
        visitor.send("GET /api/time" + host + "\r\nHEAD /" + host + "\r\nGET /nothing" + host + "\r\nPUT /" +
                     host + "\r\nGET /" + host + "Connection: close\r\n\r\n");
        QTRY_VERIFY(visitor.left());
        const auto time = visitor.said.indexOf("\"t2\":");
        const auto missing = visitor.said.indexOf("HTTP/1.1 404");
        const auto method = visitor.said.indexOf("HTTP/1.1 405");
        const auto index = visitor.said.indexOf("Feedscope demo feed");
        QVERIFY(0 < time && time < missing && missing < method && method < index);
        QCOMPARE(visitor.said.count("HTTP/1.1 200"), 3);
        QCOMPARE(visitor.said.count("Connection: close"), 1);
    }

    void nobodySpeaksForAnotherHost()
    {
        Running running;
        Visitor rebound(running.server);
        rebound.send("GET /api/latest HTTP/1.1\r\nHost: evil.example\r\n\r\n");
        QTRY_VERIFY(rebound.left());
        QVERIFY(rebound.said.startsWith("HTTP/1.1 421"));
        Visitor page(running.server);
        page.ask("POST /api/notifications", "Origin: http://evil.example\r\nContent-Length: 14\r\n",
                 "{\"read\":\"all\"}");
        QTRY_VERIFY(page.said.startsWith("HTTP/1.1 403"));
        Visitor socket(running.server);
        socket.ask("GET /ws", "Origin: http://evil.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        QTRY_VERIFY(socket.said.startsWith("HTTP/1.1 403"));
        QCOMPARE(running.server.counters().refusedHost, 1);
        QCOMPARE(running.server.counters().refusedOrigin, 2);
        QCOMPARE(running.server.counters().clients, 0);
    }

    void whatIsTooMuchIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("status");
        const QByteArray post = "POST /api/notifications HTTP/1.1\r\nHost: x\r\n";
        QTest::newRow("endless header")
            << "GET / HTTP/1.1\r\nX: " + QByteArray(400'000, 'a') << QByteArray("431");
        QTest::newRow("4 GB body") << post + "Content-Length: 4000000000\r\n\r\n" + QByteArray(300'000, 'x')
                                   << QByteArray("413");
        QTest::newRow("negative length") << post + "Content-Length: -5\r\n\r\n" << QByteArray("400");
        QTest::newRow("TE and CL") << post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
                                   << QByteArray("400");
        QTest::newRow("half a head") << QByteArray("GET / HTTP/1.1\r\nHost:") << QByteArray("408");
        QTest::newRow("half a body") << post + "Content-Length: 50\r\n\r\n{" << QByteArray("408");
        QTest::newRow("silence") << QByteArray() << QByteArray("408");
    }
    void whatIsTooMuchIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, status);
        ServerOptions options = quick();
        if (status == "408")
            options.limits.handshake = std::chrono::milliseconds(300);
        Running running(options);
        Visitor visitor(running.server);
        visitor.send(bytes);
        QTRY_VERIFY(visitor.said.startsWith(QByteArray("HTTP/1.1 " + status)));
        QVERIFY(visitor.said.endsWith(".\n"));
        QTRY_VERIFY(visitor.left());
        QTRY_COMPARE(running.server.counters().connections, 0);
        const ServerCounters counters = running.server.counters();
        QCOMPARE(counters.refusedSize + counters.refusedSyntax + counters.refusedTime, 1);
    }

    void idleConnectionsAreClosed()
    {
        ServerOptions options = quick();
        options.limits.idle = std::chrono::milliseconds(50);
        Running running(options);
        Visitor visitor(running.server);
        visitor.ask("GET /");
        QTRY_VERIFY(visitor.left());
        QCOMPARE(visitor.said.count("HTTP/1.1"), 1);
    }

    void onePeerGetsSoManyConnections()
    {
        ServerOptions options = quick();
        options.limits.connectionsPerPeer = 2;
        Running running(options);
        Visitor one(running.server);
        Visitor two(running.server);
        QTRY_COMPARE(running.server.counters().connections, 2);
        Visitor three(running.server);
        three.ask("GET /");
        QTRY_VERIFY(three.said.startsWith("HTTP/1.1 503"));
        QTRY_VERIFY(three.left());
        one.socket.abort();
        QTRY_COMPARE(running.server.counters().connections, 1);
        Visitor four(running.server);
        four.ask("GET /");
        QTRY_VERIFY(four.said.startsWith("HTTP/1.1 200"));
        QCOMPARE(running.server.counters().refusedPeer, 1);
    }

    void aReaderOfNothingCannotMakeItGrow()
    {
        ServerOptions options = quick();
        options.limits.backlog = 20'000;
        options.symbols = 1000; // 150 kB an answer
        Running running(options);
        Visitor visitor(running.server);
        visitor.socket.setReadBufferSize(1024);
        QObject::disconnect(&visitor.socket, &QTcpSocket::readyRead, nullptr, nullptr);
        for (int i = 0; i < 200; ++i)
            visitor.ask("GET /api/latest");
        QTRY_VERIFY(running.server.counters().requests > 0);
        QSignalSpy nothing(&visitor.socket, &QTcpSocket::disconnected);
        nothing.wait(200);
        QVERIFY2(running.server.counters().requests < 150,
                 qPrintable(QString::number(running.server.counters().requests)));
    }

    void twoServersRunAtOnce()
    {
        Running one;
        Running two;
        QVERIFY(one.server.port() != two.server.port());
        QVERIFY(one.server.epoch() != two.server.epoch());
        ServerOptions taken = quick();
        taken.port = one.server.port();
        FeedServer third(taken);
        QString error;
        QVERIFY(!third.start(&error));
        QVERIFY(error.contains(u"Choose another port"_s));
    }

    void openingUpIsWarnedOf()
    {
        QVERIFY(bindWarning(QHostAddress::LocalHost).isEmpty());
        QVERIFY(bindWarning(QHostAddress::LocalHostIPv6).isEmpty());
        QVERIFY(!bindWarning(QHostAddress::Any).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestServerDialogue)
#include "test_server_dialogue.moc"
