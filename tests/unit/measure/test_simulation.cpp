#include "core/measure/theory.h"
#include "simulation.h"

#include <QTest>

using namespace feedscope;
using namespace feedscope::test;

/// Simulated feeds of 10,000 poll intervals: measured, expected from gaps and closed forms must meet.
class TestSimulation : public QObject
{
    Q_OBJECT

private slots:
    void longRun_data();
    void longRun();
    void cursor();
    void longPolling_data();
    void longPolling();
    void stallOfFiveSeconds();
    void outdatedCheck();
};

void TestSimulation::longRun_data()
{
    QTest::addColumn<int>("series");
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("interval");
    QTest::addColumn<double>("d");
    QTest::addColumn<int>("intervals");
    QTest::newRow("K=12 20/s 1 s") << 12 << 20.0 << 1.0 << 0.05 << 10'000;
    // Three updates in four intervals: 10,000 of them leave 2 % of chance in the mean of Outdated.
    QTest::newRow("K=3 3/s 0.25 s") << 3 << 3.0 << 0.25 << 0.02 << 50'000;
    QTest::newRow("K=1 20/s 1 s") << 1 << 20.0 << 1.0 << 0.0 << 10'000;
}

void TestSimulation::longRun()
{
    QFETCH(int, series);
    QFETCH(double, rate);
    QFETCH(double, interval);
    QFETCH(double, d);
    QFETCH(int, intervals);
    const ComparisonResult result = analyse(simulate({series, rate, interval, d, intervals * interval, 8}));
    const LaneResult &poll = result.lanes[1];
    const theory::Expected e = theory::pollLatest(theory::Source{rate, series}, interval, d);
    const auto within2 = [](double got, double wanted) {
        return std::abs(got - wanted) <= 0.02 * wanted + 1e-8;
    };
    const struct
    {
        const char *name;
        double measured;
        double fromGaps;
        double closedForm;
    } rows[] = {
        {"missed", of(poll.missedShare.value), of(poll.expected.missedShare), e.missedShare},
        {"wasted", of(poll.requests.wastedShare.value), of(poll.expected.wastedShare), e.wastedShare},
        {"delay", meanOf(poll.delay), of(poll.expected.delayMean), e.delayMean},
        {"lag", meanOf(poll.lag), of(poll.expected.lagMean), e.lagMean},
        {"outdated share", of(poll.display.outdatedShare.value), of(poll.expected.outdatedShare),
         e.outdatedShare},
        {"outdated mean", of(poll.display.outdatedMean.value), of(poll.expected.outdatedMean),
         e.outdatedMean},
        {"age", of(poll.display.ageMean.value), of(poll.expected.ageMean), e.ageMean},
    };
    for (const auto &row : rows) {
        const QString text = QStringLiteral("%1: measured %2, from gaps %3, closed form %4")
                                 .arg(QLatin1String(row.name))
                                 .arg(row.measured)
                                 .arg(row.fromGaps)
                                 .arg(row.closedForm);
        QVERIFY2(within2(row.measured, row.closedForm), qPrintable(text));
        QVERIFY2(within2(row.fromGaps, row.closedForm), qPrintable(text));
    }
    const double one = rate / series;
    NEAR(of(poll.lag.p95.value) / theory::pollLagPercentile(interval, d, 0.95), 1, 0.02);
    NEAR(of(poll.expected.lagP95) / theory::pollLagPercentile(interval, d, 0.95), 1, 0.02);
    NEAR(of(poll.delay.p95.value) / theory::pollDelayPercentile(one, interval, d, 0.95), 1, 0.02);
    NEAR(of(poll.display.ageP95.value) / theory::pollAgePercentile(one, interval, d, 0.95), 1, 0.02);
    QCOMPARE(poll.agreement.lagMean, true);
    QCOMPARE(poll.agreement.missedShare, true);
    QCOMPARE(poll.updates.lost, 0);
    QCOMPARE(poll.updates.missed, poll.updates.overwritten);

    const LaneResult &push = result.lanes[0];
    const theory::Expected p = theory::push({rate, series}, d);
    QCOMPARE(push.updates.missed, 0);
    NEAR(meanOf(push.lag), d, 1e-6);
    NEAR(of(push.display.outdatedShare.value), p.outdatedShare, 0.02 * p.outdatedShare + 1e-9);
    NEAR(of(push.expected.outdatedMean), p.outdatedMean, 0.02 * p.outdatedMean + 1e-9);
    NEAR(of(push.display.ageMean.value), p.ageMean, 0.02 * p.ageMean);
}

void TestSimulation::cursor()
{
    const ComparisonResult result = analyse(simulate({12, 20, 1, 0.05, 2'000, 3}, LaneKind::PollCursor));
    const LaneResult &poll = result.lanes[1];
    QCOMPARE(poll.updates.missed, 0);
    QCOMPARE(poll.updates.duplicate, 0);
    QCOMPARE(poll.gaps, 0);
    NEAR(meanOf(poll.delay), 0.55, 0.02 * 0.55);
    NEAR(meanOf(poll.delay), meanOf(poll.lag), 1e-12);
    NEAR(of(poll.expected.delayMean), 0.55, 0.02 * 0.55);
}

void TestSimulation::longPolling_data()
{
    QTest::addColumn<int>("series");
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("hold");
    QTest::newRow("busy") << 12 << 20.0 << 25.0;
    QTest::newRow("quiet") << 1 << 0.5 << 2.0;
}

void TestSimulation::longPolling()
{
    QFETCH(int, series);
    QFETCH(double, rate);
    QFETCH(double, hold);
    const Simulation s{series, rate, 1, 0.05, 100'000 / rate, 5};
    ComparisonInput in = window(0, s.seconds, s.seconds + 4);
    const auto updates = poisson(s);
    in.lanes = {simulatedPush(s, updates), simulatedHeld(s, updates, hold)};
    in.contiguity = Contiguity::Feed;
    const LaneResult held = analyse(in).lanes[1];
    const auto e = theory::longPoll({rate, series}, {0.1, hold, s.d});
    QCOMPARE(held.updates.missed, 0);
    QCOMPARE(held.updates.duplicate, 0);
    QCOMPARE(held.requests.failed, 0);
    QCOMPARE(held.requests.skipped, 0);
    QVERIFY(held.isPushed());
    QVERIFY(!held.tooShort);
    NEAR(meanOf(held.delay) / e.delayMean, 1, 0.02);
    NEAR(meanOf(held.lag), meanOf(held.delay), 1e-12);
    NEAR(of(held.display.outdatedShare.value) / e.outdatedShare, 1, 0.02);
    NEAR(of(held.requests.wastedShare.value), e.emptyShare, 0.02 * e.emptyShare + 1e-6);
    NEAR(static_cast<double>(held.requests.sent) / s.seconds / e.answersPerSecond, 1, 0.02);
    NEAR(of(held.expected.delayMean) / e.delayMean, 1, 0.01);
    NEAR(of(held.expected.wastedShare), e.emptyShare, 0.02 * e.emptyShare + 1e-6);
    QCOMPARE(of(held.expected.missedShare), 0.0);
    QCOMPARE(held.agreement.delayMean, true);
}

void TestSimulation::stallOfFiveSeconds()
{
    double delayP95 = 0;
    double lagP95 = 0;
    double requestP95 = 0;
    double pushP95 = 0;
    constexpr int runs = 200;
    for (unsigned run = 0; run < runs; ++run) {
        const ComparisonResult result = analyse(simulate({12, 20, 1, 0, 30, run + 1, 12, 5}));
        delayP95 += of(result.lanes[1].delay.p95.value) / runs;
        lagP95 += of(result.lanes[1].lag.p95.value) / runs;
        requestP95 += of(result.lanes[1].requests.time.p95.value) / runs;
        pushP95 += of(result.lanes[0].delay.p95.value) / runs;
        QVERIFY(result.lanes[1].requests.skipped >= 3);
        QCOMPARE(result.lanes[1].requests.time.censored, 0);
    }
    NEAR(delayP95, 0.90, 0.03);
    NEAR(lagP95, 4.0, 0.2);
    NEAR(requestP95, 3.5, 0.3);
    NEAR(pushP95, 3.5, 0.2);
}

void TestSimulation::outdatedCheck()
{
    // measures.md 4: share outdated · series · window = Σ min(Lag, time to the next), up to the edges.
    const ComparisonInput in = simulate({4, 8, 0.5, 0.02, 2'000, 9});
    const ComparisonResult result = analyse(in);
    const double left = of(result.lanes[1].display.outdatedShare.value) * 4 * 2'000;
    std::vector<std::vector<double>> origins(4);
    std::vector<std::vector<double>> shown(4);
    for (const Arrival &a : in.lanes[0].arrivals)
        origins[a.series].push_back(toSeconds(a.originWall));
    double right = 0;
    for (SeriesId s = 0; s < 4; ++s) {
        const auto steps = result.lanes[1].timeline.of(s);
        std::size_t k = 0;
        for (std::size_t i = 0; i + 1 < origins[s].size(); ++i) {
            while (k < steps.size() && toSeconds(steps[k].origin) < origins[s][i] - 1e-9)
                ++k;
            if (k < steps.size() && origins[s][i] >= 0)
                right +=
                    std::min(toSeconds(steps[k].shownAt) - origins[s][i], origins[s][i + 1] - origins[s][i]);
        }
    }
    NEAR(left / right, 1, 1e-3);
}

QTEST_APPLESS_MAIN(TestSimulation)
#include "test_simulation.moc"
