#include "core/session/handover.h"
#include "core/session/ownnotices.h"

#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;

/// What the program says of its own accord, and that it says it once.
class TestOwnNotices : public QObject
{
    Q_OBJECT

    static LaneStatus lane(LaneState state, Ns lastData)
    {
        LaneStatus status;
        status.state = state;
        status.lastData = lastData;
        status.freshness = state == LaneState::Open ? Freshness::Live : Freshness::Down;
        return status;
    }

private slots:
    void aLaneThatNeverWasUpIsNotLost()
    {
        OwnNotices own;
        QVERIFY(own.look(0, lane(LaneState::Connecting, noTime), second, second).empty());
        QVERIFY(own.look(0, lane(LaneState::Waiting, noTime), second, second).empty());
        QVERIFY(own.look(0, lane(LaneState::Open, 2 * second), 2 * second, second).empty());
    }

    void lostAndBackAreSaidOnceEach()
    {
        OwnNotices own;
        own.look(0, lane(LaneState::Open, 10 * second), 10 * second, 1);
        LaneStatus down = lane(LaneState::Waiting, 10 * second);
        down.sentence = u"The server went away."_s;
        const auto lost = own.look(0, down, 11 * second, 2);
        QCOMPARE(lost.size(), std::size_t(1));
        QCOMPARE(lost[0].severity, Severity::Critical);
        QVERIFY(lost[0].own && !lost[0].id.isEmpty() && !lost[0].read);
        QVERIFY(lost[0].text.contains(u"went away"_s));
        QVERIFY(own.look(0, down, 12 * second, 3).empty());
        // Connected, but nothing new has come: not yet back.
        QVERIFY(own.look(0, lane(LaneState::Open, 10 * second), 13 * second, 4).empty());
        const auto back = own.look(0, lane(LaneState::Open, 14 * second), 14 * second, 5);
        QCOMPARE(back.size(), std::size_t(1));
        QVERIFY(back[0].text.contains(u"4.0"_s));
        QVERIFY(back[0].id != lost[0].id);
        QVERIFY(own.look(0, lane(LaneState::Open, 15 * second), 15 * second, 6).empty());
    }

    void muteIsSaidAgainOnlyAfterItWasLive()
    {
        OwnNotices own;
        LaneStatus mute = lane(LaneState::Open, second);
        mute.freshness = Freshness::Mute;
        QCOMPARE(own.look(0, mute, 6 * second, 1).size(), std::size_t(1));
        QVERIFY(own.look(0, mute, 7 * second, 1).empty());
        QVERIFY(own.look(0, lane(LaneState::Open, 8 * second), 8 * second, 1).empty());
        QCOMPARE(own.look(0, mute, 20 * second, 1).size(), std::size_t(1));
    }

    void missingUpdatesAreAddedUp()
    {
        OwnNotices own;
        LaneStatus status = lane(LaneState::Open, second);
        status.gaps = {{second, 2 * second, 3}, {2 * second, 3 * second, 4}, {3 * second, 4 * second, 0}};
        const auto first = own.look(0, status, 5 * second, 1);
        QCOMPARE(first.size(), std::size_t(1));
        QVERIFY(first[0].text.contains(u'7'));
        QVERIFY(own.look(0, status, 6 * second, 1).empty());
        status.gaps.push_back({5 * second, 6 * second, 1});
        QCOMPARE(own.look(0, status, 7 * second, 1).size(), std::size_t(1));
    }

    void lanesAreKeptApart()
    {
        OwnNotices own;
        own.look(0, lane(LaneState::Open, second), second, 1);
        QVERIFY(own.look(1, lane(LaneState::Waiting, noTime), second, 1).empty());
        QCOMPARE(own.look(0, lane(LaneState::Waiting, second), 2 * second, 1).size(), std::size_t(1));
    }

    void theAlarmRingsOnceEachTimeItIsSet()
    {
        int rings = 0;
        Alarm alarm([&] { ++rings; });
        Handover handover;
        handover.setAlarm(&alarm);
        const Arrival arrival;
        handover.put(std::span(&arrival, 1), {});
        QCOMPARE(rings, 0);
        alarm.set();
        handover.put(std::span<const Arrival>{},
                     LaneCounters{}); // counters alone are nothing to show at once
        QCOMPARE(rings, 0);
        handover.put(std::span(&arrival, 1), {});
        handover.put(std::span(&arrival, 1), {});
        QCOMPARE(rings, 1);
        alarm.set();
        handover.put(Notice{});
        QCOMPARE(rings, 2);
    }
};

QTEST_APPLESS_MAIN(TestOwnNotices)
#include "test_ownnotices.moc"
