#include "core/session/freshness.h"

#include <QTest>

using namespace feedscope;

/// Freshness comes from the data, never from the socket.
class TestFreshness : public QObject
{
    Q_OBJECT

    static FreshnessEvidence open(Ns now, Ns lastData)
    {
        FreshnessEvidence e;
        e.state = LaneState::Open;
        e.now = now;
        e.lastData = lastData;
        e.silenceLimit = 2 * second;
        return e;
    }

private slots:
    void rhythmNeedsEightGaps()
    {
        Rhythm<64> rhythm;
        for (int i = 0; i < 8; ++i)
            rhythm.arrived(i * second);
        QCOMPARE(rhythm.silenceLimit(), noTime);
        rhythm.arrived(8 * second);
        QCOMPARE(rhythm.usualGap(), second);
        QCOMPARE(rhythm.silenceLimit(), 3 * second);
    }

    void aFastFeedIsGivenTwoSeconds()
    {
        Rhythm<64> rhythm;
        for (int i = 0; i < 1'000; ++i)
            rhythm.arrived(i * millisecond);
        QCOMPARE(rhythm.silenceLimit(), 2 * second);
    }

    void downWithoutAConnection()
    {
        FreshnessEvidence e = open(second, second);
        e.state = LaneState::Waiting;
        QCOMPARE(judgeFreshness(e).freshness, Freshness::Down);
    }

    void anOpenSocketAloneIsNotLive()
    {
        QCOMPARE(judgeFreshness(open(second, noTime)).freshness, Freshness::Stale);
        QCOMPARE(judgeFreshness(open(3 * second, second)).freshness, Freshness::Live);
        QCOMPARE(judgeFreshness(open(3 * second + 1, second)).freshness, Freshness::Stale);
    }

    void aQuietFeedWithAHealthyTwinIsLive()
    {
        FreshnessEvidence e = open(3'600 * second, second);
        e.twinHealthy = true;
        QCOMPARE(judgeFreshness(e).freshness, Freshness::Live);
    }

    void muteWhenTheTwinMovesOn()
    {
        FreshnessEvidence e = open(15 * second, second);
        e.twinHealthy = true;
        e.twinAhead = 12 * second;
        e.twinAheadSince = 10 * second;
        const FreshnessVerdict verdict = judgeFreshness(e);
        QCOMPARE(verdict.freshness, Freshness::Mute);
        QVERIFY(verdict.sentence.contains(QLatin1String("14")));
        QVERIFY(verdict.sentence.contains(QLatin1String("12")));
    }

    void anAnswerThatOvertookThePushIsNoAlarm()
    {
        FreshnessEvidence e = open(15 * second, 15 * second - 50 * millisecond);
        e.twinHealthy = true;
        e.twinAhead = 20 * millisecond;
        e.twinAheadSince = 15 * second - 10 * millisecond;
        QCOMPARE(judgeFreshness(e).freshness, Freshness::Live);
    }

    void whatIsOldWhenItComesIsDelayed()
    {
        FreshnessEvidence e = open(3 * second, second);
        e.delayLimit = 5 * second;
        e.delay = 5 * second;
        QCOMPARE(judgeFreshness(e).freshness, Freshness::Live);
        e.delay = 90 * second;
        const FreshnessVerdict verdict = judgeFreshness(e);
        QCOMPARE(verdict.freshness, Freshness::Delayed);
        QVERIFY(verdict.sentence.contains(QLatin1String("90")));
        e.lastData = noTime; // what no longer comes is not delayed
        QCOMPARE(judgeFreshness(e).freshness, Freshness::Stale);
    }

    void stragglersDelayNothing()
    {
        Delays delays;
        QCOMPARE(delays.least(), noTime);
        for (const Ns delay : {100 * second, 90 * second, 80 * second, 2 * millisecond})
            delays.add(delay);
        QCOMPARE(delays.least(), 2 * millisecond);
        for (int i = 0; i < 4; ++i)
            delays.add(70 * second + i);
        QCOMPARE(delays.least(), 70 * second);
        delays.reset();
        QCOMPARE(delays.least(), noTime);
    }

    void aRecordingIsNeverLive()
    {
        FreshnessEvidence e = open(3 * second, second);
        e.replayed = true;
        QCOMPARE(judgeFreshness(e).freshness, Freshness::Replay);
        e.state = LaneState::Stopped;
        QCOMPARE(judgeFreshness(e).freshness, Freshness::Down);
    }

    void aheadIsCountedFromTheNewestOfAll()
    {
        Board push(false);
        Board poll(false);
        Arrival arrival;
        arrival.arrival = second;
        arrival.flags = Arrival::HasSequence;
        for (SeriesId id = 0; id < 3; ++id) {
            arrival.series = id;
            arrival.sequence = 1;
            arrival.value = 1;
            arrival.originWall = second;
            push.apply(arrival);
            arrival.sequence = 2;
            arrival.value = 2;
            arrival.originWall = second + id * millisecond;
            poll.apply(arrival);
        }
        QCOMPARE(aheadOf(push, poll), 2 * millisecond);
        QCOMPARE(aheadOf(poll, push), 0);
        // A series that the twin moved on in, but whose last value here was old: the silence is what counts.
        arrival.series = 2;
        arrival.sequence = 3;
        arrival.originWall = 80 * second;
        push.apply(arrival);
        arrival.series = 0;
        arrival.originWall = 84 * second;
        poll.apply(arrival);
        QCOMPARE(aheadOf(push, poll), 4 * second);
    }
};

QTEST_APPLESS_MAIN(TestFreshness)
#include "test_freshness.moc"
