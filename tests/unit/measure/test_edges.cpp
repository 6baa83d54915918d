#include "feed.h"

#include <QTest>

using namespace feedscope;
using namespace feedscope::test;

/// The edge cases of measures.md 1 to 5, each in a few lines.
class TestEdges : public QObject
{
    Q_OBJECT

private slots:
    void singleLaneKnowsNoMissed();
    void contiguousHolesJoinTheReference();
    void holesAtTheWindowsEdges();
    void aWildJumpIsNotABillionLost();
    void perSeriesHolesCanBeOverwritten();
    void gapsAreMaximalRuns();
    void conflictsAreCountedNotJoined();
    void restartedSource();
    void eventsAreNotOvertaken();
    void unknownOrigin();
    void snapshotsNeverEnterDelay();
    void firstAnswerOfAPollLane();
    void ownDrops();
    void failedLane();
    void onlyCommonKinds();
    void settledOnly();
    void approximateJoin();
    void clockShifts();
    void millisecondStamps();
    void lateSeriesWeighsTheSame();
    void overdueRequests();
    void failedRequests();
    void newestRows();
    void hostileValues();
    void emptyInput();
};

void TestEdges::singleLaneKnowsNoMissed()
{
    ComparisonInput in = window(0, 10, 12);
    in.lanes = {pushed(Source{{1, 2, 4}}, 0.1)};
    const ComparisonResult result = analyse(in);
    QVERIFY(!result.missedKnown && result.atLeast);
    QVERIFY(!result.lanes[0].updates.missed);
    QVERIFY(!result.lanes[0].updates.lost);
    QVERIFY(!result.lanes[0].missedShare.value);
    QVERIFY(!result.lanes[0].behind.mean.value);
    QCOMPARE(result.lanes[0].updates.delivered, 3);
}

void TestEdges::contiguousHolesJoinTheReference()
{
    ComparisonInput in = window(0, 10, 12);
    in.contiguity = Contiguity::Feed;
    in.lanes = {lane("udp", LaneKind::Push)};
    in.lanes[0].arrivals = {update(1.1, 1, 1), update(5.1, 5, 5)};
    const ComparisonResult result = analyse(in);
    QVERIFY(result.missedKnown && !result.atLeast);
    QCOMPARE(result.updates, 5);
    QCOMPARE(result.holes, 3);
    QCOMPARE(result.lanes[0].updates.missed, 3);
    QCOMPARE(result.lanes[0].updates.lost, 3);
    QCOMPARE(result.lanes[0].updates.censored, 0); // no series, no Lag
    QCOMPARE(result.lanes[0].lag.count, 2);
    QCOMPARE(result.lanes[0].gaps, 1);
    NEAR(of(result.lanes[0].missedShare.value), 0.6, 1e-12);
}

void TestEdges::holesAtTheWindowsEdges()
{
    ComparisonInput in = window(0, 10, 22);
    in.contiguity = Contiguity::Feed;
    in.lanes = {lane("udp", LaneKind::Push)};
    // Numbers 1..9 between −5 and 5: those at 0 and later are 5..9; 11..19 between 5 and 15: up to 14.
    in.lanes[0].arrivals = {update(-5, 0, -5), update(5, 10, 5), update(15, 20, 15)};
    const ComparisonResult result = analyse(in);
    QCOMPARE(result.holes, 5 + 4);
    QCOMPARE(result.updates, 10);
}

void TestEdges::aWildJumpIsNotABillionLost()
{
    ComparisonInput in = window(0, 10, 12);
    in.contiguity = Contiguity::Feed;
    in.lanes = {lane("udp", LaneKind::Push)};
    in.lanes[0].arrivals = {update(1, 1, 1), update(2, 1ULL << 63, 2), update(3, ~0ULL, 3)};
    const ComparisonResult result = analyse(in);
    QCOMPARE(result.updates, 3);
    QCOMPARE(result.lanes[0].gaps, 0);
}

void TestEdges::perSeriesHolesCanBeOverwritten()
{
    for (const LaneKind kind : {LaneKind::PollLatest, LaneKind::PollCursor}) {
        ComparisonInput in = window(0, 10, 12);
        in.contiguity = Contiguity::Series;
        in.lanes = {lane("http-poll", kind)};
        in.lanes[0].arrivals = {update(1, 1, 1, 0), update(1, 1, 1, 1), update(3, 4, 3, 0),
                                update(3, 2, 3, 1)};
        const UpdateCounts counts = analyse(in).lanes[0].updates;
        QCOMPARE(counts.missed, 2);
        QCOMPARE(counts.overwritten, kind == LaneKind::PollLatest ? 2 : 0);
        QCOMPARE(counts.lost, kind == LaneKind::PollLatest ? 0 : 2);
    }
}

void TestEdges::gapsAreMaximalRuns()
{
    ComparisonInput in = window(0, 20, 22);
    in.contiguity = Contiguity::Feed;
    in.lanes = {lane("udp", LaneKind::Push), lane("tcp", LaneKind::Push)};
    for (int n = 1; n <= 12; ++n) {
        const bool both = n != 7; // 7 is a hole for both
        const bool udp = both && n != 3 && n != 4 && n != 6 && n != 10;
        if (udp)
            in.lanes[0].arrivals.push_back(update(n + 0.1, static_cast<std::uint64_t>(n), n));
        if (both)
            in.lanes[1].arrivals.push_back(update(n + 0.2, static_cast<std::uint64_t>(n), n));
    }
    const ComparisonResult result = analyse(in);
    QCOMPARE(result.lanes[0].gaps, 3); // 3–4, 6–7, 10
    QCOMPARE(result.lanes[1].gaps, 1); // 7
    QCOMPARE(result.lanes[0].updates.missed, 5);
}

void TestEdges::conflictsAreCountedNotJoined()
{
    ComparisonInput in = window(0, 10, 12);
    in.lanes = {pushed(Source{{1, 2}}, 0.1), pushed(Source{{1, 2}}, 0.2)};
    in.lanes[1].arrivals.back().content = 999;
    const ComparisonResult result = analyse(in);
    QCOMPARE(result.conflicts, 1);
    QCOMPARE(result.updates, 2);
    QCOMPARE(result.lanes[0].updates.delivered, 2);
    QCOMPARE(result.lanes[1].updates.delivered, 1);
    QCOMPARE(result.lanes[1].updates.duplicate, 0);
}

void TestEdges::restartedSource()
{
    // The sequence begins anew: a new generation is newer whatever its numbers.
    ComparisonInput in = window(0, 10, 12);
    in.contiguity = Contiguity::Feed;
    in.lanes = {lane("websocket", LaneKind::Push)};
    in.lanes[0].arrivals = {update(1.1, 100, 1), update(2.1, 101, 2), update(5.1, 1, 5, 0, 0, 1),
                            update(6.1, 2, 6, 0, 0, 1)};
    const LaneResult result = analyse(in).lanes[0];
    QCOMPARE(result.updates.missed, 0);
    QCOMPARE(result.updates.late, 0);
    NEAR(meanOf(result.lag), 0.1, 1e-9);
    NEAR(of(result.lag.max), 0.1, 1e-9);
    QCOMPARE(result.timeline.steps.size(), std::size_t{4});
}

void TestEdges::eventsAreNotOvertaken()
{
    ComparisonInput in = window(0, 10, 12);
    in.lanes = {lane("websocket", LaneKind::Push), lane("udp", LaneKind::Push)};
    for (std::uint64_t n = 1; n <= 3; ++n)
        in.lanes[0].arrivals.push_back(update(double(n) + 0.1, n, double(n), 0, Arrival::Event));
    in.lanes[1].arrivals = {update(2.2, 2, 2, 0, Arrival::Event), update(2.5, 1, 1, 0, Arrival::Event)};
    const LaneResult udp = analyse(in).lanes[1];
    QCOMPARE(udp.updates.late, 0);
    QCOMPARE(udp.updates.censored, 1);
    NEAR(meanOf(udp.lag), (0.2 + 1.5) / 2, 1e-9);
    QVERIFY(!udp.display.ageMean.value);
    QVERIFY(!udp.display.outdatedShare.value);
    QVERIFY(udp.timeline.steps.empty());
}

void TestEdges::unknownOrigin()
{
    ComparisonInput in = window(0, 10, 12);
    in.lanes = {lane("websocket", LaneKind::Push), lane("http-poll", LaneKind::PollCursor)};
    for (std::uint64_t n = 1; n <= 3; ++n) {
        in.lanes[0].arrivals.push_back(withoutOrigin(update(double(n) + 0.1, n, 0)));
        in.lanes[1].arrivals.push_back(withoutOrigin(update(double(n) + 0.6, n, 0)));
    }
    // Rows of a snapshot say nothing of when their updates were.
    in.lanes[0].arrivals.push_back(withoutOrigin(update(5, 50, 0, 1, Arrival::Snapshot)));
    const ComparisonResult result = analyse(in);
    QVERIFY(result.relative);
    QCOMPARE(result.updates, 3);
    NEAR(meanOf(result.lanes[0].lag), 0, 1e-9);
    NEAR(meanOf(result.lanes[1].lag), 0.5, 1e-9);
    NEAR(meanOf(result.lanes[1].behind), 0.5, 1e-9);
}

void TestEdges::snapshotsNeverEnterDelay()
{
    // After a reconnect the state row brings an update of the window, 3 s old.
    ComparisonInput in = window(0, 10, 12);
    in.lanes = {lane("websocket", LaneKind::Push), pushed(Source{{1, 2, 3}}, 0.1)};
    in.lanes[0].arrivals = {update(1.1, 1, 1), update(6, 3, 3, 0, Arrival::Snapshot)};
    const LaneResult result = analyse(in).lanes[0];
    QCOMPARE(result.updates.delivered, 2);
    QCOMPARE(result.updates.lost, 1);
    QCOMPARE(result.delay.count, 1);
    NEAR(meanOf(result.delay), 0.1, 1e-9);
    NEAR(of(result.lag.max), 4, 1e-9); // update 2 is shown as overtaken at 6
}

void TestEdges::firstAnswerOfAPollLane()
{
    ComparisonInput in = window(0, 10, 12);
    in.lanes = {lane("http-poll", LaneKind::PollLatest), pushed(Source{{1, 2}}, 0.1)};
    in.lanes[0].liveSince = ns(1.5);
    in.lanes[0].arrivals = {update(1.5, 1, 1), update(2.5, 2, 2)};
    const LaneResult result = analyse(in).lanes[0];
    QCOMPARE(result.updates.delivered, 2);
    QCOMPARE(result.delay.count, 1);
    NEAR(meanOf(result.delay), 0.5, 1e-9);
}

void TestEdges::ownDrops()
{
    ComparisonInput in = window(0, 20, 22);
    in.lanes = {lane("udp", LaneKind::Push), pushed(Source{{1, 2, 3, 4, 5, 6}}, 0.1)};
    in.lanes[0].arrivals = {update(1.1, 1, 1), update(6.1, 6, 6)};
    in.lanes[0].dropped = 3;
    const UpdateCounts push = analyse(in).lanes[0].updates;
    QCOMPARE(push.missed, 4);
    QCOMPARE(push.dropped, 3);
    QCOMPARE(push.lost, 1);
    in.lanes[0].kind = LaneKind::PollLatest;
    in.lanes[0].droppedBySeries = {{7, 1}, {0, 1}};
    in.lanes[0].arrivals.pop_back(); // nothing newer was shown: not overwritten
    const UpdateCounts poll = analyse(in).lanes[0].updates;
    QCOMPARE(poll.overwritten, 0);
    QCOMPARE(poll.dropped, 2); // one known to be of series 0, one of any; one was of series 7
    QCOMPARE(poll.lost, 3);
}

void TestEdges::failedLane()
{
    ComparisonInput in = window(0, 10, 12);
    in.lanes = {pushed(Source{{1, 2}}, 0.1), lane("mqtt", LaneKind::Push), pushed(Source{{1, 2}}, 0.3)};
    in.lanes[1].liveSince = noTime;
    const ComparisonResult result = analyse(in);
    QVERIFY(!result.lanes[1].live);
    QVERIFY(!result.lanes[1].behind.mean.value);
    QCOMPARE(result.ranking, (std::vector<std::size_t>{0, 2}));
    NEAR(meanOf(result.lanes[2].behind), 0.2, 1e-9);
}

void TestEdges::onlyCommonKinds()
{
    ComparisonInput in = window(0, 10, 12);
    in.kindOfSeries = {0, 1}; // series 1 is of a kind that the poll lane does not serve
    in.lanes = {pushed(Source{{1, 2}}, 0.1), pushed(Source{{1, 2}}, 0.3)};
    in.lanes[0].arrivals.push_back(update(3.1, 9, 3, 1));
    const ComparisonResult result = analyse(in);
    QCOMPARE(result.updates, 2);
    QCOMPARE(result.uncompared, 1);
    QCOMPARE(result.series, 1);
    QCOMPARE(result.lanes[1].updates.missed, 0);
    in.kindOfSeries = {0, 0};
    QCOMPARE(analyse(in).lanes[1].updates.missed, 1);
}

void TestEdges::settledOnly()
{
    ComparisonInput in = window(0, 10, 10);
    in.settledOnly = true;
    in.settleAfter = ns(3);
    in.lanes = {pushed(Source{{1, 6.5, 9}}, 0.1), pushed(Source{{1}}, 0.2)};
    const ComparisonResult result = analyse(in);
    QCOMPARE(result.updates, 2); // 6.5 is older than 3 s: it counts as missed
    QCOMPARE(result.unsettled, 1);
    QCOMPARE(result.lanes[1].updates.missed, 1);
    QCOMPARE(result.lanes[1].updates.censored, 1);
}

void TestEdges::approximateJoin()
{
    // Identity is a hash of the values: the same price comes back 5 s later as a new update.
    ComparisonInput in = window(0, 10, 12);
    in.approximateWithin = ns(2);
    in.lanes = {lane("websocket", LaneKind::Push), lane("http-poll", LaneKind::PollLatest)};
    const auto add = [](LaneInput &to, double arrival, double origin) {
        Arrival a = update(arrival, 1, origin);
        a.flags = 0;
        to.arrivals.push_back(a);
    };
    add(in.lanes[0], 1.1, 1);
    add(in.lanes[0], 6.1, 6);
    add(in.lanes[1], 2.1, 1.01);
    add(in.lanes[1], 3.1, 1.01);
    add(in.lanes[1], 7.1, 6.01);
    const ComparisonResult result = analyse(in);
    QVERIFY(result.approximate);
    QCOMPARE(result.updates, 2);
    QCOMPARE(result.lanes[1].updates.delivered, 2);
    QCOMPARE(result.lanes[1].updates.unchanged, 1);
    NEAR(meanOf(result.lanes[1].lag), 1.1, 1e-9);
}

void TestEdges::clockShifts()
{
    ComparisonInput in = window(100, 110, 112);
    in.lanes = {pushed(Source{{101.2, 103.4, 107.9}}, 0.1)};
    for (Arrival &a : in.lanes[0].arrivals)
        a.originWall += ns(1'000'000 + 0.25); // wall clock, source 250 ms ahead
    in.clock.wallMinusSteady = ns(1'000'000);
    in.clock.source = {ns(0.25), ns(0.02), ns(0.04), ClockMethod::TwoWay};
    const ComparisonResult result = analyse(in);
    NEAR(meanOf(result.lanes[0].delay), 0.1, 1e-9);
    NEAR(of(result.uncertainty), 0.02, 1e-12);
    NEAR(of(result.lanes[0].outdatedShareRange.low), 3 * 0.08 / 10, 1e-9);
    NEAR(of(result.lanes[0].outdatedShareRange.high), 3 * 0.12 / 10, 1e-9);
    QVERIFY(!result.clockInconsistent);
    in.clock.source.offset = ns(0.1); // wrong by 150 ms: delays of −50 ms, more than u allows
    const ComparisonResult wrong = analyse(in);
    QVERIFY(wrong.clockInconsistent);
    QCOMPARE(wrong.lanes[0].negativeDelays, 3);
    NEAR(meanOf(wrong.lanes[0].delay), -0.05, 1e-9);
}

void TestEdges::millisecondStamps()
{
    ComparisonInput in = window(0, 10, 12);
    in.lanes = {lane("websocket", LaneKind::Push)};
    std::vector<double> origins;
    for (int i = 0; i < 1'000; ++i) {
        const double origin = 0.0095 * (i + 1) + 1e-6 * ((i * 37) % 1'000);
        in.lanes[0].arrivals.push_back(
            update(origin + 0.0001, static_cast<std::uint64_t>(i), std::floor(origin * 1e3) / 1e3));
    }
    in.clock.resolution = millisecond;
    in.clock.source = ClockOffset::sameMachine(millisecond);
    const ComparisonResult result = analyse(in);
    NEAR(meanOf(result.lanes[0].delay), 0.0001, 0.00003);
    QVERIFY(result.lanes[0].negativeDelays > 100); // kept, signed
    QVERIFY(!result.clockInconsistent);            // within what such stamps can say
}

void TestEdges::lateSeriesWeighsTheSame()
{
    // Series 1 is first displayed at 8: its mean Age weighs as much as that of series 0.
    ComparisonInput in = window(0, 10, 10);
    in.lanes = {lane("websocket", LaneKind::Push)};
    in.lanes[0].arrivals = {update(-1, 1, -1, 0), update(8, 1, 7, 1)};
    const TimelineFigures figures = analyse(in).lanes[0].display;
    NEAR(of(figures.ageMean.value), (6.0 + 2.0) / 2, 1e-9);
    NEAR(of(figures.ageMax), 11, 1e-9);
    QCOMPARE(figures.series, 2);
}

void TestEdges::overdueRequests()
{
    // Planned at 0, 1, 2, 3: the first takes 2.5 s, the make-up request answers those of 1 and 2.
    ComparisonInput in = window(0, 4, 6);
    in.lanes = {lane("http-poll", LaneKind::PollLatest)};
    Request makeUp = poll(1, 2.6, 1, 1, 1);
    makeUp.sent = ns(2.5);
    in.lanes[0].requests = {poll(0, 2.5, 1, 1), makeUp, poll(3, 3.1, 1, 0)};
    const RequestFigures figures = analyse(in).lanes[0].requests;
    QCOMPARE(figures.planned, 4);
    QCOMPARE(figures.sent, 3);
    QCOMPARE(figures.skipped, 1);
    QCOMPARE(figures.wasted, 1);
    NEAR(meanOf(figures.time), (2.5 + 1.6 + 0.6 + 0.1) / 4, 1e-9);
    NEAR(of(figures.time.max), 2.5, 1e-9);
}

void TestEdges::failedRequests()
{
    ComparisonInput in = window(0, 4, 6);
    in.lanes = {lane("http-poll", LaneKind::PollLatest)};
    Request failed = poll(1, 1.5, 0, 0);
    failed.outcome = Request::Outcome::Failed;
    Request unchanged = poll(3, 3.1, 0, 0);
    unchanged.outcome = Request::Outcome::NotModified;
    Request makeUp = poll(1, 2.2, 2, 1, 1);
    makeUp.sent = ns(2);
    in.lanes[0].requests = {poll(0, 0.1, 2, 2), failed, makeUp, unchanged};
    const RequestFigures figures = analyse(in).lanes[0].requests;
    QCOMPARE(figures.answered, 3);
    QCOMPARE(figures.failed, 1);
    QCOMPARE(figures.wasted, 1);
    QCOMPARE(figures.skipped, 0);
    QCOMPARE(figures.time.count, 4);
    NEAR(of(figures.time.max), 1.2, 1e-9);
    NEAR(of(figures.wastedShare.value), 1.0 / 3, 1e-9);
    NEAR(of(figures.unchangedRowsShare.value), 1.0 / 4, 1e-9);
    in.lanes[0].requests = {poll(0, 0.1, 2, 2), failed}; // the end of the run: nothing answered it
    QCOMPARE(analyse(in).lanes[0].requests.time.censored, 1);
}

void TestEdges::newestRows()
{
    const Source source{{1.2, 1.5, 3.4, 7.9, 9.8}};
    ComparisonInput in = window(0, 10, 12.5);
    in.lanes = {pushed(source, 0.1), polled(source, 0.1, 12)};
    const ComparisonResult result = analyse(in);
    QCOMPARE(result.rows.size(), std::size_t{5});
    QCOMPARE(result.rows[0].sequence, 5u);
    const UpdateRow &overwritten = result.rows[4];
    QCOMPARE(overwritten.sequence, 1u);
    QVERIFY(overwritten.cells[0].delivered);
    QVERIFY(!overwritten.cells[1].delivered);
    QCOMPARE(overwritten.cells[1].lag, ns(0.9));
}

void TestEdges::hostileValues()
{
    ComparisonInput in = window(0, 10, 12);
    in.contiguity = Contiguity::Series;
    in.lanes = {pushed(Source{{1, 2}}, 0.1), pushed(Source{{1, 2}}, 0.1)};
    for (const Ns wild : {std::numeric_limits<Ns>::max(), std::numeric_limits<Ns>::min() + 1, Ns{0}}) {
        Arrival a = update(3, static_cast<std::uint64_t>(wild) | 1, 3);
        a.originWall = wild;
        in.lanes[0].arrivals.push_back(a);
    }
    Request wild = poll(1, 2, -5, 7, -3);
    in.lanes[1].requests = {wild};
    const ComparisonResult result = analyse(in);
    QVERIFY(result.updates >= 2);
}

void TestEdges::emptyInput()
{
    QCOMPARE(analyse(ComparisonInput()).updates, 0);
    ComparisonInput in = window(0, 10, 12);
    in.contiguity = Contiguity::Feed;
    in.lanes = {lane("websocket", LaneKind::Push), lane("http-poll", LaneKind::PollLatest)};
    const ComparisonResult result = analyse(in);
    QVERIFY(!result.lanes[0].lag.mean.value);
    QVERIFY(!result.lanes[0].display.ageMean.value);
    QVERIFY(!result.lanes[1].expected.lagMean);
}

QTEST_APPLESS_MAIN(TestEdges)
#include "test_edges.moc"
