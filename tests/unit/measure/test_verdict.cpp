#include "core/measure/headline.h"
#include "core/measure/json.h"
#include "core/measure/quantities.h"
#include "core/measure/verdict.h"
#include "simulation.h"

#include <QJsonArray>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>

using namespace feedscope;
using namespace feedscope::test;
using namespace Qt::StringLiterals;

/// What the comparison says in words, and in JSON.
class TestVerdict : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void quantities();
    void headlineOfTheDemo();
    void pollingIsGoodEnough();
    void pushWhenTheLimitIsTight();
    void pushWhenNothingMayBeMissed();
    void slowFeedIsJudgedByThePollTimes();
    void tooShort();
    void nothingCame();
    void belowTheClock();
    void bytesAreWeighed();
    void aHeldLaneIsPushed();
    void jsonHasTheContractsNames();
    void jsonSaysNullForUnknown();
};

namespace {

ComparisonResult demo(double interval = 1)
{
    return analyse(simulate({12, 20, interval, 0.003, 60, 11}));
}

LaneResult &withBytes(LaneResult &lane, std::int64_t bytes)
{
    lane.wire = WireFigures();
    lane.wire->windowReceived = bytes;
    return lane;
}

} // namespace

void TestVerdict::quantities()
{
    QCOMPARE(durationText(0.509), u"509 ms"_s);
    QCOMPARE(durationText(0.00035), u"0.35 ms"_s);
    QCOMPARE(durationText(4.8), u"4.8 s"_s);
    QCOMPARE(durationText(5), u"5 s"_s);
    QCOMPARE(durationText(0.9996), u"1 s"_s);
    QCOMPARE(shareText(0.513), u"51 %"_s);
    QCOMPARE(shareText(0.0069), u"0.7 %"_s);
    QCOMPARE(shareText(0.0001), u"below 0.1 %"_s);
    QCOMPARE(shareText(0), u"0 %"_s);
    QCOMPARE(shareText(1), u"100 %"_s);
    QCOMPARE(shareText(0.9996), u"100.0 %"_s);
    QCOMPARE(byteRateText(1234), u"1.23 kB/s"_s);
}

void TestVerdict::headlineOfTheDemo()
{
    const QString text = judge(demo()).headline;
    static const QRegularExpression form(
        u"^Polling shows each change (4[5-9]\\d|5[0-4]\\d) ms later, and 5[0-3] % of the changes never\\.$"_s);
    QVERIFY2(form.match(text).hasMatch(), qPrintable(text));
}

void TestVerdict::pollingIsGoodEnough()
{
    const Verdict verdict = judge(demo());
    QCOMPARE(verdict.choice, Verdict::Choice::Poll);
    QVERIFY2(verdict.sentence.startsWith(u"Polling every 1 s is good enough here: 95 % of the changes"_s),
             qPrintable(verdict.sentence));
    QVERIFY(verdict.sentence.contains(u"tolerance: 5 s for 95 % of the changes, missed changes allowed"_s));
    QVERIFY(verdict.sentence.contains(u"missed"_s));
}

void TestVerdict::pushWhenTheLimitIsTight()
{
    const Verdict verdict = judge(demo(), {0.5, true});
    QCOMPARE(verdict.choice, Verdict::Choice::Push);
    QVERIFY2(verdict.sentence.startsWith(u"Push: "_s), qPrintable(verdict.sentence));
    QVERIFY(verdict.sentence.contains(u"tolerance: 500 ms"_s));
    QVERIFY2(verdict.sentence.contains(u"Any interval up to 52"_s), qPrintable(verdict.sentence));
    QCOMPARE(judge(demo(), {1e-6, true}).choice, Verdict::Choice::Neither);
}

void TestVerdict::pushWhenNothingMayBeMissed()
{
    const Verdict verdict = judge(demo(), {5, false});
    QCOMPARE(verdict.choice, Verdict::Choice::Push);
    QVERIFY(verdict.sentence.contains(u"none missed"_s));
    // A cursor misses nothing.
    const ComparisonResult cursor = analyse(simulate({12, 20, 1, 0.003, 60, 11}, LaneKind::PollCursor));
    QCOMPARE(judge(cursor, {5, false}).choice, Verdict::Choice::Poll);
}

void TestVerdict::slowFeedIsJudgedByThePollTimes()
{
    // One change in 30 s: no percentile can be measured in two minutes, but the polls themselves are known.
    const ComparisonResult result = analyse(simulate({12, 1.0 / 30, 5, 0.003, 120, 4}));
    QVERIFY(result.updates > 0 && result.updates < 20);
    const Verdict verdict = judge(result);
    QCOMPARE(verdict.choice, Verdict::Choice::Poll);
    QVERIFY2(verdict.sentence.startsWith(u"Polling every 5 s is good enough here: by its poll times"_s),
             qPrintable(verdict.sentence));
}

void TestVerdict::tooShort()
{
    const Verdict two = judge(analyse(simulate({12, 20, 1, 0.003, 2, 2})));
    QCOMPARE(two.choice, Verdict::Choice::Unknown);
    QVERIFY2(two.sentence.contains(u"Let it run for 20 s"_s), qPrintable(two.sentence));
    const Verdict ten = judge(analyse(simulate({12, 20, 1, 0.003, 10, 2})));
    QCOMPARE(ten.choice, Verdict::Choice::Poll);
    QVERIFY2(ten.sentence.contains(u"by its poll times 95 %"_s), qPrintable(ten.sentence));
    QVERIFY2(ten.sentence.contains(u"polls so far: a first estimate."_s), qPrintable(ten.sentence));
    // Nothing changed at all: the polls' own times still hold.
    const Verdict idle = judge(analyse(simulate({1, 1e-9, 1, 0.003, 30, 2})));
    QCOMPARE(idle.choice, Verdict::Choice::Poll);
    QVERIFY2(idle.sentence.contains(u"nothing changed while it was watched"_s), qPrintable(idle.sentence));
}

void TestVerdict::nothingCame()
{
    ComparisonInput in = window(0, 10, 12);
    QCOMPARE(judge(analyse(in)).choice, Verdict::Choice::Unknown);
    in.lanes = {lane("websocket", LaneKind::Push)};
    const Verdict verdict = judge(analyse(in));
    QCOMPARE(verdict.choice, Verdict::Choice::Unknown);
    QCOMPARE(verdict.headline, u"No change came in the 10 s watched."_s);
}

void TestVerdict::belowTheClock()
{
    ComparisonInput in = simulate({1, 20, 1, 0.003, 60, 3});
    in.lanes.pop_back();
    in.clock.source.uncertainty = 10 * millisecond;
    const Verdict verdict = judge(analyse(in));
    QCOMPARE(verdict.headline,
             u"websocket shows each change after less than 10 ms, the clock's uncertainty."_s);
    QVERIFY2(verdict.sentence.contains(u"within less than 10 ms"_s), qPrintable(verdict.sentence));
    QCOMPARE(clockLabel(0.015, 0.01), ClockLabel::Greyed);
    QCOMPARE(clockLabel(-0.02, 0.01), ClockLabel::Plain);
}

void TestVerdict::bytesAreWeighed()
{
    ComparisonResult result = demo();
    withBytes(result.lanes[0], 60'000);
    withBytes(result.lanes[1], 360'000);
    QVERIFY2(judge(result).sentence.contains(u"It takes 6.0 times the bytes (6 kB/s against 1 kB/s)."_s),
             qPrintable(judge(result).sentence));
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::Russian));
    const QString russian = judge(result).sentence;
    QLocale::setDefault(before);
    QVERIFY2(russian.contains(u"It takes 6,0 times"_s), qPrintable(russian)); // its figures are, its words are not
    withBytes(result.lanes[1], 30'000);
    QVERIFY(judge(result).sentence.contains(u"It takes fewer bytes too"_s));
}

/// Long polling stands beside push, not in the place of the polls "every N s".
void TestVerdict::aHeldLaneIsPushed()
{
    const Simulation s{12, 20, 1, 0.003, 60, 11};
    ComparisonInput in = simulate(s);
    in.lanes[0] = simulatedHeld(s, poisson(s), 25);
    ComparisonResult result = analyse(in);
    const Verdict verdict = judge(result, {0.1, true});
    QVERIFY2(verdict.headline.startsWith(u"Polling shows each change"_s), qPrintable(verdict.headline));
    QCOMPARE(verdict.choice, Verdict::Choice::Push);
    QVERIFY2(verdict.sentence.startsWith(u"Push: 95 % of the changes"_s), qPrintable(verdict.sentence));
    QVERIFY2(verdict.sentence.contains(u"With polling every 1 s"_s), qPrintable(verdict.sentence));
    const QJsonObject lane = toJson(result, {})[u"lanes"].toArray()[0].toObject();
    QCOMPARE(lane[u"mode"].toString(), u"cursor"_s);
    QVERIFY(lane[u"interval_ms"].isNull());
    QVERIFY(lane[u"requests"].toObject()[u"sent"].toInt() > 1'000);
    QCOMPARE(lane[u"expected"].toObject()[u"missed_share"].toDouble(-1), 0.0);
    in.lanes[1] = in.lanes[0];
    in.lanes[0] = simulatedPush(s, poisson(s));
    result = analyse(in); // two that are pushed: by their names
    QVERIFY2(headline(result).startsWith(u"long-poll shows each change"_s), qPrintable(headline(result)));
}

void TestVerdict::jsonHasTheContractsNames()
{
    ComparisonInput in = simulate({12, 20, 1, 0.003, 60, 11});
    in.feed = u"demo"_s;
    in.lanes[0].wire = WireFigures{100, 2'000, 1'500, 300, 20, 0, 80, 10, 900, 1, 0, {}, {{40'000, 100, 2'000}}};
    const ComparisonResult result = analyse(in);
    const QJsonObject json = toJson(result, u"so"_s);
    QCOMPARE(json.keys(), (QStringList{u"clock"_s, u"duration_s"_s, u"feed"_s, u"lanes"_s, u"source"_s,
                                       u"verdict"_s, u"window"_s}));
    const QJsonObject lane = json[u"lanes"].toArray()[0].toObject();
    QCOMPARE(lane.keys(),
             (QStringList{u"age_ms"_s, u"behind_ms"_s, u"connections"_s, u"delay_ms"_s, u"endpoint"_s,
                          u"expected"_s, u"gaps"_s, u"interval_ms"_s, u"lag_ms"_s, u"lane"_s, u"mode"_s,
                          u"outdated"_s, u"reconnects"_s, u"request_ms"_s, u"requests"_s, u"sockets"_s,
                          u"tls_handshakes"_s, u"updates"_s, u"wire"_s}));
    QCOMPARE(lane[u"updates"].toObject().keys(),
             (QStringList{u"censored"_s, u"delivered"_s, u"dropped"_s, u"duplicate"_s, u"late"_s, u"lost"_s,
                          u"missed"_s, u"overwritten"_s, u"reference"_s, u"unchanged"_s}));
    QCOMPARE(lane[u"wire"].toObject()[u"overhead"].toInt(), 600);
    QCOMPARE(lane[u"sockets"].toArray()[0].toObject()[u"local_port"].toInt(), 40'000);
    const QJsonObject poll = json[u"lanes"].toArray()[1].toObject();
    QCOMPARE(poll[u"interval_ms"].toDouble(), 1000.0);
    NEAR(poll[u"lag_ms"].toObject()[u"mean"].toDouble(), meanOf(result.lanes[1].lag) * 1e3, 1e-6);
    NEAR(poll[u"expected"].toObject()[u"mean_wait_ms"].toDouble(),
         of(result.lanes[1].expected.delayMean) * 1e3, 1e-6);
    NEAR(lane[u"wire"].toObject()[u"per_update"].toDouble(),
         910.0 / double(result.lanes[0].updates.delivered), 1e-9);
}

void TestVerdict::jsonSaysNullForUnknown()
{
    ComparisonInput in = window(0, 10, 12.5);
    in.lanes = {pushed(Source{{1.2, 1.5, 3.4}}, 0.1)};
    in.lanes[0].oneWay.reset();
    in.clock.source = ClockEstimate();
    const QJsonObject json = toJson(analyse(in), {});
    const QJsonObject lane = json[u"lanes"].toArray()[0].toObject();
    QVERIFY(lane[u"updates"].toObject()[u"missed"].isNull());
    QVERIFY(lane[u"gaps"].isNull());
    QVERIFY(lane[u"wire"].isNull());
    QVERIFY(lane[u"requests"].isNull());
    QVERIFY(lane[u"interval_ms"].isNull());
    QVERIFY(lane[u"lag_ms"].toObject()[u"p99"].isNull());
    QVERIFY(lane[u"behind_ms"].toObject()[u"mean"].isNull());
    QVERIFY(lane[u"expected"].toObject()[u"lag_mean_ms"].isNull());
    QVERIFY(json[u"clock"].toObject()[u"offset_ms"].isNull());
    QVERIFY(json[u"clock"].toObject()[u"uncertainty_ms"].isNull());
}

QTEST_APPLESS_MAIN(TestVerdict)
#include "test_verdict.moc"
