#include "lanestage.h"

using namespace feedscope;
using namespace Qt::StringLiterals;

/// One connection takes over from another, so that a cut that is known beforehand costs nothing.
class TestLaneSeam : public QObject
{
    Q_OBJECT

private slots:
    void announced();
    void oldAge();
    void whatTheNewOneIsAsked();
    void aNewOneThatFails();
    void theOldOneEndsFirst();
    void aNewOneWithNothingToSay();
    void announcementsWithoutEnd();
    void stopsBoth();
    void keepaliveWithoutAnswer();
    void keepaliveAnswered();
    void backoffOfTheProfile();
};

namespace {

/// The profile of the tests, cut after 100 s by its server, which also announces it.
constexpr auto cutFeed = "\"reconnect\":{\"max_age_s\":100},";

std::shared_ptr<FeedContext> announcingFeed()
{
    auto feed = std::make_shared<FeedContext>();
    feed->profile =
        parseProfile(
            R"({"name":"test","url":"ws://127.0.0.1:1/","sequence":{"mode":"contiguous","scope":"/epoch"},
        "session":[{"when":{"":"@open"},"send":"subscribe"},{"when":{"/hello":true},"send":"{\"auth\":1}"}],
        "rules":[{"when":{"/bye":{"exists":true}},"kind":"reconnect"},{"when":{"/hello":{"exists":true}},"kind":"ack"},
          {"when":{"/symbol":{"exists":true}},"kind":"tick","fields":{"symbol":"/symbol","price":"/price","sequence":"/seq","epoch":"/epoch"}}]})")
            .profile;
    return feed;
}

} // namespace

void TestLaneSeam::announced()
{
    LaneStage stage({}, announcingFeed());
    stage.start();
    stage.says(tick(1));
    stage.passes(6 * second);
    QPointer<QObject> old = stage.transports.last();
    auto &first = stage.server();
    stage.says(R"({"bye":1})");
    QCOMPARE(stage.transports.count(), 2);
    auto &second_ = stage.server();
    second_.serverOpens();
    QCOMPARE(second_.takeSent(), std::vector<QByteArray>{"subscribe"});
    first.serverSays(tick(2), stage.clock.now()); // the old one goes on
    QVERIFY(!first.isStopped());
    second_.serverSays(tick(3), stage.clock.now());
    QVERIFY(first.isStopped());
    second_.serverSays(tick(4), stage.clock.now());
    const Batch batch = stage.take();
    QCOMPARE(batch.arrivals.size(), 4U);
    QCOMPARE(batch.report.state, LaneState::Open);
    QCOMPARE(batch.counters.connects, 2);
    QCOMPARE(batch.counters.reconnects, 1);
    QVERIFY(batch.gaps.empty());
    second_.serverDrops(); // it is the lane's own now
    QCOMPARE(stage.take().report.state, LaneState::Waiting);
}

void TestLaneSeam::oldAge()
{
    LaneStage stage({}, testFeed(cutFeed));
    stage.start();
    stage.says(tick(1));
    for (int i = 0; i < 18; ++i) {
        stage.passes(5 * second);
        stage.server().serverPongs(1);
    }
    QCOMPARE(stage.transports.count(), 1);
    stage.passes(6 * second); // 95 s: five before the cut
    QCOMPARE(stage.transports.count(), 2);
}

void TestLaneSeam::whatTheNewOneIsAsked()
{
    LaneStage stage({}, announcingFeed());
    stage.start();
    stage.says(tick(1));
    stage.passes(6 * second);
    auto &first = stage.server();
    stage.says(R"({"bye":1})");
    auto &next = stage.server();
    first.takeSent();
    next.serverOpens();
    next.takeSent();
    next.serverSays(R"({"hello":true})", stage.clock.now()); // its own conversation, and no data yet
    QCOMPARE(next.takeSent(), std::vector<QByteArray>{R"({"auth":1})"});
    QVERIFY(first.takeSent().empty());
    QVERIFY(!first.isStopped());
}

void TestLaneSeam::aNewOneThatFails()
{
    LaneStage stage({}, announcingFeed());
    stage.start();
    stage.says(tick(1));
    stage.passes(6 * second);
    auto &first = stage.server();
    stage.says(R"({"bye":1})");
    stage.server().serverFails(fault(ErrorKind::Transient));
    QVERIFY(!first.isStopped());
    QCOMPARE(stage.take().report.state, LaneState::Open);
    stage.passes(2 * second);
    QVERIFY(stage.transports.count() >= 3);
    QVERIFY(!first.isStopped());
}

void TestLaneSeam::theOldOneEndsFirst()
{
    LaneStage stage({}, announcingFeed());
    stage.start();
    stage.says(tick(1));
    stage.passes(6 * second);
    auto &first = stage.server();
    stage.says(R"({"bye":1})");
    auto &next = stage.server();
    next.serverOpens();
    first.serverCloses(1001);
    next.serverSays(tick(2), stage.clock.now());
    const Batch batch = stage.take();
    QCOMPARE(batch.report.state, LaneState::Open);
    QCOMPARE(batch.arrivals.size(), 2U);
    QCOMPARE(stage.transports.count(), 2);
}

void TestLaneSeam::aNewOneWithNothingToSay()
{
    LaneStage stage({}, announcingFeed());
    stage.start();
    stage.says(tick(1));
    stage.passes(6 * second);
    auto &first = stage.server();
    stage.says(R"({"bye":1})");
    stage.server().serverOpens();
    stage.passes(4 * second);
    QVERIFY(!first.isStopped());
    stage.passes(2 * second);
    QVERIFY(first.isStopped());
    QCOMPARE(stage.take().report.state, LaneState::Open);
}

void TestLaneSeam::announcementsWithoutEnd()
{
    LaneStage stage({}, announcingFeed());
    stage.start();
    stage.says(R"({"bye":1})");
    stage.says(R"({"bye":1})");
    QCOMPARE(stage.transports.count(), 1);
    stage.passes(6 * second);
    QCOMPARE(stage.transports.count(), 2);
}

void TestLaneSeam::stopsBoth()
{
    LaneStage stage({}, announcingFeed());
    stage.start();
    stage.says(tick(1));
    stage.passes(6 * second);
    auto &first = stage.server();
    stage.says(R"({"bye":1})");
    auto &next = stage.server();
    next.serverOpens();
    stage.lane.stop();
    QVERIFY(first.isStopped());
    QVERIFY(next.isStopped());
}

void TestLaneSeam::keepaliveWithoutAnswer()
{
    LaneStage stage({}, testFeed(R"("keepalive":{"every_s":5,"send":"ping","within_s":2},)"));
    stage.start();
    stage.server().serverPongs(1);
    stage.passes(5 * second + 100 * millisecond);
    QCOMPARE(stage.server().sent().back().payload, "ping");
    stage.passes(second);
    QCOMPARE(stage.take().report.state, LaneState::Open);
    stage.passes(2 * second);
    const Batch batch = stage.take();
    QVERIFY2(batch.report.sentence.contains(u"did not answer within 2 s"_s),
             qPrintable(batch.report.sentence));
}

void TestLaneSeam::keepaliveAnswered()
{
    LaneStage stage({}, testFeed(R"("keepalive":{"every_s":5,"send":"ping","within_s":2},)"));
    stage.start();
    stage.server().serverPongs(1);
    for (int i = 0; i < 6; ++i) {
        stage.passes(5 * second + 100 * millisecond);
        stage.says(tick(std::uint64_t(i) + 1)); // any byte is a sign of life
    }
    QCOMPARE(stage.take().report.state, LaneState::Open);
    QCOMPARE(stage.transports.count(), 1);
}

void TestLaneSeam::backoffOfTheProfile()
{
    LaneStage stage({}, testFeed(R"("reconnect":{"backoff":{"from_s":0.01,"to_s":0.02}},)"));
    stage.lane.start();
    for (int i = 0; i < 20; ++i) {
        stage.server().serverFails(fault(ErrorKind::Transient));
        QVERIFY(stage.take().report.retryAt <= stage.clock.now() + 20 * millisecond);
        stage.passes(100 * millisecond);
    }
    QCOMPARE(stage.transports.count(), 21);
}

QTEST_GUILESS_MAIN(TestLaneSeam)
#include "test_laneseam.moc"
