#include "core/measure/comparison.h"
#include "ui/claims.h"

#include <QTest>

#include <memory>

using namespace feedscope;
using namespace Qt::StringLiterals;

/// What the claims page says of a feed, from counts and figures that a test makes up.
class TestClaims : public QObject
{
    Q_OBJECT

    struct Feed
    {
        LiveData live;
        std::shared_ptr<ComparisonResult> result = std::make_shared<ComparisonResult>();

        LaneStatus &add(const QString &name, bool push)
        {
            LaneStatus &status = live.lanes.emplace_back();
            status.name = name;
            status.push = push;
            LaneResult &lane = result->lanes.emplace_back();
            lane.name = name;
            lane.live = true;
            lane.kind = push ? LaneKind::Push : LaneKind::PollLatest;
            lane.interval = push ? 0 : second;
            lane.wire.emplace();
            result->to = 10 * second;
            live.result = result;
            return status;
        }
        LaneResult &figures(std::size_t lane) { return result->lanes[lane]; }
        Claim claim(const QString &words, const QString &condition = {}) const
        {
            for (const Claim &claim : claimsOf(live))
                if (claim.claim.contains(words) && (condition.isEmpty() || claim.condition == condition))
                    return claim;
            qWarning("no claim says “%s”", qPrintable(words));
            return {};
        }
    };

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void nothingIsSeenOfNoFeed()
    {
        const LiveData nothing;
        const auto claims = claimsOf(nothing);
        QVERIFY(claims.size() >= 15);
        for (const Claim &claim : claims) {
            QCOMPARE(claim.state, ClaimState::NotSeen);
            QVERIFY2(claim.measured.isEmpty(), qPrintable(claim.claim));
            QVERIFY(!claim.meaning.isEmpty());
        }
    }
    /// Too few polls refute nothing.
    void theDelayOfPollingIsJudgedWhenItCanBe()
    {
        Feed feed;
        feed.add(u"websocket"_s, true);
        feed.add(u"http-poll"_s, false);
        LaneResult &poll = feed.figures(1);
        poll.lag.mean.value = 0.45;
        poll.expected.lagMean = 0.52;
        const QString claim = u"depends on its interval"_s;
        QCOMPARE(feed.claim(claim).state, ClaimState::NotSeen);
        poll.agreement.lagMean = false;
        QCOMPARE(feed.claim(claim).state, ClaimState::Fails);
        poll.agreement.lagMean = true;
        QCOMPARE(feed.claim(claim).state, ClaimState::Holds);
    }
    /// The classic, true and false, each in its condition.
    void aConnectionForEachRequest()
    {
        Feed feed;
        LaneStatus &kept = feed.add(u"http-poll"_s, false);
        kept.connections = 1;
        kept.requests = 60;
        LaneStatus &fresh = feed.add(u"http-poll-new"_s, false);
        fresh.connections = 60;
        fresh.requests = 60;
        QCOMPARE(feed.claim(u"new connection for each request"_s, u"with keep-alive"_s).state,
                 ClaimState::Fails);
        QCOMPARE(feed.claim(u"new connection for each request"_s, u"a new connection each time"_s).state,
                 ClaimState::Holds);
    }
    void frameHeaders()
    {
        Feed feed;
        LaneStatus &socket = feed.add(u"websocket"_s, true);
        socket.frames = 4;
        socket.headersReceived = 10;
        socket.smallestFrameHeader = 2;
        socket.largestFrameHeader = 4;
        QCOMPARE(feed.claim(u"2 to 14 bytes"_s).state, ClaimState::Holds);
        QVERIFY(feed.claim(u"2 to 14 bytes"_s).measured.contains(u"mean 2.5 B"_s));
    }
    /// Push does not win by decree: at 1 s polling may be the cheaper one.
    void bytesMaySpeakForPolling()
    {
        Feed feed;
        feed.add(u"websocket"_s, true);
        feed.add(u"http-poll"_s, false);
        feed.figures(0).wire->windowReceived = 20'000;
        feed.figures(1).wire->windowReceived = 13'000;
        QCOMPARE(feed.claim(u"fewer bytes than polling"_s).state, ClaimState::Fails);
        feed.figures(1).wire->windowSent = 13'000;
        QCOMPARE(feed.claim(u"fewer bytes than polling"_s).state, ClaimState::Holds);
    }
    void missesDependOnTheAnswer()
    {
        Feed feed;
        feed.add(u"http-poll"_s, false);
        feed.figures(0).updates.reference = 100;
        feed.figures(0).updates.missed = 51;
        QCOMPARE(feed.claim(u"misses what changes"_s).state, ClaimState::Holds);
        feed.figures(0).kind = LaneKind::PollCursor;
        feed.figures(0).updates.missed = 0;
        QCOMPARE(feed.claim(u"misses what changes"_s).state, ClaimState::Fails);
        QCOMPARE(feed.claim(u"misses what changes"_s).condition, u"with a cursor"_s);
    }
    void reconnectsOnceSeen()
    {
        Feed feed;
        LaneStatus &socket = feed.add(u"websocket"_s, true);
        socket.messages = 5;
        QCOMPARE(feed.claim(u"reconnects by itself"_s).state, ClaimState::NotSeen);
        QVERIFY(feed.claim(u"reconnects by itself"_s).setup.cut);
        socket.lastOutage = second;
        socket.reconnects = 1;
        QCOMPARE(feed.claim(u"reconnects by itself"_s).state, ClaimState::Holds);
    }
    void textIsNotBinary()
    {
        Feed feed;
        LaneStatus &socket = feed.add(u"websocket"_s, true);
        socket.messages = 5;
        QCOMPARE(feed.claim(u"text and binary"_s).state, ClaimState::NotSeen);
        socket.binaryMessages = 2;
        QCOMPARE(feed.claim(u"text and binary"_s).state, ClaimState::Holds);
        QCOMPARE(feed.claim(u"text and binary"_s).measured, u"3 text, 2 binary"_s);
    }
};

QTEST_MAIN(TestClaims)
#include "test_claims.moc"
