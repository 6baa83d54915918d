#include "core/session/handover.h"
#include "core/session/seriestable.h"
#include "core/session/wirewindow.h"

#include <QTest>

#include <thread>

using namespace feedscope;

/// What lies between a lane and its session: bounded, counted, and safe between two threads.
class TestHandover : public QObject
{
    Q_OBJECT

private slots:
    void isBoundedAndCountsWhatItDrops()
    {
        Handover handover;
        const std::vector<Arrival> message(1'000);
        LaneCounters counters;
        for (std::size_t put = 0; put < Handover::capacity + 5'000; put += message.size()) {
            ++counters.messages;
            handover.put(message, counters);
        }
        Batch batch;
        handover.take(batch);
        QCOMPARE(batch.arrivals.size(), Handover::capacity);
        QCOMPARE(batch.dropped, counters.messages * 1'000 - std::int64_t(Handover::capacity));
        QCOMPARE(batch.counters.messages, counters.messages); // counters are never dropped
        handover.put(message, counters);
        const std::int64_t dropped = batch.dropped;
        handover.take(batch);
        QCOMPARE(batch.arrivals.size(), message.size());
        QCOMPARE(batch.dropped, dropped); // since the start
    }

    void bindsTheRestToo()
    {
        Handover handover;
        for (std::size_t i = 0; i < Handover::smallCapacity + 10; ++i) {
            handover.put(Request(), {});
            handover.put(Notice());
            handover.put(Gap());
        }
        Batch batch;
        handover.take(batch);
        QCOMPARE(batch.requests.size(), Handover::smallCapacity);
        QCOMPARE(batch.notices.size(), Handover::smallCapacity);
        QCOMPARE(batch.gaps.size(), Handover::smallCapacity);
    }

    void losesNothingBetweenThreads()
    {
        Handover handover;
        constexpr std::int64_t messages = 20'000;
        std::thread lane([&] {
            Arrival arrival;
            for (std::int64_t i = 1; i <= messages; ++i) {
                arrival.sequence = std::uint64_t(i);
                handover.put(std::span(&arrival, 1), LaneCounters{.messages = i});
            }
        });
        Batch batch;
        std::uint64_t last = 0;
        bool inOrder = true;
        while (last < std::uint64_t(messages)) {
            handover.take(batch);
            for (const Arrival &arrival : batch.arrivals)
                inOrder = inOrder && arrival.sequence == ++last;
            inOrder = inOrder && batch.counters.messages >= std::int64_t(last);
        }
        lane.join();
        QVERIFY(inOrder);
        QCOMPARE(batch.dropped, 0);
    }

    void namesEachSeriesOnceOnAllLanes()
    {
        SeriesTable table;
        QCOMPARE(table.series("tick", "A"), std::optional<SeriesId>(0));
        QCOMPARE(table.series("trade", "A"), std::optional<SeriesId>(1));
        QCOMPARE(table.series("tick", "A"), std::optional<SeriesId>(0));
        std::vector<SeriesName> names;
        table.takeNew(names);
        QCOMPARE(names.size(), 2U);
        QCOMPARE(names[1].kind, QStringLiteral("trade"));
        table.takeNew(names);
        QCOMPARE(names.size(), 2U);
        QCOMPARE(table.generation("x"), 0U);
        QCOMPARE(table.generation("y"), 1U);
        QCOMPARE(table.generation("x"), 0U);
    }

    void refusesNamesWithoutEnd()
    {
        SeriesTable table;
        for (std::size_t i = 0; i < SeriesTable::mostSeries; ++i)
            QVERIFY(table.series("tick", std::to_string(i)).has_value());
        QVERIFY(!table.series("tick", "one more"));
        QCOMPARE(table.refused(), 1);
        QVERIFY(table.series("tick", "7").has_value());
    }

    void countsTheBytesOfAWindow()
    {
        WireWindow window;
        QCOMPARE(window.sentPerSecond(), 0.0);
        for (int i = 0; i <= 10; ++i) {
            WireCount count;
            count.sent = 100 * i;
            count.received = 1'000 * i;
            window.add(i * second, count);
        }
        QCOMPARE(window.between(2 * second, 7 * second).sent, 500);
        QCOMPARE(window.between(2 * second, noTime).received, 8'000);
        QCOMPARE(window.sentPerSecond(), 100.0);
        window.clear();
        QCOMPARE(window.between(0, second).sent, 0);
    }
};

QTEST_GUILESS_MAIN(TestHandover)
#include "test_handover.moc"
