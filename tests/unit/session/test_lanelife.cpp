#include "lanestage.h"

using namespace feedscope;
using namespace Qt::StringLiterals;

/// How a lane holds on to its connection: back-off, signs of life, what ends it and what brings it back.
class TestLaneLife : public QObject
{
    Q_OBJECT

private slots:
    void backsOffAndOpensAgain();
    void waitsForAsLongAsTheServerAsks();
    void stopsAtAPersistentCause();
    void eachTroubleIsSaidThoughARetryFollows();
    void stopsAtTheCodesOfTheProfile_data();
    void stopsAtTheCodesOfTheProfile();
    void theWaitsGrowUntilDataWasGoodForFiveSeconds();
    void pingsEveryTenSeconds();
    void findsADeadConnectionWithinFifteenSeconds();
    void isDeadEvenRightAfterOpening();
    void anyByteIsLife();
    void aStreamThatFallsSilent();
    void aQuietStreamIsWaitedForLonger();
    void notesTheOutage();
    void anOutageBeginsWithTheLastSignOfLife();
    void aPollLanesAnswersAreLife();
    void keepsTheCauseWhileItTriesAgain();
    void stopHearsNothing();
    void reconnectNowComesBackFromAStop();
    void reconnectNowReplacesAnOpenConnection();
    void diesWithItsTransportOpen();
    void silenceBeyondTheProfilesLimit();
    void whatEndsWithoutACode();
    void saysItsLastWords();
    void aListenerOnlyListens();
    void aTransportThatGreetsByItself();
    void whatComesAgainIsACopy();
    void lifeSignsAskForAPing();
    void lifeSignsOfAnyByte();
    void lifeSignsAskForTheProfilesPing();
    void lifeSignsAwaitTheProfilesAnswer();
    void lifeSignsOfAStreamThatCannotBeAsked();
};

void TestLaneLife::backsOffAndOpensAgain()
{
    LaneStage stage;
    stage.lane.start();
    stage.server().serverFails(fault(ErrorKind::Transient));
    Batch batch = stage.take();
    QCOMPARE(batch.report.state, LaneState::Waiting);
    QCOMPARE(batch.report.sentence, u"It did not work."_s);
    QVERIFY(batch.report.retryAt >= stage.clock.now());
    QVERIFY(batch.report.retryAt <= stage.clock.now() + second);
    stage.clock.set(batch.report.retryAt - 1);
    stage.lane.advance();
    QCOMPARE(stage.transports.count(), 1);
    stage.clock.advance(1);
    stage.lane.advance();
    QCOMPARE(stage.transports.count(), 2);
    batch = stage.take();
    QCOMPARE(batch.report.state, LaneState::Connecting);
    QCOMPARE(batch.report.retryAt, noTime);
}

void TestLaneLife::waitsForAsLongAsTheServerAsks()
{
    LaneStage stage;
    stage.lane.start();
    stage.server().serverFails(fault(ErrorKind::Transient, std::chrono::seconds(7)));
    const Ns wait = stage.take().report.retryAt - stage.clock.now();
    QVERIFY(wait >= 7 * second);
    QVERIFY(wait <= 8 * second);
}

void TestLaneLife::stopsAtAPersistentCause()
{
    LaneStage stage;
    stage.lane.start();
    stage.server().serverFails(fault(ErrorKind::Persistent));
    const Batch batch = stage.take();
    QCOMPARE(batch.report.state, LaneState::Stopped);
    QCOMPARE(batch.report.retryAt, noTime);
    QCOMPARE(batch.report.sentence, u"It did not work."_s);
    stage.passes(60 * second);
    QCOMPARE(stage.transports.count(), 1);
}

/// The hand-over keeps the newest report only.
void TestLaneLife::eachTroubleIsSaidThoughARetryFollows()
{
    LaneStage stage;
    QStringList said;
    connect(&stage.lane, &Lane::troubled, this, [&](const QString &sentence) { said.append(sentence); });
    stage.start();
    stage.server().serverDrops();
    stage.passes(2 * second);
    stage.server().serverOpens();
    QVERIFY(stage.take().report.sentence.isEmpty());
    QCOMPARE(said.size(), 1);
    stage.server().serverFails(fault(ErrorKind::Persistent));
    QCOMPARE(said.size(), 2);
    QCOMPARE(said.last(), u"It did not work."_s);
}

void TestLaneLife::stopsAtTheCodesOfTheProfile_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("stops");
    QTest::newRow("1000") << 1000 << false;
    QTest::newRow("1001") << 1001 << false;
    QTest::newRow("1013") << 1013 << false;
    QTest::newRow("4401") << 4401 << true;
    QTest::newRow("the profile's 4123") << 4123 << true;
}

void TestLaneLife::stopsAtTheCodesOfTheProfile()
{
    QFETCH(int, code);
    QFETCH(bool, stops);
    LaneStage stage({}, testFeed(R"("reconnect":{"stop_codes":[4123]},)"));
    stage.start();
    stage.server().serverCloses(code, u"because"_s);
    const Batch batch = stage.take();
    QCOMPARE(batch.report.state, stops ? LaneState::Stopped : LaneState::Waiting);
    QVERIFY(batch.report.sentence.contains(QString::number(code)));
    QVERIFY(batch.report.sentence.contains(u"because"_s));
}

void TestLaneLife::theWaitsGrowUntilDataWasGoodForFiveSeconds()
{
    LaneStage stage;
    stage.lane.start();
    Ns longest = 0;
    for (int i = 0; i < 40; ++i) {
        stage.server().serverOpens(); // opening alone is no recovery
        stage.says(tick(1 + std::uint64_t(i)));
        stage.server().serverDrops();
        const Ns wait = stage.take().report.retryAt - stage.clock.now();
        longest = std::max(longest, wait);
        QVERIFY(wait <= 20 * second);
        stage.clock.advance(wait);
        stage.lane.advance();
    }
    QVERIFY(longest > 3 * second);

    stage.server().serverOpens();
    for (int i = 0; i <= 50; ++i) {
        stage.clock.advance(100 * millisecond);
        stage.says(tick(100 + std::uint64_t(i)));
    }
    stage.server().serverDrops();
    QVERIFY(stage.take().report.retryAt - stage.clock.now() <= second);
}

void TestLaneLife::pingsEveryTenSeconds()
{
    LaneStage stage;
    stage.start();
    QCOMPARE(stage.server().pings(), 1); // at once, to learn the round trip
    stage.server().serverPongs(millisecond);
    stage.passes(9 * second + 900 * millisecond);
    QCOMPARE(stage.server().pings(), 1);
    stage.passes(200 * millisecond);
    QCOMPARE(stage.server().pings(), 2);
    stage.server().serverPongs(millisecond);
    stage.passes(10 * second);
    QCOMPARE(stage.server().pings(), 3);
    QCOMPARE(stage.take().report.state, LaneState::Open);
}

void TestLaneLife::findsADeadConnectionWithinFifteenSeconds()
{
    LaneStage stage;
    stage.start();
    stage.server().serverPongs(millisecond);
    stage.says(tick(1));
    stage.passes(14 * second + 900 * millisecond);
    QCOMPARE(stage.lane.state(), LaneState::Open);
    stage.passes(200 * millisecond);
    QCOMPARE(stage.transports.count(), 1);
    const Batch batch = stage.take();
    QCOMPARE(batch.report.state, LaneState::Waiting);
    QVERIFY(batch.report.sentence.contains(u"5 s"_s));
}

/// The bytes of the handshake, or of an earlier connection, do not count as an answer to the first ping.
void TestLaneLife::isDeadEvenRightAfterOpening()
{
    LaneStage stage;
    stage.lane.start();
    stage.server().serverStirs(129);
    stage.server().serverOpens();
    stage.passes(5 * second + 100 * millisecond);
    QCOMPARE(stage.lane.state(), LaneState::Waiting);
}

void TestLaneLife::anyByteIsLife()
{
    LaneStage stage;
    stage.start();
    for (int i = 0; i < 12; ++i) { // part of a message that takes a minute: no pong, no message
        stage.passes(5 * second - 100 * millisecond);
        stage.server().serverStirs();
    }
    QCOMPARE(stage.lane.state(), LaneState::Open);
    QCOMPARE(stage.transports.count(), 1);
    stage.passes(15 * second + 100 * millisecond);
    QVERIFY(stage.lane.state() != LaneState::Open);
}

/// A stream cannot be asked. It is given up after three times its longest silence, and a minute at least.
void TestLaneLife::aStreamThatFallsSilent()
{
    LaneStage stage;
    stage.lane.start();
    stage.server().setCanPing(false);
    stage.server().serverOpens();
    for (int i = 0; i < 8; ++i) { // comments, as a heartbeat
        stage.passes(25 * second);
        stage.server().serverStirs();
    }
    stage.passes(80 * second);
    QCOMPARE(stage.lane.state(), LaneState::Open);
    stage.passes(30 * second);
    QVERIFY(stage.transports.count() > 1);
    QVERIFY(stage.lane.state() != LaneState::Open);
    QVERIFY(stage.take().report.sentence.contains(u"open but dead"_s));
}

void TestLaneLife::aQuietStreamIsWaitedForLonger()
{
    LaneStage stage;
    stage.lane.start();
    QList<int> attempts;
    for (int minute = 0; minute < 12; ++minute) {
        if (stage.lane.state() != LaneState::Open) {
            stage.server().setCanPing(false);
            stage.server().serverOpens();
            stage.server().serverStirs(); // what stands at the beginning, and then nothing
            attempts.append(minute);
        }
        stage.passes(60 * second);
    }
    QVERIFY2(attempts.size() >= 2 && attempts.size() <= 4, qPrintable(QString::number(attempts.size())));
}

void TestLaneLife::notesTheOutage()
{
    LaneStage stage;
    stage.start();
    stage.says(tick(1));
    const Ns from = stage.clock.now();
    stage.server().serverDrops();
    QVERIFY(stage.take().gaps.empty()); // it has not ended yet
    for (int attempt = 0; attempt < 3; ++attempt) {
        stage.passes(second + 100 * millisecond);
        stage.server().serverFails(fault(ErrorKind::Transient));
    }
    stage.passes(second + 100 * millisecond);
    stage.server().serverOpens();
    QVERIFY(stage.take().gaps.empty()); // connected is not yet data
    stage.passes(300 * millisecond);
    stage.says(tick(2));
    const Batch batch = stage.take();
    QCOMPARE(batch.gaps.size(), 1U);
    QCOMPARE(batch.gaps[0].from, from);
    QCOMPARE(batch.gaps[0].to, stage.clock.now());
    QCOMPARE(batch.gaps[0].missing, 0);
    stage.says(tick(3));
    QVERIFY(stage.take().gaps.empty());
}

/// A feed may be silent for an hour; while pongs came it was not down.
void TestLaneLife::anOutageBeginsWithTheLastSignOfLife()
{
    LaneStage stage;
    stage.start();
    stage.says(tick(1));
    stage.clock.advance(3'000 * second);
    stage.server().serverPongs(millisecond);
    const Ns alive = stage.clock.now();
    stage.clock.advance(second);
    stage.server().serverDrops();
    stage.passes(second + 100 * millisecond);
    stage.server().serverOpens();
    stage.says(tick(2));
    QCOMPARE(stage.take().gaps[0].from, alive);
}

void TestLaneLife::aPollLanesAnswersAreLife()
{
    LaneStage stage(pollConfig());
    stage.lane.start();
    stage.server().setCanPing(false);
    stage.server().serverOpens();
    QVERIFY(stage.server().sent().empty()); // there is nobody to subscribe with
    Request request;
    request.outcome = Request::Outcome::Answered;
    request.ended = stage.clock.now();
    stage.server().serverAnswers(R"({"rows":[]})", request);
    stage.passes(20 * second);
    QCOMPARE(stage.lane.state(), LaneState::Open); // no ping, no death
    request.outcome = Request::Outcome::NotModified;
    const Ns last = request.ended = stage.clock.now();
    stage.server().serverAnswers({}, request);
    stage.clock.advance(4 * second);
    stage.server().serverFails(fault(ErrorKind::Transient));
    stage.passes(second + 100 * millisecond);
    stage.server().serverOpens();
    request.ended = stage.clock.now();
    stage.server().serverAnswers({}, request);
    const Batch batch = stage.take();
    QCOMPARE(batch.gaps.size(), 1U);
    QCOMPARE(batch.gaps[0].from, last);
    QCOMPARE(batch.gaps[0].to, request.ended);
}

void TestLaneLife::keepsTheCauseWhileItTriesAgain()
{
    LaneStage stage;
    stage.lane.start();
    stage.server().serverFails(fault(ErrorKind::Transient));
    stage.passes(second + 100 * millisecond);
    Batch batch = stage.take();
    QCOMPARE(batch.report.state, LaneState::Connecting);
    QCOMPARE(batch.report.sentence, u"It did not work."_s);
    stage.server().serverOpens();
    QCOMPARE(stage.take().report.sentence, QString());
    stage.server().serverFails(fault(ErrorKind::Transient));
    stage.lane.stop();
    batch = stage.take();
    QCOMPARE(batch.report.state, LaneState::Idle);
    QCOMPARE(batch.report.sentence, u"It did not work."_s);
}

void TestLaneLife::stopHearsNothing()
{
    LaneStage stage;
    stage.start();
    stage.says(tick(1));
    fakes::ScriptedTransport &server = stage.server();
    stage.lane.stop();
    QVERIFY(server.isStopped());
    stage.take();
    server.serverSays(tick(2), stage.clock.now());
    server.serverDrops();
    const Batch batch = stage.take();
    QCOMPARE(batch.arrivals.size(), 0U);
    QCOMPARE(batch.report.state, LaneState::Idle);
    stage.passes(60 * second);
    QCOMPARE(stage.transports.count(), 1);
    QTRY_VERIFY(stage.transports.last() == nullptr); // deleted
    stage.lane.start();
    QCOMPARE(stage.transports.count(), 2);
}

void TestLaneLife::reconnectNowComesBackFromAStop()
{
    LaneStage stage;
    stage.lane.start();
    stage.server().serverFails(fault(ErrorKind::Persistent));
    stage.lane.reconnectNow();
    QCOMPARE(stage.transports.count(), 2);
    QCOMPARE(stage.lane.state(), LaneState::Connecting);
    stage.server().serverOpens();
    QCOMPARE(stage.server().takeSent(), std::vector<QByteArray>{"subscribe"});
    stage.says(tick(1));
    QCOMPARE(stage.take().arrivals.size(), 1U);
    stage.passes(5 * second);
    QCOMPARE(stage.transports.count(), 2);
}

void TestLaneLife::reconnectNowReplacesAnOpenConnection()
{
    LaneStage stage;
    stage.start();
    stage.says(tick(1));
    fakes::ScriptedTransport &old = stage.server();
    stage.lane.reconnectNow();
    QVERIFY(old.isStopped());
    QCOMPARE(stage.transports.count(), 2);
    old.serverSays(tick(2), stage.clock.now()); // nothing late from the old one
    QCOMPARE(stage.take().arrivals.size(), 1U);
    stage.server().serverOpens();
    stage.says(tick(3));
    QCOMPARE(stage.take().counters.reconnects, 1);
}

void TestLaneLife::diesWithItsTransportOpen()
{
    QPointer<fakes::ScriptedTransport> server;
    {
        LaneStage stage;
        stage.start();
        server = &stage.server();
    }
    QVERIFY(server && server->isStopped());
    server->serverSays(tick(1), second);
    QTRY_VERIFY(!server);
}

void TestLaneLife::silenceBeyondTheProfilesLimit()
{
    LaneStage stage({}, testFeed(R"("keepalive":{"silence_s":30},)"));
    stage.start();
    stage.says(tick(1));
    for (int i = 0; i < 5; ++i) {
        stage.passes(6 * second);
        stage.server().serverPongs(millisecond); // alive, and that is a sign of life
    }
    QCOMPARE(stage.take().report.state, LaneState::Open);
    stage.server().serverStirs();
    for (int i = 0; i < 31; ++i) {
        stage.passes(second);
        stage.server().serverStirs(); // bytes, but never a message
    }
    const Batch batch = stage.take();
    QVERIFY(batch.report.state != LaneState::Open || stage.transports.count() == 2);
    QVERIFY2(batch.report.sentence.contains(u"silent for 30 s"_s), qPrintable(batch.report.sentence));
}

void TestLaneLife::whatEndsWithoutACode()
{
    LaneStage stage;
    stage.start();
    stage.server().serverCloses(0);
    QCOMPARE(stage.take().report.sentence, u"The server closed the connection. It is being reopened."_s);
}

void TestLaneLife::saysItsLastWords()
{
    const QByteArray session = R"("lanes":{"udp":{"url":"udp://127.0.0.1:1","session":[
        {"when":{"":"@open"},"send":"hello"},{"when":{"":"@close"},"send":"bye"}]}},)";
    LaneConfig config;
    config.name = u"udp"_s;
    LaneStage stage(config, testFeed(session));
    stage.start();
    QCOMPARE(stage.server().takeSent(),
             std::vector<QByteArray>{"hello"}); // the lane's own, not the profile's
    auto &server = stage.server();
    stage.lane.stop();
    QCOMPARE(server.takeSent(), std::vector<QByteArray>{"bye"});
}

/// The profile's keep-alive is neither said nor missed where there is nobody to ask.
void TestLaneLife::aListenerOnlyListens()
{
    LaneConfig config;
    config.endpoint.url = QUrl(u"udp://239.1.2.3:5000"_s);
    LaneStage stage(config, testFeed(R"("keepalive":{"every_s":1,"send":"there?","within_s":1},)"));
    stage.lane.start();
    stage.server().setCanPing(false);
    stage.server().serverOpens();
    stage.server().takeSent();
    stage.says(tick(1));
    stage.passes(30 * second);
    QVERIFY(stage.server().takeSent().empty());
    QCOMPARE(stage.take().report.state, LaneState::Open);
    QCOMPARE(stage.transports.count(), 1);
}

void TestLaneLife::aTransportThatGreetsByItself()
{
    LaneConfig config;
    config.endpoint.greeting = {"subscribe"};
    LaneStage stage(config);
    stage.start();
    QVERIFY(stage.server().takeSent().empty());
}

// The rules by themselves.

void TestLaneLife::lifeSignsAskForAPing()
{
    LifeSigns life({10 * second, 5 * second}, {});
    life.attemptBegins(0);
    QCOMPARE(life.next(), noTime); // not open yet
    QVERIFY(!life.wantsPing(60 * second));
    life.opened(second);
    QVERIFY(life.wantsPing(second));
    life.putPingOff(3 * second);
    QCOMPARE(life.next(), 3 * second);
    QVERIFY(!life.wantsPing(3 * second - 1));
    life.pinged(100, 3 * second);
    QCOMPARE(life.next(), 8 * second);     // when it would be dead
    QVERIFY(!life.wantsPing(13 * second)); // one at a time
    life.pongHeard(3 * second + millisecond);
    QCOMPARE(life.next(), 13 * second);
    QVERIFY(life.wantsPing(13 * second));
    life.ended();
    QCOMPARE(life.next(), noTime);
}

void TestLaneLife::lifeSignsOfAnyByte()
{
    LifeSigns life({10 * second, 5 * second}, {});
    life.opened(0);
    life.pinged(100, 0);
    QVERIFY(life.whyDead(100, 5 * second - 1).isEmpty());
    QVERIFY(life.whyDead(100, 5 * second).contains(u"5 s"_s));
    QVERIFY(life.whyDead(101, 5 * second).isEmpty());  // a byte, though no message
    QVERIFY(life.whyDead(101, 60 * second).isEmpty()); // that was the answer
    life.pinged(-1, 60 * second);
    QVERIFY(!life.whyDead(-1, 65 * second).isEmpty()); // not known is no byte
    life.heard(60 * second + 1);
    QVERIFY(life.whyDead(-1, 65 * second).isEmpty());
    life.pinged(-1, 70 * second);
    life.takenOver(71 * second);
    QVERIFY(life.whyDead(-1, 80 * second).isEmpty()); // asked on the old one
}

void TestLaneLife::lifeSignsAskForTheProfilesPing()
{
    KeepaliveSpec spec;
    spec.everyS = 5;
    LifeSigns often({}, spec);
    often.opened(0);
    QVERIFY(!often.wantsKeepalive(5 * second - 1));
    QVERIFY(often.wantsKeepalive(5 * second));
    QVERIFY(!often.wantsKeepalive(5 * second)); // the next is planned
    often.heard(9 * second);
    QVERIFY(often.wantsKeepalive(10 * second));

    spec = {};
    spec.afterIdleS = 5;
    spec.silenceS = 30;
    LifeSigns idle({}, spec);
    idle.opened(0);
    idle.pinged(0, 0);
    idle.pongHeard(4 * second);
    QVERIFY(!idle.wantsKeepalive(5 * second));
    QCOMPARE(idle.next(), 9 * second);
    QVERIFY(idle.wantsKeepalive(9 * second));
    QVERIFY(idle.whyDead(7, 34 * second - 1).isEmpty());
    QVERIFY(idle.whyDead(8, 34 * second).contains(u"silent for 30 s"_s)); // bytes, but nothing was heard
}

void TestLaneLife::lifeSignsAwaitTheProfilesAnswer()
{
    KeepaliveSpec spec;
    spec.everyS = 5;
    LifeSigns patient({}, spec);
    patient.opened(0);
    patient.keepaliveSaid(0, 5 * second);
    QVERIFY(patient.whyDead(0, 3'600 * second).isEmpty()); // no answer is due

    spec.withinS = 2;
    LifeSigns strict({}, spec);
    strict.opened(0);
    strict.keepaliveSaid(0, 5 * second);
    strict.keepaliveSaid(0, 6 * second); // the first is still out
    QVERIFY(strict.whyDead(0, 7 * second - 1).isEmpty());
    QVERIFY(strict.whyDead(0, 7 * second).contains(u"within 2 s"_s));
    QVERIFY(strict.whyDead(3, 7 * second).isEmpty());
    strict.keepaliveSaid(3, 20 * second);
    strict.attemptBegins(21 * second);
    QVERIFY(strict.whyDead(3, 60 * second).isEmpty());
}

void TestLaneLife::lifeSignsOfAStreamThatCannotBeAsked()
{
    LifeSigns life({}, {});
    life.opened(0);
    QVERIFY(life.cannotPing(-1, 3'600 * second).isEmpty()); // nothing is known
    QCOMPARE(life.next(), 3'610 * second);
    life.opened(0);
    QVERIFY(life.cannotPing(5, second).isEmpty());
    QVERIFY(life.cannotPing(5, 61 * second - 1).isEmpty());
    QVERIFY(!life.cannotPing(5, 61 * second).isEmpty());
}

void TestLaneLife::whatComesAgainIsACopy()
{
    LaneStage stage({}, testFeed(R"("resume":{"from":"sequence","query":"since","dedupe":["id"]},)"));
    const auto note = [](const char *id) {
        return QByteArray("{\"kind\":\"notice\",\"symbol\":\"A\",\"text\":\"t\",\"id\":\"") + id + "\"}";
    };
    stage.start();
    stage.says(note("1"));
    stage.says(note("2"));
    QCOMPARE(stage.take().notices.size(), 2U);
    stage.lane.reconnectNow();
    stage.server().serverOpens();
    stage.says(note("2"));
    stage.says(note("3"));
    stage.says(tick(1)); // has no id: no copy of the next
    stage.says(tick(2));
    const Batch batch = stage.take();
    QCOMPARE(batch.notices.size(), 1U);
    QCOMPARE(batch.notices.front().id, u"3"_s);
    QCOMPARE(batch.arrivals.size(), 4U); // the comparison counts it
    QCOMPARE(std::ranges::count_if(batch.arrivals, [](const Arrival &a) { return a.has(Arrival::Copy); }), 1);
    QVERIFY(batch.arrivals.front().has(Arrival::Copy));
}

QTEST_GUILESS_MAIN(TestLaneLife)
#include "test_lanelife.moc"
