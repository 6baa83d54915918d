#include "core/server/serverthread.h"
#include "core/session/sweeprunner.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A sweep of real polls on loopback: one interval after the other, told as it goes, and stopped when asked.
class TestSweepRunner : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void measuresOneIntervalAfterTheOther();
    void stopsWhenAsked();
    void saysWhatCannotBeSwept();
    void aServerThatIsGoneEndsIt();

private:
    SessionPlan plan(const QStringList &lanes = {u"websocket"_s, u"http-poll"_s});

    ServerThread m_server;
    ServerAddress m_address;
};

void TestSweepRunner::initTestCase()
{
    ServerOptions options;
    options.rate = 200;
    QString error;
    const auto address = m_server.start(options, &error);
    QVERIFY2(address, qPrintable(error));
    m_address = *address;
}

SessionPlan TestSweepRunner::plan(const QStringList &lanes)
{
    QFile file(QStringLiteral(TEST_DATA "/../../resources/profiles/demo.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    PlanOverrides overrides;
    overrides.url = m_address.ws;
    overrides.poll = m_address.latest;
    overrides.lanes = lanes;
    return makePlan(parseProfile(file.readAll()).profile, overrides).plan;
}

void TestSweepRunner::measuresOneIntervalAfterTheOther()
{
    SweepRunner runner(plan(), {{40 * millisecond, second}, {100 * millisecond, second}, {90 * second, 0}},
                       {});
    QSignalSpy finished(&runner, &SweepRunner::finished);
    std::vector<SweepProgress> told;
    std::vector<std::int64_t> polls; // of each interval, as it was found
    connect(&runner, &SweepRunner::progressed, this, [&](const SweepProgress &p) { told.push_back(p); });
    connect(&runner, &SweepRunner::found, this, [&](const SweepResult &result) {
        polls.push_back(result.polls.front().points[polls.size()].polls);
    });
    runner.start();
    QVERIFY(finished.wait(60'000));
    QCOMPARE(finished.front().front().toString(), QString());
    const SweepResult result = runner.result();
    const std::vector<SweepPoint> &points = result.polls.front().points;
    QCOMPARE(polls.size(), 2u);
    QCOMPARE(points.size(), 3u);
    for (const std::size_t i : {0u, 1u}) {
        QVERIFY(points[i].window > 0 && points[i].measured.lag.value &&
                points[i].measured.bytesPerSecond.value);
        QVERIFY(*points[i].measured.bytesPerSecond.value > 0);
    }
    QVERIFY(points[0].polls > points[1].polls && points[1].polls > 0);
    QVERIFY(points[2].window == 0 && !points[2].measured.lag.value);
    QVERIFY(result.polls.front().theory.bytesPerSecond(90));
    QVERIFY(result.pushes.front().measured.lag.value);
    QVERIFY(result.rate > 100 && result.series == 12);
    QVERIFY(told.size() > 4);
    for (std::size_t i = 0; i < told.size(); ++i) {
        QCOMPARE(told[i].steps, 2);
        QVERIFY(told[i].share >= 0 && told[i].share <= 1 && told[i].left >= 0);
        QVERIFY(i == 0 || (told[i].step >= told[i - 1].step && told[i].share >= told[i - 1].share));
    }
    QCOMPARE(told.front().step, 1);
    QCOMPARE(told.back().step, 2);
}

void TestSweepRunner::stopsWhenAsked()
{
    SweepRunner runner(plan(), {{40 * millisecond, 60 * second}}, {});
    QSignalSpy finished(&runner, &SweepRunner::finished);
    QSignalSpy progressed(&runner, &SweepRunner::progressed);
    runner.start();
    QVERIFY(progressed.wait(10'000));
    runner.cancel();
    QCOMPARE(finished.count(), 1);
    QCOMPARE(finished.front().front().toString(), QString());
    runner.cancel(); // once more does nothing
    QCOMPARE(finished.count(), 1);
}

void TestSweepRunner::saysWhatCannotBeSwept()
{
    QCOMPARE(SweepRunner::problemOf(plan()), QString());
    QVERIFY(SweepRunner::problemOf(plan({u"websocket"_s})).contains(u"poll lane"_s));
    QVERIFY(SweepRunner::problemOf(plan({u"http-poll"_s})).contains(u"push lane"_s));
}

/// The path is not there: an answer that no retry changes.
void TestSweepRunner::aServerThatIsGoneEndsIt()
{
    SessionPlan broken = plan();
    for (LaneConfig &lane : broken.lanes)
        if (!lane.push)
            lane.endpoint.url.setPath(u"/nothing-here"_s);
    SweepRunner runner(std::move(broken), {{40 * millisecond, second}}, {});
    QSignalSpy finished(&runner, &SweepRunner::finished);
    runner.start();
    QVERIFY(finished.wait(30'000));
    QVERIFY2(finished.front().front().toString().startsWith(u"http-poll: "_s),
             qPrintable(finished.front().front().toString()));
}

QTEST_GUILESS_MAIN(TestSweepRunner)
#include "test_sweeprunner.moc"
