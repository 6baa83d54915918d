#include "core/measure/gaps.h"
#include "core/measure/sortdurations.h"
#include "core/measure/statistics.h"
#include "core/measure/theory.h"
#include "core/measure/timeweighted.h"
#include "feed.h"

#include <QTest>

#include <array>
#include <random>

using namespace feedscope;
using feedscope::test::ns;
using feedscope::test::of;

/// The statistics of measures.md 7 and what they rest on.
class TestStatistics : public QObject
{
    Q_OBJECT

private slots:
    void blockInterval();
    void intervalCoversTheTruth();
    void noEventHasAnUpperLimit();
    void support();
    void percentiles();
    void censoredRankAboveAll();
    void agreement();
    void timeWeighted();
    void gapAverages();
    void gapsOfAPoissonSourceGiveTheClosedForms();
    void radixSort();
};

void TestStatistics::blockInterval()
{
    BlockRatio ratio(0, 10 * second);
    for (int b = 0; b < 10; ++b) {
        for (int i = 0; i < 2; ++i)
            ratio.add(b * second + i, b % 2);
    }
    const Estimate mean = ratio.mean(20);
    NEAR(of(mean.value), 0.5, 1e-12);
    // Σ(y − R·x)² = 10·1, Σx = 20: SE = √(10/9 · 10)/20
    NEAR(of(mean.standardError), std::sqrt(10.0 / 9 * 10) / 20, 1e-12);
    NEAR(of(mean.high()) - of(mean.low()), 2 * 2.262 * of(mean.standardError), 1e-12);
    QVERIFY(!ratio.mean(20, false).low());
    QVERIFY(!BlockRatio(0, second).mean(0).value);
    QCOMPARE(ratio.blockOf(-5), 0);
    QCOMPARE(ratio.blockOf(99 * second), 9);
    for (const Ns length : {Ns{7}, Ns{13}, 10 * second + 3}) {
        const BlockRatio odd(5, 5 + length);
        for (int b = 0; b < 9; ++b)
            QVERIFY(odd.blockOf(odd.blockEnd(b)) > b && odd.blockOf(odd.blockEnd(b) - 1) <= b);
    }
}

void TestStatistics::intervalCoversTheTruth()
{
    std::mt19937_64 random(1);
    std::exponential_distribution<double> wait(1);
    int covered = 0;
    for (int run = 0; run < 1'000; ++run) {
        BlockRatio ratio(0, 1'000);
        for (int i = 0; i < 1'000; ++i)
            ratio.add(i, wait(random));
        const Estimate mean = ratio.mean(1'000);
        covered += of(mean.low()) <= 1 && of(mean.high()) >= 1 ? 1 : 0;
    }
    QVERIFY2(covered > 925 && covered < 975, qPrintable(QString::number(covered)));
}

void TestStatistics::noEventHasAnUpperLimit()
{
    BlockRatio ratio(0, second);
    for (int i = 0; i < 300; ++i)
        ratio.add(i, 0);
    NEAR(of(ratio.share(300).upperLimit), 0.01, 1e-12);
    NEAR(of(ratio.share(300).high()), 0.01, 1e-12);
    QVERIFY(!ratio.mean(300).upperLimit);
}

void TestStatistics::support()
{
    QCOMPARE(supportOf(0.5, 1), Support::Absent);
    QCOMPARE(supportOf(0.5, 2), Support::Greyed);
    QCOMPARE(supportOf(0.5, 20), Support::Full);
    QCOMPARE(supportOf(0.95, 19), Support::Absent);
    QCOMPARE(supportOf(0.95, 199), Support::Greyed);
    QCOMPARE(supportOf(0.95, 200), Support::Full);
    QCOMPARE(supportOf(0.99, 999), Support::Greyed);
    QCOMPARE(supportOf(0.99, 1'000), Support::Full);
}

void TestStatistics::percentiles()
{
    std::vector<Ns> values;
    for (Ns i = 100; i >= 1; --i)
        values.push_back(i * second);
    const Distribution d = distributionOf(values, 0, Estimate());
    NEAR(of(d.p50.value), 50, 1e-12);
    NEAR(of(d.p95.value), 95, 1e-12);
    NEAR(of(d.p99.value), 99, 1e-12);
    NEAR(of(d.p95.low), 90, 1e-12);   // ⌊95 − 1.96·√4.75⌋
    NEAR(of(d.p95.high), 100, 1e-12); // ⌈95 + 4.27⌉
    NEAR(of(d.max), 100, 1e-12);
    QCOMPARE(nearestRank(0.95, 20), 19);
}

void TestStatistics::censoredRankAboveAll()
{
    std::vector<Ns> values{second, 2 * second, 3 * second};
    const Distribution d = distributionOf(values, 1, Estimate());
    QCOMPARE(d.count, 3);
    NEAR(of(d.p50.value), 2, 1e-12);
    QVERIFY(d.p95.censored && !d.p95.value);
    NEAR(of(d.max), 3, 1e-12);
}

void TestStatistics::agreement()
{
    Estimate e;
    e.value = 1.05;
    QCOMPARE(agrees(e, 1.0), true); // within 10 %
    e.value = 1.2;
    QCOMPARE(agrees(e, 1.0), std::nullopt); // no error known: cannot be said
    e.standardError = 0.07;
    QCOMPARE(agrees(e, 1.0), true);
    e.standardError = 0.06;
    QCOMPARE(agrees(e, 1.0), false);
    QCOMPARE(agrees(e, 1.0, 0.05), true); // what is expected is no surer than that
    QCOMPARE(agrees(e, std::nullopt), std::nullopt);
    const Estimate none{0.0, 0.0, 0.01, 300};
    QCOMPARE(agrees(none, 0.008), true);
    QCOMPARE(agrees(none, 0.02), false);
}

namespace {

std::optional<double> timeWeightedPercentile(const std::vector<RisingPiece> &pieces, double zeroTime,
                                             double p)
{
    // Asked for together with others, which must not change it.
    const std::array shares{p / 2, p, 0.999};
    const std::vector<double> values = timeWeightedPercentiles(pieces, zeroTime, shares);
    return values.empty() ? std::nullopt : std::optional(values[1]);
}

} // namespace

void TestStatistics::timeWeighted()
{
    NEAR(of(timeWeightedPercentile({{0, 10, 1}}, 0, 0.95)), 9.5, 1e-9);
    NEAR(of(timeWeightedPercentile({{0, 1, 1}, {5, 1, 3}}, 0, 0.5)), 5 + 1.0 / 3, 1e-9);
    NEAR(of(timeWeightedPercentile({{0, 1, 1}}, 3, 0.5)), 0, 1e-9); // mostly at zero
    NEAR(of(timeWeightedPercentile({{0, 1, 1}}, 3, 0.95)), 0.8, 1e-9);
    QVERIFY(!timeWeightedPercentile({}, 0, 0.5));
    std::mt19937_64 random(3);
    std::exponential_distribution<double> length(1);
    std::vector<RisingPiece> pieces;
    std::vector<double> samples;
    for (int i = 0; i < 2'000; ++i) {
        const double start = length(random) - 0.3;
        const double size = length(random);
        pieces.push_back({start, size, 1});
        for (double t = 0.0005; t < size; t += 0.001)
            samples.push_back(start + t);
    }
    std::sort(samples.begin(), samples.end());
    for (const double p : {0.1, 0.5, 0.95, 0.99}) {
        const auto at = static_cast<std::size_t>(p * static_cast<double>(samples.size()));
        NEAR(of(timeWeightedPercentile(pieces, 0, p)), samples[at], 5e-3);
    }
}

void TestStatistics::gapAverages()
{
    const GapTable gaps({3 * second, second, 2 * second, -second});
    NEAR(gaps.mean(), 1.5, 1e-12);
    NEAR(gaps.meanSquare(), 14.0 / 4, 1e-12);
    NEAR(gaps.meanOfMin(2), (0 + 1 + 2 + 2) / 4.0, 1e-12);
    NEAR(gaps.meanOfMinSquared(2), (0 + 1 + 4 + 4) / 4.0, 1e-12);
    double integral = 0; // of h, and h of P(residual ≤ x), by small steps
    double h = 0;
    for (double x = 0.0005; x < 2.5; x += 0.001) {
        const double later = (std::max(0.0, 1 - x) + std::max(0.0, 2 - x) + std::max(0.0, 3 - x)) / 6.0;
        h += (1 - later) * 0.001;
        integral += h * 0.001;
    }
    NEAR(gaps.overtaken(2.5), h, 1e-5);
    NEAR(gaps.overtakenIntegral(2.5), integral, 2e-3);
}

void TestStatistics::gapsOfAPoissonSourceGiveTheClosedForms()
{
    // The quantiles of the exponential distribution in place of chance; a delay as large as the wait.
    const double rate = 2;
    const double d = 0.4;
    std::vector<Ns> gaps;
    for (int i = 0; i < 200'000; ++i)
        gaps.push_back(ns(-std::log1p(-(i + 0.5) / 200'000) / rate));
    const GapTable source(gaps);
    const GapExpectation poll = expectPoll(source, source, GapTable({second}), d);
    const theory::Expected form = theory::pollLatest(theory::Source{rate, 1}, 1, d);
    NEAR(poll.missedShare, form.missedShare, 1e-4);
    NEAR(poll.wastedShare, form.wastedShare, 1e-4);
    NEAR(poll.unchangedRowsShare, form.unchangedRowsShare, 1e-4);
    NEAR(poll.delayMean, form.delayMean, 1e-4);
    NEAR(poll.lagMean, form.lagMean, 1e-4);
    NEAR(poll.outdatedShare, form.outdatedShare, 1e-4);
    NEAR(poll.outdatedMean, form.outdatedMean, 1e-4);
    NEAR(poll.ageMean, form.ageMean, 1e-4);
    const GapExpectation push = expectPush(source, d);
    const theory::Expected pushed = theory::push({rate, 1}, d);
    NEAR(push.outdatedShare, pushed.outdatedShare, 1e-4);
    NEAR(push.outdatedMean, pushed.outdatedMean, 1e-4);
    NEAR(push.ageMean, pushed.ageMean, 1e-4);
    NEAR(push.lagMean, d, 1e-12);
}

void TestStatistics::radixSort()
{
    std::mt19937_64 random(7);
    std::vector<Ns> values(10'000);
    for (Ns &value : values)
        value = static_cast<Ns>(random()) >> (random() % 40);
    values[5] = std::numeric_limits<Ns>::min();
    values[6] = std::numeric_limits<Ns>::max();
    std::vector<Ns> expected = values;
    std::sort(expected.begin(), expected.end());
    sortDurations(values);
    QCOMPARE(values, expected);
}

QTEST_APPLESS_MAIN(TestStatistics)
#include "test_statistics.moc"
