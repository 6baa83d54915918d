#include "core/server/serverthread.h"
#include "core/measure/comparison.h"
#include "core/session/session.h"
#include "tests/fakes/groupsender.h"

#include <QFile>
#include <QNetworkDatagram>
#include <QTest>
#include <QTimer>
#include <QUdpSocket>

using namespace feedscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<const Profile> demoProfile()
{
    QFile file(QStringLiteral(TEST_DATA "/../../resources/profiles/demo.json"));
    return file.open(QIODevice::ReadOnly) ? parseProfile(file.readAll()).profile : nullptr;
}

/// A server over UDP that sends the numbers that a test says, in the words of the demo feed.
class Script
{
public:
    Script()
    {
        m_socket.bind(QHostAddress::LocalHost);
        QObject::connect(&m_socket, &QUdpSocket::readyRead, &m_socket, [this] {
            while (m_socket.hasPendingDatagrams()) {
                const QNetworkDatagram datagram = m_socket.receiveDatagram();
                m_to = static_cast<quint16>(datagram.senderPort());
                m_socket.writeDatagram("{\"type\":\"subscribed\"}", QHostAddress::LocalHost, m_to);
            }
        });
    }
    QUrl url() const { return QUrl(u"udp://127.0.0.1:%1"_s.arg(m_socket.localPort())); }
    void send(int number)
    {
        Ns &origin = m_origins[number];
        if (origin == 0)
            origin = wallNow() / microsecond;
        m_socket.writeDatagram("{\"type\":\"tick\",\"epoch\":\"e\",\"seq\":" + QByteArray::number(number) +
                                   ",\"symbol\":\"A\",\"price\":" + QByteArray::number(number) +
                                   ",\"time_us\":" + QByteArray::number(qlonglong(origin)) + '}',
                               QHostAddress::LocalHost, m_to);
    }
    void send(int first, int last)
    {
        for (int number = first; number <= last; ++number)
            send(number);
    }

private:
    QUdpSocket m_socket;
    QMap<int, Ns> m_origins; ///< a copy has the origin of the first
    quint16 m_to = 0;
};

} // namespace

/// The raw lanes, the whole way from sockets to figures, on loopback, in real time.
class TestSessionRaw : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void rawLanesBesideTheOthers();
    void tlsOnRawTcp();
    void whatThePathLosesIsLost();
    void lostLateAndDoubleAreCountedApart();
    void aGroupsSendersAreCountedApart();
    void aServerThatIsGoneIsFoundOut();
    void frozenAndStopped();

private:
    void serve(double rate, bool tls = false);
    SessionPlan plan(const QStringList &lanes, QMap<QString, QUrl> urls = {});
    void run(const SessionPlan &plan);
    const LaneStatus &lane(std::size_t index) const { return m_session->data().lanes.at(index); }

    std::unique_ptr<ServerThread> m_server;
    ServerAddress m_address;
    SessionOptions m_options;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<QTimer> m_frames;
};

void TestSessionRaw::init()
{
    m_options = SessionOptions();
}

void TestSessionRaw::cleanup()
{
    m_frames.reset();
    m_session.reset();
    m_server.reset();
}

void TestSessionRaw::serve(double rate, bool tls)
{
    m_server = std::make_unique<ServerThread>();
    ServerOptions options;
    options.rate = rate;
    options.symbols = 4;
    options.tls = tls;
    QString error;
    const auto address = m_server->start(options, &error);
    QVERIFY2(address, qPrintable(error));
    m_address = *address;
}

SessionPlan TestSessionRaw::plan(const QStringList &lanes, QMap<QString, QUrl> urls)
{
    PlanOverrides overrides;
    overrides.laneUrls = urls.isEmpty() ? m_address.lanes : urls;
    overrides.interval = 100ms;
    overrides.lanes = lanes;
    overrides.tls.pinnedSha256 = m_address.certificateSha256;
    PlanResult result = makePlan(demoProfile(), overrides);
    if (!result.error.isEmpty())
        qWarning("%s", qPrintable(result.error));
    return result.plan;
}

/// Starts a session that is drained once a frame, as the window does it.
void TestSessionRaw::run(const SessionPlan &plan)
{
    m_session = std::make_unique<Session>(m_options);
    QCOMPARE(m_session->start(plan), QString());
    m_frames = std::make_unique<QTimer>();
    connect(m_frames.get(), &QTimer::timeout, this, [this] { m_session->drain(); });
    m_frames->start(16);
}

void TestSessionRaw::rawLanesBesideTheOthers()
{
    serve(200);
    m_options.duration = 2 * second;
    run(plan({u"websocket"_s, u"http-poll"_s, u"tcp"_s, u"udp"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->run().phase() == Run::Phase::Over, 20'000);
    m_session->stop();
    m_session->drain();
    const ComparisonResult result = analyse(m_session->finalInput());
    QCOMPARE(result.lanes.size(), 4U);
    for (const std::size_t push : {0U, 1U, 2U}) { // the poll comes last
        const LaneResult &figures = result.lanes[push];
        QVERIFY(figures.live);
        QCOMPARE(figures.kind, LaneKind::Push);
        QCOMPARE(figures.updates.missed.value_or(-1), 0);
        QCOMPARE(figures.updates.duplicate, 0);
        QCOMPARE(figures.gaps.value_or(-1), 0);
        QCOMPARE(lane(push).undecoded, 0);
        QVERIFY(lane(push).gaps.empty());
        QVERIFY(figures.updates.delivered > 200);
    }
    QCOMPARE(result.conflicts, 0); // the same update on each lane, joined by its number
    QVERIFY(result.lanes[3].updates.missed.value_or(0) > 0);
    const WireFigures tcp = *result.lanes[1].wire;
    // What was on its way when the lane stopped has crossed the wire, and was never read.
    const std::int64_t unread = tcp.sent + tcp.received - tcp.payload - tcp.frameHeaders - tcp.control;
    QVERIFY2(unread >= 0 && unread < 4'096, qPrintable(QString::number(unread)));
    QCOMPARE(tcp.handshake, 0);
    const WireFigures udp = *result.lanes[2].wire;
    QCOMPARE(udp.sent + udp.received, udp.payload);
    QCOMPARE(udp.datagrams->lost, 0);
    const std::int64_t unreadDatagrams = udp.datagrams->received - lane(2).messages;
    QVERIFY2(unreadDatagrams >= 0 && unreadDatagrams < 50, qPrintable(QString::number(unreadDatagrams)));
    QCOMPARE(udp.sockets.size(), 1U);
}

void TestSessionRaw::tlsOnRawTcp()
{
    serve(100, true);
    QCOMPARE(m_address.lanes[u"tcp"_s].scheme(), u"tls"_s);
    run(plan({u"tcp"_s, u"udp"_s}));
    QTRY_COMPARE(lane(0).freshness, Freshness::Live);
    QTRY_COMPARE(lane(1).freshness, Freshness::Live);
    QCOMPARE(m_session->wire(0).tlsHandshakes, 1);
    QCOMPARE(m_session->wire(1).tls, 0);
}

/// All that the server sent is either delivered or lost on the simulated path, to the datagram.
void TestSessionRaw::whatThePathLosesIsLost()
{
    serve(400);
    m_options.duration = 3 * second;
    m_options.path = {.delay = 10 * millisecond, .jitter = 10 * millisecond, .loss = 0.05, .seed = 11};
    run(plan({u"websocket"_s, u"udp"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->run().phase() == Run::Phase::Over, 20'000);
    m_server->setRate(ServerOptions::minimumRate);
    QTRY_VERIFY(m_session->wire(1).datagramsReceived == lane(1).messages + m_session->wire(1).lostReceived);
    const ComparisonResult result = analyse(m_session->finalInput());
    const UpdateCounts &push = result.lanes[0].updates;
    const UpdateCounts &udp = result.lanes[1].updates;
    QCOMPARE(push.missed.value_or(-1), 0);
    QCOMPARE(udp.reference, push.reference);
    QVERIFY(udp.lost.value_or(0) > 20 && udp.lost.value_or(0) < 120); // 60 expected
    QCOMPARE(udp.delivered + *udp.lost, udp.reference);
    QCOMPARE(*udp.missed, *udp.lost);
    QCOMPARE(*udp.dropped, 0);
    QCOMPARE(udp.duplicate, 0);
    QVERIFY(udp.late > 0); // overtaken on the path, delivered all the same
    QCOMPARE(push.late, 0);
    QVERIFY(*result.lanes[1].gaps > 0 && *result.lanes[1].gaps <= *udp.lost);
    // The path counts by its own clock, the figures by origins: they may differ at the window's two edges.
    const std::int64_t path = result.lanes[1].wire->datagrams->windowLost;
    QVERIFY2(std::abs(path - *udp.lost) <= 3, qPrintable(u"%1 and %2"_s.arg(path).arg(*udp.lost)));
}

void TestSessionRaw::lostLateAndDoubleAreCountedApart()
{
    Script script;
    m_options.duration = 3 * second;
    run(plan({u"udp"_s}, {{u"udp"_s, script.url()}}));
    QTRY_COMPARE(lane(0).state, LaneState::Open);
    script.send(1, 2); // it is live now
    QTRY_VERIFY_WITH_TIMEOUT(m_session->run().phase() == Run::Phase::Window, 10'000);
    script.send(3, 4);
    script.send(6, 8); // 5 is lost
    script.send(8);    // a copy
    script.send(10);
    script.send(9); // late
    QTRY_COMPARE(lane(0).updates, 10);
    QVERIFY(lane(0).gaps.empty()); // 5 may still come
    script.send(11, 80);
    QTRY_COMPARE(lane(0).gaps.size(), 1U); // now it may not any more
    QCOMPARE(lane(0).gaps[0].missing, 1);
    QTRY_VERIFY_WITH_TIMEOUT(m_session->run().phase() == Run::Phase::Over, 10'000);
    const ComparisonResult result = analyse(m_session->finalInput());
    const UpdateCounts &counts = result.lanes[0].updates;
    QCOMPARE(counts.reference, 78);
    QCOMPARE(counts.delivered, 77);
    QCOMPARE(counts.lost.value_or(-1), 1);
    QCOMPARE(counts.late, 1);
    QCOMPARE(counts.duplicate, 1);
    QCOMPARE(result.lanes[0].gaps.value_or(-1), 1);
    const auto row = m_session->data().boards[0].row(0);
    QCOMPARE(row.last, 80.0); // neither late ones nor copies change what is shown
}

/// The messages of shared/feeds/udp_seq: each sender's numbers are its own, and a late joiner loses nothing.
void TestSessionRaw::aGroupsSendersAreCountedApart()
{
    QFile file(QStringLiteral(TEST_DATA "/feeds/udp_seq.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    PlanOverrides overrides;
    fakes::GroupSender one(fakes::ownGroup(), fakes::freePort());
    overrides.url = one.url();
    fakes::GroupSender two(fakes::ownGroup(), static_cast<quint16>(one.url().port()));
    const PlanResult plan = makePlan(parseProfile(file.readAll()).profile, overrides);
    QCOMPARE(plan.error, QString());
    QCOMPARE(plan.plan.clock.source.method, ClockMethod::SameMachine);
    run(plan.plan);
    QTRY_COMPARE(lane(0).state, LaneState::Open);
    QVERIFY(lane(0).freshness != Freshness::Live); // nobody has said anything
    const auto say = [](fakes::GroupSender &sender, const char *symbol, int number) {
        QVERIFY(sender.send("{\"seq\":" + QByteArray::number(number) + ",\"s\":\"" + symbol + "\",\"p\":1.5,\"t\":" +
                            QByteArray::number(qlonglong(wallNow() / millisecond)) + '}'));
    };
    for (int number = 1'007; number <= 1'100; ++number)
        if (number != 1'008) // lost
            say(one, "AAA", number);
    QTRY_COMPARE(lane(0).gaps.size(), 1U);
    QCOMPARE(lane(0).gaps[0].missing, 1);
    for (int number = 1; number <= 100; ++number) {
        say(one, "AAA", 1'100 + number);
        if (number != 7 && number != 8)
            say(two, "BBB", number);
        if (number == 9)
            say(two, "BBB", 7); // late, not lost
    }
    QTRY_COMPARE(lane(0).updates, 93 + 100 + 99);
    QTRY_COMPARE(lane(0).gaps.size(), 2U);
    QCOMPARE(lane(0).gaps[1].missing, 1);
    QCOMPARE(m_session->wire(0).datagramsReceived, 292);
    QCOMPARE(m_session->wire(0).sent, 0);
    QCOMPARE(m_session->wire(0).connections, 1);
    QCOMPARE(lane(0).reconnects, 0);
    QCOMPARE(lane(0).undecoded, 0);
}

void TestSessionRaw::aServerThatIsGoneIsFoundOut()
{
    serve(100);
    run(plan({u"udp"_s, u"tcp"_s}));
    QTRY_VERIFY(lane(0).freshness == Freshness::Live && lane(1).freshness == Freshness::Live);
    m_server.reset();
    QTRY_COMPARE(lane(1).state, LaneState::Waiting);
    QVERIFY(lane(1).sentence.contains(u"The server closed the connection."_s));
    m_session->reconnectNow();
    QTRY_VERIFY2(lane(0).sentence.contains(u"refused the connection"_s), qPrintable(lane(0).sentence));
}

void TestSessionRaw::frozenAndStopped()
{
    serve(100);
    run(plan({u"udp"_s, u"http-poll"_s}));
    QTRY_VERIFY(lane(0).freshness == Freshness::Live && lane(1).freshness == Freshness::Live);
    m_session->setFrozen(true);
    QTRY_COMPARE(lane(0).freshness, Freshness::Mute);
    m_session->setFrozen(false);
    QTRY_COMPARE(lane(0).freshness, Freshness::Live);
    QCOMPARE(lane(0).reconnects, 0);
    QVERIFY(lane(0).gaps.empty()); // nothing was lost, only late
    m_session->stop();
    QTRY_VERIFY(!m_session->wire(0).sockets.at(0).open);
    QTRY_COMPARE(m_server->counters().subscribers, 0); // it was told
    m_session->drain();
    const std::int64_t messages = lane(0).messages;
    QCOMPARE(m_session->start(plan({u"udp"_s, u"http-poll"_s})), QString());
    QTRY_COMPARE(lane(0).freshness, Freshness::Live);
    QVERIFY(messages > 0);
}

QTEST_GUILESS_MAIN(TestSessionRaw)
#include "test_session_raw.moc"
