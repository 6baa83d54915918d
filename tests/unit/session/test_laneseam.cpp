#include "lanestage.h"

using namespace feedscope;
using namespace Qt::StringLiterals;

/// One connection takes over from another, so that a cut that is known beforehand costs nothing.
class TestLaneSeam : public QObject
{
    Q_OBJECT

private slots:
    void announced();
    void announcedElsewhere_data();
    void announcedElsewhere();
    void anAddressElsewhereThatRefuses();
    void oldAge();
    void whereTheNewOneGoesOn();
    void whatTheNewOneIsAsked();
    void aNewOneThatFails();
    void theOldOneEndsFirst();
    void aNewOneWithNothingToSay();
    void announcementsWithoutEnd();
    void stopsBoth();
    void keepaliveWithoutAnswer();
    void keepaliveAnswered();
    void keepaliveExpected();
    void keepaliveExpectedInVain();
    void backoffOfTheProfile();
    void saysAtThePaceOfTheVenue();
    void waitsInTheSeamToo();
    void askedForTooMuch();
    void connectsAtThePaceOfTheVenue();
    void waitsOutARefusal();
    void successionIsPlannedByAge();
    void successionWaitsUntilItMay();
    void successionIsGivenUpOrTakesOver();
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

void TestLaneSeam::announcedElsewhere_data()
{
    QTest::addColumn<QString>("named");
    QTest::addColumn<QString>("followed");
    QTest::addColumn<bool>("keepsHeaders");
    const auto row = [](const char *name, const char *named, const char *followed, bool keepsHeaders) {
        QTest::newRow(name) << QString::fromLatin1(named) << QString::fromLatin1(followed) << keepsHeaders;
    };
    row("another path", "wss://feed.example/ws?id=7", "wss://feed.example/ws?id=7", true);
    row("its query is the profile's", "wss://feed.example/ws", "wss://feed.example/ws?v=1", true);
    row("another host gets no headers", "wss://edge.example/", "wss://edge.example/?v=1", false);
    row("not without encryption", "ws://feed.example/ws", "wss://feed.example/?v=1", true);
    row("no address", "over there", "wss://feed.example/?v=1", true);
}

/// The server says where the next connection goes, and means that one only.
void TestLaneSeam::announcedElsewhere()
{
    QFETCH(QString, named);
    QFETCH(QString, followed);
    QFETCH(bool, keepsHeaders);
    LaneConfig config;
    config.endpoint.url = QUrl(u"wss://feed.example/?v=1"_s);
    config.endpoint.headers = {{"Authorization", "Bearer t"}};
    auto feed = std::make_shared<FeedContext>();
    feed->profile = parseProfile(R"({"name":"test","reconnect":{"url":"/bye"},"rules":[
        {"when":{"/bye":{"exists":true}},"kind":"reconnect"},{"kind":"tick","fields":{"symbol":"/symbol"}}]})")
                        .profile;
    LaneStage stage(config, feed);
    QStringList said;
    connect(&stage.lane, &Lane::troubled, this, [&](const QString &sentence) { said.append(sentence); });
    stage.start();
    stage.says(tick(1));
    stage.passes(6 * second);
    stage.says("{\"bye\":\"" + named.toUtf8() + "\"}");
    QCOMPARE(stage.transports.count(), 2);
    QCOMPARE(stage.server().endpoint().url, QUrl(followed));
    QCOMPARE(!stage.server().endpoint().headers.isEmpty(), keepsHeaders);
    QCOMPARE(said.isEmpty(), followed != u"wss://feed.example/?v=1"_s);
    stage.server().serverOpens();
    stage.server().serverSays(tick(2), stage.clock.now());
    stage.server().serverDrops();
    stage.passes(2 * second);
    QCOMPARE(stage.transports.count(), 3);
    QCOMPARE(stage.server().endpoint().url, config.endpoint.url);
}

/// The feed's own address remains.
void TestLaneSeam::anAddressElsewhereThatRefuses()
{
    LaneConfig config;
    config.endpoint.url = QUrl(u"ws://feed.example/"_s);
    LaneStage stage(config, testFeed(R"("reconnect":{"url":"/next"},)"));
    stage.start();
    stage.says(R"({"next":"ws://edge.example/gone"})");
    stage.server().serverDrops();
    stage.passes(2 * second);
    QCOMPARE(stage.server().endpoint().url, QUrl(u"ws://edge.example/gone"_s));
    stage.server().serverFails(fault(ErrorKind::Persistent));
    QCOMPARE(stage.take().report.state, LaneState::Waiting);
    stage.passes(4 * second);
    QCOMPARE(stage.server().endpoint().url, config.endpoint.url);
    stage.server().serverFails(fault(ErrorKind::Persistent)); // here it is meant
    QCOMPARE(stage.take().report.state, LaneState::Stopped);
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

/// Not where the last outage was.
void TestLaneSeam::whereTheNewOneGoesOn()
{
    LaneStage stage({}, announcingFeed());
    stage.start();
    stage.server().serverIsAt("e-1");
    stage.server().serverDrops();
    stage.passes(2 * second);
    QCOMPARE(stage.server().cursor(), "e-1");
    stage.server().serverOpens();
    stage.server().serverIsAt("e-2");
    stage.says(tick(2));
    stage.passes(6 * second);
    stage.says(R"({"bye":1})");
    QCOMPARE(stage.transports.count(), 3);
    QCOMPARE(stage.server().cursor(), "e-2");
    auto &heir = stage.server();
    heir.serverOpens();
    heir.serverIsAt("e-3");
    heir.serverSays(tick(3), stage.clock.now());
    stage.passes(6 * second);
    heir.serverSays(R"({"bye":1})", stage.clock.now());
    QCOMPARE(stage.transports.count(), 4);
    QCOMPARE(stage.server().cursor(), "e-3");
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

/// No rule of this profile knows "pong", and nothing says how soon it has to come.
void TestLaneSeam::keepaliveExpected()
{
    LaneStage stage({}, testFeed(R"("keepalive":{"after_idle_s":4,"send":"ping","expect":"pong"},)"));
    stage.start();
    stage.server().serverPongs(1);
    stage.server().takeSent();
    for (int i = 0; i < 4; ++i) {
        stage.passes(4 * second);
        QCOMPARE(stage.server().takeSent(), std::vector<QByteArray>{"ping"});
        stage.says("pong");
    }
    const Batch batch = stage.take();
    QCOMPARE(batch.report.state, LaneState::Open);
    QCOMPARE(batch.counters.messages, 4);
    QCOMPARE(batch.counters.undecoded, 0);
    stage.says("pang");
    QCOMPARE(stage.take().counters.undecoded, 1);
}

void TestLaneSeam::keepaliveExpectedInVain()
{
    const auto feed = [] { return testFeed(R"("keepalive":{"every_s":8,"send":"ping","expect":"pong"},)"); };
    LaneStage dead({}, feed());
    dead.start();
    dead.server().serverPongs(1);
    dead.passes(12 * second + 900 * millisecond);
    QCOMPARE(dead.lane.state(), LaneState::Open);
    dead.passes(200 * millisecond);
    const Batch batch = dead.take();
    QCOMPARE(batch.report.state, LaneState::Waiting);
    QVERIFY2(batch.report.sentence.contains(u"did not answer within 5 s"_s),
             qPrintable(batch.report.sentence));

    LaneStage busy({}, feed()); // it never answers, yet its feed is good
    busy.start();
    for (std::uint64_t i = 1; i < 100; ++i) {
        busy.passes(second);
        busy.says(tick(i));
    }
    QCOMPARE(busy.take().report.state, LaneState::Open);
    QCOMPARE(busy.transports.count(), 1);
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

void TestLaneSeam::saysAtThePaceOfTheVenue()
{
    LaneStage stage({}, testFeed(R"("limits":{"messages":{"count":5,"within_s":1}},)"));
    stage.start(); // a ping and the subscription
    QCOMPARE(stage.server().takeSent(), std::vector<QByteArray>{"subscribe"});
    QCOMPARE(stage.server().pings(), 1);
    for (int i = 0; i < 10; ++i)
        stage.says("{\"ping\":" + QByteArray::number(i) + '}');
    QCOMPARE(stage.server().takeSent().size(), 3U); // and not one more within this second
    stage.passes(900 * millisecond);
    QVERIFY(stage.server().takeSent().empty());
    stage.passes(200 * millisecond);
    QCOMPARE(stage.server().takeSent().size(), 5U);
    stage.passes(second);
    const std::vector<QByteArray> last = stage.server().takeSent(); // in their order, none left out
    QCOMPARE(last, (std::vector<QByteArray>{R"({"pong":8})", R"({"pong":9})"}));
    const Batch batch = stage.take();
    QCOMPARE(batch.counters.said, 11);
    QCOMPARE(batch.report.state, LaneState::Open);
}

void TestLaneSeam::waitsInTheSeamToo()
{
    LaneStage stage(
        {}, testFeed(R"("limits":{"messages":{"count":2,"within_s":1}},"reconnect":{"max_age_s":100},)"));
    stage.start();
    stage.says(tick(1));
    for (int i = 0; i < 19; ++i) {
        stage.passes(5 * second);
        stage.server().serverPongs(1);
    }
    stage.passes(second);
    QCOMPARE(stage.transports.count(), 2);
    auto &next = stage.server();
    next.serverOpens();
    for (int i = 0; i < 3; ++i)
        next.serverSays("{\"ping\":" + QByteArray::number(i) + '}', stage.clock.now());
    QCOMPARE(next.takeSent().size(), 2U); // each connection has its own limit
    next.serverSays(tick(2), stage.clock.now());
    QVERIFY(next.takeSent().empty());
    stage.passes(1100 * millisecond);
    QCOMPARE(next.takeSent().size(), 2U); // what was left to say is said after it took over
}

void TestLaneSeam::askedForTooMuch()
{
    LaneStage stage({}, testFeed(R"("limits":{"messages":{"count":2,"within_s":1}},)"));
    stage.start();
    for (int i = 0; i < 1'000; ++i)
        stage.says(R"({"ping":1})");
    QCOMPARE(stage.take().report.state, LaneState::Open);
    stage.says(R"({"ping":1})");
    const Batch batch = stage.take();
    QCOMPARE(batch.report.state, LaneState::Waiting);
    QVERIFY2(batch.report.sentence.contains(u"more answers"_s), qPrintable(batch.report.sentence));
}

void TestLaneSeam::connectsAtThePaceOfTheVenue()
{
    LaneStage stage({}, testFeed(R"("limits":{"connects":{"count":2,"within_s":60}},)"));
    const Ns began = stage.clock.now();
    stage.start();
    stage.server().serverDrops();
    stage.passes(30 * second);
    QCOMPARE(stage.transports.count(), 2);
    stage.server().serverFails(fault(ErrorKind::Transient));
    QVERIFY(stage.take().report.retryAt >= began + 60 * second);
    stage.lane.reconnectNow(); // nor does the user's wish break the limit
    QCOMPARE(stage.transports.count(), 2);
    QCOMPARE(stage.take().report.state, LaneState::Waiting);
    stage.passes(31 * second);
    QCOMPARE(stage.transports.count(), 3);
}

void TestLaneSeam::waitsOutARefusal()
{
    LaneStage stage({}, testFeed(R"("limits":{"wait_s":{"403":600}},)"));
    const auto refuse = [&](int status, std::chrono::milliseconds told) {
        TransportError error = fault(status == 403 ? ErrorKind::Persistent : ErrorKind::Transient, told);
        error.httpStatus = status;
        stage.server().serverFails(error);
        return stage.take().report;
    };
    stage.lane.start();
    LaneReport report = refuse(403, {}); // of this venue: asked too often
    QCOMPARE(report.state, LaneState::Waiting);
    QVERIFY(report.retryAt >= stage.clock.now() + 600 * second);
    stage.passes(630 * second);
    QCOMPARE(stage.transports.count(), 2);
    report = refuse(429, std::chrono::milliseconds(7'000)); // what the server says comes first
    QVERIFY(report.retryAt >= stage.clock.now() + 7 * second);
    QVERIFY(report.retryAt < stage.clock.now() + 60 * second);
    stage.passes(60 * second);
    report = refuse(418, {}); // a ban lasts two minutes at least, even where nobody says so
    QVERIFY(report.retryAt >= stage.clock.now() + 120 * second);
}

// The plan by itself.

namespace {

/// A succession whose connections are scripted.
struct SuccessionStage
{
    fakes::ScriptedTransports transports;
    int opened = 0, ended = 0;
    Succession succession;

    explicit SuccessionStage(double maximumAge)
        : succession(nullptr, {[this] { ++opened; }, [](Message &&) {}, [this] { ++ended; }}, maximumAge)
    {}
    void begin(Ns now)
    {
        succession.begin([this](TransportListener *listener) { return transports.factory()({}, listener); },
                         {}, now);
    }
};

} // namespace

void TestLaneSeam::successionIsPlannedByAge()
{
    SuccessionStage young(100);
    young.succession.connectionOpened(0);
    QCOMPARE(young.succession.next(0), 95 * second); // a twentieth before the cut
    QCOMPARE(young.succession.due(95 * second - 1), Succession::Due::Nothing);
    QCOMPARE(young.succession.due(95 * second), Succession::Due::Begin);
    young.succession.drop();
    QCOMPARE(young.succession.due(95 * second), Succession::Due::Nothing);

    SuccessionStage day(86'400);
    day.succession.connectionOpened(0);
    QCOMPARE(day.succession.next(0), 86'340 * second); // and a minute at most

    SuccessionStage ageless(0);
    ageless.succession.connectionOpened(0);
    QCOMPARE(ageless.succession.next(0), noTime);
}

void TestLaneSeam::successionWaitsUntilItMay()
{
    SuccessionStage stage(0);
    QVERIFY(!stage.succession.mayBegin(0, 0, 2 * second)); // announced at once: not without end
    QCOMPARE(stage.succession.next(0), 5 * second);
    QVERIFY(!stage.succession.mayBegin(0, 9 * second, 5 * second)); // the venue's limit
    QCOMPARE(stage.succession.next(0), 9 * second);
    QCOMPARE(stage.succession.due(9 * second), Succession::Due::Begin);
    QVERIFY(stage.succession.mayBegin(0, 9 * second, 9 * second));
    QCOMPARE(stage.succession.next(0), noTime);
}

void TestLaneSeam::successionIsGivenUpOrTakesOver()
{
    SuccessionStage stage(0);
    stage.begin(0);
    QVERIFY(stage.succession.isUnderWay() && !stage.succession.isReady());
    QCOMPARE(stage.succession.due(30 * second - 1), Succession::Due::Nothing);
    QCOMPARE(stage.succession.due(30 * second), Succession::Due::GiveUp);
    fakes::ScriptedTransport *given = stage.transports.last();
    stage.succession.drop();
    QVERIFY(given->isStopped());
    QVERIFY(!stage.succession.isUnderWay());

    stage.begin(40 * second);
    stage.transports.last()->serverOpens();
    QCOMPARE(stage.opened, 1);
    stage.succession.nextOpened(41 * second);
    QVERIFY(stage.succession.isReady());
    QVERIFY(stage.succession.put({"subscribe"}));
    QCOMPARE(stage.succession.next(41 * second), 41 * second); // it has something to say
    QCOMPARE(stage.succession.flush(41 * second), 1);
    QCOMPARE(stage.succession.next(41 * second), 46 * second);
    QCOMPARE(stage.succession.due(46 * second), Succession::Due::TakeOver);
    QVERIFY(stage.succession.put({"more"}));
    Succession::Heir heir = stage.succession.takeOver(46 * second);
    QCOMPARE(heir.transport.get(), stage.transports.last());
    QVERIFY(!heir.outbox.isEmpty());
    QVERIFY(!stage.succession.isUnderWay() && !stage.succession.hasToSay());
    stage.succession.connectionEnded();
    QCOMPARE(stage.ended, 0);
}

QTEST_GUILESS_MAIN(TestLaneSeam)
#include "test_laneseam.moc"
