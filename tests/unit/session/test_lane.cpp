#include "lanestage.h"

using namespace feedscope;
using namespace Qt::StringLiterals;

/// What a lane makes of a conversation: what it says, reads, counts and hands over.
class TestLane : public QObject
{
    Q_OBJECT

private slots:
    void connectsAndSubscribes();
    void subscribesAgainAfterAReconnect();
    void answersTheFeedsOwnPings();
    void sendsTheFeedsKeepalive();
    void saysWhatItCannotSay();
    void handsOverWhatItDecodes();
    void showsEachMessageBeforeItIsRead();
    void countsGaps();
    void countsWhatItCannotRead();
    void handsTheCursorOn();
    void theCursorMayStandBehindTheLastPlace();
    void heartbeatsMayTakeNumbers();
    void goesOnWhereTheStreamWas();
    void goesOnALittleBeforeThePlace();
    void learnsNoWayFromHeldRequests();
    void learnsTheWayFromPongs();
    void learnsTheWayFromKeptConnectionsOnly();
    void fillsTheRowsOfARequest();
    void keepsCountsOverReconnects();
    void refusedSendsDoNoHarm();
    void asksTheSourceForItsTime();
    void keepsTheDateOfAnAnswer();
    void countsWhatItSaid();
    void outboxKeepsOrderAndPace();
    void outboxIsBounded();
    void questionsComeQuicklyAtFirst();
    void questionsFindTheirAnswers();
    void totalsSpanConnections();
};

void TestLane::connectsAndSubscribes()
{
    LaneStage stage;
    QCOMPARE(stage.take().report.state, LaneState::Idle);
    stage.lane.start();
    QVERIFY(stage.server().isStarted());
    QCOMPARE(stage.take().report.state, LaneState::Connecting);
    QVERIFY(stage.server().sent().empty());

    Opened opened;
    opened.subprotocol = u"v1"_s;
    stage.server().serverOpens(opened);
    QCOMPARE(stage.server().takeSent(), std::vector<QByteArray>{"subscribe"});
    const Batch batch = stage.take();
    QCOMPARE(batch.report.state, LaneState::Open);
    QCOMPARE(batch.report.subprotocol, u"v1"_s);
    QCOMPARE(batch.report.openedAt, stage.clock.now());
    QCOMPARE(batch.counters.connects, 1);
    QCOMPARE(batch.counters.reconnects, 0);
    stage.lane.start(); // a second start changes nothing
    QCOMPARE(stage.transports.count(), 1);
}

void TestLane::subscribesAgainAfterAReconnect()
{
    LaneStage stage;
    stage.start();
    stage.says(tick(1));
    stage.server().serverDrops();
    stage.passes(second + 100 * millisecond);
    QCOMPARE(stage.transports.count(), 2);
    stage.server().serverOpens();
    QCOMPARE(stage.server().takeSent(), std::vector<QByteArray>{"subscribe"});
    QCOMPARE(stage.take().counters.reconnects, 1); // known before the first message
}

void TestLane::answersTheFeedsOwnPings()
{
    LaneStage stage;
    stage.start();
    stage.server().takeSent();
    stage.says(R"({"ping":17})");
    QCOMPARE(stage.server().takeSent(), std::vector<QByteArray>{R"({"pong":17})"});
    const Batch batch = stage.take();
    QCOMPARE(batch.arrivals.size(), 0U);
    QCOMPARE(batch.counters.messages, 1);
    QCOMPARE(batch.counters.undecoded, 0);
}

void TestLane::sendsTheFeedsKeepalive()
{
    LaneStage stage({}, testFeed(R"("keepalive":{"after_idle_s":4,"send":"ping"},)"));
    stage.start();
    stage.server().takeSent();
    stage.passes(3 * second);
    stage.says(tick(1));
    stage.passes(3 * second + 900 * millisecond);
    QVERIFY(stage.server().takeSent().empty()); // not idle for long enough
    stage.passes(200 * millisecond);
    QCOMPARE(stage.server().takeSent(), std::vector<QByteArray>{"ping"});
}

/// The connection goes on: the server may do without it.
void TestLane::saysWhatItCannotSay()
{
    LaneStage stage({}, testFeed(R"("keepalive":{"every_s":1,"send":"{secret:none}"},)"));
    QStringList said;
    connect(&stage.lane, &Lane::troubled, this, [&](const QString &sentence) { said.append(sentence); });
    stage.start();
    stage.passes(4 * second);
    stage.says(R"({"ping":{}})"); // the reply is filled
    Batch batch = stage.take();
    QCOMPARE(batch.report.state, LaneState::Open);
    QCOMPARE(said.size(), 1); // not again with each ping
    QCOMPARE(batch.notices.size(), 1U);
    QVERIFY2(batch.notices.front().text.contains(u"none"_s), qPrintable(batch.notices.front().text));
    QVERIFY(batch.notices.front().own);
    stage.server().serverDrops();
    stage.passes(2 * second);
    stage.server().serverOpens();
    stage.passes(4 * second);
    QCOMPARE(said.size(), 3); // the loss, and the ping of the next connection
}

void TestLane::handsOverWhatItDecodes()
{
    LaneStage stage;
    stage.start();
    stage.says(tick(7));
    stage.says(tick(8, "B"));
    const Batch batch = stage.take();
    QCOMPARE(batch.arrivals.size(), 2U);
    QCOMPARE(batch.arrivals[0].arrival, stage.clock.now());
    QCOMPARE(batch.arrivals[0].sequence, 7U);
    QCOMPARE(batch.arrivals[0].value, 7.5);
    QCOMPARE(batch.arrivals[0].message, 1U);
    QCOMPARE(batch.arrivals[1].series, 1U);
    QCOMPARE(batch.arrivals[1].message, 2U);
    QCOMPARE(batch.counters.updates, 2);
    QCOMPARE(batch.counters.payloadReceived, tick(7).size() + tick(8, "B").size());
    QVERIFY(stage.take().arrivals.empty());
}

void TestLane::showsEachMessageBeforeItIsRead()
{
    LaneStage stage;
    stage.start();
    QList<QByteArray> seen;
    connect(&stage.lane, &Lane::messageSeen, this, [&](const Message &message) { seen << message.payload; });
    stage.says("no JSON at all");
    QCOMPARE(seen, QList<QByteArray>{"no JSON at all"});
}

void TestLane::countsGaps()
{
    LaneStage stage;
    stage.start();
    stage.says(tick(1));
    const Ns before = stage.clock.now();
    stage.clock.advance(second);
    stage.says(tick(5));
    Batch batch = stage.take();
    QCOMPARE(batch.gaps.size(), 1U);
    QCOMPARE(batch.gaps[0].missing, 3);
    QCOMPARE(batch.gaps[0].from, before);
    QCOMPARE(batch.gaps[0].to, stage.clock.now());
    // An epoch of its own begins anew: nothing is missing.
    stage.says(tick(900, "A", "other"));
    QVERIFY(stage.take().gaps.empty());
    // The sequence outlives the connection and shows what an outage has cost.
    stage.server().serverDrops();
    stage.passes(second + 100 * millisecond);
    stage.server().serverOpens();
    stage.says(tick(911, "A", "other"));
    batch = stage.take();
    QCOMPARE(batch.gaps.size(), 2U); // the outage, and what it cost
    QCOMPARE(std::max(batch.gaps[0].missing, batch.gaps[1].missing), 10);
}

void TestLane::countsWhatItCannotRead()
{
    LaneStage stage;
    stage.start();
    const QByteArray odd = R"({"who":"knows )" + QByteArray(1'000, 'x') + R"("})";
    stage.says(odd);
    stage.says(R"({"half":)");
    const Batch batch = stage.take();
    QCOMPARE(batch.counters.undecoded, 2);
    QCOMPARE(batch.counters.messages, 2);
    QCOMPARE(batch.report.undecodedSample, u"{\"half\":"_s);
    stage.says(odd);
    const QString sample = stage.take().report.undecodedSample;
    QVERIFY(sample.startsWith(u"{\"who\":\"knows xxx"_s));
    QVERIFY2(sample.size() >= 200 && sample.size() <= 203, qPrintable(QString::number(sample.size())));
    QCOMPARE(stage.take().report.state, LaneState::Open); // never fatal
}

void TestLane::handsTheCursorOn()
{
    LaneStage stage(pollConfig(true));
    stage.start();
    QVERIFY(stage.server().cursor().isEmpty());
    stage.says(R"({"next":41,"rows":[]})");
    QCOMPARE(stage.server().cursor(), "41");
    stage.says(R"({"next":44,"rows":[{"symbol":"A","price":1,"seq":44,"epoch":"e"}]})");
    QCOMPARE(stage.server().cursor(), "44");
    // What happened during an outage is still to be had.
    stage.server().serverFails(fault(ErrorKind::Transient));
    stage.passes(second + 100 * millisecond);
    QCOMPARE(stage.transports.count(), 2);
    QCOMPARE(stage.server().cursor(), "44");
}

void TestLane::theCursorMayStandBehindTheLastPlace()
{
    const auto feed = [](const QByteArray &from) {
        auto context = std::make_shared<FeedContext>();
        context->profile = parseProfile(R"({"transport":"long-poll","url":"http://127.0.0.1:1/",
          "poll":{"hold_s":25,"cursor":{"query":"offset","add":1,"from":")" +
                                        from + R"("}},
          "rules":[{"rows":"/result/*","kind":"tick","fields":{"text":"0/text","sequence":"0/id"}}]})")
                               .profile;
        return context;
    };
    LaneStage stage(heldConfig(), feed("sequence"));
    stage.start();
    stage.says(R"({"result":[]})");
    QVERIFY(stage.server().cursor().isEmpty());
    stage.says(R"({"result":[{"id":10001,"text":"b"},{"id":10000,"text":"a"}]})");
    QCOMPARE(stage.server().cursor(), "10002");
    stage.says(R"({"result":[{"id":18446744073709551614,"text":"c"}]})"); // beyond what a double tells apart
    QCOMPARE(stage.server().cursor(), "18446744073709551615");
    stage.says(R"({"result":[{"id":"e-7","text":"d"}]})");
    QCOMPARE(stage.server().cursor(), "18446744073709551615"); // it has no number to go on from

    LaneStage other(heldConfig(), feed("/next"));
    other.start();
    other.says(R"({"result":[],"next":41})");
    QCOMPARE(other.server().cursor(), "42");
    other.says(R"({"result":[],"next":"e-41"})");
    const Batch batch = other.take();
    QCOMPARE(batch.report.state, LaneState::Stopped);
    QCOMPARE(batch.report.sentence, u"The profile's cursor adds 1, but “e-41” is no integer of 64 bits to add it to. "
                                    "Correct \"add\" or \"from\" in the profile."_s);
}

void TestLane::heartbeatsMayTakeNumbers()
{
    const auto gapsWith = [](const char *counted) {
        auto feed = std::make_shared<FeedContext>();
        feed->profile = parseProfile(R"({"url":"ws://127.0.0.1:1/","sequence":{"mode":"contiguous"},"rules":[
          {"when":{"/1":"hb"},"kind":"heartbeat",)" +
                                     QByteArray(counted) + R"("fields":{"sequence":"/2"}},
          {"kind":"tick","fields":{"price":"/1","sequence":"/2"}}]})")
                            .profile;
        LaneStage stage({}, std::move(feed));
        stage.start();
        std::vector<std::int64_t> missing;
        for (const char *message : {R"([1,5,1])", R"([1,"hb",2])", R"([1,6,3])", R"([1,"hb",6])", R"([1,7,7])"})
            stage.says(message);
        const Batch batch = stage.take();
        if (batch.arrivals.size() == 3) // a heartbeat is no update
            for (const Gap &gap : batch.gaps)
                missing.push_back(gap.missing);
        return missing;
    };
    QCOMPARE(gapsWith(""), (std::vector<std::int64_t>{1, 3}));
    QCOMPARE(gapsWith(R"("counted":true,)"), (std::vector<std::int64_t>{2}));
}

/// The next attempt goes on where the stream itself says it was, also if it says "from the start".
void TestLane::goesOnWhereTheStreamWas()
{
    LaneStage stage;
    stage.start();
    stage.server().serverIsAt("e-41");
    stage.server().serverFails(fault(ErrorKind::Transient));
    stage.passes(second + 100 * millisecond);
    QCOMPARE(stage.server().cursor(), "e-41");
    stage.server().serverOpens();
    stage.server().serverIsAt("");
    stage.lane.reconnectNow();
    QCOMPARE(stage.transports.count(), 3);
    QVERIFY(stage.server().cursor().isEmpty());
}

/// The profile counts in seconds, the feed in microseconds; the id of an event is rewound as well.
void TestLane::goesOnALittleBeforeThePlace()
{
    LaneStage stage({},
                    testFeed(R"("resume":{"query":"cursor","from":"/us","rewind":{"value":2,"unit":"s"}},)"));
    stage.start();
    QVERIFY(!stage.server().endpoint().url.hasQuery());
    stage.says(R"({"symbol":"A","price":1,"seq":1,"epoch":"e","us":1819719009132431})");
    stage.server().serverDrops();
    stage.passes(second + 100 * millisecond);
    QCOMPARE(stage.server().endpoint().url.query(), u"cursor=1819719007132431"_s);

    LaneStage events(
        {}, testFeed(R"("resume":{"query":"since","from":"sse-id","rewind":{"value":2,"unit":"s"}},)"));
    events.start();
    events.server().serverIsAt("1819719009132");
    events.server().serverDrops();
    events.passes(second + 100 * millisecond);
    QCOMPARE(events.server().endpoint().url.query(), u"since=1819719007132"_s);
}

/// A held request takes as long as the feed is quiet: that says nothing of the way.
void TestLane::learnsNoWayFromHeldRequests()
{
    LaneStage stage(heldConfig());
    stage.start();
    QVERIFY(stage.server().takeSent().empty()); // there is nobody to subscribe with
    Request request;
    request.outcome = Request::Outcome::Answered;
    for (int i = 1; i < 4; ++i) {
        request.planned = request.sent = stage.clock.now();
        stage.clock.advance(second);
        request.ended = stage.clock.now();
        const QByteArray number = QByteArray::number(i);
        stage.server().serverAnswers("{\"next\":" + number +
                                         ",\"rows\":[{\"symbol\":\"A\",\"price\":1,\"seq\":" + number +
                                         ",\"epoch\":\"e\"}]}",
                                     request);
        QCOMPARE(stage.server().cursor(), number);
    }
    const Batch batch = stage.take();
    QCOMPARE(batch.counters.halfRoundTrip, noTime);
    QCOMPARE(batch.requests.size(), 3U);
    QCOMPARE(batch.requests[2].newRows, 1);
}

void TestLane::learnsTheWayFromPongs()
{
    LaneStage stage;
    stage.start();
    stage.server().serverPongs(8 * millisecond);
    stage.server().serverPongs(30 * millisecond);
    const Batch batch = stage.take();
    QCOMPARE(batch.counters.halfRoundTrip, 4 * millisecond);
    QCOMPARE(batch.counters.lastRoundTrip, 30 * millisecond);
}

void TestLane::learnsTheWayFromKeptConnectionsOnly()
{
    for (const bool keepAlive : {true, false}) {
        LaneConfig config = pollConfig();
        config.endpoint.poll.keepAlive = keepAlive;
        LaneStage stage(config);
        stage.start();
        Request request;
        request.outcome = Request::Outcome::Answered;
        request.httpStatus = 200;
        for (int i = 0; i < 3; ++i) {
            request.planned = request.sent = stage.clock.now();
            stage.clock.advance((i == 0 ? 50 : 6) * millisecond); // the first pays for its handshakes
            request.ended = stage.clock.now();
            stage.server().serverAnswers(R"({"rows":[]})", request);
        }
        const Batch batch = stage.take();
        QCOMPARE(batch.counters.lastRoundTrip, 6 * millisecond);
        QCOMPARE(batch.counters.halfRoundTrip, keepAlive ? 3 * millisecond : noTime);
    }
}

void TestLane::fillsTheRowsOfARequest()
{
    LaneStage stage(pollConfig());
    stage.start();
    Request request;
    request.outcome = Request::Outcome::Answered;
    const QByteArray body = R"({"rows":[{"symbol":"A","price":1,"seq":1,"epoch":"e"},
        {"symbol":"B","price":1,"seq":2,"epoch":"e"}]})";
    stage.server().serverAnswers(body, request);
    stage.server().serverAnswers(body, request);
    request.outcome = Request::Outcome::NotModified;
    stage.server().serverAnswers({}, request);
    request.outcome = Request::Outcome::Failed;
    stage.server().serverAnswers({}, request);
    const Batch batch = stage.take();
    QCOMPARE(batch.requests.size(), 4U);
    QCOMPARE(batch.requests[0].rows, 2);
    QCOMPARE(batch.requests[0].newRows, 2);
    QCOMPARE(batch.requests[1].rows, 2);
    QCOMPARE(batch.requests[1].newRows, 0);
    QCOMPARE(batch.requests[2].rows, 0);
    QCOMPARE(batch.requests[3].rows, 0);
    // The first answer says how things stand, not what happened.
    QVERIFY(batch.arrivals[0].has(Arrival::Snapshot));
    QVERIFY(!batch.arrivals[2].has(Arrival::Snapshot));
}

void TestLane::keepsCountsOverReconnects()
{
    LaneStage stage;
    stage.start();
    stage.says(tick(1));
    stage.server().serverDrops();
    const std::int64_t once = stage.take().counters.payloadReceived;
    stage.passes(second + 100 * millisecond);
    stage.server().serverOpens();
    stage.says(tick(2));
    const Batch batch = stage.take();
    QCOMPARE(batch.counters.payloadReceived, once * 2);
    QCOMPARE(batch.counters.messages, 2);
    QCOMPARE(batch.counters.payloadSent, 2 * qstrlen("subscribe"));
}

void TestLane::refusedSendsDoNoHarm()
{
    LaneStage stage;
    stage.lane.start();
    stage.server().setAcceptsSends(false);
    stage.server().serverOpens();
    stage.says(R"({"ping":1})");
    stage.says(tick(1));
    QCOMPARE(stage.take().arrivals.size(), 1U);
}

/// Eight times quickly, then every 10 s; the answer finds its question by the number in it.
void TestLane::asksTheSourceForItsTime()
{
    LaneStage stage({},
                    testFeed(R"("clock":{"kind":"ntp4","send":"time {id}","match":{"/pong":{"exists":true}},
        "t_in":{"path":"/in","unit":"us"},"t_out":{"path":"/out","unit":"us"},"id":"/pong"},)"));
    const Ns asked = stage.clock.now();
    stage.start();
    const auto first = stage.server().takeSent();
    QCOMPARE(first.size(), 2U); // the subscription, and the first question
    QVERIFY(first[1].startsWith("time "));
    const QByteArray id = first[1].sliced(5);
    stage.clock.advance(3 * millisecond);
    stage.says("{\"pong\":" + id + ",\"in\":1767225600000001,\"out\":1767225600000003}");
    Batch batch = stage.take();
    QCOMPARE(batch.clock.size(), 1U);
    QCOMPARE(batch.clock[0].asked, asked);
    QCOMPARE(batch.clock[0].heard, asked + 3 * millisecond);
    QCOMPARE(batch.clock[0].sent - batch.clock[0].received, 2 * microsecond);
    stage.says("{\"pong\":" + id + ",\"in\":1,\"out\":2}"); // a second answer to the same question
    QVERIFY(stage.take().clock.empty());
    stage.passes(2 * second);
    QCOMPARE(stage.server().takeSent().size(), 7U);
    stage.passes(10 * second);
    QCOMPARE(stage.server().takeSent().size(), 1U);
}

void TestLane::keepsTheDateOfAnAnswer()
{
    LaneStage stage(pollConfig());
    stage.start();
    Request request;
    request.outcome = Request::Outcome::NotModified;
    request.sent = stage.clock.now();
    request.ended = request.sent + millisecond;
    request.date = 1767225600;
    stage.server().serverAnswers({}, request);
    const Batch batch = stage.take();
    QCOMPARE(batch.clock.size(), 1U);
    QCOMPARE(batch.clock[0].date, 1767225600);
    QCOMPARE(batch.clock[0].received, noTime);
}

void TestLane::countsWhatItSaid()
{
    LaneStage stage;
    stage.start();
    stage.says(R"({"ping":1})");
    stage.says(tick(1));
    QCOMPARE(stage.take().counters.said, 2); // the subscription and the pong
}

// What it is made of, by itself.

namespace {

std::vector<QByteArray> numbers(int from, int to)
{
    std::vector<QByteArray> texts;
    for (int i = from; i < to; ++i)
        texts.push_back(QByteArray::number(i));
    return texts;
}

} // namespace

void TestLane::outboxKeepsOrderAndPace()
{
    LaneStage stage;
    stage.start();
    fakes::ScriptedTransport &server = stage.server();
    server.takeSent();
    Outbox box(RateSpec{3, 1});
    QCOMPARE(box.next(0), noTime);
    box.note(0); // a ping, say
    QVERIFY(box.put(numbers(0, 4)));
    QCOMPARE(box.flush(&server, 0), 2);
    QCOMPARE(server.takeSent(), numbers(0, 2));
    QCOMPARE(box.next(0), second);
    QCOMPARE(box.earliest(0), second);
    QCOMPARE(box.flush(&server, second - 1), 0);
    QVERIFY(box.put(numbers(4, 5)));
    QCOMPARE(box.flush(&server, second), 3);
    QCOMPARE(server.takeSent(), numbers(2, 5));
    QVERIFY(box.isEmpty());
    server.setAcceptsSends(false);
    QVERIFY(box.put(numbers(5, 7)));
    QCOMPARE(box.flush(&server, 5 * second), 0);
    QVERIFY(box.isEmpty());                         // it will not be said later, either
    QCOMPARE(box.earliest(5 * second), 5 * second); // and counts for nothing
    QVERIFY(box.put(numbers(7, 8)));
    QCOMPARE(box.flush(nullptr, 5 * second), 0);
    QVERIFY(box.isEmpty());
}

void TestLane::outboxIsBounded()
{
    Outbox box(RateSpec{1, 1});
    const int most = static_cast<int>(Outbox::most);
    QVERIFY(box.put(numbers(0, most - 1)));
    QVERIFY(!box.put(numbers(0, 2))); // all or nothing
    QVERIFY(box.put(numbers(0, 1)));
    QVERIFY(!box.put(numbers(0, 1)));
}

void TestLane::questionsComeQuicklyAtFirst()
{
    ClockQuestions questions(10 * second, 100 * millisecond);
    QCOMPARE(questions.next(), noTime);
    Ns now = 0;
    for (std::uint64_t id = 1; id < ClockQuestions::burst; ++id) {
        questions.asked(id, now);
        QCOMPARE(questions.next(), now + 100 * millisecond);
        now = questions.next();
    }
    questions.putOff(now, now); // others have something to say
    QCOMPARE(questions.next(), now + 100 * millisecond);
    questions.putOff(now + second, now); // the venue's limit
    QCOMPARE(questions.next(), now + second);
    questions.asked(99, now);
    QCOMPARE(questions.next(), now + 10 * second);
    questions.takenOver(); // the plan stays
    QCOMPARE(questions.next(), now + 10 * second);
    questions.giveUp();
    QCOMPARE(questions.next(), noTime);
    questions.attemptBegins();
    questions.asked(100, now); // quickly again
    QCOMPARE(questions.next(), now + 100 * millisecond);
}

void TestLane::questionsFindTheirAnswers()
{
    ClockQuestions questions(10 * second, 100 * millisecond);
    QVERIFY(!questions.answered({}));
    for (std::uint64_t id = 1; id <= 4; ++id)
        questions.asked(id, static_cast<Ns>(id));
    QCOMPARE(questions.answered({}), std::optional<Ns>(1)); // the oldest
    QVERIFY(!questions.answered(7));
    QCOMPARE(questions.answered(3), std::optional<Ns>(3));
    QVERIFY(!questions.answered(2)); // overtaken: lost
    QVERIFY(!questions.answered(3)); // once
    questions.takenOver();
    QVERIFY(!questions.answered(4));
    for (std::uint64_t id = 0; id <= ClockQuestions::most; ++id)
        questions.asked(id, static_cast<Ns>(id));
    QVERIFY(!questions.answered(0)); // forgotten: too many are out
    QCOMPARE(questions.answered(1), std::optional<Ns>(1));
}

void TestLane::totalsSpanConnections()
{
    TransportCounters first;
    first.payloadReceived = 100;
    first.frames = 3;
    first.smallestFrameHeader = 4;
    first.largestFrameHeader = 10;
    TransportCounters second;
    second.payloadReceived = 5;
    TransportTotals totals;
    totals.ended(first);
    LaneCounters lane;
    totals.putInto(lane, second);
    QCOMPARE(lane.payloadReceived, 105);
    QCOMPARE(lane.smallestFrameHeader, 4); // 0 of no frame is none
    second.frames = 1;
    second.smallestFrameHeader = second.largestFrameHeader = 2;
    totals.putInto(lane, second); // the running one counts as it stands, not each time anew
    QCOMPARE(lane.payloadReceived, 105);
    QCOMPARE(lane.frames, 4);
    QCOMPARE(lane.smallestFrameHeader, 2);
    QCOMPARE(lane.largestFrameHeader, 10);
}

QTEST_GUILESS_MAIN(TestLane)
#include "test_lane.moc"
