#include "core/session/run.h"

#include <QTest>

using namespace feedscope;

/// Warm-up, window and drain, as measures.md section 2 has them.
class TestRun : public QObject
{
    Q_OBJECT

    using Phase = Run::Phase;

private slots:
    void warmsUpForTwoSecondsAtLeast()
    {
        Run run(0, 10 * second);
        const std::vector<RunLane> lanes{{false, 0, second / 10}, {true, second, second / 2}};
        run.advance(2 * second, lanes, 0);
        QCOMPARE(run.phase(), Phase::WarmUp);
        run.advance(2 * second + second / 2, lanes, 0);
        QCOMPARE(run.phase(), Phase::Window);
        QCOMPARE(run.t1() - run.t0(), 10 * second);
    }

    void warmsUpForTheLongestInterval()
    {
        Run run(0, noTime);
        const std::vector<RunLane> lanes{{false, 0, 0}, {true, 5 * second, second}};
        run.advance(5 * second, lanes, 0);
        QCOMPARE(run.phase(), Phase::WarmUp);
        run.advance(6 * second, lanes, 0);
        QCOMPARE(run.phase(), Phase::Window);
        QCOMPARE(run.t1(), noTime);
        run.advance(600 * second, lanes, 0);
        QCOMPARE(run.phase(), Phase::Window);
    }

    void aLaneThatNeverComesIsLeftOut()
    {
        Run run(0, second);
        const std::vector<RunLane> lanes{{false, 0, second}, {true, second, noTime}};
        run.advance(10 * second, lanes, 0);
        QCOMPARE(run.phase(), Phase::WarmUp);
        run.advance(11 * second, lanes, 0);
        QCOMPARE(run.phase(), Phase::Window);
        QVERIFY(run.hasFailed(1));
        QVERIFY(!run.hasFailed(0));
    }

    void aWindowEndsSooner()
    {
        Run run(0, 10 * second);
        const std::vector<RunLane> lanes{{false, 0, 0}};
        QVERIFY(!run.endWindow(second)); // it has not begun
        run.advance(2 * second, lanes, 0);
        QVERIFY(run.endWindow(5 * second));
        run.advance(5 * second, lanes, 0);
        QCOMPARE(run.phase(), Phase::Drain);
        QCOMPARE(run.t1() - run.t0(), 3 * second);
        QVERIFY(!run.endWindow(6 * second)); // it is over
        run.advance(7 * second, lanes, 0);
        QCOMPARE(run.phase(), Phase::Over);
    }

    void drainsUntilAPollPlannedAfterTheWindow()
    {
        Run run(0, 10 * second);
        std::vector<RunLane> lanes{{false, 0, 0}, {true, second, 0}};
        run.advance(2 * second, lanes, 0);
        lanes[1].lastAnsweredPlan = 12 * second - 1;
        run.advance(15 * second, lanes, 0);
        QCOMPARE(run.phase(), Phase::Drain);
        lanes[1].lastAnsweredPlan = 12 * second;
        run.advance(15 * second, lanes, 0);
        QCOMPARE(run.phase(), Phase::Over);
    }

    void drainsAsLongAsTheLargestLag()
    {
        Run run(0, 10 * second);
        const std::vector<RunLane> lanes{{false, 0, 0}, {true, second, 0, 20 * second}};
        run.advance(2 * second, lanes, 0);
        run.advance(16 * second, lanes, 5 * second);
        QCOMPARE(run.phase(), Phase::Drain);
        run.advance(17 * second, lanes, 5 * second);
        QCOMPARE(run.phase(), Phase::Over);
        QCOMPARE(run.drainEnd(), 17 * second);
    }

    void theDrainEndsInAnyCase()
    {
        Run run(0, 10 * second);
        const std::vector<RunLane> lanes{{false, 0, 0}, {true, second, 0}};
        run.advance(2 * second, lanes, 0);
        run.advance(23 * second, lanes, 0);
        QCOMPARE(run.phase(), Phase::Drain);
        run.advance(24 * second, lanes, 0);
        QCOMPARE(run.phase(), Phase::Over);
    }
};

QTEST_APPLESS_MAIN(TestRun)
#include "test_run.moc"
