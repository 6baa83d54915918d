#include "core/measure/histogram.h"
#include "feed.h"

#include <QTest>

#include <random>

using namespace feedscope;

/// The HDR histogram of measures.md 7.
class TestHistogram : public QObject
{
    Q_OBJECT

private slots:
    void empty();
    void smallValues();
    void errorStaysBelowOneInAThousand();
    void negatives();
    void overflow();
    void merge();
};

void TestHistogram::empty()
{
    const Histogram h;
    QCOMPARE(h.count(), 0);
    QCOMPARE(h.percentile(0.5), noTime);
    QCOMPARE(h.max(), noTime);
    QVERIFY(std::isnan(h.mean()));
}

void TestHistogram::smallValues()
{
    Histogram h;
    for (Ns us = 1; us <= 100; ++us)
        h.record(us * microsecond);
    QCOMPARE(h.percentile(0.5), 50 * microsecond); // nearest rank, no interpolation
    QCOMPARE(h.percentile(0.501), 51 * microsecond);
    QCOMPARE(h.percentile(0), 1 * microsecond);
    QCOMPARE(h.percentile(1), 100 * microsecond);
    QCOMPARE(h.mean(), 50'500.0);
    h.record(7, 3); // less than the unit
    QCOMPARE(h.percentile(0), 0);
    QCOMPARE(h.count(), 103);
}

void TestHistogram::errorStaysBelowOneInAThousand()
{
    std::mt19937_64 random(4);
    std::uniform_real_distribution<double> exponent(3, 12.5);
    std::vector<Ns> values;
    Histogram h;
    for (int i = 0; i < 20'000; ++i) {
        values.push_back(static_cast<Ns>(std::pow(10, exponent(random))));
        h.record(values.back());
    }
    std::sort(values.begin(), values.end());
    for (double p = 0.001; p < 1; p += 0.001) {
        const Ns exact = values[static_cast<std::size_t>(std::ceil(p * 20'000 - 1e-9)) - 1];
        const Ns got = h.percentile(p);
        const double allowed = std::max(1e3, 1e-3 * static_cast<double>(exact));
        NEAR(static_cast<double>(got), static_cast<double>(exact), allowed);
        QVERIFY(got >= exact - microsecond); // the highest equivalent value
    }
    QCOMPARE(h.max(), values.back());
}

void TestHistogram::negatives()
{
    Histogram h;
    for (Ns us : {-30, -20, -10, 10, 20})
        h.record(us * microsecond);
    QCOMPARE(h.negatives(), 3);
    QCOMPARE(h.percentile(0.2), -30 * microsecond);
    QCOMPARE(h.percentile(0.4), -20 * microsecond);
    QCOMPARE(h.percentile(0.6), -10 * microsecond);
    QCOMPARE(h.percentile(0.8), 10 * microsecond);
    QCOMPARE(h.mean(), -6'000.0);
    QCOMPARE(h.min(), -30 * microsecond);
}

void TestHistogram::overflow()
{
    Histogram h;
    h.record(Histogram::highest);
    h.record(Histogram::highest + 1);
    h.record(-Histogram::highest - 1);
    QCOMPARE(h.count(), 3);
    QCOMPARE(h.overflow(), 2);
    QCOMPARE(h.percentile(1), Histogram::highest + 1);
    QCOMPARE(h.percentile(0.01), -Histogram::highest - 1);
    QVERIFY(std::abs(h.percentile(0.5) - Histogram::highest) <= Histogram::highest / 1000);
}

void TestHistogram::merge()
{
    Histogram all;
    Histogram a;
    Histogram b;
    for (int i = -50; i < 500; ++i) {
        all.record(i * 37 * microsecond);
        (i % 3 ? a : b).record(i * 37 * microsecond);
    }
    a.merge(b);
    a.merge(Histogram());
    QCOMPARE(a.count(), all.count());
    QCOMPARE(a.max(), all.max());
    QCOMPARE(a.min(), all.min());
    NEAR(a.mean(), all.mean(), 1e-3);
    for (const double p : {0.01, 0.1, 0.5, 0.95, 0.99})
        QCOMPARE(a.percentile(p), all.percentile(p));
    Histogram fresh;
    fresh.merge(all);
    QCOMPARE(fresh.percentile(0.5), all.percentile(0.5));
}

QTEST_APPLESS_MAIN(TestHistogram)
#include "test_histogram.moc"
