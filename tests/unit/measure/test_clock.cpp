#include "core/measure/clockoffset.h"
#include "feed.h"

#include <QTest>

using namespace feedscope;
using namespace feedscope::test;

/// The clock of measures.md 6.
class TestClock : public QObject
{
    Q_OBJECT

private slots:
    void theQuickestExchangeCounts();
    void uncertaintyGrowsWithAge();
    void httpDate();
    void nonsenseIsRefused();
    void onlyTheNewestAreKept();
    void theBestOfFiveMinutes();
};

void TestClock::theBestOfFiveMinutes()
{
    BestDelay delays;
    QCOMPARE(delays.best(0), noTime);
    QCOMPARE(delays.estimate(0).method, ClockMethod::Unknown);
    delays.add(ns(10), ns(-7.5)); // the source's clock is 7.5 s ahead, and more
    delays.add(ns(11), ns(-7.2));
    delays.add(ns(200), ns(-7.4));
    QCOMPARE(delays.best(ns(200)), ns(-7.5));
    const ClockEstimate estimate = delays.estimate(ns(200));
    QCOMPARE(estimate.method, ClockMethod::BestSeen);
    QCOMPARE(estimate.offset, ns(7.5));
    QCOMPARE(estimate.uncertainty, noTime);
    QCOMPARE(delays.best(ns(299)), ns(-7.5)); // let go in parts of 30 s
    QCOMPARE(delays.best(ns(300)), ns(-7.4));
    QCOMPARE(delays.best(ns(600)), noTime);
    delays.add(ns(600), ns(-7));
    QCOMPARE(delays.best(ns(600)), ns(-7));
}

void TestClock::theQuickestExchangeCounts()
{
    ClockOffset clock;
    // Source 2 s ahead. The first answer is delayed by 80 ms on one way only, which biases it by 40 ms.
    QVERIFY(clock.addExchange(ns(10), ns(12.01), ns(12.011), ns(10.101)));
    QVERIFY(clock.addExchange(ns(11), ns(13.01), ns(13.011), ns(11.021)));
    const ClockEstimate estimate = clock.estimate(ns(11.021), 0);
    QCOMPARE(estimate.method, ClockMethod::TwoWay);
    QCOMPARE(estimate.offset, ns(2));
    QCOMPARE(estimate.roundTrip, ns(0.02));
    QCOMPARE(estimate.uncertainty, ns(0.01));
}

void TestClock::uncertaintyGrowsWithAge()
{
    ClockOffset clock;
    clock.addExchange(ns(0), ns(0.001), ns(0.001), ns(0.002));
    QCOMPARE(clock.estimate(ns(10.002), millisecond).uncertainty, ns(0.001 + 0.001 + 50e-6 * 10));
    QVERIFY(!clock.due(ns(9)));
    QVERIFY(clock.due(ns(10.002)));
    QCOMPARE(ClockOffset::sameMachine(millisecond).uncertainty, millisecond);
    QCOMPARE(ClockOffset().estimate(0, 0).method, ClockMethod::Unknown);
    QCOMPARE(ClockOffset().estimate(0, 0).uncertainty, noTime);
}

void TestClock::httpDate()
{
    ClockOffset clock;
    clock.addHttpDate(ns(100), ns(100.04), 103);
    const ClockEstimate date = clock.estimate(ns(100.04), 0);
    QCOMPARE(date.method, ClockMethod::HttpDate);
    QCOMPARE(date.offset, ns(3.48)); // mid-second 103.5 at 100.02
    QCOMPARE(date.uncertainty, ns(0.52));
    clock.addExchange(ns(100), ns(103.5), ns(103.5), ns(101)); // slower, yet better
    QCOMPARE(clock.estimate(ns(101), 0).method, ClockMethod::TwoWay);
}

void TestClock::nonsenseIsRefused()
{
    ClockOffset clock;
    QVERIFY(!clock.addExchange(ns(1), ns(5), ns(9), ns(1.5))); // 4 s of work in half a second
    QVERIFY(!clock.addHttpDate(ns(2), ns(1), 5));
    QCOMPARE(clock.count(), std::size_t{0});
}

void TestClock::onlyTheNewestAreKept()
{
    ClockOffset clock;
    clock.addExchange(ns(0), ns(1), ns(1), ns(0.001));
    for (int i = 1; i <= 16; ++i)
        clock.addExchange(ns(i), ns(i + 0.005), ns(i + 0.005), ns(i + 0.01));
    QCOMPARE(clock.count(), ClockOffset::kept);
    QCOMPARE(clock.estimate(ns(16.01), 0).roundTrip, ns(0.01));
}

QTEST_APPLESS_MAIN(TestClock)
#include "test_clock.moc"
