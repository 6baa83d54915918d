#include "core/decode/profile.h"
#include "core/decode/profiledoubts.h"

#include <QJsonArray>
#include <QTest>

using namespace feedscope;
using namespace Qt::StringLiterals;

/// A mistake in a profile is named with its line, its member, what was expected and what was found.
class TestProfile : public QObject
{
    Q_OBJECT

private slots:
    void mistakes_data();
    void mistakes();
    void allMistakesAtOnce();
    void wholeProfile();
    void pollingTwin();
    void furtherLanes();
    void keepsItsSource();
    void doubts_data();
    void doubts();
};

void TestProfile::mistakes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const char *json, const char *sentence) {
        QTest::newRow(name) << QByteArray(json) << QString::fromUtf8(sentence);
    };
    row("no JSON", "{\n\"rules\": [}",
        "Line 2, column 11: the profile should be JSON, but is broken: a value is missing.");
    row("empty", "", "Line 1, column 1: the profile should be JSON, but is broken: it is empty.");
    row("no rules", "{}",
        "Line 1, column 1: the profile should be \"rules\" that say how messages are read, but is none.");
    row("typo", "{\"rules\":[\n{\"kind\":\"t\",\n\"feilds\":{}}]}",
        "Line 3, column 1: rules[0].feilds should be one of the members when, rows, row_when, kind, counted, learn, "
        "snapshot, "
        "fields, but is the unknown member \"feilds\". Did you mean \"fields\"?");
    row("wrong type", "{\"profile\":{\n\"rules\":[{\"kind\":7}]}}",
        "Line 2, column 11: profile.rules[0].kind should be a string, but is 7.");
    row("pointer", "{\"rules\":[{\"kind\":\"t\",\n\n\"fields\":{\"price\":\"p\"}}]}",
        "Line 3, column 11: rules[0].fields.price should be a pointer such as \"/data/0/price\" or "
        "\"0/price\", but is "
        "\"p\".");
    row("unit", R"({"rules":[{"kind":"t","fields":{"time":{"path":"/t","unit":"min"}}}]})",
        "Line 1, column 53: rules[0].fields.time.unit should be s, ms, us, ns or iso, but is \"min\".");
    row("regex", R"({"rules":[{"kind":"t","when":{"/a":{"regex":"("}}}]})",
        "Line 1, column 37: rules[0].when./a.regex should be a regular expression (missing closing "
        "parenthesis), but is "
        "\"(\".");
    row("mode", R"({"sequence":{"mode":"strict"},"rules":[{"kind":"t"}]})",
        "Line 1, column 14: sequence.mode should be contiguous, range, prev, monotonic or none, but is "
        "\"strict\".");
    row("envelope", "{\"frames\":\n{\"envelope\":\"carrier-pigeon\"},\"rules\":[{\"kind\":\"t\"}]}",
        "Line 2, column 2: frames.envelope should be an envelope that this version reads (json, ndjson, "
        "len32be, sse, socketio, mqtt, stomp, nats, signalr, xml, prometheus), but is \"carrier-pigeon\": "
        "this profile needs the envelope 'carrier-pigeon', which this version cannot read.");
    row("filter", R"({"session":[{"send":"{symbols|bold}"}],"rules":[{"kind":"t"}]})",
        "Line 1, column 14: session[0].send should be a template with the filters lower, upper, prefix:, "
        "suffix:, join:, else: "
        "and json, but is the unknown filter \"bold\".");
    row("transport", "{\"transport\":\"websockets\",\"rules\":[{\"kind\":\"t\"}]}",
        "Line 1, column 2: transport should be one of ws, websocket, sse, http-stream, http-poll, "
        "http-poll-new, "
        "long-poll, tcp, udp, socketio, mqtt, stomp, nats, replay, but is \"websockets\". Did you mean "
        "\"websocket\"?");
    row("twice", "{\"rules\":[{\"kind\":\"t\",\n \"kind\":\"u\"}]}",
        "Line 2, column 2: rules[0].kind should be there once, but is there again.");
    row("instant", R"({"session":[{"when":"@opne","send":"x"}],"rules":[{"kind":"t"}]})",
        "Line 1, column 14: session[0].when should be @open, @close or an object of pointers, but is "
        "\"@opne\". "
        "Did you mean \"@open\"?");
    row("negative", R"({"poll":{"every_s":-1},"rules":[{"kind":"t"}]})",
        "Line 1, column 10: poll.every_s should be a number that is not negative, but is -1.");
    row("hex", R"({"rules":[{"kind":"t"}],"messages":[{"raw_hex":"0g"}]})",
        "Line 1, column 38: messages[0].raw_hex should be pairs of hexadecimal digits, but is \"0g\".");
    row("lane", R"({"lanes":{"sso":{}},"rules":[{"kind":"t"}]})",
        "Line 1, column 11: lanes.sso should be a lane (ws, websocket, sse, http-stream, http-poll, "
        "http-poll-new, "
        "long-poll, tcp, udp, socketio, mqtt, stomp, nats, replay), but is \"sso\". Did you mean \"sse\"?");
    row("counted by symbol",
        R"({"sequence":{"mode":"contiguous","scope":"symbol"},"rules":[{"kind":"heartbeat","counted":true}]})",
        "Line 1, column 52: rules should be without \"counted\" where the scope of the sequence is symbol: the "
        "numbers of a symbol are counted for each kind by itself, but is with it.");
    row("base", R"({"rules":[{"kind":"t","fields":{"price":{"path":"/p","base":"hex"}}}]})",
        "Line 1, column 54: rules[0].fields.price.base should be 16, but is \"hex\".");
    row("epoch", R"({"rules":[{"kind":"t","fields":{"time":{"path":"/t","unit":"s","epoch":2000}}}]})",
        "Line 1, column 64: rules[0].fields.time.epoch should be a string, but is 2000.");
    row("no such epoch", R"({"rules":[{"kind":"t","fields":{"time":{"path":"/t","unit":"s","epoch":"2000"}}}]})",
        "Line 1, column 64: rules[0].fields.time.epoch should be a time such as \"2000-01-01T00:00:00Z\", but is "
        "\"2000\".");
    row("epoch without unit", R"({"rules":[{"kind":"t","fields":{"time":{"path":"/t","epoch":"2000-01-01"}}}]})",
        "Line 1, column 33: rules[0].fields.time should be a \"unit\" of s, ms, us or ns beside the \"epoch\", but "
        "is an object.");
    row("cursor", R"({"poll":{"cursor":{"query":"offset","from":"/n","add":0.5}},"rules":[{"kind":"t"}]})",
        "Line 1, column 49: poll.cursor.add should be an integer such as 1, but is 0.5.");
    row("earlier message", R"({"rules":[{"kind":"t"}],"messages":[{"after":["a",{"row":"b"}],"raw":"c"}]})",
        "Line 1, column 52: messages[0].after[1].row should be one of the members raw, raw_hex, but is the unknown "
        "member \"row\". Did you mean \"raw\"?");
    row("rate", R"({"limits":{"messages":{"count":0}},"rules":[{"kind":"t"}]})",
        "Line 1, column 12: limits.messages should be a \"count\" from 1 and \"within_s\" above 0, such as 5 "
        "within "
        "1, but is an object.");
    row("category", R"({"gallery":{"title":"x","category":"markets"},"rules":[{"kind":"t"}]})",
        "Line 1, column 25: gallery.category should be one of market, social, development, infrastructure, "
        "home, "
        "notifications, brokers, learning, other, but is \"markets\". Did you mean \"market\"?");
    row("variable", R"({"vars":{"Host":"x"},"rules":[{"kind":"t"}]})",
        "Line 1, column 10: vars.Host should be a name of a-z, 0-9 and _ that begins with a letter, but is "
        "called "
        "so.");
    row("pin", R"({"tls":{"pin":"abc"},"rules":[{"kind":"t"}]})",
        "Line 1, column 9: tls.pin should be a SHA-256 of 64 hexadecimal digits, perhaps after host:port=, but is "
        "\"abc\".");
    row("key alone", R"({"tls":{"client_key":"k"},"rules":[{"kind":"t"}]})",
        "Line 1, column 2: tls should be a \"client_cert\" beside the \"client_key\", but is without one.");
    row("proxy", R"({"proxy":"ftp://h","rules":[{"kind":"t"}]})",
        "Line 1, column 2: proxy should be \"system\", \"none\", or a URL such as socks5://host:1080 or "
        "http://host:3128, but is \"ftp://h\".");
    row("UTF-8 columns", "{\"doc\":\"\u0436\u0436\",\"match\":\"al\",\"rules\":[{\"kind\":\"t\"}]}",
        "Line 1, column 13: match should be one of first, all, but is \"al\". Did you mean \"all\"?");
}

void TestProfile::mistakes()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, sentence);
    const ProfileResult result = parseProfile(json);
    QVERIFY(!result.profile);
    QCOMPARE(result.errors.size(), 1);
    QCOMPARE(result.errors[0].sentence(), sentence);
}

void TestProfile::allMistakesAtOnce()
{
    QByteArray json = R"({"rules":[)";
    for (int i = 0; i < 100; ++i)
        json += "{\"kind\":1},\n";
    const ProfileResult result = parseProfile(json + "{\"kind\":1}]}");
    QCOMPARE(result.errors.size(), 20);
    QCOMPARE(result.errors[19].line, 20);
    QCOMPARE(result.errors[19].pointer, u"/rules/19/kind"_s);
    QCOMPARE(result.errors[19].column, 2);
    QCOMPARE(result.moreErrors, 81); // and it says how many it left out
}

void TestProfile::wholeProfile()
{
    const ProfileResult result =
        parseProfile(R"({"name":"n","transport":"ws","url":"ws://h/{symbol}","query":{"a":"b"},
        "headers":{"X-Key":"{secret:key}"},"subprotocols":["v1"],"symbols":["A","B"],"symbol_map":{"A":"aa"},
        "keepalive":{"every_s":20,"send":"ping","expect":"pong","within_s":5,"silence_s":60},
        "frames":{"decode":"utf8","envelope":"json","max":1000,"batch":"array","unwrap":["/data"]},
        "resume":{"from":"/id","query":"since","rewind":{"value":5,"unit":"s"}},
        "reconnect":{"max_age_s":86400,"stop_codes":[4001],"backoff":{"from_s":1,"to_s":30}},
        "poll":{"every_s":10,"cursor":{"query":"after","from":"sequence"}},
        "join":["symbol","sequence"],"events":["chat"],"x-ours":1,"$schema":"y","facts":["z"],
        "rules":[{"kind":"chat"},{"kind":"notification"}]})");
    QVERIFY2(result.profile, result.errors.isEmpty() ? "" : qPrintable(result.errors[0].sentence()));
    const Profile &profile = *result.profile;
    QCOMPARE(profile.push.url, u"ws://h/{symbol}"_s);
    QCOMPARE(profile.push.headers[0].second, u"{secret:key}"_s);
    QCOMPARE(profile.symbolMap.value(u"A"_s), u"aa"_s);
    QCOMPARE(profile.keepalive.silenceS, 60.0);
    QCOMPARE(profile.push.frames.maximum, 1000U);
    QVERIFY(profile.push.rules.batch);
    QCOMPARE(profile.resume.rewind.value, 5);
    QCOMPARE(profile.reconnect.stopCodes, QList<int>{4001});
    QCOMPARE(profile.push.poll.cursorQuery, u"after"_s);
    QCOMPARE(profile.join, (QStringList{u"symbol"_s, u"sequence"_s}));
    QVERIFY(profile.push.rules.rules[0].event);
    QVERIFY(!profile.push.rules.rules[1].event);
}

void TestProfile::pollingTwin()
{
    const ProfileResult result =
        parseProfile(R"x({"ws":{"url":"see wss://h/a | /b (also :8443)","subprotocol":"v12, v11 (or none)",
        "subscribe":["(in the URL)","{\"op\":\"sub\"}"],"heartbeats":"none"},
        "rest":{"url":"http://h/x (limited)","every_s":2,"rules":[{"kind":"tick"}]},"profile":{"rules":[{"kind":"trade"}]}})x");
    QVERIFY(result.profile);
    QCOMPARE(result.profile->push.url, u"wss://h/a"_s);
    QCOMPARE(result.profile->push.subprotocols, (QStringList{u"v12"_s, u"v11"_s}));
    QCOMPARE(result.profile->session.size(), 1U);
    QVERIFY(result.profile->session[0].atOpen);
    const Route &twin = result.profile->route(Side::Poll);
    QCOMPARE(twin.url, u"http://h/x"_s);
    QCOMPARE(twin.poll.everyS, 2.0);
    QCOMPARE(twin.rules.rules[0].kind, std::string("tick"));
    QCOMPARE(result.profile->route(Side::Push).rules.rules[0].kind, std::string("trade"));
}

/// Each begins as the way that it varies, wherever in the file it stands.
void TestProfile::furtherLanes()
{
    const ProfileResult result = parseProfile(R"({"lanes":{
        "tcp":{"url":"tcp://h:1","frames":{"envelope":"ndjson","root":"/a/1"}},
        "udp":{"url":"udp://h:2","session":[{"when":{"":"@open"},"send":"hi"},{"when":{"":"@close"},"send":"bye"}],
          "keepalive":{"every_s":9,"send":"still here"},"sequence":{"mode":"contiguous","reorder_window":7}},
        "long-poll":{"url":"http://h/hold","hold_s":20},
        "sse":{"url":"http://h/own","rules":[{"kind":"own"}]}},
        "url":"ws://h/x","subprotocols":["p"],"rules":[{"kind":"pushed"}],
        "rest":{"url":"http://h/r","cursor":{"query":"since","from":"/c"},"rules":[{"kind":"polled"}]}})");
    QVERIFY(result.profile);
    const Profile &profile = *result.profile;
    const Route &tcp = profile.routeOf(u"tcp"_s, Side::Push);
    QCOMPARE(tcp.url, u"tcp://h:1"_s);
    QVERIFY(tcp.subprotocols.isEmpty());
    QCOMPARE(tcp.rules.rules[0].kind, std::string("pushed"));
    QCOMPARE(tcp.frames.root, (std::vector<std::string>{"a", "1"}));
    QVERIFY(!tcp.session && &profile.sessionOf(tcp) == &profile.session);
    const Route &udp = profile.routeOf(u"udp"_s, Side::Push);
    QCOMPARE(profile.sessionOf(udp).size(), 2U);
    QVERIFY(profile.sessionOf(udp)[0].atOpen && profile.sessionOf(udp)[1].atClose);
    QCOMPARE(profile.keepaliveOf(udp).everyS, 9.0);
    QCOMPARE(profile.keepaliveOf(tcp).everyS, 0.0);
    QCOMPARE(udp.rules.sequence.reorderWindow, 7U);
    QCOMPARE(tcp.rules.sequence.reorderWindow, 0U);
    const Route &held = profile.routeOf(u"long-poll"_s, Side::Poll);
    QCOMPARE(held.rules.rules[0].kind, std::string("polled"));
    QCOMPARE(held.poll.holdS, 20.0);
    QCOMPARE(held.poll.cursorQuery, u"since"_s);
    QCOMPARE(profile.routeOf(u"sse"_s, Side::Push).rules.rules.size(), 1U);
    QCOMPARE(profile.routeOf(u"sse"_s, Side::Push).rules.rules[0].kind, std::string("own"));
    QCOMPARE(&profile.routeOf(u"websocket"_s, Side::Push), &profile.push);
    QCOMPARE(&profile.routeOf(u"http-poll"_s, Side::Poll), &*profile.poll);
}

void TestProfile::keepsItsSource()
{
    const ProfileResult result =
        parseProfile(R"({"headers":{"K":"{secret:token}"},"doc":"d","rules":[{"kind":"t"}]})");
    QVERIFY(result.profile);
    QCOMPARE(result.profile->source["headers"_L1]["K"_L1].toString(), u"{secret:token}"_s);
    QCOMPARE(result.profile->source["rules"_L1].toArray().size(), 1);
}

void TestProfile::doubts_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QString>("doubt");
    const auto row = [](const char *name, const char *members, const char *rules, const char *doubt) {
        QTest::newRow(name) << QByteArray(members) << QByteArray(rules) << QString::fromUtf8(doubt);
    };
    constexpr auto url = R"("url":"wss://h",)";
    row("none", url, R"([{"when":{"/a":1},"kind":"tick"},{"kind":"depth"}])", "");
    row("no address", "", R"([{"kind":"t"}])",
        "The profile names no address; whoever opens it must give one with --url.");
    row("a table nobody learns", url, R"([{"when":{"chan[/0].channel":"trades"},"kind":"trade"}])",
        "Rule 1 looks into the table “chan”, which no rule learns.");
    row("a table of another name", url,
        R"([{"when":{"/e":1},"kind":"ack","learn":{"table":"chans","key":"/0","values":{"symbol":"/1"}}},
            {"when":{"/1":"te"},"kind":"trade","fields":{"symbol":{"path":"/0","lookup":"chan.symbol"}}}])",
        "Rule 2 looks into the table “chan”, which no rule learns; is “chans” meant?");
    row("a learnt table", url,
        R"([{"when":{"/e":1},"kind":"ack","learn":{"table":"chan","key":"/0","values":{"symbol":"/1"}}},
            {"when":{"/1":"te"},"kind":"trade","fields":{"symbol":{"path":"/0","lookup":"chan.symbol"}}}])",
        "");
    row("never reached", url, R"([{"kind":"tick"},{"when":{"/a":1},"kind":"trade"}])",
        "Rule 2 is never reached: rule 1 before it fits every message.");
    row("all that fit are reached", R"("url":"wss://h","match":"all",)",
        R"([{"kind":"tick"},{"when":{"/a":1},"kind":"trade"}])", "");
    row("a slip", url, R"([{"kind":"haertbeat"}])",
        "Rule 1 makes updates of the kind “haertbeat”; is “heartbeat” meant?");
    row("an open brace", R"("url":"wss://h","session":[{"when":"@open","send":"{\"args\":{symbols|json,\"id\":1}"}],)",
        R"([{"kind":"tick"}])", "“{symbols|json,\"” is sent as it stands: its brace does not close.");
    row("an open brace in the address", R"("url":"wss://h/{symbol",)", R"([{"kind":"tick"}])",
        "“{symbol” is sent as it stands: its brace does not close.");
    row("braces of JSON", R"("url":"wss://h","session":[{"when":"@open","send":"{\"id\":{id},\"symbols\":{symbols|json}}"}],)",
        R"([{"kind":"tick"}])", "");
    row("of the twin", R"("url":"wss://h","rest":{"url":"https://h","rules":[{"kind":"trad"}]},)",
        R"([{"kind":"tick"}])", "The twin: rule 1 makes updates of the kind “trad”; is “trade” meant?");
}

/// What the language allows, though it can hardly be meant.
void TestProfile::doubts()
{
    QFETCH(QByteArray, members);
    QFETCH(QByteArray, rules);
    QFETCH(QString, doubt);
    const ProfileResult result = parseProfile('{' + members + "\"rules\":" + rules + '}');
    QVERIFY2(result.profile, result.errors.isEmpty() ? "" : qPrintable(result.errors[0].sentence()));
    QCOMPARE(doubtsOf(*result.profile).join(u'\n'), doubt);
}

QTEST_GUILESS_MAIN(TestProfile)
#include "test_profile.moc"
