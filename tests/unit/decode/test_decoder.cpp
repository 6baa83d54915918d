#include "decodinghelp.h"

using namespace feedscope;
using namespace decoding;

/// The rules language, one feature a row: a field's or rule's JSON, a message, and what it becomes.
class TestDecoder : public QObject
{
    Q_OBJECT

private slots:
    void rules_data();
    void rules();
    void learnt();
    void whatWasLearntIsReadFurther();
    void linesOfTextAreMessages();
    void merged();
    void mergedRows();
    void resetForgets();
    void everyRuleThatFits();
    void onlyTheFeedsOwnPart();
    void oddMessagesAreKept();
    void numbersOfTheSequence();
    void heartbeatsThatTakeANumber();
    void badHexadecimalIsTold();
};

void TestDecoder::rules_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("expected");
    const auto field = [](const char *name, const QByteArray &spec, const char *message,
                          const char *expected) {
        QTest::newRow(name) << QByteArray(R"({"kind":"t","fields":{"text":)" + spec + "}}")
                            << QByteArray(message) << QByteArray(expected);
    };
    field("pointer", R"("/a/1")", R"({"a":[1,"x"]})", R"({"kind":"t","text":"x"})");
    field("negative index", R"("/-1")", R"([1,2,3])", R"({"kind":"t","text":3})");
    field("escaped key", R"("/a~1b~0")", R"({"a/b~":5})", R"({"kind":"t","text":5})");
    field("last duplicate wins", R"("/a")", R"({"a":1,"b":0,"a":2})", R"({"kind":"t","text":2})");
    field("escapes", R"("/a")", R"({"a":"x\u00e9\n\ud83d\ude00\ud800"})",
          "{\"kind\":\"t\",\"text\":\"xé\\n😀\xef\xbf\xbd\"}");
    field("escaped name", R"("/ab")", R"({"a\u0062":1})", R"({"kind":"t","text":1})");
    field("24 digits", R"("/a")", R"({"a":123456789012345678901234})",
          R"({"kind":"t","text":123456789012345678901234})");
    field("exact decimal", R"("/a")", R"({"a":0.10})", R"({"kind":"t","text":0.10})");
    field("alternatives", R"({"path":["/a","/b","/c"]})", R"({"a":null,"b":"","c":7})",
          R"({"kind":"t","text":7})");
    field("regex group", R"({"path":"/a","regex":"_([a-z]+)$"})", R"({"a":"x_btc"})",
          R"({"kind":"t","text":"btc"})");
    field("regex whole", R"({"path":"/a","regex":"[0-9]+"})", R"({"a":"x42y"})",
          R"({"kind":"t","text":"42"})");
    field("regex that fails", R"({"path":"/a","regex":"z"})", R"({"a":"x"})", R"({"kind":"t"})");
    field("upper and strip", R"({"path":"/a","upper":true,"strip":true})", R"({"a":" ab "})",
          R"({"kind":"t","text":"AB"})");
    field("map", R"({"path":"/a","map":{"1":"buy","2":3}})", R"({"a":1})", R"({"kind":"t","text":"buy"})");
    field("map to number", R"({"path":"/a","map":{"1":"buy","2":3}})", R"({"a":"2"})",
          R"({"kind":"t","text":3})");
    field("map without entry", R"({"path":"/a","map":{"1":"buy"}})", R"({"a":"9"})",
          R"({"kind":"t","text":"9"})");
    field("abs", R"({"path":"/a","abs":true})", R"({"a":-1.50})", R"({"kind":"t","text":1.50})");
    field("scale", R"({"path":"/a","scale":0.1})", R"({"a":3})", R"({"kind":"t","text":0.3})");
    field("default for null", R"({"path":"/a","default":3})", R"({"a":null})", R"({"kind":"t","text":3})");
    field("default not needed", R"({"path":"/a","default":3})", R"({"a":4})", R"({"kind":"t","text":4})");
    field("hexadecimal", R"({"path":"/a","base":16})", R"({"a":"0x1348c9b"})", R"({"kind":"t","text":20221083})");
    field("hexadecimal without 0x, scaled", R"({"path":"/a","base":16,"scale":1e-9})", R"({"a":"3B9ACA00"})",
          R"({"kind":"t","text":1})");
    field("hexadecimal: a number stays", R"({"path":"/a","base":16})", R"({"a":10})", R"({"kind":"t","text":10})");
    field("hexadecimal: nothing there", R"({"path":"/a","base":16,"default":7})", R"({"a":""})",
          R"({"kind":"t","text":7})");
    field("hexadecimal that is none", R"({"path":"/a","base":16})", R"({"a":"0x"})", R"({"kind":"t"})");
    field("hexadecimal within text", R"({"path":"/a","regex":"#(.+)$","base":16})", R"({"a":"n#ff"})",
          R"({"kind":"t","text":255})");
    field("fraction", R"({"path":"/n","over":"/d"})", R"({"n":"1","d":"10"})", R"({"kind":"t","text":0.1})");
    field("fraction over nothing", R"({"path":"/n","over":"/d"})", R"({"n":"1"})", R"({"kind":"t"})");
    field("fraction over 0", R"({"path":"/n","over":"/d","default":5})", R"({"n":"1","d":0})",
          R"({"kind":"t","text":5})");
    field("const", R"({"const":"x"})", R"({})", R"({"kind":"t","text":"x"})");
    field("object as a value", R"("/a")", R"({"a":{"b":[1, 2]}})", R"({"kind":"t","text":{"b":[1, 2]}})");

    const auto rule = [](const char *name, const char *json, const char *message, const char *expected) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(message) << QByteArray(expected);
    };
    rule("rows", R"({"rows":"/d/*","kind":"t","fields":{"price":"0/p","symbol":"0#"}})",
         R"({"d":{"A":{"p":"1.50"},"B":{"p":2}}})",
         R"({"kind":"t","price":1.50,"symbol":"A"} {"kind":"t","price":2,"symbol":"B"})");
    rule(
        "rows within rows", R"({"rows":"/*/v/*","kind":"t","fields":{"symbol":"2/s","x":"0","i":"0#"}})",
        R"([{"s":"A","v":[1,2]},{"s":"B","v":[3]},{"s":"C"}])",
        R"({"kind":"t","symbol":"A","x":1,"i":0} {"kind":"t","symbol":"A","x":2,"i":1} {"kind":"t","symbol":"B","x":3,"i":0})");
    rule("fractions of rows",
         R"({"rows":"/*","kind":"t","fields":{"price":{"path":"0/p/n","over":"0/p/d","scale":100}}})",
         R"([{"p":{"n":3,"d":4}},{"p":{"n":"-1","d":"8"}}])",
         R"({"kind":"t","price":75} {"kind":"t","price":-12.5})");
    rule("an epoch of its own",
         R"({"kind":"t","fields":{"time":{"path":"/t","unit":"s","epoch":"2000-01-01T00:00:00Z"}}})",
         R"({"t":455751310})", R"({"kind":"t","server_time_ms":1402436110000})");
    rule("a time in base 16", R"({"kind":"t","fields":{"time":{"path":"/t","unit":"s","base":16}}})",
         R"({"t":"0x6734b0e7"})", R"({"kind":"t","server_time_ms":1731506407000})");
    rule("row_when", R"({"rows":"/*","row_when":{"/k":"a"},"kind":"t","fields":{"x":"0/x"}})",
         R"([{"k":"a","x":1},{"k":"b","x":2},{"k":"a","x":3}])", R"({"kind":"t","x":1} {"kind":"t","x":3})");
    rule("snapshot", R"({"kind":"t","snapshot":true})", "{}", R"({"kind":"t","snapshot":true})");
    rule("snapshot by condition", R"({"kind":"t","snapshot":{"/y":"s"}})", R"({"y":"s"})",
         R"({"kind":"t","snapshot":true})");
    rule("in", R"({"when":{"/a":{"in":[1,"x",null]}},"kind":"t"})", R"({"a":1.0})", R"({"kind":"t"})");
    rule("literals keep their type", R"({"when":{"/a":1},"kind":"t"})", R"({"a":"1"})", "");
    rule("null is not absent", R"({"when":{"/a":null},"kind":"t"})", "{}", "");
    rule("exists: null does", R"({"when":{"/a":{"exists":true}},"kind":"t"})", R"({"a":null})",
         R"({"kind":"t"})");
    rule("exists: false", R"({"when":{"/a":{"exists":false}},"kind":"t"})", R"({"a":null})", "");
    rule("type", R"({"when":{"":{"type":"array"}},"kind":"t"})", "[]", R"({"kind":"t"})");
    rule("regex", R"({"when":{"/a":{"regex":"^tick(er)?s\\."}},"kind":"t"})", R"({"a":"ticks.X"})",
         R"({"kind":"t"})");
    rule("regex as prefix", R"({"when":{"/a":{"regex":"^tick\\."}},"kind":"t"})", R"({"a":"tickX"})", "");
    rule("array literal", R"({"when":{"/a":[1, {}]},"kind":"t"})", R"({"a":[ 1,{ } ]})", R"({"kind":"t"})");
    rule("text frame", R"({"when":{"":"ping"},"kind":"p"})", "ping", R"({"kind":"p"})");
    rule("text frame and a rule for everything", R"({"kind":"t","fields":{"x":"/x"}})", "ping", "");
    rule("NaN is no price", R"({"kind":"t","fields":{"price":"/p","size":"/s"}})", R"({"p":"NaN","s":""})",
         R"({"kind":"t"})");
    rule("sequence in quotes", R"({"kind":"t","fields":{"sequence":"/i"}})",
         R"({"i":"18446744073709551615"})", R"({"kind":"t","sequence":18446744073709551615})");
    rule("sequence that is an id", R"({"kind":"t","fields":{"sequence":"/i"}})", R"({"i":"007"})",
         R"({"kind":"t","sequence":"007"})");
}

void TestDecoder::rules()
{
    QFETCH(QByteArray, rule);
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, expected);
    const auto made = profile("{\"rules\":[" + rule + "]}");
    QVERIFY(made);
    Decoder decoder(made, Side::Push);
    QCOMPARE(QString::fromStdString(join(updates(decoder, message.toStdString()))),
             QString::fromUtf8(expected));
    // Once more: nothing of the message may stay behind.
    QCOMPARE(QString::fromStdString(join(updates(decoder, message.toStdString()))),
             QString::fromUtf8(expected));
}

void TestDecoder::whatWasLearntIsReadFurther()
{
    const auto made = profile(R"({"rules":[
      {"when":{"/e":"subscribed"},"kind":"ack","learn":{"table":"chan","key":"/id","values":{"symbol":"/symbol"}}},
      {"kind":"trade","fields":{"symbol":{"path":"/id","lookup":"chan.symbol","regex":"^t(.+)$"},
                                "text":{"path":"/topic","regex":"^chan:(.+)$","lookup":"chan.symbol"}}}]})");
    QVERIFY(made);
    Decoder decoder(made, Side::Push);
    updates(decoder, R"({"e":"subscribed","id":17,"symbol":"tBTCUSD"})");
    QCOMPARE(join(updates(decoder, R"({"id":17,"topic":"chan:17"})")),
             std::string(R"({"kind":"trade","symbol":"BTCUSD","text":"tBTCUSD"})"));
    QCOMPARE(join(updates(decoder, R"({"id":18})")), std::string(R"({"kind":"trade"})"));
}

void TestDecoder::learnt()
{
    const auto made = profile(R"({"rules":[
      {"when":{"/event":"subscribed"},"kind":"ack","learn":{"table":"chan","key":"/chanId","values":{"symbol":"/symbol","channel":"/channel"}}},
      {"when":{"chan[/0].channel":"trades","/1":"te"},"kind":"trade","fields":{"symbol":{"path":"/0","lookup":"chan.symbol"},"price":"/2/3","size":{"path":"/2/2","abs":true},"time":"/2/1","sequence":"/-1"}}]})");
    QVERIFY(made);
    Decoder decoder(made, Side::Push);
    const char *const trade = R"([17,"te",[401,1574694475039,-0.005,7244.9],12])";
    QCOMPARE(join(updates(decoder, trade)), std::string());
    QCOMPARE(decoder.counters().unknown, 1U);
    updates(decoder, R"({"event":"subscribed","channel":"trades","chanId":17,"symbol":"tBTCUSD"})");
    QCOMPARE(
        join(updates(decoder, trade)),
        std::string(
            R"({"kind":"trade","symbol":"tBTCUSD","price":7244.9,"size":0.005,"server_time_ms":1574694475039,"sequence":12})"));
}

void TestDecoder::linesOfTextAreMessages()
{
    const auto made = profile(R"({"frames":{"envelope":"ndjson"},"rules":[
      {"when":{"":{"regex":"^PRIVMSG"}},"kind":"chat","fields":{"text":{"path":"","regex":":(.+)$"}}}]})");
    QVERIFY(made);
    Decoder decoder(made, Side::Push);
    QCOMPARE(join(updates(decoder, "PRIVMSG #a :one\r\nPRIVMSG #a :two\r\n\r\n")),
             std::string(R"({"kind":"chat","text":"one"} {"kind":"chat","text":"two"})"));
    updates(decoder, "NOTICE\n{\"broken\":\n");
    QCOMPARE(decoder.counters().unknown, 1U);
    QCOMPARE(decoder.counters().unreadable, 1U);
}

namespace {
const QByteArray mergingProfile = R"({"merge":{"when":{"/c":"t"},"key":"/data/s"},"rules":[
  {"when":{"/c":"t"},"kind":"tick","snapshot":{"/y":"s"},"fields":{"symbol":"/data/s","price":"/data/p","bid":"/data/b"}}]})";
}

void TestDecoder::merged()
{
    Decoder decoder(profile(mergingProfile), Side::Push);
    updates(decoder, R"({"c":"t","y":"s","data":{"s":"A","p":"1.5","b":1}})");
    QCOMPARE(join(updates(decoder, R"({"c":"t","data":{"s":"A","b":2}})")),
             std::string(R"({"kind":"tick","symbol":"A","price":1.5,"bid":2})"));
    QCOMPARE(join(updates(decoder, R"({"c":"t","data":{"s":"A","p":9}})")),
             std::string(R"({"kind":"tick","symbol":"A","price":9,"bid":2})"));
    QCOMPARE(join(updates(decoder, R"({"c":"t","data":{"s":"B","p":7}})")),
             std::string(R"({"kind":"tick","symbol":"B","price":7})"));
    // A null says "none now", an absent member says "as before"; a snapshot replaces everything.
    QCOMPARE(join(updates(decoder, R"({"c":"t","data":{"s":"A","b":null}})")),
             std::string(R"({"kind":"tick","symbol":"A","price":9})"));
    QCOMPARE(join(updates(decoder, R"({"c":"t","y":"s","data":{"s":"A","b":3}})")),
             std::string(R"({"kind":"tick","snapshot":true,"symbol":"A","bid":3})"));
    QCOMPARE(join(updates(decoder, R"({"c":"t","data":{"s":"A"}})")),
             std::string(R"({"kind":"tick","symbol":"A","bid":3})"));
}

void TestDecoder::mergedRows()
{
    Decoder decoder(
        profile(
            R"({"merge":{"key":"0/id"},"rules":[{"rows":"/d/*","kind":"book","fields":{"price":"0/p","size":"0/q"}}]})"),
        Side::Push);
    updates(decoder, R"({"d":[{"id":1,"p":10,"q":1},{"id":2,"p":20,"q":2}]})");
    QCOMPARE(join(updates(decoder, R"({"d":[{"id":2,"q":5},{"id":1,"q":6}]})")),
             std::string(R"({"kind":"book","price":20,"size":5} {"kind":"book","price":10,"size":6})"));
}

void TestDecoder::resetForgets()
{
    Decoder decoder(profile(mergingProfile), Side::Push);
    updates(decoder, R"({"c":"t","data":{"s":"A","p":1}})");
    decoder.reset();
    QCOMPARE(join(updates(decoder, R"({"c":"t","data":{"s":"A","b":2}})")),
             std::string(R"({"kind":"tick","symbol":"A","bid":2})"));
}

void TestDecoder::everyRuleThatFits()
{
    Decoder decoder(
        profile(
            R"({"match":"all","rules":[{"when":{"/a":{"exists":true}},"kind":"a"},{"when":{"/b":{"exists":true}},"kind":"b"}]})"),
        Side::Push);
    QCOMPARE(join(updates(decoder, R"({"b":1,"a":1})")), std::string(R"({"kind":"a"} {"kind":"b"})"));
}

/// What a transport says around the feed's message is not the rules' matter, and no odd message either.
void TestDecoder::onlyTheFeedsOwnPart()
{
    const auto feed = profile(R"({"frames":{"unwrap":["/data"],"root":"/data"},
        "rules":[{"when":{"/t":"x"},"kind":"t","fields":{"text":"/v"}}]})");
    QVERIFY(feed);
    Decoder decoder(feed, Side::Push);
    QCOMPARE(join(updates(decoder, R"({"data":"{\"t\":\"x\",\"v\":7}","id":1})")), R"({"kind":"t","text":7})");
    QCOMPARE(join(updates(decoder, R"({"data":{"t":"x","v":8}})")), R"({"kind":"t","text":8})");
    QCOMPARE(join(updates(decoder, R"({"comment":"still here"})")), "");
    QCOMPARE(decoder.counters().unknown, 0U);
    QVERIFY(decoder.documents().empty());
    QCOMPARE(join(updates(decoder, R"({"data":{"t":"y"}})")), "");
    QCOMPARE(decoder.counters().unknown, 1U);
}

void TestDecoder::oddMessagesAreKept()
{
    Decoder decoder(profile(R"({"rules":[{"when":{"/a":1},"kind":"a"}]})"), Side::Push);
    updates(decoder, R"({"a":2})");
    updates(decoder, std::string("{\"a\":\"\x1b[31m") + std::string(500, 'x'));
    QCOMPARE(decoder.counters().unknown, 1U);
    QCOMPARE(decoder.counters().unreadable, 1U);
    QCOMPARE(decoder.oddMessages().size(), 2U);
    QCOMPARE(decoder.oddMessages()[0].excerpt, QStringLiteral("{\"a\":2}"));
    QVERIFY(decoder.oddMessages()[1].unreadable);
    QVERIFY(decoder.oddMessages()[1].excerpt.startsWith(QStringLiteral("{\"a\":\"\\u001b[31mxxx")));
    QVERIFY(decoder.oddMessages()[1].excerpt.size() <= 205);
    for (int i = 0; i < 100; ++i)
        updates(decoder, "{}");
    QCOMPARE(decoder.oddMessages().size(), Decoder::oddMessagesKept);
    QCOMPARE(decoder.counters().unknown, 101U);
}

void TestDecoder::numbersOfTheSequence()
{
    Decoder decoder(profile(R"({"sequence":{"mode":"range","scope":"/s","first":"/U","last":"/u"},"rules":[
        {"when":{"/k":"hb"},"kind":"heartbeat"},{"kind":"book"}]})"),
                    Side::Push);
    SequenceNumbers numbers;
    const auto read = [&](std::string_view message) {
        decoder.decode(message, false, [&](const Update &update) { numbers = update.numbers; });
    };
    read(R"({"s":"A","U":5,"u":7})");
    QVERIFY(numbers.known && numbers.first == 5 && numbers.last == 7 && numbers.scope == "A");
    read(R"({"k":"hb","s":"A","U":5,"u":7})");
    QVERIFY(!numbers.known);
    read(R"({"s":"A","u":7})");
    QVERIFY(!numbers.known);
}

/// Of a sequence that is shared with talk, each rule says for itself whether it takes a number.
void TestDecoder::heartbeatsThatTakeANumber()
{
    Decoder decoder(profile(R"({"sequence":{"mode":"contiguous"},"rules":[
        {"when":{"/1":"hb"},"kind":"heartbeat","counted":true,"fields":{"sequence":"/-2"}},
        {"when":{"/1":"ack"},"kind":"ack","fields":{"sequence":"/-2"}},
        {"when":{"/1":"old"},"kind":"trade","counted":false,"fields":{"sequence":"/-2"}},
        {"kind":"trade","fields":{"sequence":{"path":"/-2","base":16}}}]})"),
                    Side::Push);
    SequenceNumbers numbers;
    const auto numberOf = [&](std::string_view message) {
        decoder.decode(message, false, [&](const Update &update) { numbers = update.numbers; });
        return numbers.known ? static_cast<int>(numbers.last) : -1;
    };
    QCOMPARE(numberOf(R"([19,"hb",6,157])"), 6);
    QCOMPARE(numberOf(R"([19,"ack",7,157])"), -1);
    QCOMPARE(numberOf(R"([19,"old",8,157])"), -1);
    QCOMPARE(numberOf(R"([19,"te","0x1f",157])"), 31);
}

void TestDecoder::badHexadecimalIsTold()
{
    Decoder decoder(profile(R"({"rules":[{"rows":"/*","kind":"t","fields":{"price":{"path":"0","base":16}}}]})"),
                    Side::Push);
    QCOMPARE(join(updates(decoder, R"(["0x1","0xg","12 34"])")), // once for each message
             std::string(R"({"kind":"t","price":1} {"kind":"t"} {"kind":"t"})"));
    QCOMPARE(decoder.counters().unreadable, 1U);
    QCOMPARE(decoder.oddMessages().back().reason,
             QStringLiteral("The field price is no hexadecimal integer of at most 256 bits: “0xg”."));
    updates(decoder, R"(["0x2"])");
    QCOMPARE(decoder.counters().unreadable, 1U);
}

QTEST_GUILESS_MAIN(TestDecoder)
#include "test_decoder.moc"
