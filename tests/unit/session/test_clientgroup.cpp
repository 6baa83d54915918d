#include "core/server/serverthread.h"
#include "core/session/clientgroup.h"

#include <QFile>
#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;

/// Many clients of the demo server, counted together.
class TestClientGroup : public QObject
{
    Q_OBJECT

    static PlanResult planFor(const ServerAddress &server, const QString &lane)
    {
        QFile file(QStringLiteral(TEST_DATA "/../../resources/profiles/demo.json"));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        PlanOverrides overrides;
        overrides.laneUrls = server.lanes;
        overrides.lanes = QStringList{lane};
        overrides.interval = std::chrono::milliseconds(50);
        return makePlan(parseProfile(file.readAll()).profile, overrides);
    }

private slots:
    void everyClientCounts_data()
    {
        QTest::addColumn<QString>("lane");
        QTest::newRow("push") << u"websocket"_s;
        QTest::newRow("poll") << u"http-poll"_s;
        QTest::newRow("raw TCP") << u"tcp"_s;
        QTest::newRow("UDP") << u"udp"_s;
    }
    void everyClientCounts()
    {
        QFETCH(QString, lane);
        ServerOptions options;
        options.rate = 200;
        ServerThread server;
        QString error;
        const auto address = server.start(options, &error);
        QVERIFY2(address, qPrintable(error));
        const PlanResult planned = planFor(*address, lane);
        QVERIFY2(planned.error.isEmpty(), qPrintable(planned.error));
        ClientGroup group;
        QCOMPARE(group.start(planned.plan, planned.plan.lanes.front(), 5), QString());
        const auto live = [&] {
            group.drain();
            return group.allLive();
        };
        QTRY_VERIFY(live());
        const auto atTheServer = [&] { return server.counters().connections + server.counters().subscribers; };
        QCOMPARE(atTheServer(), 5);
        group.begin();
        QCOMPARE(group.count().updates, 0);
        const auto enough = [&] {
            group.drain();
            return group.count().updates > 200;
        };
        QTRY_VERIFY(enough());
        const GroupCount count = group.count();
        QCOMPARE(count.clients, 5);
        QCOMPARE(count.live, 5);
        QCOMPARE(count.delay.count(), count.updates);
        QVERIFY(count.delay.percentile(0.5) > 0);
        QVERIFY(count.probe.received > 0);
        group.stop();
        QTRY_COMPARE(atTheServer(), 0);
    }
};

QTEST_GUILESS_MAIN(TestClientGroup)
#include "test_clientgroup.moc"
