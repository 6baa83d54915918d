#include "core/measure/sweepanswer.h"
#include "core/measure/theory.h"
#include "madeupsweep.h"
#include "simulation.h"

#include <QTest>

using namespace feedscope;
using namespace feedscope::test;
using namespace Qt::StringLiterals;

/// The sweep of the poll interval: its layout, its curves against the closed forms, and the break-even
/// against costs of which it is known.
class TestSweep : public QObject
{
    Q_OBJECT

private slots:
    void layout();
    void curvesMeetTheClosedForms();
    void cursorCostsByTheRow();
    void breakEvenOfKnownCosts_data();
    void breakEvenOfKnownCosts();
    void agesAndMatches();
    void cheaperThroughout();
    void forecastsFromOneComparison();
    void knowsWhatItDoesNotKnow();
};

namespace {

constexpr double perRequest = 260;
constexpr double perBody = 1'500;
constexpr double perUpdate = 130;
constexpr Simulation demo{12, 20, 1, 0.02, 60, 1};

/// What both lanes of a simulated run put on the wire.
ComparisonInput withBytes(ComparisonInput input, bool cursor)
{
    for (LaneInput &lane : input.lanes) {
        WireFigures wire;
        for (const Arrival &a : lane.arrivals)
            if (lane.kind == LaneKind::Push && a.originWall >= input.from && a.originWall < input.to)
                wire.windowReceived += std::llround(perUpdate);
        for (Request &r : lane.requests) {
            r.bodyBytes = cursor ? 100 * r.rows : std::llround(perBody);
            if (r.planned < input.from || r.planned >= input.to)
                continue;
            wire.windowSent += std::llround(perRequest);
            wire.windowReceived += r.bodyBytes;
        }
        lane.wire = wire;
    }
    return input;
}

SweepResult sweptDemo(LaneKind kind)
{
    Sweep sweep(layOutSweep({}));
    for (std::size_t i = 0; i < sweep.steps().size(); ++i) {
        const SweepStep &step = sweep.steps()[i];
        if (step.window == 0)
            continue;
        Simulation s = demo;
        s.interval = toSeconds(step.interval);
        s.seconds = 10 * toSeconds(step.window); // as if somebody had patience
        s.seed = static_cast<unsigned>(i + 1);
        const ComparisonInput input = withBytes(simulate(s, kind), kind == LaneKind::PollCursor);
        sweep.add(i, input, analyse(input));
    }
    return sweep.result();
}

} // namespace

void TestSweep::layout()
{
    const std::vector<SweepStep> steps = layOutSweep({});
    QCOMPARE(steps.size(), 9u);
    QCOMPARE(steps.front().interval, 50 * millisecond);
    QCOMPARE(steps.back().interval, 60 * second);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const SweepStep &step = steps[i];
        QCOMPARE(step.interval % millisecond, 0);
        QCOMPARE(step.window > 0, 20 * step.interval <= 60 * second);
        QVERIFY(step.window == 0 || (step.window >= 20 * step.interval && step.window >= 8 * second &&
                                     step.window <= 60 * second));
        if (i > 0) // equal ratios, but for the rounding
            NEAR(toSeconds(step.interval) / toSeconds(steps[i - 1].interval), std::pow(1'200, 1.0 / 8), 0.02);
    }
    QVERIFY(sweepDuration(steps) < 150 * second);
    QVERIFY(sweepDuration({{60 * second, 0}}) == 0);
    QCOMPARE(layOutSweep({millisecond, 2 * millisecond, 9}).size(), 2u); // no millisecond twice
    QCOMPARE(layOutSweep({second, 2 * second, 1}).size(), 2u);
}

void TestSweep::curvesMeetTheClosedForms()
{
    const SweepResult result = sweptDemo(LaneKind::PollLatest);
    QCOMPARE(result.polls.size(), 1u);
    QCOMPARE(result.pushes.size(), 1u);
    QCOMPARE(result.series, 12);
    NEAR(result.rate, 20, 0.8);
    const SweepCurve &curve = result.polls.front();
    QCOMPARE(curve.points.size(), 9u);
    int measured = 0;
    for (const SweepPoint &point : curve.points) {
        const double interval = toSeconds(point.interval);
        const theory::Expected e = theory::pollLatest(theory::Source{20, 12}, interval, demo.d);
        NEAR(of(curve.theory.lag(interval)), e.lagMean, 1e-9);
        NEAR(of(curve.theory.lagP95(interval)), theory::pollLagPercentile(interval, demo.d, 0.95), 1e-9);
        NEAR(of(curve.theory.missedShare(interval)), e.missedShare, 0.02);
        NEAR(of(curve.theory.bytesPerSecond(interval)), (perRequest + perBody) / interval,
             0.001 * (perRequest + perBody) / interval);
        if (point.window == 0)
            continue;
        ++measured;
        QVERIFY(point.polls >= 20);
        NEAR(of(point.measured.lag.value), e.lagMean, 0.08 * e.lagMean);
        NEAR(of(point.measured.missedShare.value), e.missedShare, 0.05);
        NEAR(of(point.measured.bytesPerSecond.value), (perRequest + perBody) / interval,
             0.05 * (perRequest + perBody) / interval);
    }
    QCOMPARE(measured, 5);
    const SweepFigures &push = result.pushes.front().measured;
    NEAR(of(push.lag.value), demo.d, 1e-6);
    QCOMPARE(of(push.missedShare.value), 0.0);
    // Polling costs (260 + 1500) B / T, push 130 B · 20/s: equal at 0.677 s.
    const SweepAnswer answer = answerSweep(result, {});
    QCOMPARE(answer.cheaper, SweepAnswer::Cheaper::PollFrom);
    QVERIFY(!answer.byTheory);
    const double truth = (perRequest + perBody) / (perUpdate * 20);
    NEAR(of(answer.breakEven), truth, 0.05 * truth);
    QVERIFY(*answer.breakEvenLow < truth && truth < *answer.breakEvenHigh);
    QVERIFY2(answer.sentence.startsWith(
                 u"For data at most 5 s old polling takes fewer bytes than push above an interval of "_s),
             qPrintable(answer.sentence));
}

/// What a cursor brings costs the same at every interval; only the requests around it do not.
void TestSweep::cursorCostsByTheRow()
{
    const SweepResult result = sweptDemo(LaneKind::PollCursor);
    const SweepTheory &theory = result.polls.front().theory;
    QCOMPARE(of(theory.missedShare(10)), 0.0);
    NEAR(of(theory.bytesPerSecond(2)), perRequest / 2 + 100 * 20, 100);
    NEAR(of(theory.bytesPerSecond(0.1)), perRequest / 0.1 + 100 * 20, 200);
}

void TestSweep::breakEvenOfKnownCosts_data()
{
    QTest::addColumn<double>("bytes");
    QTest::addColumn<double>("error");
    QTest::newRow("in the middle") << 1'300.0 << 0.0;
    QTest::newRow("near a point") << 2'599.0 << 0.0;
    QTest::newRow("with errors") << 1'300.0 << 0.03;
}

void TestSweep::breakEvenOfKnownCosts()
{
    QFETCH(double, bytes);
    QFETCH(double, error);
    const SweepAnswer answer = answerSweep(madeUpSweep({0.1, 0.3, 1, 3}, bytes, error), {});
    QCOMPARE(answer.cheaper, SweepAnswer::Cheaper::PollFrom);
    NEAR(of(answer.breakEven), bytes / 2'600, 1e-9);
    QCOMPARE(answer.breakEvenLow.has_value(), error > 0);
    if (error <= 0)
        return;
    // Slope −1: the interval's relative error is that of both costs together.
    const double spread = Estimate::quantile * std::hypot(error, error);
    NEAR(of(answer.breakEvenLow), *answer.breakEven * std::exp(-spread), 1e-9);
    NEAR(of(answer.breakEvenHigh), *answer.breakEven * std::exp(spread), 1e-9);
    QVERIFY(answer.sentence.contains(u"500 ms (454 ms … 550 ms)"_s));
}

void TestSweep::agesAndMatches()
{
    const SweepResult result = madeUpSweep({0.1, 0.3, 1, 3}, 1'300);
    // Between points, below the first, above the last: always (X − d)/0.95 and 2·(Lag + 50 ms − d).
    for (const double age : {0.05, 0.2, 1.0, 5.0, 60.0}) {
        const SweepAnswer answer = answerSweep(result, {age, 0.05});
        NEAR(of(answer.longestInterval), theory::goodEnoughInterval(age, 0.02), 1e-9);
    }
    for (const double within : {0.01, 0.05, 0.4, 5.0})
        NEAR(of(answerSweep(result, {5, within}).matchInterval), 2 * within, 1e-9);
    const SweepAnswer strict = answerSweep(result, {0.3, 0.05});
    QVERIFY2(
        strict.sentence.startsWith(
            u"For data at most 300 ms old push takes fewer bytes: polling would have to ask every 295 ms, "
            "and is cheaper only above an interval of 500 ms. To match push within 50 ms of its mean Lag you "
            "would poll every 100 ms, for 5 times its bytes (13 kB/s)."_s),
        qPrintable(strict.sentence));
    QVERIFY(!answerSweep(result, {0.01, 0.05}).longestInterval); // the answer alone takes 20 ms
    QVERIFY(answerSweep(result, {0.01, 0.05}).sentence.startsWith(u"No interval shows 95 %"_s));
}

void TestSweep::cheaperThroughout()
{
    QCOMPARE(answerSweep(madeUpSweep({0.1, 1}, 100), {}).cheaper, SweepAnswer::Cheaper::Poll);
    QCOMPARE(answerSweep(madeUpSweep({0.1, 1}, 100'000), {}).cheaper, SweepAnswer::Cheaper::Push);
    // Where nothing was measured theory carries the curve on, and the answer says so.
    SweepResult result = madeUpSweep({0.1, 1}, 26'000);
    result.polls.front().points.push_back({60 * second, 0, 0, {}});
    const SweepAnswer answer = answerSweep(result, {});
    QVERIFY(answer.byTheory);
    NEAR(of(answer.breakEven), 10, 1e-6);
    QVERIFY(answer.sentence.contains(u"10 s (by theory)"_s));
}

void TestSweep::forecastsFromOneComparison()
{
    Simulation s = demo;
    s.seconds = 300;
    const SweepResult forecast = forecastSweep(analyse(withBytes(simulate(s), false)), layOutSweep({}));
    QCOMPARE(forecast.polls.size(), 1u);
    const SweepCurve &curve = forecast.polls.front();
    QCOMPARE(curve.points.size(), 10u); // the interval that runs is one more
    QVERIFY(std::is_sorted(curve.points.begin(), curve.points.end(),
                           [](const SweepPoint &a, const SweepPoint &b) { return a.interval < b.interval; }));
    for (const double interval : {0.05, 1.0, 60.0}) {
        const theory::Expected e = theory::pollLatest(theory::Source{20, 12}, interval, demo.d);
        NEAR(of(curve.theory.missedShare(interval)), e.missedShare, 0.02);
        NEAR(of(curve.theory.lag(interval)), e.lagMean, 0.01);
    }
    NEAR(of(answerSweep(forecast, {}).breakEven), (perRequest + perBody) / (perUpdate * 20), 0.05);
}

void TestSweep::knowsWhatItDoesNotKnow()
{
    QVERIFY(!answerSweep({}, {}).sentence.isEmpty());
    SweepResult early; // lanes run, and nothing is known of them yet
    early.polls.emplace_back();
    QVERIFY(answerSweep(early, {}).sentence.startsWith(u"Nothing was measured yet"_s));
    SweepResult result = madeUpSweep({0.1, 1}, 1'300);
    result.pushes.clear();
    QCOMPARE(answerSweep(result, {}).cheaper, SweepAnswer::Cheaper::Unknown);
    QVERIFY(answerSweep(result, {}).sentence.contains(u"not known"_s));
    result = madeUpSweep({0.1, 1}, 1'300);
    result.pushes.front().measured = {};
    QVERIFY(!answerSweep(result, {}).matchInterval);
    result.polls.front() = {};
    QVERIFY(!answerSweep(result, {}).longestInterval);
    // A sweep that measured nothing, or a lane that never came up.
    Sweep sweep(layOutSweep({}));
    QVERIFY(sweep.result().polls.empty());
    ComparisonInput input = window(0, 10, 12);
    input.lanes = {lane("websocket", LaneKind::Push), lane("http-poll", LaneKind::PollLatest)};
    input.lanes[0].liveSince = input.lanes[1].liveSince = noTime;
    sweep.add(0, input, analyse(input));
    QVERIFY(!answerSweep(sweep.result(), {}).sentence.isEmpty());
}

QTEST_GUILESS_MAIN(TestSweep)
#include "test_sweep.moc"
