#include "core/store/history.h"

#include <QTest>

using namespace feedscope;

/// The past of one series: bounded, in order, cut into columns for a plot.
class TestHistory : public QObject
{
    Q_OBJECT

private slots:
    void keepsTheNewestPoints()
    {
        History history(100, 1'000);
        for (int i = 0; i < 250; ++i)
            history.append(i * millisecond, i);
        QCOMPARE(history.points(), std::size_t(100));
        QCOMPARE(history.newest().value, 249.0);
        History::Point point{};
        QVERIFY(history.at(200 * millisecond, point));
        QCOMPARE(point.value, 200.0);
    }

    void anOlderTimeIsTakenAsNow()
    {
        History history;
        history.append(10 * second, 1);
        history.append(4 * second, 2);
        QCOMPARE(history.newest().time, 10 * second);
        QCOMPARE(history.newest().value, 2.0);
    }

    void columnsHoldTheExtremes()
    {
        History history;
        const double values[] = {5, 9, 1, 4};
        for (int i = 0; i < 4; ++i)
            history.append(i * second / 4, values[i]);
        history.append(3 * second, 7);
        std::vector<Column> columns;
        history.columns(0, 4 * second, 4, columns);
        QCOMPARE(columns.size(), std::size_t(4));
        QCOMPARE(columns[0].first, 5.0);
        QCOMPARE(columns[0].max, 9.0);
        QCOMPARE(columns[0].min, 1.0);
        QCOMPARE(columns[0].last, 4.0);
        QVERIFY(columns[1].empty());
        QVERIFY(columns[2].empty());
        QCOMPARE(columns[3].last, 7.0);
    }

    void secondsReachBackWherePointsAreGone()
    {
        History history(64, 1'000);
        for (int i = 0; i < 1'000; ++i)
            history.append(i * second / 10, i);
        QVERIFY(history.oldestTime() < second);
        std::vector<Column> columns;
        history.columns(0, 100 * second, 100, columns);
        for (const Column &column : columns)
            QVERIFY(!column.empty());
        QCOMPARE(columns[20].min, 200.0);
        QCOMPARE(columns[20].max, 209.0);
        QCOMPARE(columns[99].last, 999.0);
    }

    void whatIsInsertedStandsInItsPlace()
    {
        History history(1'000, 1'000);
        for (int i : {0, 1, 2, 8, 9})
            history.append(i * second, i);
        history.insert({{3 * second, 3}, {3 * second + 1, 33}, {7 * second, 7}});
        history.append(10 * second, 10);
        QCOMPARE(history.points(), std::size_t(9));
        History::Point found{};
        QVERIFY(history.at(3 * second + 1, found));
        QCOMPARE(found.value, 33.0);
        QVERIFY(history.at(5 * second, found));
        QCOMPARE(found.value, 33.0);
        std::vector<Column> columns;
        history.columns(0, 11 * second, 11, columns);
        QCOMPARE(columns[3].max, 33.0);
        QCOMPARE(columns[3].min, 3.0);
        QVERIFY(columns[4].empty());
        QCOMPARE(columns[7].last, 7.0);
    }

    void whatIsInsertedKeepsTheBounds()
    {
        History history(100, 50);
        history.append(1'000 * second, 1'000);
        std::vector<History::Point> past;
        for (int i = 0; i < 900; ++i)
            past.push_back({i * second, double(i)});
        history.insert(past);
        QCOMPARE(history.points(), std::size_t(100));
        QCOMPARE(history.newest().value, 1'000.0);
        QCOMPARE(history.oldestTime(), 801 * second);
        history.insert({});
        QCOMPARE(history.points(), std::size_t(100));
    }

    void shrinkingKeepsTheNewest()
    {
        History history(1'000, 1'000);
        for (int i = 0; i < 1'000; ++i)
            history.append(i * second, i);
        const std::size_t before = history.bytes();
        history.setBounds(10, 10);
        QCOMPARE(history.points(), std::size_t(10));
        QCOMPARE(history.newest().value, 999.0);
        QVERIFY(history.bytes() < before / 10);
        history.append(1'000 * second, 1'000);
        QCOMPARE(history.points(), std::size_t(10));
        QCOMPARE(history.oldestTime(), 991 * second);
    }
};

QTEST_APPLESS_MAIN(TestHistory)
#include "test_history.moc"
