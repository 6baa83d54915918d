#include "core/store/board.h"

#include <QTest>

using namespace feedscope;

namespace {

Arrival update(SeriesId series, std::uint64_t sequence, double value, Ns arrival, std::uint8_t flags = 0)
{
    Arrival made;
    made.series = series;
    made.sequence = sequence;
    made.value = value;
    made.arrival = arrival;
    made.flags = static_cast<std::uint8_t>(flags | Arrival::HasSequence);
    return made;
}

} // namespace

/// What one lane shows: the newest in source order, whatever order things came in.
class TestBoard : public QObject
{
    Q_OBJECT

private slots:
    void showsTheNewestInSourceOrder()
    {
        Board board(true);
        board.apply(update(0, 5, 50, second));
        board.apply(update(0, 4, 40, 2 * second));
        QCOMPARE(board.row(0).last, 50.0);
        QCOMPARE(board.row(0).updates, 2);
        board.apply(update(0, 6, 60, 3 * second));
        QCOMPARE(board.row(0).last, 60.0);
        QCOMPARE(board.row(0).previous, 50.0);
    }

    void anUnchangedRowChangesNothing()
    {
        Board board(true);
        board.apply(update(0, 5, 50, second));
        const auto revision = board.revision(0);
        board.apply(update(0, 5, 50, 2 * second));
        QCOMPARE(board.revision(0), revision);
        QCOMPARE(board.row(0).updates, 1);
        QCOMPARE(board.row(0).arrival, second);
    }

    void aRestartedSourceIsNewer()
    {
        Board board(false);
        board.apply(update(0, 900, 1, second));
        Arrival restarted = update(0, 1, 2, 2 * second);
        restarted.generation = 1;
        board.apply(restarted);
        QCOMPARE(board.row(0).last, 2.0);
    }

    void aSnapshotShowsButDoesNotCount()
    {
        Board board(false);
        board.apply(update(0, 5, 50, second, Arrival::Snapshot));
        QCOMPARE(board.row(0).last, 50.0);
        QCOMPARE(board.row(0).updates, 0);
    }

    void changeIsAgainstTheFirst()
    {
        Board board(false);
        board.apply(update(0, 1, 200, second));
        board.apply(update(0, 2, 210, second));
        QCOMPARE(board.row(0).changePercent(), 5.0);
        QVERIFY(std::isnan(BoardRow{}.changePercent()));
    }

    void memoryStaysWithinItsBound()
    {
        Board board(true);
        board.setMemoryBound(1 << 20);
        for (std::uint64_t i = 0; i < 500'000; ++i)
            board.apply(update(static_cast<SeriesId>(i % 50), i, 1.0 * static_cast<double>(i),
                               static_cast<Ns>(i) * millisecond));
        QVERIFY2(board.bytes() < (1 << 20) + 50 * (sizeof(BoardRow) + sizeof(Rhythm<32>)) * 2,
                 qPrintable(QString::number(board.bytes())));
    }

    void ratesComeFromTicks()
    {
        Board board(false);
        board.tick(0);
        std::uint64_t sequence = 0;
        for (int s = 1; s <= 60; ++s) {
            for (int i = 0; i < 10; ++i)
                board.apply(update(0, ++sequence, 1, s * second));
            board.tick(s * second);
        }
        QVERIFY(qAbs(board.row(0).perSecond - 10.0) < 0.01);
    }

    void whatIsFilledIsForTheChart()
    {
        Board board(true);
        constexpr Ns map = 1'000 * second; // wall - steady
        const auto filled = [&](std::uint64_t sequence, double value, Ns at) {
            Arrival arrival = update(0, sequence, value, 60 * second);
            arrival.originWall = at + map;
            return arrival;
        };
        board.apply(update(0, 5, 50, 5 * second));
        board.apply(update(0, 9, 90, 9 * second));
        board.fill({filled(7, 70, 7 * second), filled(6, 60, 6 * second), filled(8, 80, 8 * second)}, map);
        QCOMPARE(board.row(0).last, 90.0);
        QCOMPARE(board.row(0).updates, 2); // what was missed stays missed
        QCOMPARE(board.history(0)->points(), std::size_t(5));
        History::Point point{};
        QVERIFY(board.history(0)->at(7 * second + 1, point));
        QCOMPARE(point.value, 70.0);
        const std::uint32_t before = board.revision(0);
        board.fill({filled(10, 100, 10 * second)}, map); // newer than what is shown
        QCOMPARE(board.row(0).last, 100.0);
        QCOMPARE(board.row(0).updates, 2);
        QVERIFY(board.revision(0) > before);
        Arrival other = filled(99, 1, 11 * second);
        other.generation = 1; // which start came later, numbers do not say
        board.fill({other}, map);
        QCOMPARE(board.row(0).last, 100.0);
        other.originWall = noTime; // no place
        board.fill({other}, map);
        QCOMPARE(board.history(0)->points(), std::size_t(7));
        board.fill({update(3, 1, 1, 60 * second)}, map);
        QVERIFY(!board.row(3).shown());
    }

    void unknownSeriesIsEmpty()
    {
        const Board board(true);
        QVERIFY(!board.row(7).shown());
        QCOMPARE(board.history(7), nullptr);
        QCOMPARE(board.revision(7), 0u);
    }
};

QTEST_APPLESS_MAIN(TestBoard)
#include "test_board.moc"
