#include "core/measure/comparison.h"
#include "core/server/serverthread.h"
#include "core/session/session.h"
#include "tests/fakes/rawserver.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>
#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Milliseconds that a test waits for what must come: no measure of speed, only the end of one that failed.
static constexpr int patience = 30'000;

/// The whole way from the demo server's sockets to LiveData, on loopback, in real time.
class TestSession : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void bothLanesComeLiveAndAreCompared();
    void anotherIntervalIsAnotherRun();
    void twoPollLanesRunSideBySide();
    void aFrozenSocketIsMuteUntilItThaws();
    void aMuteLaneIsReconnectedIfWished();
    void afterASleepAllIsOpenedAnew();
    void theSlowFeedBeginsAnew();
    void anotherPathBeginsAnew();
    void theDotIsOneMoreSeries();
    void theChartsBeginWithTheFeedsPast();
    void pollsWithACursor();
    void marksAsReadOverHttp();
    void secretsGoToNoOtherServer();
    void aPersistentFailureIsSaid();
    void aSetClockBeginsAnew();
    void stopClosesEverySocketAndStartRunsAgain();
    void isDestroyedQuicklyWithAServerThatHangs();

private:
    SessionPlan plan(const QStringList &lanes = {u"websocket"_s, u"http-poll"_s});
    void run(const SessionPlan &plan);
    const LaneStatus &lane(std::size_t index) const { return m_session->data().lanes.at(index); }
    bool isLive(std::size_t index) const { return lane(index).freshness == Freshness::Live; }
    QByteArray get(const QUrl &url);

    std::unique_ptr<ServerThread> m_server;
    ServerAddress m_address;
    SessionOptions m_options;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<QTimer> m_frames;
    Ns m_clockSet = 0;
    Ns m_slept = 0;
};

void TestSession::init()
{
    m_server = std::make_unique<ServerThread>();
    ServerOptions options;
    options.rate = 200;
    options.symbols = 4;
    QString error;
    const auto address = m_server->start(options, &error);
    QVERIFY2(address, qPrintable(error));
    m_address = *address;
    m_clockSet = m_slept = 0;
    m_options = SessionOptions();
    m_options.slept = [this] { return m_slept; };
    m_options.wallMap = [this, map = wallMinusSteady()] { return map + m_clockSet; };
}

void TestSession::cleanup()
{
    m_frames.reset();
    m_session.reset();
    m_server.reset();
}

SessionPlan TestSession::plan(const QStringList &lanes)
{
    QFile file(QStringLiteral(TEST_DATA "/../../resources/profiles/demo.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    PlanOverrides overrides;
    overrides.url = m_address.ws;
    overrides.poll = m_address.latest;
    overrides.interval = 100ms;
    overrides.lanes = lanes;
    overrides.headers = {{"X-Key", "s3cret"}};
    PlanResult result = makePlan(parseProfile(file.readAll()).profile, overrides);
    if (!result.error.isEmpty())
        qWarning("%s", qPrintable(result.error));
    result.plan.cursorUrl = m_address.updates;
    result.plan.notificationsUrl = m_address.notifications;
    return result.plan;
}

/// Starts a session that is drained once a frame, as the window does it.
void TestSession::run(const SessionPlan &plan)
{
    m_session = std::make_unique<Session>(m_options);
    QCOMPARE(m_session->start(plan), QString());
    m_frames = std::make_unique<QTimer>();
    connect(m_frames.get(), &QTimer::timeout, this, [this] { m_session->drain(); });
    m_frames->start(16);
}

QByteArray TestSession::get(const QUrl &url)
{
    QNetworkAccessManager manager;
    const std::unique_ptr<QNetworkReply> reply(manager.get(QNetworkRequest(url)));
    return QTest::qWaitFor([&] { return reply->isFinished(); }) ? reply->readAll() : QByteArray();
}

void TestSession::bothLanesComeLiveAndAreCompared()
{
    run(plan());
    QTRY_VERIFY_WITH_TIMEOUT(isLive(0) && isLive(1), patience);
    QCOMPARE(lane(0).state, LaneState::Open);
    QCOMPARE(lane(0).subprotocol, u"feedscope.v1"_s);
    QVERIFY(lane(0).push && !lane(1).push);
    const LiveData &data = m_session->data();
    QTRY_VERIFY_WITH_TIMEOUT(data.result && data.result->updates > 100, patience);
    QCOMPARE(data.result->lanes.size(), 2U);
    QCOMPARE(data.result->lanes[0].updates.missed.value_or(-1), 0);
    QVERIFY(data.result->lanes[1].updates.missed.value_or(0) > 0); // four series, 5 updates a poll
    QVERIFY(data.boards[0].size() >= 4 && data.boards[1].size() >= 4);
    QVERIFY(data.series.size() >= 4);
    QTRY_VERIFY(lane(0).receivedPerSecond > 0 && lane(1).sentPerSecond > 0);
    QCOMPARE(lane(0).connections, 1);
    QCOMPARE(lane(0).undecoded + lane(1).undecoded, 0);
    QCOMPARE(lane(0).dropped, 0);
    QVERIFY(lane(0).gaps.empty());
}

void TestSession::anotherIntervalIsAnotherRun()
{
    run(plan());
    QTRY_VERIFY_WITH_TIMEOUT(m_session->data().result, patience);
    const Ns firstWindow = m_session->run().t0();
    m_session->setPollInterval(50ms);
    QVERIFY(!m_session->data().result);
    QCOMPARE(m_session->run().phase(), Run::Phase::WarmUp);
    QCOMPARE(m_session->pollInterval(), 50ms);
    QCOMPARE(lane(0).reconnects, 0); // the push lane stays
    QTRY_VERIFY_WITH_TIMEOUT(m_session->data().result, patience);
    QVERIFY(m_session->run().t0() > firstWindow);
    QVERIFY(lane(1).updatesPerSecond >= 0); // though the lane counts from 0 again
    QVERIFY(lane(1).receivedPerSecond >= 0);
    QCOMPARE(lane(1).connections, 1);
    m_session->setPollInterval(50ms); // the same again changes nothing
    QVERIFY(m_session->data().result);
}

void TestSession::twoPollLanesRunSideBySide()
{
    run(plan({u"http-poll-new"_s, u"websocket"_s, u"http-poll"_s}));
    QCOMPARE(lane(0).name, u"websocket"_s); // the push lane comes first
    QTRY_VERIFY_WITH_TIMEOUT(isLive(0) && isLive(1) && isLive(2), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_session->data().result, patience);
    QCOMPARE(m_session->data().result->lanes.size(), 3U);
    QTRY_VERIFY(lane(1).connections > 10);
    QCOMPARE(lane(2).connections, 1);
    m_session->setPollInterval(200ms);
    QTRY_VERIFY_WITH_TIMEOUT(isLive(1) && isLive(2), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_session->data().result, patience);
    for (const LaneResult &figures : m_session->data().result->lanes)
        QVERIFY(figures.name == u"websocket"_s || figures.interval == 200 * millisecond);
}

void TestSession::aFrozenSocketIsMuteUntilItThaws()
{
    run(plan());
    QTRY_VERIFY_WITH_TIMEOUT(isLive(0) && isLive(1), patience);
    m_session->setFrozen(true);
    QVERIFY(lane(0).frozen && !lane(1).frozen);
    QTRY_COMPARE_WITH_TIMEOUT(lane(0).freshness, Freshness::Mute, patience);
    QCOMPARE(lane(0).state, LaneState::Open);
    QVERIFY(!lane(0).sentence.isEmpty());
    QVERIFY(isLive(1));
    m_session->setFrozen(false);
    QTRY_VERIFY_WITH_TIMEOUT(isLive(0), patience);
    QVERIFY(lane(0).sentence.isEmpty());
    QCOMPARE(lane(0).reconnects, 0);
    QVERIFY(lane(0).gaps.empty()); // nothing was lost, only late
}

void TestSession::aMuteLaneIsReconnectedIfWished()
{
    run(plan());
    m_session->setReconnectsMute(true);
    QTRY_VERIFY_WITH_TIMEOUT(isLive(0) && isLive(1), patience);
    m_session->setFrozen(true);
    QTRY_VERIFY_WITH_TIMEOUT(lane(0).reconnects > 0 && isLive(0), patience);
    QVERIFY(!lane(0).frozen);
    QCOMPARE(lane(1).reconnects, 0);
}

void TestSession::afterASleepAllIsOpenedAnew()
{
    run(plan());
    QTRY_VERIFY_WITH_TIMEOUT(isLive(0) && isLive(1) && m_session->data().result, patience);
    m_slept = 3'600 * second;
    QTRY_VERIFY_WITH_TIMEOUT(lane(0).reconnects > 0 && isLive(0) && isLive(1), patience);
    const auto &notices = m_session->data().notices.notices();
    QVERIFY(std::any_of(notices.begin(), notices.end(), [](const Notice &notice) {
        return notice.text.contains(u"slept for 3600 s"_s);
    }));
}

void TestSession::theSlowFeedBeginsAnew()
{
    SessionPlan demo = plan();
    QList<bool> asked;
    demo.setSlow = [&](bool slow) {
        asked << slow;
        m_server->setRate(slow ? 1.0 / 30 : 200);
    };
    run(demo);
    QVERIFY(m_session->isDemo());
    QTRY_VERIFY_WITH_TIMEOUT(m_session->data().result, patience);
    m_session->setSlowFeed(true);
    m_session->setSlowFeed(true);
    QCOMPARE(asked, QList<bool>{true});
    QVERIFY(m_session->slowFeed());
    QVERIFY(!m_session->data().result);
    // A quiet feed whose twin is healthy and has nothing newer is live.
    const std::int64_t before = lane(0).updates;
    QElapsedTimer quiet;
    quiet.start();
    QTRY_VERIFY_WITH_TIMEOUT(quiet.elapsed() > 4'000, patience);
    QVERIFY(isLive(0) && isLive(1));
    QVERIFY(lane(0).updates - before < 400); // 800 at the old rate
}

void TestSession::anotherPathBeginsAnew()
{
    run(plan());
    QTRY_VERIFY_WITH_TIMEOUT(m_session->data().result, patience);
    const Impairment far{.delay = 150 * millisecond};
    m_session->setPath(far);
    QCOMPARE(m_session->path(), far);
    QVERIFY(!m_session->data().result);
    QTRY_VERIFY_WITH_TIMEOUT(isLive(0) && isLive(1), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_session->data().result, patience);
    const auto median = [this] { return m_session->data().result->lanes[0].lag.p50.value; };
    QTRY_VERIFY_WITH_TIMEOUT(median(), patience);
    QVERIFY2(*median() >= 0.15, qPrintable(QString::number(*median()))); // early is never right
    QTRY_VERIFY_WITH_TIMEOUT(m_session->data().relayCost.isKnown(), patience);
    // A stall holds all lanes; nothing is lost.
    m_session->stall(1h);
    QTRY_VERIFY_WITH_TIMEOUT(m_session->data().stalled, patience);
    m_session->setPath({});
    QCOMPARE(lane(0).gaps.size(), 0U);
}

void TestSession::theChartsBeginWithTheFeedsPast()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_server->counters().updates > 1'000, patience);
    m_options.history = 500;
    const Ns begun = steadyNow();
    run(plan({u"websocket"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(lane(0).filled >= 500, patience);
    std::size_t points = 0;
    Ns oldest = begun;
    for (SeriesId id = 0; id < m_session->data().series.size(); ++id)
        if (const History *history = m_session->data().boards[0].history(id)) {
            points += history->points();
            oldest = std::min(oldest, history->oldestTime());
        }
    QVERIFY(points > 450); // a few are notifications
    QVERIFY(oldest < begun);
    // A gap is one until it is filled, and counted all the same.
    m_session->cutConnections();
    QTRY_VERIFY_WITH_TIMEOUT(!lane(0).gaps.empty() && std::ranges::all_of(lane(0).gaps, &Gap::filled), patience);
    QCOMPARE(lane(0).gapsSeen, lane(0).gapsFilled);
}

void TestSession::theDotIsOneMoreSeries()
{
    SessionPlan demo = plan();
    demo.dotKind = u"dot"_s;
    demo.setMotion = [&](bool on) { m_server->setMotion(on); };
    run(demo);
    QTRY_VERIFY_WITH_TIMEOUT(m_session->data().result, patience);
    const auto dotSeries = [this] {
        const auto &series = m_session->data().series;
        return std::find_if(series.begin(), series.end(),
                            [](const SeriesName &name) { return name.kind == "dot"_L1; }) -
               series.begin();
    };
    const auto exists = [&] { return dotSeries() < std::ssize(m_session->data().series); };
    QVERIFY(!exists());
    m_session->setMotion(true);
    QVERIFY(m_session->motion());
    QVERIFY(!m_session->data().result);
    QTRY_VERIFY_WITH_TIMEOUT(exists(), patience);
    const auto series = static_cast<SeriesId>(dotSeries());
    for (std::size_t i = 0; i < 2; ++i) {
        double first = -1;
        const auto moved = [&] {
            if (m_session->data().boards[i].size() <= series)
                return false;
            const BoardRow &dot = m_session->data().boards[i].row(series);
            if (!dot.shown() || dot.last < 0 || dot.last > 1 || dot.size < 0 || dot.size > 1)
                return false;
            first = first < 0 ? dot.last : first;
            return first != dot.last;
        };
        QTRY_VERIFY_WITH_TIMEOUT(moved(), patience);
    }
    QTRY_VERIFY_WITH_TIMEOUT(m_session->data().result, patience);
    QCOMPARE(m_session->data().result->lanes[0].updates.missed.value_or(-1), 0);
    m_session->setMotion(false);
    QVERIFY(!m_session->motion());
}

void TestSession::pollsWithACursor()
{
    run(plan());
    QTRY_VERIFY_WITH_TIMEOUT(isLive(1), patience);
    QVERIFY(m_session->cursorAvailable());
    m_session->setPollCursor(true);
    QVERIFY(m_session->pollCursor());
    QVERIFY(lane(1).endpoint.endsWith(u"/api/updates"_s));
    QTRY_VERIFY_WITH_TIMEOUT(isLive(1), patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_session->data().result, patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_session->data().result->lanes[1].updates.delivered > 100, patience);
    QCOMPARE(m_session->data().result->lanes[1].updates.missed.value_or(-1), 0);
    QVERIFY(lane(1).gaps.empty());
    m_session->setPollCursor(false);
    QVERIFY(lane(1).endpoint.endsWith(u"/api/latest"_s));
    QTRY_VERIFY_WITH_TIMEOUT(isLive(1), patience);
}

void TestSession::marksAsReadOverHttp()
{
    run(plan());
    NoticeLog &notices = m_session->data().notices;
    const auto ofTheFeed = [&]() -> const Notice * {
        const auto &all = notices.notices();
        const auto found =
            std::find_if(all.begin(), all.end(), [](const Notice &notice) { return !notice.own; });
        return found == all.end() ? nullptr : &*found;
    };
    m_server->setRate(5'000);
    QTRY_VERIFY_WITH_TIMEOUT(ofTheFeed() != nullptr, patience);
    const QString id = ofTheFeed()->id;
    QVERIFY(!id.isEmpty() && !ofTheFeed()->read);
    m_session->markRead(id);
    QVERIFY(ofTheFeed()->read);
    const auto isReadThere = [&] {
        for (const Notice &notice : parseNotifications(get(m_address.notifications)))
            if (notice.id == id)
                return notice.read;
        return false;
    };
    QTRY_VERIFY(isReadThere());
}

void TestSession::secretsGoToNoOtherServer()
{
    fakes::RawServer other([](QTcpSocket *socket, const QByteArray &) {
        socket->write(fakes::httpAnswer("200 OK", R"({"rows":[]})"));
    });
    SessionPlan elsewhere = plan();
    elsewhere.notificationsUrl = QUrl(u"http://127.0.0.1:%1/n"_s.arg(other.serverPort()));
    run(elsewhere);
    QTRY_COMPARE(other.heads.size(), 1);
    QVERIFY(!other.heads[0].contains("s3cret"));
}

void TestSession::aPersistentFailureIsSaid()
{
    SessionPlan wrong = plan();
    wrong.lanes[1].endpoint.url.setPath(u"/nothing/here"_s);
    run(wrong);
    QTRY_COMPARE(lane(1).state, LaneState::Stopped);
    QTRY_COMPARE(lane(1).freshness, Freshness::Down);
    QVERIFY2(lane(1).sentence.contains(u"404"_s), qPrintable(lane(1).sentence));
    QTRY_VERIFY_WITH_TIMEOUT(isLive(0), patience);
    m_session->stop();
    m_session->drain();
    QVERIFY(lane(1).sentence.contains(u"404"_s)); // to be read after the end, too
}

void TestSession::aSetClockBeginsAnew()
{
    run(plan());
    QTRY_VERIFY_WITH_TIMEOUT(m_session->data().result, patience);
    m_clockSet = 900 * microsecond; // as far as a clock may be adjusted
    const Ns window = m_session->run().t0();
    QElapsedTimer wait;
    wait.start();
    QTRY_VERIFY(wait.elapsed() > 1'200);
    QCOMPARE(m_session->run().t0(), window);
    m_clockSet = 50 * millisecond;
    QTRY_COMPARE(m_session->run().phase(), Run::Phase::WarmUp);
    QVERIFY(!m_session->data().result);
    const auto &notices = m_session->data().notices.notices();
    QVERIFY(std::any_of(notices.begin(), notices.end(), [](const Notice &notice) {
        return notice.own && notice.text.contains(u"clock was set by 50 ms"_s);
    }));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->data().result, patience);
}

void TestSession::stopClosesEverySocketAndStartRunsAgain()
{
    const SessionPlan twice = plan();
    run(twice);
    QTRY_VERIFY_WITH_TIMEOUT(isLive(0) && isLive(1), patience);
    m_session->stop();
    QTRY_COMPARE(m_server->counters().connections, 0);
    QTRY_COMPARE(lane(0).state, LaneState::Idle);
    QTRY_COMPARE(lane(0).freshness, Freshness::Down);
    QVERIFY(m_session->data().boards[0].size() >= 4); // what was received stays readable
    const std::uint64_t revision = m_session->data().feedRevision;
    QCOMPARE(m_session->start(twice), QString());
    QCOMPARE(m_session->data().feedRevision, revision + 1);
    QTRY_VERIFY_WITH_TIMEOUT(isLive(0) && isLive(1), patience);
    QTRY_VERIFY(m_session->data().series.size() >= 4); // the same plan again: names anew
}

void TestSession::isDestroyedQuicklyWithAServerThatHangs()
{
    QList<QTcpSocket *> held;
    fakes::RawServer silent({}, [&](QTcpSocket *socket) { held << socket; });
    SessionPlan hanging = plan();
    hanging.lanes[0].endpoint.url = QUrl(u"ws://127.0.0.1:%1/"_s.arg(silent.serverPort()));
    run(hanging);
    QTRY_VERIFY_WITH_TIMEOUT(!held.isEmpty() && isLive(1), patience);
    m_session->setFrozen(true);
    QElapsedTimer time;
    time.start();
    m_frames.reset();
    m_session.reset();
    QVERIFY2(time.elapsed() < 3'000, qPrintable(QString::number(time.elapsed())));
    QTRY_COMPARE(m_server->counters().connections, 0);
}

QTEST_GUILESS_MAIN(TestSession)
#include "test_session.moc"
