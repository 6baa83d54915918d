#include "core/decode/decoder.h"
#include "core/decode/profilecheck.h"
#include "core/decode/sequencetracker.h"
#include "core/server/api.h"
#include "core/server/eiosocket.h"
#include "core/server/eventstream.h"
#include "tests/server/exchange.h"

#include <QFile>
#include <QTest>

using namespace feedscope;
using namespace feedscope::server;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const Profile> demoProfile()
{
    QFile file(QStringLiteral(TEST_PROFILES "/demo.json"));
    if (!file.open(QFile::ReadOnly))
        qFatal("cannot read %s", qPrintable(file.fileName()));
    const ProfileResult result = parseProfile(file.readAll());
    for (const ProfileError &error : result.errors)
        qWarning("%s", qPrintable(error.sentence()));
    return result.profile;
}

/// A lane in miniature: messages in, what their updates say out.
struct Lane
{
    explicit Lane(Side side)
        : decoder(profile, side)
        , tracker(profile->route(side).rules.sequence)
    {}
    explicit Lane(const QString &name)
        : decoder(profile, profile->routeOf(name, Side::Push))
        , tracker(profile->routeOf(name, Side::Push).rules.sequence)
    {}
    void take(const QByteArray &message)
    {
        decoder.decode({message.constData(), static_cast<std::size_t>(message.size())}, false,
                       [this](const feedscope::Update &update) {
                           tracker.see(update);
                           ++updates;
                           events += update.event;
                           snapshots += update.snapshot;
                           for (const NamedValue &field : update.fields)
                               epochs += field.name == "epoch" && field.value.text() == "cafe0123";
                       });
    }
    std::shared_ptr<const Profile> profile = demoProfile();
    Decoder decoder;
    SequenceTracker tracker;
    int updates = 0;
    int events = 0;
    int snapshots = 0;
    int epochs = 0;
};

} // namespace

/// The profile that the program ships reads what the server says.
class TestServerProfile : public QObject
{
    Q_OBJECT

private slots:
    void theSamplesDecodeAsTheySay()
    {
        const auto profile = demoProfile();
        QVERIFY(profile);
        const ProfileCheck check = checkProfile(profile);
        for (const CheckDifference &difference : check.differences)
            qWarning("%d %s: %s, got %s", difference.message, qPrintable(difference.field),
                     qPrintable(difference.expected), qPrintable(difference.got));
        QCOMPARE(check.differences.size(), std::size_t(0));
        QCOMPARE(check.expectations, 4);
        QVERIFY(check.remarks.empty());
    }

    void aPushedFeedHasNoHoles()
    {
        FeedState feed("cafe0123", tickers(3), 100);
        Inbox inbox;
        const Api api(feed, inbox);
        Lane lane(Side::Push);
        for (int i = 0; i < 7; ++i)
            feed.publish(Tick{i % 3, 100.0 + i, 0, 1}, 1'000 + i);
        feed.publish(Alert{1, Alert::Severity::Info, u"before"_s}, 2'000);
        lane.take(api.snapshot());
        for (const QByteArray &text : feed.since(feed.tickSequence()))
            lane.take(text);
        lane.take(feed.publish(Tick{0, 1, 0, 1}, 3'000).text);
        lane.take(feed.publish(Alert{1, Alert::Severity::Info, u"x"_s}, 3'001).text);
        lane.take(feed.publish(Tick{2, 1, 0, 1}, 3'002).text);
        QCOMPARE(lane.updates, 3 + 1 + 3);
        QCOMPARE(lane.snapshots, 3);
        QCOMPARE(lane.events, 2);
        QCOMPARE(lane.epochs, 7);
        QCOMPARE(int(lane.tracker.missing()), 0);
        feed.publish(Tick{1, 1, 0, 1}, 3'003); // lost
        lane.take(feed.publish(Tick{2, 1, 0, 1}, 3'004).text);
        QCOMPARE(int(lane.tracker.missing()), 1);
        QCOMPARE(int(lane.decoder.counters().unknown), 0);
    }

    void aStreamedFeedHasNoHoles()
    {
        FeedState feed("cafe0123", tickers(3), 100);
        Inbox inbox;
        const Api api(feed, inbox);
        Lane lane(u"sse"_s);
        for (int i = 0; i < 7; ++i)
            feed.publish(Tick{i % 3, 100.0 + i, 0, 1}, 1'000 + i);
        QByteArray event;
        const auto say = [&](std::uint64_t number, const QByteArray &text) {
            event.clear();
            appendEvent(event, feed.epoch(), number, text);
            lane.take(event);
        };
        say(feed.tickSequence(), api.snapshot());
        lane.take(":\n\n"); // the heartbeat is no message of the feed's
        for (int i = 0; i < 3; ++i) {
            const auto update = i == 1 ? feed.publish(Alert{1, Alert::Severity::Info, u"a\nb"_s}, 3'001)
                                       : feed.publish(Tick{i, 1, 0, 1}, 3'000);
            say(update.sequence, update.text);
        }
        QCOMPARE(lane.updates, 3 + 3);
        QCOMPARE(lane.snapshots, 3);
        QCOMPARE(lane.events, 1);
        QCOMPARE(lane.epochs, 6);
        QCOMPARE(int(lane.tracker.missing()), 0);
        QCOMPARE(int(lane.decoder.counters().unknown), 0);
    }

    void aFeedOfLinesHasNoHoles()
    {
        FeedState feed("cafe0123", tickers(3), 100);
        Inbox inbox;
        const Api api(feed, inbox);
        Lane lane(u"http-stream"_s);
        for (int i = 0; i < 7; ++i)
            feed.publish(Tick{i % 3, 100.0 + i, 0, 1}, 1'000 + i);
        lane.take(api.snapshot() + '\n');
        for (int i = 0; i < 3; ++i)
            lane.take(feed.publish(Tick{i, 1, 0, 1}, 3'000).text + '\n');
        QCOMPARE(lane.updates, 3 + 3);
        QCOMPARE(lane.snapshots, 3);
        QCOMPARE(lane.epochs, 6);
        QCOMPARE(int(lane.tracker.missing()), 0);
        QCOMPARE(int(lane.decoder.counters().unknown), 0);
    }

    void aSocketIoFeedHasNoHoles()
    {
        FeedState feed("cafe0123", tickers(3), 100);
        Inbox inbox;
        const Api api(feed, inbox);
        Lane lane(u"socketio"_s);
        for (int i = 0; i < 7; ++i)
            feed.publish(Tick{i % 3, 100.0 + i, 0, 1}, 1'000 + i);
        for (const char *talk : {"0{\"sid\":\"x\"}", "40{\"sid\":\"y\"}", "2", "6"})
            lane.take(talk); // no message of the feed's
        for (const QByteArray &text : api.firstMessages())
            lane.take(eventPacket(text));
        lane.take(eventPacket(feed.publish(Tick{0, 1, 0, 1}, 3'000).text));
        lane.take(eventPacket(feed.publish(Alert{1, Alert::Severity::Info, u"\"a\"\nb"_s}, 3'001).text));
        lane.take(eventPacket(feed.publish(Tick{2, 1, 0, 1}, 3'002).text));
        QCOMPARE(lane.updates, 3 + 3);
        QCOMPARE(lane.snapshots, 3);
        QCOMPARE(lane.events, 1);
        QCOMPARE(lane.epochs, 6);
        QCOMPARE(int(lane.tracker.missing()), 0);
        QCOMPARE(int(lane.decoder.counters().unknown), 0);
        QCOMPARE(int(lane.decoder.counters().unreadable), 0);
    }

    void aPolledFeedHasNoHoles()
    {
        FeedState feed("cafe0123", tickers(3), 100);
        Inbox inbox;
        const Api api(feed, inbox);
        Lane lane(Side::Poll);
        for (int i = 0; i < 3; ++i)
            feed.publish(Tick{i % 3, 100.0 + i, 0, 1}, 1'000 + i);
        lane.take(api.answer(get("/api/updates"), 0).body);
        QCOMPARE(lane.snapshots, 3);
        feed.publish(Tick{0, 1, 0, 1}, 3'000);
        feed.publish(Alert{1, Alert::Severity::Info, u"x"_s}, 3'001);
        feed.publish(Tick{2, 1, 0, 1}, 3'002);
        lane.take(api.answer(get("/api/updates", "since=3"), 0).body);
        QCOMPARE(lane.updates, 6);
        QCOMPARE(lane.events, 1);
        lane.tracker.finish();
        QCOMPARE(int(lane.tracker.missing()), 0);
        QCOMPARE(int(lane.decoder.counters().unknown), 0);
        Lane latest(Side::Poll);
        latest.take(api.answer(get("/api/latest"), 0).body);
        QCOMPARE(latest.updates, 3);
        QCOMPARE(latest.snapshots, 0);
    }

    void itsAddressesStandReady()
    {
        const auto profile = demoProfile();
        QVERIFY(profile->poll);
        QCOMPARE(profile->poll->poll.cursorQuery, u"since"_s);
        QCOMPARE(profile->poll->poll.cursorUrl, u"http://127.0.0.1:8080/api/updates"_s);
        QCOMPARE(QString::fromStdString(profile->poll->poll.cursorFrom), u"/cursor"_s);
        QCOMPARE(profile->join, (QStringList{u"epoch"_s, u"sequence"_s}));
        const Route &held = profile->routeOf(u"long-poll"_s, Side::Poll);
        QCOMPARE(held.url, u"http://127.0.0.1:8080/api/updates?wait=25s"_s);
        QCOMPARE(held.poll.holdS, 25.0);
        QCOMPARE(held.poll.cursorQuery, u"since"_s);
        QCOMPARE(profile->routeOf(u"sse"_s, Side::Push).url, u"http://127.0.0.1:8080/api/events"_s);
        QCOMPARE(profile->routeOf(u"http-stream"_s, Side::Push).url, u"http://127.0.0.1:8080/api/stream"_s);
        QCOMPARE(profile->routeOf(u"socketio"_s, Side::Push).url, u"http://127.0.0.1:8080/socket.io/"_s);
        QVERIFY(profile->clock.received && profile->clock.sent && profile->clock.id);
    }
};

QTEST_APPLESS_MAIN(TestServerProfile)
#include "test_server_profile.moc"
