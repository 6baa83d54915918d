#include "core/measure/projection.h"

#include <QTest>

using namespace feedscope;

/// The line through load points.
class TestProjection : public QObject
{
    Q_OBJECT

private slots:
    void aStraightLineIsFound()
    {
        const auto line = loadLine({{1, 0.051, 100}, {10, 0.06, 1'000}, {100, 0.15, 10'000}});
        QVERIFY(line);
        QVERIFY(std::abs(line->base - 0.05) < 1e-9);
        QVERIFY(std::abs(line->each - 0.001) < 1e-12);
        QVERIFY(std::abs(line->coresAt(10'000) - 10.05) < 1e-6);
        QCOMPARE(line->bytesAt(1'000), 100'000.0);
    }
    /// A tick of the processor clock, seen with one client, must not tilt the line.
    void manyClientsWeighMore()
    {
        const auto line = loadLine({{1, 0.5, 1}, {100, 0.1, 100}, {1'000, 1.0, 1'000}});
        QVERIFY(line);
        QVERIFY(std::abs(line->each - 0.001) < 0.0001);
    }
    void onePointIsNoLine()
    {
        QVERIFY(!loadLine({}));
        QVERIFY(!loadLine({{10, 1, 1}}));
        QVERIFY(!loadLine({{10, 1, 1}, {10, 2, 1}}));
    }
};

QTEST_GUILESS_MAIN(TestProjection)
#include "test_projection.moc"
