#include "core/measure/schedule.h"
#include "feed.h"

#include <QTest>

using namespace feedscope;

/// The poll plan of measures.md 8.
class TestSchedule : public QObject
{
    Q_OBJECT

private slots:
    void stepsAreKeptInBounds();
    void intervals_data();
    void intervals();
    void meanWait();
    void countsAndFinds();
    void seedsDiffer();
};

void TestSchedule::stepsAreKeptInBounds()
{
    QCOMPARE(PollPlan(0, second, 4 * second, 1).steps(), 8.0);
    QCOMPARE(PollPlan(0, second, 60 * second, 1).steps(), 30.0);
    QCOMPARE(PollPlan(0, second, 600 * second, 1).steps(), 50.0);
}

void TestSchedule::intervals_data()
{
    QTest::addColumn<qint64>("interval");
    QTest::addColumn<qint64>("window");
    QTest::newRow("1 s in 60 s") << qint64(second) << qint64(60 * second);
    QTest::newRow("50 ms in 60 s") << qint64(50 * millisecond) << qint64(60 * second);
    QTest::newRow("5 s in 30 s") << qint64(5 * second) << qint64(30 * second);
}

void TestSchedule::intervals()
{
    QFETCH(qint64, interval);
    QFETCH(qint64, window);
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const PollPlan plan(17 * second, interval, window, seed);
        const double m = plan.steps();
        const auto t = static_cast<double>(interval);
        QVERIFY(plan.at(0) >= plan.start() && plan.at(0) <= plan.start() + interval);
        for (std::int64_t j = 0; j < 500; ++j) {
            const auto step = static_cast<double>(plan.at(j + 1) - plan.at(j));
            QVERIFY(step >= t * (1 - 1 / m) - 2 && step <= t * (1 + 1 / m) + 2);
        }
        // Whole sweeps: the mean is exactly T.
        const auto sweep = static_cast<std::int64_t>(std::llround(2 * m));
        if (std::abs(2 * m - static_cast<double>(sweep)) < 1e-12)
            QVERIFY(std::abs(plan.at(sweep * 4) - plan.at(0) - sweep * 4 * interval) <= 2);
    }
}

void TestSchedule::meanWait()
{
    // Of an instant at random: E[I²]/(2·E[I]), which the contract gives as T/2·(1 + 1/m²).
    const PollPlan plan(0, second, 60 * second, 12345);
    const double m = plan.steps();
    double squares = 0;
    double sum = 0;
    for (std::int64_t j = 0; j < 6'000; ++j) {
        const double step = toSeconds(plan.at(j + 1) - plan.at(j));
        squares += step * step;
        sum += step;
    }
    NEAR(squares / (2 * sum), 0.5 * (1 + 1 / (m * m)), 2e-5);
}

void TestSchedule::countsAndFinds()
{
    const PollPlan plan(-3 * second, 250 * millisecond, 20 * second, 8);
    for (std::int64_t j = 0; j < 200; ++j) {
        QCOMPARE(plan.firstFrom(plan.at(j)), j);
        QCOMPARE(plan.firstFrom(plan.at(j) + 1), j + 1);
    }
    QCOMPARE(plan.firstFrom(-100 * second), 0);
    QCOMPARE(plan.countIn(plan.at(3), plan.at(9)), 6);
    QCOMPARE(plan.countIn(5, 5), 0);
    QVERIFY(std::abs(plan.countIn(0, 20 * second) - 80) <= 1);
}

void TestSchedule::seedsDiffer()
{
    // ψ is uniform in [0, 2): the first phase spreads over the whole interval, up and down.
    int low = 0;
    int rising = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const PollPlan plan(0, second, 60 * second, seed);
        low += plan.at(0) < second / 2 ? 1 : 0;
        rising += plan.at(1) - plan.at(0) > second ? 1 : 0;
    }
    QVERIFY(low > 150 && low < 250);
    QVERIFY(rising > 150 && rising < 250);
    QCOMPARE(PollPlan(0, second, second, 7).at(3), PollPlan(0, second, second, 7).at(3));
}

QTEST_APPLESS_MAIN(TestSchedule)
#include "test_schedule.moc"
