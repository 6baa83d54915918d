#include "core/measure/theory.h"
#include "feed.h"

#include <QTest>

using namespace feedscope;
using theory::Source;

/// The closed forms against the reference values of measures.md 11, to 1e-4.
class TestTheory : public QObject
{
    Q_OBJECT

private slots:
    void polling_data();
    void polling();
    void push();
    void cursor();
    void unequalRates();
    void regularUpdates();
    void longPolling();
    void goodEnough();
    void limits();
};

void TestTheory::polling_data()
{
    QTest::addColumn<int>("series");
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("interval");
    QTest::addColumn<double>("d");
    QTest::addColumn<QList<double>>("expected"); // in the order of the table
    QTest::newRow("K=12 20/s 1 s") << 12 << 20.0 << 1.0 << 0.05
                                   << QList<double>{0.5133, 2e-9,   0.4171, 0.9333, 0.5500,
                                                    1.0000, 0.5522, 0.2187, 1.1500, 2.4153};
    QTest::newRow("K=3 3/s 0.25 s") << 3 << 3.0 << 0.25 << 0.02
                                    << QList<double>{0.1152, 0.4724, 0.1398, 0.2559, 0.1450,
                                                     0.2575, 0.1327, 0.0123, 1.1450, 3.1433};
    QTest::newRow("K=1 20/s 1 s") << 1 << 20.0 << 1.0 << 0.0
                                  << QList<double>{0.9500, 2e-9,   0.0500, 0.1498, 0.5000,
                                                   0.9500, 0.9500, 0.4525, 0.5500, 1.0000};
    QTest::newRow("K=12 1/30 s 5 s") << 12 << 1.0 / 30 << 5.0 << 0.02
                                     << QList<double>{0.0069, 0.8465, 2.514,  4.768, 2.520,
                                                      4.770,  0.0070, 0.0117, 362.5, 1081.0};
}

void TestTheory::polling()
{
    QFETCH(int, series);
    QFETCH(double, rate);
    QFETCH(double, interval);
    QFETCH(double, d);
    QFETCH(QList<double>, expected);
    const Source source{rate, series};
    const double one = source.seriesRate();
    const theory::Expected e = theory::pollLatest(source, interval, d);
    const QList<double> values{e.missedShare,   e.wastedShare,
                               e.delayMean,     theory::pollDelayPercentile(one, interval, d, 0.95),
                               e.lagMean,       theory::pollLagPercentile(interval, d, 0.95),
                               e.outdatedShare, e.outdatedMean,
                               e.ageMean,       theory::pollAgePercentile(one, interval, d, 0.95)};
    for (qsizetype i = 0; i < values.size(); ++i) {
        // The table prints four digits: half of the last is its own rounding.
        const double digits = expected[i] > 100 ? 0.05 : expected[i] > 2 && interval > 2 ? 5e-4 : 5e-5;
        NEAR(values[i], expected[i], digits + 1e-6);
    }
}

void TestTheory::push()
{
    const theory::Expected e = theory::push({20, 12}, 0.05);
    NEAR(e.missedShare, 0, 0);
    NEAR(e.delayMean, 0.05, 1e-12);
    NEAR(e.lagMean, 0.05, 1e-12);
    NEAR(e.outdatedShare, 0.0800, 1e-4);
    NEAR(e.outdatedMean, 0.0020, 1e-4);
    NEAR(e.ageMean, 0.6500, 1e-4);
    NEAR(theory::pushAgePercentile(20.0 / 12, 0.05, 0.95), 1.8474, 1e-4);
    const std::vector<double> delays{0.05, 0.05};
    NEAR(theory::pushOutdatedShare(20.0 / 12, delays), e.outdatedShare, 1e-12);
}

void TestTheory::cursor()
{
    const theory::Expected e = theory::pollCursor({20, 12}, 1, 0.05);
    const theory::Expected latest = theory::pollLatest(Source{20, 12}, 1, 0.05);
    NEAR(e.missedShare, 0, 0);
    NEAR(e.delayMean, 0.55, 1e-12);
    NEAR(e.outdatedShare, latest.outdatedShare, 0);
    NEAR(e.ageMean, latest.ageMean, 0);
    NEAR(theory::cursorBatch(20, 1), 20 / (1 - std::exp(-20.0)), 1e-9);
}

void TestTheory::unequalRates()
{
    const std::vector<double> equal(12, 20.0 / 12);
    const theory::Expected same = theory::pollLatest(equal, 1, 0.05);
    const theory::Expected e = theory::pollLatest(Source{20, 12}, 1, 0.05);
    NEAR(same.missedShare, e.missedShare, 1e-12);
    NEAR(same.delayMean, e.delayMean, 1e-12);
    NEAR(same.outdatedMean, e.outdatedMean, 1e-12);
    NEAR(same.wastedShare, e.wastedShare, 1e-12);

    const std::vector<double> unequal{10, 0.1};
    const theory::Expected u = theory::pollLatest(unequal, 1, 0);
    NEAR(u.missedShare, 1 - (1 - std::exp(-10.0) + 1 - std::exp(-0.1)) / 10.1, 1e-12);
    NEAR(u.ageMean, 0.5 + (0.1 + 10) / 2, 1e-12);
}

void TestTheory::regularUpdates()
{
    const theory::Expected fast = theory::pollRegular(0.25, 1);
    NEAR(fast.missedShare, 0.75, 1e-12);
    NEAR(fast.unchangedRowsShare, 0, 1e-12);
    NEAR(fast.delayMean, 0.125, 1e-12);
    NEAR(fast.lagMean, 0.5, 1e-12);
    NEAR(fast.ageMean, 0.625, 1e-12);
    NEAR(fast.outdatedShare, 0.875, 1e-12);
    const theory::Expected slow = theory::pollRegular(4, 1);
    NEAR(slow.missedShare, 0, 1e-12);
    NEAR(slow.wastedShare, 0.75, 1e-12);
    NEAR(slow.delayMean, 0.5, 1e-12);
    NEAR(slow.outdatedShare, 0.125, 1e-12);
}

void TestTheory::longPolling()
{
    const auto busy = theory::longPoll({20, 12}, {0.1, 25, 0.05});
    NEAR(busy.delayMean, 0.0968, 1e-4);
    NEAR(busy.updatesPerAnswer, 2.135, 1e-3);
    NEAR(busy.outdatedShare, 0.1479, 1e-4);
    NEAR(busy.missedShareLatest, 0.0739, 1e-4);
    const auto quiet = theory::longPoll({0.5, 1}, {0.1, 2, 0.05});
    NEAR(quiet.emptyShare, 0.3499, 1e-4);
    NEAR(quiet.delayMean, 0.0538, 1e-4);
}

void TestTheory::goodEnough()
{
    NEAR(theory::goodEnoughInterval(5, 0.25), 5, 1e-12);
    NEAR(theory::pollLagPercentile(theory::goodEnoughInterval(3, 0.1), 0.1, 0.95), 3, 1e-12);
    NEAR(theory::goodEnoughInterval(0.1, 0.2), 0, 0);
}

void TestTheory::limits()
{
    // Hardly any updates, and a flood: no cancellation, no overflow.
    const theory::Expected rare = theory::pollLatest(Source{1e-9, 1}, 1, 0.1);
    NEAR(rare.delayMean, 0.6, 1e-6);
    NEAR(rare.outdatedShare, 1e-9 * 0.6, 1e-12);
    QVERIFY(rare.outdatedMean >= 0 && rare.outdatedMean < 1e-9);
    const theory::Expected flood = theory::pollLatest(Source{1e6, 1}, 60, 0.1);
    NEAR(flood.missedShare, 1, 1e-6);
    NEAR(flood.outdatedMean, 30.1, 1e-4);
    NEAR(theory::pollAgePercentile(1e6, 60, 0.1, 0.95), 57.1, 1e-3);
    // The two branches of the Age percentile meet where q = 1 − p.
    const double q = (1 - std::exp(-3.0)) / 3;
    NEAR(theory::pollAgePercentile(3, 1, 0, 1 - q), 1, 1e-6);
    NEAR(theory::pollAgePercentile(3, 1, 0, 1 - q + 1e-9), 1, 1e-6);
}

QTEST_APPLESS_MAIN(TestTheory)
#include "test_theory.moc"
