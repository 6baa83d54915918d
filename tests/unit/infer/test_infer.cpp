#include "core/decode/decoder.h"
#include "core/infer/inference.h"
#include "tests/fakes/gzip.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <cmath>

using namespace feedscope;
using namespace feedscope::infer;
using namespace Qt::StringLiterals;

namespace {

constexpr double nowMs = 1'748'000'100'000;

Proposal proposalFor(const QByteArrayList &messages, bool binary = false)
{
    Inference inference;
    for (const QByteArray &message : messages)
        inference.observe(message, binary);
    return inference.propose(nowMs);
}

QString pathOf(const RuleGuess *rule, Role role)
{
    const FieldGuess *field = rule == nullptr ? nullptr : rule->field(role);
    return field == nullptr ? u"open"_s : QString::fromStdString(field->path);
}

std::shared_ptr<const Profile> profileOf(const Proposal &proposal)
{
    const ProfileResult result = parseProfile(
        QJsonDocument(profileFrom(proposal, u"x"_s, u"ws://localhost/"_s, u"websocket"_s)).toJson());
    return result.profile;
}

/// A feed of the kinds that people bring, none of them among the fixtures.
struct Feed
{
    const char *name;
    const char *key, *value, *time; ///< paths; "open": must not be confidently proposed; "": whatever
    QByteArrayList messages;
};

QByteArrayList series(const char *text, int count = 6)
{
    QByteArrayList list;
    for (int i = 0; i < count; ++i) {
        const QByteArray symbol = i % 2 == 0 ? "ALPHA" : "BRAVO";
        list.append(QByteArray(text)
                        .replace("%s", symbol)
                        .replace("%l", symbol.toLower())
                        .replace("%p", QByteArray::number(100.25 + i * 0.5))
                        .replace("%q", QByteArray::number(3 + i % 4))
                        .replace("%n", QByteArray::number(5'000 + i))
                        .replace("%i", QByteArray::number(1'748'000'000'123 + i * 1'000))
                        .replace("%e", QByteArray::number(1'748'000'000 + i)));
    }
    return list;
}

const Feed
    feeds[] =
        {
            {"okx", "/data/*/instId", "/data/*/last", "/data/*/ts",
             QByteArrayList{
                 R"({"event":"subscribe","arg":{"channel":"tickers","instId":"BTC-USDT"},"connId":"a4d3ae55"})"} +
                 series(
                     R"({"arg":{"channel":"tickers","instId":"%s-USDT"},"data":[{"instType":"SPOT","instId":"%s-USDT","last":"%p","lastSz":"%q","askPx":"200.1","askSz":"11","bidPx":"99.1","bidSz":"5","open24h":"90","ts":"%i"}]})")},
            {"kucoin", "/topic", "/data/price", "/data/time",
             QByteArrayList{R"({"id":"x1","type":"welcome"})", R"({"id":"2","type":"ack"})"} +
                 series(
                     R"({"topic":"/market/ticker:%s-USDT","type":"message","subject":"trade.ticker","data":{"bestAsk":"201","bestAskSize":"1","bestBid":"99","bestBidSize":"2","price":"%p","sequence":"%n","size":"%q","time":%i}})")},
            {"gateio", "/result/currency_pair", "/result/last", "",
             series(
                 R"({"time":%e,"time_ms":%i,"channel":"spot.tickers","event":"update","result":{"currency_pair":"%s_USDT","last":"%p","lowest_ask":"120","highest_bid":"90","change_percentage":"1.2","base_volume":"77"}})")},
            {"twelvedata", "/symbol", "/price", "/timestamp",
             QByteArrayList{
                 R"({"event":"subscribe-status","status":"ok","success":[{"symbol":"AAPL","exchange":"NASDAQ"}],"fails":null})"} +
                 series(
                     R"({"event":"price","symbol":"%s","currency":"USD","exchange":"NASDAQ","type":"Common Stock","timestamp":%e,"price":%p,"day_volume":276311})")},
            {"home assistant", "/event/data/entity_id", "/event/data/new_state/state", "",
             QByteArrayList{R"({"type":"auth_required","ha_version":"2024.1"})",
                            R"({"type":"auth_ok","ha_version":"2024.1"})",
                            R"({"id":18,"type":"result","success":true,"result":null})"} +
                 series(
                     R"({"id":18,"type":"event","event":{"event_type":"state_changed","data":{"entity_id":"sensor.%l","new_state":{"entity_id":"sensor.%l","state":"%p","attributes":{"unit_of_measurement":"C"},"last_changed":"2025-05-23T11:33:20.123Z"}},"origin":"LOCAL","time_fired":"2025-05-23T11:33:20.123Z"}})")},
            {"thermometer", "", "/temperature", "/ts",
             series(R"({"device_id":"%l-1","temperature":%p,"battery":97,"ts":%i})")},
            {"many numbers", "/*#", "/*", "/ts", series(R"({"ts":%i,"co":%p,"no2":%q.5,"o3":%n})")},
            {"rates by name", "/*#", "/*/usd", "",
             series(
                 R"({"bitcoin":{"usd":%p,"usd_24h_change":1.5},"ethereum":{"usd":2%p,"usd_24h_change":0.5}})")},
            {"bare numbers", "open", "", "open", {"41.5", "41.7", "42", "41.9"}},
            {"quotes in a list",
             "/ccy",
             "",
             "open",
             {R"([{"ccy":"EUR","base_ccy":"UAH","buy":"45.1","sale":"46.2"},{"ccy":"USD","base_ccy":"UAH","buy":"41.1","sale":"41.6"}])"}},
            {"oanda", "/instrument", "open", "/time",
             QByteArrayList{R"({"type":"HEARTBEAT","time":"2025-05-23T11:33:20.123456789Z"})"} +
                 series(
                     R"({"type":"PRICE","time":"2025-05-23T11:33:20.123456789Z","bids":[{"price":"%p","liquidity":100}],"asks":[{"price":"%p","liquidity":100}],"closeoutBid":"%p","closeoutAsk":"%p","status":"tradeable","instrument":"%s_USD"})")},
            {"earthquakes", "", "/features/*/properties/mag", "/features/*/properties/time", {R"({"type":"FeatureCollection","metadata":{"generated":1748000001000,"count":2,"title":"USGS"},"features":[{"type":"Feature","properties":{"mag":1.2,"place":"5 km N of X","time":1748000000123,"updated":1748000000999,"url":"https://example.org/a","sig":22,"net":"nc","title":"M 1.2 - X"},"geometry":{"type":"Point","coordinates":[-122.8,38.8,2.1]},"id":"nc1"},{"type":"Feature","properties":{"mag":2.5,"place":"9 km W of Y","time":1747990000123,"updated":1748000000555,"url":"https://example.org/b","sig":96,"net":"us","title":"M 2.5 - Y"},"geometry":{"type":"Point","coordinates":[10.5,44.1,9.0]},"id":"us2"}]})"}},
            {"chat",
             "/room",
             "/text",
             "/sent_at",
             {R"({"type":"message","room":"general","user":"ann","text":"good morning all","sent_at":"2025-05-23T11:33:20Z"})",
              R"({"type":"message","room":"random","user":"bob","text":"is it on?","sent_at":"2025-05-23T11:33:25Z"})",
              R"({"type":"typing","room":"general","user":"cy"})",
              R"({"type":"message","room":"general","user":"cy","text":"yes, it is","sent_at":"2025-05-23T11:33:29Z"})"}},
            {"double encoded", "/payload/symbol", "/payload/price", "/payload/ts",
             series(R"({"topic":"quotes","payload":"{\"symbol\":\"%s\",\"price\":%p,\"ts\":%i}"})")},
            {"xml rates",
             "",
             "",
             "",
             {R"(<Envelope><Cube time="2025-05-23"><Rate currency="USD" rate="1.0812"/><Rate currency="JPY" rate="169.2"/></Cube></Envelope>)"}},
            {"sse lines", "/data/sym", "/data/px", "/data/ts",
             series("event: tick\nid: %n\ndata: {\"sym\":\"%s\",\"px\":%p,\"ts\":%i}\n\n")},
            {"prometheus",
             "/name",
             "/value",
             "open",
             {"# TYPE up gauge\nup 1\nload1 0.57\nhttp_requests_total{code=\"200\"} 1027\n"}},
            {"udp numbers", "/id", "/v", "/t", series(R"({"id":"pump-%q","v":%p,"t":%e})")},
};

} // namespace

class TestInfer : public QObject
{
    Q_OBJECT

private slots:
    void otherFeeds_data();
    void otherFeeds();
    void whatTheUserChoosesGoesFirst();
    void aChoiceInAListMovesTheRows();
    void aRoleCanBeTakenAway();
    void compressedMessages_data();
    void compressedMessages();
    void sequencesAreClaimedOnlyWhenSeen();
    void controlMessagesBecomeNoData();
    void nothingIsMadeUp();
    void isBounded();
    void hostileMessages_data();
    void hostileMessages();
};

void TestInfer::otherFeeds_data()
{
    QTest::addColumn<int>("number");
    for (int i = 0; i < int(std::size(feeds)); ++i)
        QTest::newRow(feeds[i].name) << i;
}

void TestInfer::otherFeeds()
{
    QFETCH(int, number);
    const Feed &feed = feeds[number];
    const Proposal proposal = proposalFor(feed.messages);
    const RuleGuess *rule = proposal.main();
    QVERIFY(profileOf(proposal));
    const auto check = [&](const char *expected, std::initializer_list<Role> roles) {
        if (*expected == '\0')
            return;
        QString found;
        double confidence = 0;
        for (const Role role : roles)
            if (const FieldGuess *field = rule == nullptr ? nullptr : rule->field(role);
                field != nullptr && found.isEmpty()) {
                found = pathOf(rule, role);
                confidence = field->confidence;
            }
        if (QLatin1StringView(expected) == "open"_L1)
            QVERIFY2(confidence < confident, qPrintable(found));
        else
            QCOMPARE(found, QString::fromLatin1(expected));
    };
    check(feed.key, {Role::Key});
    check(feed.value, {Role::Value, Role::Text});
    check(feed.time, {Role::Time});
}

void TestInfer::whatTheUserChoosesGoesFirst()
{
    Inference inference;
    for (const QByteArray &message : series(R"({"s":"%s","p":%p,"close_y":%q,"t":%i})"))
        inference.observe(message, false);
    Proposal proposal = inference.propose(nowMs);
    QCOMPARE(pathOf(proposal.main(), Role::Value), u"/p"_s);
    inference.choose(proposal.main()->id, "/close_y", Role::Value);
    proposal = inference.propose(nowMs);
    QCOMPARE(pathOf(proposal.main(), Role::Value), u"/close_y"_s);
    QCOMPARE(proposal.main()->field(Role::Value)->confidence, 1.);
    inference.choose(proposal.main()->id, "/p", Role::Value); // the role moves on
    proposal = inference.propose(nowMs);
    QCOMPARE(pathOf(proposal.main(), Role::Value), u"/p"_s);
    const auto profile = profileOf(proposal);
    QVERIFY(profile);
    Decoder decoder(profile, Side::Push);
    std::string price;
    decoder.decode(R"({"s":"X","p":7,"close_y":8,"t":1})", false,
                   [&](const Update &update) { price = update.get(Field::Price).text(); });
    QCOMPARE(price, std::string("7"));
}

void TestInfer::aChoiceInAListMovesTheRows()
{
    Inference inference;
    for (const QByteArray &message :
         series(R"({"symbol":"%s","price":%p,"levels":[{"k":"x","z":1.5},{"k":"y","z":2.5}]})"))
        inference.observe(message, false);
    const std::string rule = inference.propose(nowMs).main()->id;
    inference.choose(rule, "/levels/*/z", Role::Value);
    const Proposal proposal = inference.propose(nowMs);
    QCOMPARE(proposal.main()->rows, std::string("/levels/*"));
    Decoder decoder(profileOf(proposal), Side::Push);
    QByteArrayList found;
    decoder.decode(R"({"symbol":"S","price":1,"levels":[{"k":"x","z":3},{"k":"y","z":4}]})", false,
                   [&](const Update &update) {
                       found.append(QByteArray::fromStdString(std::string(update.get(Field::Symbol).text()) +
                                                              '=' +
                                                              std::string(update.get(Field::Price).text())));
                   });
    QCOMPARE(found.join(' '), QByteArray("S=3 S=4"));
}

void TestInfer::aRoleCanBeTakenAway()
{
    Inference inference;
    for (const QByteArray &message : series(R"({"symbol":"%s","price":%p,"ts":%i})"))
        inference.observe(message, false);
    inference.choose(inference.propose(nowMs).main()->id, "/ts", Role::None);
    const Proposal proposal = inference.propose(nowMs);
    QVERIFY(proposal.main()->field(Role::Time) == nullptr);
    QVERIFY(profileOf(proposal));
}

void TestInfer::compressedMessages_data()
{
    QTest::addColumn<bool>("raw");
    QTest::newRow("gzip") << false;
    QTest::newRow("deflate-raw") << true;
}

void TestInfer::compressedMessages()
{
    QFETCH(bool, raw);
    QByteArrayList messages;
    for (
        const QByteArray &message : series(
            R"({"ch":"market.%l.ticker","ts":%i,"tick":{"open":1.5,"high":3.5,"low":0.5,"close":%p,"vol":5.5}})"))
        // zlib's head and checksum taken off leave the raw stream
        messages.append(raw ? qCompress(message, 9).mid(6).chopped(4) : fakes::gzip(message));
    const Proposal proposal = proposalFor(messages, true);
    QCOMPARE(proposal.frames.decode, std::string(raw ? "deflate-raw" : "gzip"));
    QCOMPARE(pathOf(proposal.main(), Role::Value), u"/tick/close"_s);
    QCOMPARE(pathOf(proposal.main(), Role::Time), u"/ts"_s);
    QVERIFY(profileOf(proposal));
}

void TestInfer::sequencesAreClaimedOnlyWhenSeen()
{
    const auto mode = [](int from, const QByteArray &text, auto number) {
        QByteArrayList messages;
        for (int i = 0; i < 12; ++i)
            messages.append(QByteArray(text)
                                .replace("%s", i % 2 == 0 ? "A1" : "B1")
                                .replace("%n", QByteArray::number(from + number(i))));
        const Proposal proposal = proposalFor(messages);
        return QString(proposal.sequenceMode + u' ' + proposal.sequenceScope);
    };
    const QByteArray text = R"({"symbol":"%s","price":1.5,"seq":%n})";
    QCOMPARE(mode(100, text, [](int i) { return i; }), u"contiguous connection"_s);
    QCOMPARE(mode(100, text, [](int i) { return i / 2 + (i % 2 == 0 ? 0 : 5'000); }), u"contiguous symbol"_s);
    QCOMPARE(mode(100, text, [](int i) { return i * 7 + i % 3; }), u"monotonic connection"_s);
    QCOMPARE(mode(100, text, [](int i) { return (i * 5) % 7; }), u"none "_s);

    // Numbers of a snapshot are of the past, and in any order.
    const Proposal begun = proposalFor(
        QByteArrayList{
            R"({"type":"snapshot","rows":[{"symbol":"ALPHA","price":1.5,"seq":4999},{"symbol":"BRAVO","price":1.5,"seq":4711}]})"} +
        series(R"({"type":"tick","symbol":"%s","price":%p,"seq":%n})", 12));
    QCOMPARE(begun.sequenceMode, u"contiguous"_s);
}

void TestInfer::controlMessagesBecomeNoData()
{
    const Proposal proposal = proposalFor(
        QByteArrayList{R"({"event":"info","version":2})", R"({"event":"subscribed","channel":"x","id":7})",
                       "ping", R"({"event":"error","code":10300,"msg":"already subscribed"})",
                       R"({"event":"pong","ts":1748000000123})"} +
        series(R"({"event":"trade","symbol":"%s","price":"%p","size":"%q","side":"buy","ts":%i})"));
    QStringList kinds;
    for (const RuleGuess &rule : proposal.rules)
        if (!rule.talk)
            kinds.append(rule.kind);
    QCOMPARE(kinds, QStringList{u"trade"_s});
    Decoder decoder(profileOf(proposal), Side::Push);
    for (const char *message :
         {R"({"event":"info","version":2})", R"({"event":"error","code":1,"msg":"x"})", "ping"})
        decoder.decode(message, false, [](const Update &update) { QVERIFY(update.talk); });
}

/// What says nothing is said to say nothing.
void TestInfer::nothingIsMadeUp()
{
    const Proposal proposal =
        proposalFor({R"({"a":true,"b":[],"c":null})", R"({"a":false,"b":[],"c":null})"});
    QVERIFY(!proposal.stands());
    QVERIFY(!proposal.remarks.isEmpty());
    QVERIFY(proposal.summary().contains(u"Nothing"_s));
    QVERIFY(profileOf(proposal));
    const Proposal empty = proposalFor({});
    QVERIFY(!empty.stands());
    QVERIFY(profileOf(empty));
}

void TestInfer::isBounded()
{
    Inference inference;
    for (int i = 0; i < 1'000; ++i)
        inference.observe(R"({"symbol":"A1","price":1.5})", false);
    QVERIFY(inference.isFull());
    QCOMPARE(inference.messages(), Inference::mostMessages);
    const Proposal proposal = inference.propose(nowMs);
    QCOMPARE(proposal.notLookedAt, 800);
    QVERIFY(proposal.remarks.join(u' ').contains(u"800"_s));
    Inference large;
    for (int i = 0; i < 8; ++i)
        large.observe(QByteArray(400'000, 'x'), false);
    QCOMPARE(large.messages(), 2);
}

void TestInfer::hostileMessages_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("deep") << QByteArray(400, '[') + QByteArray(400, ']');
    QTest::newRow("deep objects") << QByteArray("{\"a\":").repeated(300) + "1" +
                                         QByteArray("}").repeated(300);
    QTest::newRow("wide") << "[" + QByteArray("{\"s\":\"AB\",\"p\":1},").repeated(20'000) + "{}]";
    QTest::newRow("names") << QByteArray(R"({"":1,"/":2,"~":3,"*":4,"#":5,"0":6,"-1":7,"a/b":{"*":[1,2]}})");
    QTest::newRow("same names") << QByteArray(R"({"p":1,"p":2,"p":{"p":3}})");
    QTest::newRow("nul") << QByteArray("{\"a\\u0000b\":\"\\u0000\"}");
    QTest::newRow("not text") << QByteArray("\xff\xfe\x00\x01", 4);
    QTest::newRow("numbers") << QByteArray(
        R"({"p":1e999,"q":-0,"t":123456789012345678901234567890,"s":"1e5"})");
    QTest::newRow("empty") << QByteArray();
}

/// Whatever comes, there is an answer, and its profile can be read.
void TestInfer::hostileMessages()
{
    QFETCH(QByteArray, message);
    const Proposal proposal = proposalFor({message, message, message, R"({"symbol":"AB","price":1})"});
    QVERIFY(profileOf(proposal));
}

QTEST_GUILESS_MAIN(TestInfer)
#include "test_infer.moc"
