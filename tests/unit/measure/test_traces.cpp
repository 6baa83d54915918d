#include "feed.h"

#include <QTest>

using namespace feedscope;
using namespace feedscope::test;

/// The exact traces of measures.md 11, figure by figure.
class TestTraces : public QObject
{
    Q_OBJECT

private slots:
    void aPoll();
    void aPush();
    void aCursorNeedsTheDrain();
    void b();
    void ageTraces();
};

namespace {

const Source sourceA{{1.2, 1.5, 3.4, 7.9, 9.8}};

ComparisonResult traceA()
{
    ComparisonInput in = window(0, 10, 12.5);
    in.lanes = {pushed(sourceA, 0.1), polled(sourceA, 0.1, 12)};
    return analyse(in);
}

} // namespace

void TestTraces::aPoll()
{
    const ComparisonResult result = traceA();
    const LaneResult &poll = result.lanes[1];
    QCOMPARE(result.updates, 5);
    QCOMPARE(poll.updates.reference, 5);
    QCOMPARE(poll.updates.delivered, 4);
    QCOMPARE(poll.updates.missed, 1);
    QCOMPARE(poll.updates.overwritten, 1);
    QCOMPARE(poll.updates.dropped, 0);
    QCOMPARE(poll.updates.lost, 0);
    QCOMPARE(poll.updates.duplicate, 0);
    QCOMPARE(poll.updates.unchanged, 7);
    QCOMPARE(poll.updates.late, 0);
    QCOMPARE(poll.updates.censored, 0);
    QCOMPARE(poll.requests.sent, 10);
    QCOMPARE(poll.requests.answered, 10);
    QCOMPARE(poll.requests.wasted, 7);
    QCOMPARE(poll.requests.skipped, 0);
    NEAR(of(poll.requests.wastedShare.value), 0.7, 1e-12);
    NEAR(meanOf(poll.requests.time), 0.1, 1e-9);
    NEAR(meanOf(poll.delay), 0.45, 1e-9);
    QCOMPARE(poll.delay.count, 4);
    NEAR(meanOf(poll.lag), 0.54, 1e-9);
    NEAR(of(poll.lag.p95.value), 0.9, 1e-9);
    QVERIFY(!poll.lag.p95.shown()); // five values say nothing about a 95th percentile
    NEAR(of(poll.lag.max), 0.9, 1e-9);
    NEAR(of(poll.display.outdatedShare.value), 0.2, 1e-9);
    NEAR(of(poll.display.outdatedMean.value), 0.069, 1e-9);
    NEAR(of(poll.display.ageMean.value), 2.049, 1e-9);
    NEAR(of(poll.display.ageP95.value), 4.2, 1e-9);
    NEAR(meanOf(poll.behind), 0.44, 1e-9);
    QVERIFY(poll.tooShort);
    QVERIFY(!poll.lag.mean.standardError);
    QVERIFY(!poll.gaps);
    QCOMPARE(result.ranking, (std::vector<std::size_t>{0, 1}));
}

void TestTraces::aPush()
{
    const ComparisonResult result = traceA();
    const LaneResult &push = result.lanes[0];
    QCOMPARE(push.updates.delivered, 5);
    QCOMPARE(push.updates.missed, 0);
    NEAR(meanOf(push.lag), 0.1, 1e-9);
    NEAR(meanOf(push.delay), 0.1, 1e-9);
    NEAR(of(push.lag.p95.value), 0.1, 1e-9);
    NEAR(of(push.display.outdatedShare.value), 0.05, 1e-9);
    NEAR(of(push.display.outdatedMean.value), 0.0025, 1e-9);
    NEAR(of(push.display.ageMean.value), 1.68, 1e-9);
    NEAR(of(push.display.ageP95.value), 4.1, 1e-9);
    NEAR(meanOf(push.behind), 0, 1e-12);
    NEAR(of(push.missedShare.upperLimit), 0.6, 1e-12);
}

void TestTraces::aCursorNeedsTheDrain()
{
    for (const double drainEnd : {12.5, 10.0}) {
        ComparisonInput in = window(0, 10, drainEnd);
        in.lanes = {pushed(sourceA, 0.1), polled(sourceA, 0.1, 12, LaneKind::PollCursor)};
        const LaneResult cursor = analyse(in).lanes[1];
        if (drainEnd > 11) {
            NEAR(meanOf(cursor.delay), 0.54, 1e-9);
            NEAR(meanOf(cursor.lag), 0.54, 1e-9);
            QCOMPARE(cursor.updates.missed, 0);
            QCOMPARE(cursor.updates.censored, 0);
            QCOMPARE(cursor.delay.count, 5);
        } else {
            QCOMPARE(cursor.updates.missed, 1);
            QCOMPARE(cursor.updates.lost, 1);
            QCOMPARE(cursor.updates.censored, 1);
            QVERIFY(cursor.lag.p95.censored);
            QVERIFY(!cursor.lag.p95.value);
        }
    }
}

void TestTraces::b()
{
    ComparisonInput in = window(0, 10, 12.5);
    in.lanes = {lane("udp", LaneKind::Push), pushed(Source{{1, 2, 3, 4}}, 0.1)};
    in.contiguity = Contiguity::Feed;
    in.lanes[0].arrivals = {update(-0.9, 0, -1, 0, Arrival::Snapshot), update(1.1, 1, 1), update(3.1, 3, 3),
                            update(3.5, 2, 2), update(3.6, 2, 2)};
    const LaneResult udp = analyse(in).lanes[0];
    QCOMPARE(udp.updates.delivered, 3);
    QCOMPARE(udp.updates.missed, 1);
    QCOMPARE(udp.updates.lost, 1);
    QCOMPARE(udp.updates.late, 1);
    QCOMPARE(udp.updates.duplicate, 1);
    QCOMPARE(udp.updates.censored, 1);
    QCOMPARE(udp.gaps, 1);
    NEAR(meanOf(udp.delay), 1.7 / 3, 1e-9);
    QCOMPARE(udp.lag.count, 3);
    QCOMPARE(udp.lag.censored, 1);
    NEAR(meanOf(udp.lag), 1.3 / 3, 1e-9);
    NEAR(of(udp.lag.p50.value), 0.1, 1e-9);
    NEAR(of(udp.lag.max), 1.1, 1e-9);
    QVERIFY(udp.lag.p95.censored);
    NEAR(of(udp.display.outdatedShare.value), 0.72, 1e-9);
    NEAR(of(udp.display.outdatedMean.value), 1.861, 1e-9);
    NEAR(of(udp.display.ageMean.value), 2.84, 1e-9);
}

void TestTraces::ageTraces()
{
    const ComparisonResult result = traceA();
    const LaneTimeline &timeline = result.lanes[1].timeline;
    const QList<QPointF> one = ageTrace(timeline, 0);
    const QList<QPointF> expected{{0, 1},     {2.1, 3.1}, {2.1, 0.6}, {4.1, 2.6},
                                  {4.1, 0.7}, {8.1, 4.7}, {8.1, 0.2}, {10, 2.1}};
    QCOMPARE(one.size(), expected.size());
    for (qsizetype i = 0; i < one.size(); ++i) {
        NEAR(one[i].x(), expected[i].x(), 1e-9);
        NEAR(one[i].y(), expected[i].y(), 1e-9);
    }
    double area = 0; // the mean over one series is that series, so the area under it is its mean Age
    const QList<QPointF> mean = meanAgeTrace(timeline);
    for (qsizetype i = 1; i < mean.size(); ++i)
        area += (mean[i].x() - mean[i - 1].x()) * (mean[i].y() + mean[i - 1].y()) / 2;
    NEAR(area / 10, 2.049, 1e-9);
    QVERIFY(ageTrace(timeline, 7).isEmpty());
}

QTEST_APPLESS_MAIN(TestTraces)
#include "test_traces.moc"
