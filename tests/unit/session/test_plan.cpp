#include "core/session/plan.h"
#include "core/session/security.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace feedscope;
using namespace Qt::StringLiterals;

namespace {

/// Below, as moc stumbles over raw strings in front of a class.
QByteArray feed();
QByteArray pushOnly();
QByteArray raw();
QByteArray polled();
QByteArray holding();
QByteArray streaming();
QByteArray held();
QByteArray secretive();
QByteArray variable();
QByteArray keyed();
QByteArray limited();
QByteArray asking();
QByteArray askingWithSecret();

} // namespace

/// Where a plan finds the address of each lane, and what it says when there is none.
class TestPlan : public QObject
{
    Q_OBJECT

    static PlanResult plan(const QByteArray &json, const PlanOverrides &overrides = {})
    {
        const ProfileResult result = parseProfile(json);
        return result.profile ? makePlan(result.profile, overrides) : PlanResult{{}, u"no profile"_s};
    }
    static QString lanes(const PlanResult &result)
    {
        QStringList all;
        for (const LaneConfig &lane : result.plan.lanes)
            all.append(lane.name + u' ' + lane.endpoint.url.toString());
        return all.join(u", "_s);
    }

private slots:
    void theProfilesOwnWayAndItsTwin()
    {
        QCOMPARE(lanes(plan(feed())), u"websocket ws://h/x, http-poll http://h/r"_s);
        QCOMPARE(lanes(plan(pushOnly())), u"websocket ws://h/x"_s);
        QCOMPARE(lanes(plan(polled())),
                 u"http-poll http://h/x"_s);
    }
    /// What stands beside the lanes goes the same way, and tells no more than the lanes do.
    void theWayBesideTheLanes()
    {
        PlanOverrides overrides;
        overrides.proxy = u"socks5://127.0.0.1:9"_s;
        const PlanResult proxied = plan(feed(), overrides);
        QCOMPARE(proxied.plan.proxy, overrides.proxy);
        QVERIFY(proxied.plan.lanes.front().endpoint.isProxied);
        QVERIFY(!plan(feed()).plan.lanes.front().endpoint.isProxied);
    }
    void anAnswerThatIsNoAddress()
    {
        PlanOverrides overrides;
        overrides.secrets.insert(u"token"_s, u"s3cret"_s);
        const PlanResult asked = plan(askingWithSecret(), overrides);
        QVERIFY2(asked.error.isEmpty(), qPrintable(asked.error));
        const Endpoint endpoint = asked.plan.lanes.front().endpoint;
        for (const QByteArray &answer : {"{\"at\":\"nonsense\"}"_ba, "{\"at\":\"ws://h/s3cret\"}"_ba}) {
            const QString error = endpoint.bootstrap.address(endpoint.url, answer).error;
            QVERIFY(!error.isEmpty());
            QVERIFY2(!error.contains(u"s3cret"_s), qPrintable(error));
        }
    }
    /// A pipe that nobody writes into would be waited for without end.
    void certificatesAreInFiles()
    {
        const QTemporaryDir folder;
        const QString pipe = folder.filePath(u"pipe"_s);
        QCOMPARE(mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        TlsOptions tls;
        QVERIFY(!isEncryptedKey(pipe));
        for (const TlsSpec &spec : {TlsSpec{pipe, {}, {}, {}}, TlsSpec{{}, pipe, {}, {}}}) {
            const QString said = readTls(spec, {}, tls);
            QVERIFY2(said.startsWith(pipe + u" holds no certificate that can be read"_s), qPrintable(said));
        }
    }
    void whatTheUserSaysComesFirst()
    {
        PlanOverrides overrides;
        overrides.url = QUrl(u"ws://mine/x"_s);
        overrides.poll = QUrl(u"http://mine/r"_s);
        overrides.lanes = QStringList{u"websocket"_s, u"http-poll"_s, u"http-poll-new"_s};
        QCOMPARE(lanes(plan(feed(), overrides)),
                 u"websocket ws://mine/x, http-poll http://mine/r, http-poll-new http://h/other"_s);
        overrides.laneUrls.insert(u"http-poll-new"_s, QUrl(u"http://one/r"_s));
        QCOMPARE(plan(feed(), overrides).plan.lanes.back().endpoint.url, QUrl(u"http://one/r"_s));
    }
    void variablesAndSymbols()
    {
        const QByteArray json = variable();
        PlanOverrides overrides;
        QVERIFY(plan(json).error.contains(u"--var host=…"_s));
        overrides.variables.insert(u"host"_s, u"h:1"_s);
        QCOMPARE(lanes(plan(json, overrides)), u"websocket ws://h:1/A"_s);
        overrides.variables.insert(u"s"_s, u"s"_s);
        overrides.symbols = QStringList{u"B"_s, u"C"_s};
        QCOMPARE(lanes(plan(json, overrides)), u"websocket wss://h:1/B/C"_s);
        QCOMPARE(plan(json, overrides).plan.feed->values.symbols, overrides.symbols);
        overrides.variables.insert(u"s"_s, u"maybe"_s);
        QVERIFY(plan(json, overrides).error.contains(u"one of s, "_s));
        PlanOverrides others;
        others.symbols = QStringList{u"X"_s};
        QVERIFY(plan(feed(), others).error.contains(u"cannot be chosen"_s));
        others.symbols.clear();
        others.variables.insert(u"x"_s, u"y"_s);
        QVERIFY(plan(feed(), others).error.contains(u"no variables"_s));
    }
    void typedSecretsComeFirst()
    {
        const QByteArray json = keyed();
        QVERIFY(!plan(json).error.isEmpty());
        PlanOverrides overrides;
        overrides.secrets.insert(u"gallery_test"_s, u"typed"_s);
        const PlanResult result = plan(json, overrides);
        QCOMPARE(lanes(result), u"websocket ws://h/?key=typed"_s);
        QVERIFY(!shownAddress(result.plan, result.plan.lanes[0].endpoint.url).contains(u"typed"_s));
    }
    void keepsToTheVenuesLimits()
    {
        const QByteArray json = limited();
        PlanOverrides overrides;
        overrides.interval = std::chrono::milliseconds(10);
        const LaneConfig one = plan(json, overrides).plan.lanes[1];
        QCOMPARE(one.endpoint.poll.interval.count(), 500);
        QCOMPARE(one.endpoint.poll.least.count(), 500);
        QCOMPARE(one.endpoint.poll.waits.value(403).count(), 600'000);
        QCOMPARE(one.endpoint.poll.waits.value(418).count(), 120'000); // even where nobody says so
        overrides.lanes = QStringList{u"websocket"_s, u"http-poll"_s, u"http-poll-new"_s};
        for (const LaneConfig &lane : plan(json, overrides).plan.lanes)
            if (!lane.push) // they ask the same venue
                QCOMPARE(lane.endpoint.poll.interval.count(), 1'000);
    }
    void theCursorHasItsOwnAddress()
    {
        PlanOverrides overrides;
        overrides.cursor = true;
        const PlanResult result = plan(feed(), overrides);
        QCOMPARE(result.plan.lanes.back().endpoint.url, QUrl(u"http://h/c"_s));
        QCOMPARE(result.plan.lanes.back().kind(), LaneKind::PollCursor);
    }
    void heldRequestsGoOnFromTheCursor()
    {
        PlanOverrides overrides;
        overrides.lanes = QStringList{u"long-poll"_s, u"http-poll"_s};
        const PlanResult result = plan(holding(), overrides);
        QCOMPARE(lanes(result), u"long-poll http://h/c, http-poll http://h/r"_s);
        const LaneConfig &lane = result.plan.lanes.front();
        QCOMPARE(lane.kind(), LaneKind::PollCursor);
        QCOMPARE(lane.endpoint.poll.mode, PollOptions::Mode::Cursor);
        QCOMPARE(lane.endpoint.hold, std::chrono::seconds(20));
        QCOMPARE(lane.interval(), 0);
        // A twin that is not known to hold its answers would only be polled.
        QVERIFY(plan(feed(), overrides).error.contains(u"does not say where its lane long-poll is"_s));
        overrides.poll = QUrl(u"http://mine/r"_s);
        QCOMPARE(lanes(plan(feed(), overrides)), u"long-poll http://mine/r, http-poll http://mine/r"_s);
        PlanOverrides elsewhere;
        elsewhere.url = QUrl(u"http://mine/held?after=0"_s);
        QCOMPARE(lanes(plan(held(), {})), u"long-poll http://h/held?after=9"_s);
        QCOMPARE(lanes(plan(held(), elsewhere)), u"long-poll http://mine/held?after=0"_s);
    }
    void streamsHaveTheirOwnAddress()
    {
        PlanOverrides overrides;
        overrides.lanes = QStringList{u"websocket"_s, u"sse"_s};
        const PlanResult result = plan(streaming(), overrides);
        QCOMPARE(lanes(result), u"websocket ws://h/x, sse http://h/events"_s);
        QCOMPARE(result.plan.lanes.back().kind(), LaneKind::Push);
    }
    void anAnswerMayBeTheAddress()
    {
        const PlanResult result = plan(asking());
        QVERIFY2(result.error.isEmpty(), qPrintable(result.error));
        const Endpoint &endpoint = result.plan.lanes.front().endpoint;
        QCOMPARE(endpoint.url, QUrl(u"wss://h/token"_s)); // until it was asked
        QCOMPARE(endpoint.bootstrap.url, QUrl(u"https://h/token"_s));
        const auto answer = [](const QByteArray &at, const QByteArray &token) {
            return "{\"at\":\"" + at + "\",\"token\":\"" + token + "\"}";
        };
        const auto address = [&](const QByteArray &text) { return endpoint.bootstrap.address(endpoint.url, text); };
        QCOMPARE(address(answer("wss://x.y/end?v=2", "a=b&c")).url,
                 QUrl(u"wss://x.y/end?v=2&token=a%3Db%26c"_s));
        QVERIFY(address(answer("ws://x.y/end", "t")).error.contains(u"not encrypted"_s));
        QVERIFY(address(answer("nowhere", "t")).error.contains(u"no address"_s));
        QVERIFY(!address("{}").error.isEmpty());
    }

    void laneWithoutAnAddress()
    {
        PlanOverrides overrides;
        overrides.lanes = QStringList{u"http-poll"_s};
        QVERIFY(plan(pushOnly(), overrides).error.contains(u"--poll"_s));
        overrides.lanes = QStringList{u"pigeon"_s};
        QVERIFY(plan(feed(), overrides).error.contains(u"pigeon"_s));
        overrides.lanes = QStringList{u"websocket"_s};
        QVERIFY(plan(polled(), overrides)
                    .error.contains(u"does not say where its lane websocket is"_s));
    }
    /// What frames a stream, and what a datagram transport must say itself.
    void rawLanes()
    {
        PlanOverrides overrides;
        overrides.lanes = QStringList{u"tcp"_s, u"udp"_s};
        const PlanResult result = plan(raw(), overrides);
        QCOMPARE(lanes(result), u"tcp tcp://h:1, udp udp://h:2"_s);
        QCOMPARE(result.plan.lanes[0].endpoint.framing, Framing::Length32);
        QVERIFY(result.plan.lanes[0].endpoint.greeting.isEmpty());
        QCOMPARE(result.plan.lanes[1].endpoint.greeting, QByteArrayList{"hello"});
    }
    /// Where nothing may be sent, there is nothing to greet with and nothing for a proxy to carry.
    void whatIsOnlyListenedTo()
    {
        PlanOverrides overrides;
        overrides.lanes = QStringList{u"udp"_s};
        overrides.proxy = u"socks5://127.0.0.1:1080"_s;
        QVERIFY(plan(raw(), overrides).error.contains(u"carries no datagrams"_s));
        overrides.laneUrls.insert(u"udp"_s, QUrl(u"udp://239.1.2.3:5000"_s));
        const PlanResult result = plan(raw(), overrides);
        QCOMPARE(lanes(result), u"udp udp://239.1.2.3:5000"_s);
        QVERIFY(result.plan.lanes[0].endpoint.greeting.isEmpty());
    }
    /// A way that only says how to read a lane does not say where it is.
    void aWayWithoutAnAddress()
    {
        const QByteArray generic = R"({"rules":[{"kind":"t"}],"lanes":{"tcp":{"frames":{"envelope":"ndjson"}}}})";
        PlanOverrides overrides;
        overrides.url = QUrl(u"ws://h/x"_s);
        QVERIFY(!plan(generic, overrides).plan.available.contains(u"tcp"_s));
        overrides.lanes = QStringList{u"tcp"_s};
        QVERIFY(plan(generic, overrides).error.contains(u"does not say where its lane tcp is"_s));
        overrides.laneUrls.insert(u"tcp"_s, QUrl(u"tcp://h:9"_s));
        QCOMPARE(lanes(plan(generic, overrides)), u"tcp tcp://h:9"_s);
    }
    void secretsAreUsedAndNotShown()
    {
        qputenv("FEEDSCOPE_SECRET_TOKEN", "s3c/ret ü");
        const PlanResult result = plan(secretive());
        const QUrl url = result.plan.lanes.front().endpoint.url;
        QCOMPARE(url.path(QUrl::FullyEncoded), u"/bot/s3c%2Fret%20%C3%BC/x"_s);
        QCOMPARE(shownAddress(result.plan, url), u"ws://h/bot/…/x"_s);
        QUrl withUser = url;
        withUser.setUserInfo(u"me:s3cret"_s);
        withUser.setFragment(u"s3cret"_s);
        QCOMPARE(shownAddress(result.plan, withUser), u"ws://h/bot/…/x"_s);
        qunsetenv("FEEDSCOPE_SECRET_TOKEN");
    }
};

namespace {

QByteArray feed()
{
    return R"({"url":"ws://h/x","rules":[{"kind":"t"}],
    "rest":{"url":"http://h/r","cursor":{"url":"http://h/c","query":"since","from":"/c"}},
    "lanes":{"http-poll-new":{"url":"http://h/other"}}})";
}

QByteArray raw()
{
    return R"({"url":"ws://h/x","rules":[{"kind":"t"}],
    "session":[{"when":{"":"@open"},"send":"of the profile"}],
    "lanes":{"tcp":{"url":"tcp://h:1","frames":{"envelope":"len32be"}},
      "udp":{"url":"udp://h:2","session":[{"when":{"":"@open"},"send":"hello"},
        {"when":{"":"@close"},"send":"bye"},{"when":{"/a":1},"send":"answer"}]}}})";
}

QByteArray pushOnly()
{
    return R"({"url":"ws://h/x","rules":[{"kind":"t"}]})";
}

QByteArray holding()
{
    return R"({"url":"ws://h/x","rules":[{"kind":"t"}],
    "rest":{"url":"http://h/r","hold_s":20,"cursor":{"url":"http://h/c","query":"since","from":"/c"}}})";
}

QByteArray streaming()
{
    return R"({"url":"ws://h/x","rules":[{"kind":"t"}],
    "lanes":{"sse":{"url":"http://h/events","frames":{"envelope":"sse","root":"/data"}}}})";
}

QByteArray held()
{
    return R"({"transport":"long-poll","url":"http://h/held?after=9","rules":[{"kind":"t"}],
    "poll":{"hold_s":5,"cursor":{"query":"after","from":"sequence"}}})";
}

QByteArray secretive()
{
    return R"({"url":"ws://h/bot/{secret:token}/x?key={secret:token}","rules":[{"kind":"t"}]})";
}

QByteArray polled()
{
    return R"({"transport":"http-poll","url":"http://h/x","rules":[{"kind":"t"}]})";
}

QByteArray variable()
{
    return R"({"name":"n","url":"ws{s}://{host}/{symbols|join:/}","symbols":["A"],"rules":[{"kind":"t"}],
      "vars":{"host":{"title":"Host"},"s":{"value":"","choices":["s",""]}}})";
}

QByteArray keyed()
{
    return R"({"url":"ws://h/?key={secret:gallery_test}","rules":[{"kind":"t"}]})";
}

QByteArray asking()
{
    return R"({"transport":"ws","bootstrap":{"method":"POST","url":"https://h/token",
        "append_to_url":"{/at}&token={/token}"},"rules":[{"kind":"tick","fields":{"price":"/p"}}]})";
}

QByteArray askingWithSecret()
{
    return R"({"transport":"ws","bootstrap":{"url":"https://h/token","append_to_url":"{/at}?key={secret:token}"},
        "rules":[{"kind":"tick"}]})";
}

QByteArray limited()
{
    return R"({"url":"ws://h/","rules":[{"kind":"t"}],"rest":{"url":"http://h/r"},
      "limits":{"requests":{"count":2,"within_s":1},"wait_s":{"403":600}}})";
}

} // namespace

QTEST_GUILESS_MAIN(TestPlan)
#include "test_plan.moc"
