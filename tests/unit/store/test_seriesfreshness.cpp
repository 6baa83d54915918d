// How fresh one series is: by its data's age against its own rhythm, and by what other lanes show.

#include "core/store/seriesfreshness.h"

#include <QTest>

using namespace feedscope;

namespace {

/// A push lane and a poll lane that show two series: the first changes every second, the second every 10 s.
struct Stage
{
    LiveData data;
    std::uint64_t sequence = 0;

    Stage()
    {
        for (const bool push : {true, false}) {
            LaneStatus &lane = data.lanes.emplace_back();
            lane.push = push;
            lane.state = LaneState::Open;
            lane.freshness = Freshness::Live;
            data.boards.emplace_back(false);
        }
        for (int i = 0; i <= 200; ++i) {
            show(0, i * second);
            if (i % 10 == 0)
                show(1, i * second);
        }
    }

    /// On these lanes, one after the other.
    void show(SeriesId series, Ns at, std::initializer_list<std::size_t> lanes = {0, 1})
    {
        Arrival arrival;
        arrival.series = series;
        arrival.sequence = ++sequence;
        arrival.flags = Arrival::HasSequence;
        arrival.value = 1;
        arrival.arrival = at;
        for (const std::size_t lane : lanes)
            data.boards[lane].apply(arrival);
    }

    Freshness of(SeriesId series, Ns at, std::size_t lane = 0) const
    {
        return freshnessOf(data, lane, series, at).freshness;
    }
};

} // namespace

class TestSeriesFreshness : public QObject
{
    Q_OBJECT

private slots:
    void eachSeriesHasItsOwnRhythm()
    {
        Stage stage;
        stage.data.lanes[1].freshness = Freshness::Down; // nobody else can tell
        QCOMPARE(freshnessOf(stage.data, 0, 0, 202 * second).silenceLimit, 3 * second);
        QCOMPARE(freshnessOf(stage.data, 0, 1, 202 * second).silenceLimit, 30 * second);
        QCOMPARE(stage.of(0, 203 * second), Freshness::Live);
        QCOMPARE(stage.of(0, 204 * second), Freshness::Stale);
        QCOMPARE(stage.of(1, 204 * second), Freshness::Live);
        QCOMPARE(stage.of(1, 231 * second), Freshness::Stale);
    }

    void aHealthyTwinThatShowsNothingNewerSaysItIsQuiet()
    {
        Stage stage;
        QCOMPARE(stage.of(0, 300 * second), Freshness::Live);
        stage.data.lanes[1].freshness = Freshness::Stale;
        QCOMPARE(stage.of(0, 300 * second), Freshness::Stale);
    }

    void aTwinWithSomethingNewerMakesItMute()
    {
        Stage stage;
        stage.show(0, 210 * second, {1});
        QCOMPARE(stage.of(0, 210 * second + muteGrace / 2), Freshness::Live); // it may be on its way
        QCOMPARE(stage.of(0, 210 * second + muteGrace), Freshness::Mute);
        QCOMPARE(stage.of(1, 210 * second + muteGrace), Freshness::Live);     // nothing newer of this one
        stage.data.lanes[0].freshness = Freshness::Mute;                      // as the lane is judged then
        QCOMPARE(stage.of(1, 210 * second + muteGrace), Freshness::Live);
    }

    void betweenTwoPollsAPollLaneIsBehindByItsNature()
    {
        Stage stage;
        stage.show(0, 210 * second, {0});
        QCOMPARE(stage.of(0, 211 * second, 1), Freshness::Live);
    }

    void whatHoldsForTheLaneHoldsForItsSeries()
    {
        Stage stage;
        for (const Freshness lane : {Freshness::Down, Freshness::Delayed, Freshness::Replay}) {
            stage.data.lanes[0].freshness = lane;
            QCOMPARE(stage.of(0, 201 * second), lane);
        }
        QCOMPARE(stage.of(7, 201 * second), Freshness::Replay); // shown nowhere: as its lane
        QCOMPARE(freshnessOf(stage.data, 5, 0, 201 * second).freshness, Freshness::Down);
    }

    void aSnapshotIsNoNews()
    {
        Stage stage;
        Arrival state;
        state.series = 0;
        state.sequence = 10'000;
        state.flags = Arrival::HasSequence | Arrival::Snapshot;
        state.value = 2;
        state.arrival = 400 * second;
        stage.data.boards[0].apply(state);
        QCOMPARE(freshnessOf(stage.data, 0, 0, 401 * second).silenceLimit, 3 * second);
        QCOMPARE(freshnessOf(stage.data, 0, 0, 401 * second).age, second);
    }

    /// After one outage the next silence is noticed as soon as before.
    void oneOutageDoesNotChangeTheRhythm()
    {
        Stage stage;
        stage.show(0, 500 * second);
        for (int i = 1; i < 10; ++i)
            stage.show(0, (500 + i) * second);
        QCOMPARE(freshnessOf(stage.data, 0, 0, 510 * second).silenceLimit, 3 * second);
    }
};

QTEST_APPLESS_MAIN(TestSeriesFreshness)
#include "test_seriesfreshness.moc"
