#include "core/decode/dialogue.h"
#include "core/decode/rewind.h"
#include "decodinghelp.h"

using namespace feedscope;
using namespace Qt::StringLiterals;

/// What the client says: templates, session steps, replies, resuming and the clock.
class TestDialogue : public QObject
{
    Q_OBJECT

private slots:
    void templates_data();
    void templates();
    void missingValues();
    void session();
    void symbolsInParts();
    void reply();
    void destination();
    void resume();
    void rewinds_data();
    void rewinds();
    void expectedAnswers_data();
    void expectedAnswers();
    void whatAPingIsFilledFrom();
    void namedAddress();
    void clock();
    void closeCodes();
};

namespace {

constexpr Ns now = 1700000000'123456789;

TemplateValues values()
{
    TemplateValues result;
    result.symbols = {u"BTC/USD"_s, u"ETH"_s};
    result.variables = {
        {u"query"_s, u"say \"hi\""_s}, {u"mail"_s, u"a@b:c"_s}, {u"place"_s, u"h:1"_s}, {u"s"_s, u"s"_s}};
    result.secret = [](const QString &name) -> std::optional<QString> {
        return name == "key"_L1 || name.isEmpty() ? std::optional(u"s3cr&t"_s) : std::nullopt;
    };
    return result;
}

QByteArray filled(const char *text, TemplateUse use = TemplateUse::Plain)
{
    const TemplateValues given = values();
    return fillTemplate(text,
                        {given, now, 7,
                         [](std::string_view) {
                             return Value{ValueType::String, "a\"b"};
                         }},
                        use)
        .text;
}

std::vector<QByteArray> answers(Dialogue &dialogue, Decoder &decoder, const char *message)
{
    decoder.decode(message, false, [&](const Update &update) { dialogue.saw(update); });
    return dialogue.answer(decoder, now).payloads;
}

} // namespace

void TestDialogue::templates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("use");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *text, const char *expected, TemplateUse use = TemplateUse::Plain) {
        QTest::newRow(text) << QByteArray(text) << int(use) << QByteArray(expected);
    };
    row("{symbol}", "BTC/USD");
    row("{symbols}", "BTC/USD,ETH");
    row("{symbols|lower|suffix:@trade|join:/}", "btc/usd@trade/eth@trade");
    row("{symbols|prefix:T.|join:,}", "T.BTC/USD,T.ETH");
    row(R"({"trades":{symbols|json}})", R"({"trades":["BTC/USD","ETH"]})");
    row("{symbol|json}", R"("BTC/USD")");
    row("{now_s} {now_ms} {id}", "1700000000 1700000000123 7");
    row("{secret:key}{secret}", "s3cr&ts3cr&t");
    row(R"({"id":{id},"a":{"b":1}})", R"({"id":7,"a":{"b":1}})");
    row(R"({"q":"{query}"})", R"({"q":"say \"hi\""})");
    row(R"({"p":"{/x}"})", R"({"p":"a\"b"})");
    row("ws://h/{symbol}?k={secret:key}", "ws://h/BTC%2FUSD?k=s3cr%26t", TemplateUse::Url);
    row(R"({"s":{position|else:null}})", R"({"s":null})");
    row("{position|else:first}{symbol|else:none}", "firstBTC/USD");
    row("ws{s}://{mail}:{mail}@{place}/{mail}", "wss://a%40b%3Ac:a%40b%3Ac@h:1/a@b:c", TemplateUse::Url);
    row("ws://{place}/x?u={mail}", "ws://h:1/x?u=a@b:c", TemplateUse::Url);
    row("ws://{place}/x@y?u={mail}", "ws://h:1/x@y?u=a@b:c", TemplateUse::Url);
    row("{", "{");
    row("{}", "{}");
    row("{Not a hole} {1}", "{Not a hole} {1}");
}

void TestDialogue::templates()
{
    QFETCH(QByteArray, text);
    QFETCH(int, use);
    QFETCH(QByteArray, expected);
    QCOMPARE(filled(text.constData(), TemplateUse(use)), expected);
}

void TestDialogue::missingValues()
{
    const TemplateValues given = values();
    const TemplateContext context{given, now, 7, {}};
    for (const char *text : {"{secret:other}", "{nothing}", "{/x}"}) {
        const FilledTemplate result = fillTemplate(text, context, TemplateUse::Plain);
        QVERIFY2(!result.error.isEmpty() && result.text.isEmpty(), text);
    }
    const QString advice = fillTemplate("{secret:my.api-key}", context, TemplateUse::Plain).error;
    QVERIFY2(advice.contains(u"FEEDSCOPE_SECRET_MY_API_KEY"_s), qPrintable(advice));
    QVERIFY2(advice.contains(u"secret set FEED/my.api-key"_s), qPrintable(advice)); // not for every feed there is
}

void TestDialogue::session()
{
    const auto made = decoding::profile(R"({"frames":{"batch":"array"},"session":[
      {"when":{"":"@open"},"send":"hello {id}"},
      {"when":{"/0/msg":"connected"},"send":"{\"key\":\"{secret:key}\"}"},
      {"when":{"/0/msg":"ready"},"send":"{\"trades\":{symbols|json}}"}],"rules":[{"kind":"ack"}]})");
    QVERIFY(made);
    Decoder decoder(made, Side::Push);
    Dialogue dialogue(made, values());
    for (int connection = 0; connection < 2; ++connection) { // said again after every reconnect
        QCOMPARE(dialogue.opened(now).payloads.size(), 1U);
        QCOMPARE(answers(dialogue, decoder, R"([{"msg":"connected"}])"),
                 std::vector<QByteArray>{R"({"key":"s3cr&t"})"});
        QCOMPARE(answers(dialogue, decoder, R"([{"msg":"connected"}])").size(), 0U);
        QCOMPARE(answers(dialogue, decoder, R"([{"msg":"ready"}])"),
                 std::vector<QByteArray>{R"({"trades":["BTC/USD","ETH"]})"});
    }
}

/// A venue that takes so many symbols a message gets as many messages as that needs.
void TestDialogue::symbolsInParts()
{
    const auto profile = parseProfile(R"({"symbols":["A","B","C","D","E"],"rules":[{"kind":"t"}],"session":[
        {"when":"@open","each":2,"send":"{\"args\":{symbols|json},\"id\":{id}}"},
        {"when":"@open","each":5,"send":"{symbols}"}, {"when":{"/ok":true},"each":4,"send":"{symbol} {/n}"}]})")
                             .profile;
    QVERIFY(profile);
    Dialogue dialogue(profile, {});
    QCOMPARE(dialogue.opened(now).payloads,
             (std::vector<QByteArray>{R"({"args":["A","B"],"id":1})", R"({"args":["C","D"],"id":2})",
                                      R"({"args":["E"],"id":3})", "A,B,C,D,E"}));
    Decoder decoder(profile, Side::Push);
    QCOMPARE(answers(dialogue, decoder, R"({"ok":true,"n":7})"), (std::vector<QByteArray>{"A 7", "E 7"}));
}

void TestDialogue::reply()
{
    const auto made =
        decoding::profile(R"({"reply":[{"when":{"/ping":{"exists":true}},"send":"{\"pong\":{/ping}}"}],
      "rules":[{"kind":"heartbeat"}]})");
    QVERIFY(made);
    Decoder decoder(made, Side::Push);
    Dialogue dialogue(made, values());
    QCOMPARE(answers(dialogue, decoder, R"({"ping":18212558000})"),
             std::vector<QByteArray>{R"({"pong":18212558000})"});
    QCOMPARE(answers(dialogue, decoder, R"({"ping":1})"), std::vector<QByteArray>{R"({"pong":1})"});
    QCOMPARE(answers(dialogue, decoder, R"({"pong":1})").size(), 0U);
}

void TestDialogue::destination()
{
    const auto made = decoding::profile(
        R"({"url":"wss://h/{symbols|lower|join:/}","query":{"t":"{now_s}"},"headers":{"K":"{secret:key}"},
      "subprotocols":["v1"],"symbol_map":{"ETH":"eth-usd"},"rules":[{"kind":"t"}]})");
    QVERIFY(made);
    Dialogue dialogue(made, values());
    const Destination to = dialogue.destination(Side::Push, now);
    QCOMPARE(to.url, u"wss://h/btc%2Fusd/eth-usd?t=1700000000"_s);
    QCOMPARE(to.headers[0].second, QByteArray("s3cr&t"));
    QCOMPARE(to.subprotocols, QStringList{u"v1"_s});
    QVERIFY(to.error.isEmpty());
}

void TestDialogue::resume()
{
    const auto made = decoding::profile(
        R"({"url":"wss://h/x?a=1","resume":{"query":"cursor","from":"/us","rewind":{"value":5,"unit":"us"}},
      "rules":[{"kind":"t"}]})");
    QVERIFY(made);
    Decoder decoder(made, Side::Push);
    Dialogue dialogue(made, values());
    QCOMPARE(dialogue.destination(Side::Push, now).url, u"wss://h/x?a=1"_s);
    answers(dialogue, decoder, R"({"us":1819719009132431})");
    answers(dialogue, decoder, R"({"other":1})");
    QCOMPARE(dialogue.destination(Side::Push, now).url, u"wss://h/x?a=1&cursor=1819719009132426"_s);

    const auto ids = decoding::profile(
        R"({"url":"wss://h","resume":{"header":"Since","from":"sequence"},"rules":[{"kind":"t","fields":{"sequence":"/id"}}]})");
    Decoder idDecoder(ids, Side::Push);
    Dialogue idDialogue(ids, values());
    answers(idDialogue, idDecoder, R"({"id":"hwQ2YpKdmg"})");
    QCOMPARE(idDialogue.destination(Side::Push, now).headers[0].second, QByteArray("hwQ2YpKdmg"));
}

void TestDialogue::rewinds_data()
{
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<double>("value");
    QTest::addColumn<QByteArray>("unit");
    QTest::addColumn<QByteArray>("then");
    const auto row = [](const char *name, const char *place, double value, const char *unit,
                        const char *then) {
        QTest::newRow(name) << QByteArray(place) << value << QByteArray(unit) << QByteArray(then);
    };
    row("nothing", "1819719009132431", 0, "s", "1819719009132431");
    row("a count", "100", 7, "", "93");
    row("a count of a time", "1819719009132431", 5'000'000, "", "1819719004132431");
    row("us of us", "1819719009132431", 5'000'000, "us", "1819719004132431");
    row("s of us", "1819719009132431", 5, "s", "1819719004132431");
    row("s of ns", "1819719009132431001", 5, "s", "1819719004132431001");
    row("ms of s", "1819719009", 1'500, "ms", "1819719007"); // rather too far than not far enough
    row("half a second of ms", "1819719009132", 0.5, "s", "1819719008632");
    row("no time of day", "90000000", 5'000, "us", "89995000");
    row("not before the beginning", "3", 5, "", "0");
    row("seconds with a fraction", "1819719009.132431", 5, "s", "1819719004.132431");
    row("ISO", "2031-07-22T22:36:10Z", 15, "s", "2031-07-22T22:35:55Z");
    row("ISO with a fraction", "2031-07-22T22:36:10.014Z", 20, "ms", "2031-07-22T22:36:09.994Z");
    row("ISO elsewhere", "2031-07-23T01:36:10.5+03:00", 10, "s", "2031-07-22T22:36:00.5Z");
    row("ISO without a unit", "2031-07-22T22:36:10Z", 15, "", "2031-07-22T22:36:10Z");
    row("no number", "hwQ2YpKdmg", 15, "s", "hwQ2YpKdmg");
    row("nowhere", "", 15, "s", "");
    row("more than there is", "1819719009132431", 1e300, "s", "0");
}

void TestDialogue::rewinds()
{
    QFETCH(QByteArray, place);
    QFETCH(double, value);
    QFETCH(QByteArray, unit);
    QFETCH(QByteArray, then);
    const QByteArray said = unit.isEmpty() ? QByteArray() : ",\"unit\":\"" + unit + '"';
    const auto made =
        decoding::profile(R"({"url":"ws://h","resume":{"query":"c","from":"/at","rewind":{"value":)" +
                          QByteArray::number(value) + said + R"(}},"rules":[{"kind":"t"}]})");
    QVERIFY(made);
    QCOMPARE(QByteArray::fromStdString(rewound(place.toStdString(), made->resume.rewind)), then);
}

void TestDialogue::expectedAnswers_data()
{
    QTest::addColumn<QByteArray>("expect");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<bool>("isAnswer");
    const auto row = [](const char *expect, const char *message, bool isAnswer) {
        QTest::addRow("%s: %s", expect, message) << QByteArray(expect) << QByteArray(message) << isAnswer;
    };
    row(R"("pong")", "pong", true);
    row(R"("pong")", "\"pong\"", true);
    row(R"("pong")", "pong!", false);
    row(R"("pong")", R"({"op":"pong"})", false);
    row(R"({"op":"pong"})", R"({"op":"pong","ts":1})", true); // only the members listed count
    row(R"({"op":"pong"})", R"({"op":"ping"})", false);
    row(R"({"op":"pong"})", "pong", false);
    row(R"("{\"op\": \"pong\", \"ok\": true}")", R"({"ok":true,"op":"pong","ts":1})", true);
    row(R"("{\"op\": \"pong\", \"ok\": true}")", R"({"op":"pong"})", false);
    row(R"({"a/b":{"c":1}})", R"({"a/b":{"c":1}})", true);
    row(R"({"/arg/channel":{"in":["pong","heartbeat"]}})", R"({"arg":{"channel":"heartbeat"}})", true);
    row(R"({"":"pong"})", "pong", true);
    row(R"("3")", "3", true);
    row(R"("3")", "\"3\"", true);
    row("3", "3", true);
    row("[]", "[]", true);
    row("[]", "{}", false);
    row("{}", "{}", false); // nothing is said
}

void TestDialogue::expectedAnswers()
{
    QFETCH(QByteArray, expect);
    QFETCH(QByteArray, message);
    QFETCH(bool, isAnswer);
    const auto made =
        decoding::profile(R"({"url":"ws://h","keepalive":{"send":"ping","every_s":5,"expect":)" + expect +
                          R"(},"rules":[{"when":{"/x":1},"kind":"t"}]})");
    QVERIFY(made);
    Decoder decoder(made, Side::Push);
    Dialogue dialogue(made, values());
    decoder.decode({message.constData(), std::size_t(message.size())}, false, [](const Update &) {});
    QCOMPARE(dialogue.answer(decoder, now).expected, isAnswer);
}

/// A heartbeat may have to say what came last, and one that cannot be filled says why.
void TestDialogue::whatAPingIsFilledFrom()
{
    const auto made = decoding::profile(
        R"({"resume":{"from":"/s"},"keepalive":{"every_s":5,"send":"{\"op\":1,\"d\":{position|else:null}}"},"rules":[{"kind":"t"}]})");
    QVERIFY(made);
    Decoder decoder(made, Side::Push);
    Dialogue dialogue(made, values());
    QCOMPARE(dialogue.keepalive(now).text, R"({"op":1,"d":null})");
    answers(dialogue, decoder, R"({"s":251})");
    QCOMPARE(dialogue.keepalive(now).text, R"({"op":1,"d":251})");

    const auto lacking =
        decoding::profile(R"({"keepalive":{"every_s":5,"send":"{secret:other}"},"rules":[{"kind":"t"}]})");
    QVERIFY(lacking);
    const FilledTemplate ping = Dialogue(lacking, values()).keepalive(now);
    QVERIFY(ping.text.isEmpty());
    QVERIFY2(ping.error.contains(u"other"_s), qPrintable(ping.error));
}

void TestDialogue::namedAddress()
{
    const auto made = decoding::profile(
        R"({"reconnect":{"url":"/session/reconnect_url"},"rules":[{"kind":"t"}]})");
    QVERIFY(made);
    Decoder decoder(made, Side::Push);
    Dialogue dialogue(made, values());
    answers(dialogue, decoder, R"({"session":{"reconnect_url":null}})");
    QCOMPARE(dialogue.takeAddress(), "");
    answers(dialogue, decoder, R"({"session":{"reconnect_url":"wss://edge.example/ws?id=1"}})");
    answers(dialogue, decoder, R"({"session":{}})");
    QCOMPARE(dialogue.takeAddress(), "wss://edge.example/ws?id=1");
    QCOMPARE(dialogue.takeAddress(), ""); // once
}

void TestDialogue::clock()
{
    const auto made = decoding::profile(
        R"({"clock":{"kind":"ntp4","send":"{\"method\":\"ping\",\"req_id\":{id}}","match":{"/method":"pong"},
      "t_in":{"path":"/time_in","unit":"iso"},"t_out":{"path":"/time_out","unit":"iso"},"id":"/req_id"},"rules":[{"kind":"t"}]})");
    QVERIFY(made);
    Decoder decoder(made, Side::Push);
    Dialogue dialogue(made, values());
    std::uint64_t id = 0;
    const QByteArray request = dialogue.clockRequest(now, id).text;
    QCOMPARE(request, R"({"method":"ping","req_id":)" + QByteArray::number(qulonglong(id)) + "}");
    decoder.decode(
        R"({"method":"pong","req_id":43,"time_in":"2031-09-25T09:05:00.123456Z","time_out":"2031-09-25T09:05:00.123500Z"})",
        false, [](const Update &) {});
    const auto reading = dialogue.answer(decoder, now).clock;
    QVERIFY(reading);
    QCOMPARE(reading->id.value_or(0), 43U);
    QCOMPARE(reading->sent - reading->received, Ns(44000));
}

void TestDialogue::closeCodes()
{
    const auto made = decoding::profile(R"({"reconnect":{"stop_codes":[4001]},"rules":[{"kind":"t"}]})");
    const Dialogue dialogue(made, values());
    for (const int code : {4401, 4403, 4406, 4001})
        QVERIFY(dialogue.stopsAt(code));
    for (const int code : {1000, 1006, 1012, 4000})
        QVERIFY(!dialogue.stopsAt(code));
}

QTEST_GUILESS_MAIN(TestDialogue)
#include "test_dialogue.moc"
