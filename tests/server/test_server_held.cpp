#include "tests/server/dialogue.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>

using namespace feedscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The rows of the last whole answer; -1: there is none.
qsizetype rowsIn(const QByteArray &said)
{
    const QByteArray body = said.mid(said.lastIndexOf("\r\n\r\n") + 4);
    const QJsonObject answer = QJsonDocument::fromJson(body).object();
    return answer["rows"_L1].isArray() ? answer["rows"_L1].toArray().size() : -1;
}

/// A server that stands still, and a visitor that has everything.
struct Quiet
{
    explicit Quiet(const ServerOptions &options = quick())
        : running(options)
        , visitor(running.server)
    {
        running.server.setRate(ServerOptions::minimumRate);
        newest = "GET /api/updates?since=" + running.server.epoch() + '-' +
                 QByteArray::number(running.server.sequence());
    }
    void waitsUntilHeld() { QTRY_COMPARE(running.server.counters().held, 1); }
    Running running;
    Visitor visitor;
    QByteArray newest;
};

} // namespace

/// GET /api/updates?since=…&wait=… (RFC 6202 2).
class TestServerHeld : public QObject
{
    Q_OBJECT

private slots:
    void untilSomethingHappens()
    {
        Quiet quiet;
        quiet.visitor.ask(quiet.newest + "&wait=25s");
        quiet.waitsUntilHeld();
        QVERIFY(quiet.visitor.said.isEmpty());
        quiet.running.server.setRate(2'000);
        QTRY_VERIFY(rowsIn(quiet.visitor.said) > 0);
        QCOMPARE(quiet.running.server.counters().held, 0);
        // The connection is kept, and what happened meanwhile comes at once.
        quiet.visitor.said.clear();
        quiet.visitor.ask(quiet.newest + "&wait=25s");
        QTRY_VERIFY(rowsIn(quiet.visitor.said) > 1);
        QCOMPARE(quiet.running.server.counters().connections, 1);
        QCOMPARE(quiet.running.server.counters().requests, 2);
    }

    void orUntilTheTimeIsOver_data()
    {
        QTest::addColumn<QByteArray>("wait");
        QTest::addColumn<int>("ms"); // a coarse timer may be 5 % early
        QTest::newRow("ms") << QByteArray("150ms") << 150;
        QTest::newRow("s") << QByteArray("1s") << 1'000;
        QTest::newRow("plain") << QByteArray("1") << 1'000;
        QTest::newRow("more than the server allows") << QByteArray("4000000000") << 1'200;
        QTest::newRow("none") << QByteArray("0") << 0;
    }
    void orUntilTheTimeIsOver()
    {
        QFETCH(QByteArray, wait);
        QFETCH(int, ms);
        ServerOptions options = quick();
        options.limits.hold = 1'200ms;
        Quiet quiet(options);
        QTRY_COMPARE(quiet.visitor.socket.state(), QAbstractSocket::ConnectedState);
        QElapsedTimer time;
        time.start();
        quiet.visitor.ask(quiet.newest + "&wait=" + wait);
        QTRY_COMPARE(rowsIn(quiet.visitor.said), 0);
        QVERIFY2(time.elapsed() >= ms * 94 / 100, qPrintable(QString::number(time.elapsed())));
        QVERIFY(quiet.visitor.said.startsWith("HTTP/1.1 200 OK"));
        QVERIFY(!quiet.visitor.left());
    }

    void whatIsNewComesAtOnce_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::newRow("no cursor") << QByteArray("wait=25s");
        QTest::newRow("older") << QByteArray("since=1&wait=25s");
        QTest::newRow("another start") << QByteArray("since=0badcafe-3&wait=25s");
        QTest::newRow("never given out") << QByteArray("since=99999999&wait=25s");
    }
    void whatIsNewComesAtOnce()
    {
        QFETCH(QByteArray, query);
        Quiet quiet;
        quiet.visitor.ask("GET /api/updates?" + query);
        QTRY_VERIFY(rowsIn(quiet.visitor.said) > 0);
    }

    void whatMakesNoSenseIsRefused()
    {
        Quiet quiet;
        const QByteArrayList waits{"x", "-1s", "1h", "1.5s", "", "s", "ms", "99999999999"};
        for (const QByteArray &wait : waits)
            quiet.visitor.ask(quiet.newest + "&wait=" + wait);
        QTRY_COMPARE(quiet.visitor.said.count("HTTP/1.1 400"), waits.size());
    }

    void headIsNotHeld()
    {
        Quiet quiet;
        quiet.visitor.ask("HEAD" + quiet.newest.mid(3) + "&wait=25s");
        QTRY_VERIFY(quiet.visitor.said.contains("\r\n\r\n"));
    }

    void theNextRequestWaitsForItsTurn()
    {
        Quiet quiet;
        quiet.visitor.ask(quiet.newest + "&wait=200ms");
        quiet.visitor.ask("GET /api/time");
        quiet.waitsUntilHeld();
        quiet.visitor.ask(quiet.newest + "&wait=0");
        QTRY_COMPARE(quiet.visitor.said.count("HTTP/1.1 200"), 3);
        const qsizetype first = quiet.visitor.said.indexOf("\"type\":\"updates\"");
        const qsizetype time = quiet.visitor.said.indexOf("\"type\":\"time\"");
        QVERIFY(first > 0 && time > first);
        QVERIFY(quiet.visitor.said.lastIndexOf("\"type\":\"updates\"") > time);
    }

    void manyWaitAtOnce()
    {
        Quiet quiet;
        std::vector<std::unique_ptr<Visitor>> visitors;
        for (int i = 0; i < 40; ++i) {
            visitors.push_back(std::make_unique<Visitor>(quiet.running.server));
            visitors.back()->ask(quiet.newest + "&wait=25s");
        }
        QTRY_COMPARE(quiet.running.server.counters().held, 40);
        quiet.running.server.setRate(100);
        for (const auto &visitor : visitors)
            QTRY_VERIFY(rowsIn(visitor->said) > 0);
    }

    void whoLeavesIsForgotten()
    {
        Quiet quiet;
        quiet.visitor.ask(quiet.newest + "&wait=25s");
        quiet.waitsUntilHeld();
        quiet.visitor.socket.abort();
        QTRY_COMPARE(quiet.running.server.counters().connections, 0);
        QCOMPARE(quiet.running.server.counters().held, 0);
        const auto before = quiet.running.server.sequence();
        quiet.running.server.setRate(2'000);
        QTRY_VERIFY(quiet.running.server.sequence() > before + 10);
    }

    void theServersEndAnswersThem()
    {
        Quiet quiet;
        quiet.visitor.ask(quiet.newest + "&wait=25s");
        quiet.waitsUntilHeld();
        QSignalSpy stopped(&quiet.running.server, &FeedServer::stopped);
        quiet.running.server.stop();
        QVERIFY(stopped.wait());
        QTRY_VERIFY(quiet.visitor.left());
        QCOMPARE(rowsIn(quiet.visitor.said), 0);
        QVERIFY(quiet.visitor.said.contains("Connection: close"));
    }
};

QTEST_GUILESS_MAIN(TestServerHeld)
#include "test_server_held.moc"
