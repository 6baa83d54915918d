#pragma once

#include "core/session/lane.h"
#include "tests/fakes/fakeclock.h"
#include "tests/fakes/scriptedtransport.h"

#include <QTest>

namespace feedscope {

/// The profile of the tests: a numbered feed that wants a subscription and answers to its pings, and a twin
/// to be polled with a cursor.
inline std::shared_ptr<const Profile> testProfile(const QByteArray &more = {})
{
    const ProfileResult result = parseProfile(R"({"name":"test","url":"ws://127.0.0.1:1/",
      "sequence":{"mode":"contiguous","scope":"/epoch"},)" +
                                              more + R"(
      "session":[{"when":{"":"@open"},"send":"subscribe"}],
      "reply":[{"when":{"/ping":{"exists":true}},"send":"{\"pong\":{/ping}}"}],
      "events":["notice"],
      "rules":[
        {"when":{"/ping":{"exists":true}},"kind":"heartbeat"},
        {"when":{"/kind":"notice"},"kind":"notice","fields":{"symbol":"/symbol","text":"/text","id":"/id"}},
        {"when":{"/symbol":{"exists":true}},"kind":"tick","fields":{"symbol":"/symbol","price":"/price",
         "time":{"path":"/us","unit":"us"},"sequence":"/seq","epoch":"/epoch"}}],
      "rest":{"url":"http://127.0.0.1:1/latest","cursor":{"query":"since","from":"/next"},
        "sequence":{"mode":"contiguous","scope":"/epoch"},
        "rules":[{"when":{"/rows":{"exists":true}},"rows":"/rows/*","kind":"tick",
          "fields":{"symbol":"0/symbol","price":"0/price","sequence":"0/seq","epoch":"0/epoch"}}]}})");
    for (const ProfileError &error : result.errors)
        qWarning("%s", qPrintable(error.sentence()));
    return result.profile;
}

inline std::shared_ptr<FeedContext> testFeed(const QByteArray &more = {})
{
    auto feed = std::make_shared<FeedContext>();
    feed->profile = testProfile(more);
    return feed;
}

inline QByteArray tick(std::uint64_t sequence, const char *symbol = "A", const char *epoch = "e")
{
    const QByteArray number = QByteArray::number(qulonglong(sequence));
    return QByteArray("{\"symbol\":\"") + symbol + "\",\"price\":" + number + ".5,\"seq\":" + number +
           ",\"epoch\":\"" + epoch + "\"}";
}

inline TransportError fault(ErrorKind kind, std::chrono::milliseconds retryAfter = {})
{
    return {kind, QStringLiteral("It did not work."), retryAfter, 0};
}

/// One lane between a scripted server and its hand-over, at a time that the test moves.
struct LaneStage
{
    fakes::FakeClock clock;
    fakes::ScriptedTransports transports;
    std::shared_ptr<FeedContext> feed;
    Handover handover;
    Lane lane;

    explicit LaneStage(LaneConfig config = {}, std::shared_ptr<FeedContext> context = testFeed())
        : feed(std::move(context))
        , lane(std::move(config), feed, &handover, &clock, transports.factory())
    {}

    fakes::ScriptedTransport &server() const { return *transports.last(); }

    void start()
    {
        lane.start();
        server().serverOpens();
    }
    void says(const QByteArray &text) { server().serverSays(text, clock.now()); }
    /// Time passes, in steps as a timer would take them.
    void passes(Ns time)
    {
        constexpr Ns step = 100 * millisecond;
        for (; time > 0; time -= step) {
            clock.advance(std::min(step, time));
            lane.advance();
        }
    }
    Batch take()
    {
        Batch batch;
        handover.take(batch);
        return batch;
    }
};

/// Long polling: it asks, and is pushed to.
inline LaneConfig heldConfig()
{
    LaneConfig config;
    config.held = true;
    config.cursor = true;
    return config;
}

inline LaneConfig pollConfig(bool cursor = false)
{
    LaneConfig config;
    config.push = false;
    config.cursor = cursor;
    return config;
}

} // namespace feedscope
