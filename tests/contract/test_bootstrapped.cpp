#include "tests/contract/attempt.h"

using namespace feedscope;
using namespace feedscope::fakes;
using namespace Qt::StringLiterals;

/// A question over HTTP before the connection.
class TestBootstrapped : public QObject
{
    Q_OBJECT

    /// As the profile would have it: "?id=" and the whole answer.
    static Endpoint endpoint(const RawServer &server, const char *method)
    {
        Endpoint endpoint = endpointOf(u"websocket", server);
        endpoint.bootstrap.method = method;
        endpoint.bootstrap.url = endpoint.url;
        endpoint.bootstrap.url.setScheme(u"http"_s);
        endpoint.bootstrap.url.setPath(u"/negotiate"_s);
        endpoint.bootstrap.address = [](const QUrl &url, const QByteArray &answer) {
            if (answer.isEmpty())
                return Bootstrap::Address{{}, u"there is no id"_s};
            return Bootstrap::Address{QUrl(url.toString() + u"?id="_s + QString::fromUtf8(answer)), {}};
        };
        return endpoint;
    }

private slots:
    void asksThenConnects_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::newRow("POST") << QByteArray("POST");
        QTest::newRow("GET") << QByteArray("GET");
    }
    void asksThenConnects()
    {
        QFETCH(QByteArray, method);
        RawServer server([](QTcpSocket *s, const QByteArray &head) {
            if (head.contains("/negotiate"))
                s->write(httpAnswer("200 OK", "abc"));
            else
                s->write(upgradeAnswer(head) + text("{}"));
        });
        Endpoint to = endpoint(server, method.constData());
        to.headers = {{"Authorization", "Bearer t"}};
        Attempt attempt(u"websocket", to);
        QTRY_COMPARE(attempt.log.messages.size(), 1);
        QCOMPARE(server.heads.size(), 2);
        QVERIFY(server.heads.first().startsWith(method + " /negotiate "));
        QCOMPARE(headerOf(server.heads.first(), "Authorization"), "Bearer t");
        QVERIFY(server.heads.last().startsWith("GET /feed?id=abc "));
        QVERIFY(attempt.transport->send("x", false));
    }

    void anotherHostGetsNoHeaders()
    {
        RawServer server([](QTcpSocket *s, const QByteArray &head) {
            s->write(head.contains("/negotiate") ? httpAnswer("200 OK", "abc") : upgradeAnswer(head) + text("{}"));
        });
        Endpoint to = endpoint(server, "GET");
        to.headers = {{"Authorization", "Bearer t"}};
        to.bootstrap.address = [port = to.url.port()](const QUrl &, const QByteArray &) {
            return Bootstrap::Address{QUrl(u"ws://127.0.0.1:%1/elsewhere"_s.arg(port)), {}};
        };
        Attempt attempt(u"websocket", to);
        QTRY_COMPARE(attempt.log.messages.size(), 1);
        QCOMPARE(headerOf(server.heads.first(), "Authorization"), "Bearer t");
        QVERIFY(server.heads.last().startsWith("GET /elsewhere "));
        QVERIFY(headerOf(server.heads.last(), "Authorization").isEmpty());
    }

    void anotherServerOfTheHostIsAnother()
    {
        RawServer server([](QTcpSocket *s, const QByteArray &) { s->write(httpAnswer("200 OK", "abc")); });
        RawServer other([](QTcpSocket *s, const QByteArray &head) { s->write(upgradeAnswer(head) + text("{}")); });
        Endpoint to = endpoint(server, "GET");
        to.headers = {{"Authorization", "Bearer t"}};
        to.bootstrap.address = [elsewhere = endpointOf(u"websocket", other).url](const QUrl &, const QByteArray &) {
            return Bootstrap::Address{elsewhere, {}};
        };
        Attempt attempt(u"websocket", to);
        QTRY_COMPARE(attempt.log.messages.size(), 1);
        QCOMPARE(headerOf(server.heads.first(), "Authorization"), "Bearer t");
        QVERIFY(headerOf(other.heads.last(), "Authorization").isEmpty());
    }

    void saysWhatTheQuestionNeeds()
    {
        RawServer server([](QTcpSocket *s, const QByteArray &head) {
            s->write(head.contains("/negotiate") ? httpAnswer("200 OK", "abc") : upgradeAnswer(head) + text("{}"));
        });
        Endpoint to = endpoint(server, "POST");
        to.bootstrap.headers = {{"Authorization", "Bearer q"}, {"Content-Type", "application/x-www-form-urlencoded"}};
        to.bootstrap.body = "grant_type=client_credentials";
        Attempt attempt(u"websocket", to);
        QTRY_COMPARE(attempt.log.messages.size(), 1);
        const QByteArray question = server.heads.first();
        QCOMPARE(headerOf(question, "Authorization"), "Bearer q");
        QCOMPARE(headerOf(question, "Content-Type"), "application/x-www-form-urlencoded");
        QCOMPARE(headerOf(question, "Content-Length"), QByteArray::number(to.bootstrap.body.size()));
        QVERIFY(headerOf(server.heads.last(), "Authorization").isEmpty()); // meant for the question alone
    }

    void refused()
    {
        RawServer server([](QTcpSocket *s, const QByteArray &) { s->write(httpAnswer("403 Forbidden")); });
        Attempt attempt(u"websocket", endpoint(server, "POST"));
        QTRY_VERIFY(attempt.log.failed);
        QCOMPARE(attempt.log.failed->httpStatus, 403);
        QCOMPARE(attempt.log.endings(), 1);
    }

    void saysNothingOfUse()
    {
        RawServer server([](QTcpSocket *s, const QByteArray &) { s->write(httpAnswer("200 OK")); });
        Attempt attempt(u"websocket", endpoint(server, "GET"));
        QTRY_VERIFY(attempt.log.failed);
        QVERIFY2(attempt.log.sentence().contains(u"there is no id"_s), qPrintable(attempt.log.sentence()));
        QCOMPARE(attempt.log.failed->kind, ErrorKind::Persistent);
    }

    void stoppedWhileAsking()
    {
        RawServer server([](QTcpSocket *, const QByteArray &) {});
        {
            Attempt attempt(u"websocket", endpoint(server, "GET"));
            QTRY_COMPARE(server.heads.size(), 1);
        }
        QTRY_COMPARE(server.disconnections, 1);
    }
};

QTEST_GUILESS_MAIN(TestBootstrapped)
#include "test_bootstrapped.moc"
