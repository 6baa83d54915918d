#include "core/transport/brokers/mqttwriter.h"
#include "core/transport/brokers/natsline.h"
#include "core/transport/brokers/stompframe.h"
#include "decodinghelp.h"
#include "tests/fakes/gzip.h"

using namespace feedscope;
using namespace decoding;
using namespace Qt::StringLiterals;

namespace {

/// What an envelope makes of bytes: the JSON of its documents, and how many parts it could not read.
struct Read
{
    QByteArrayList documents;
    std::uint32_t failed = 0;
    std::size_t position = 0;
    int talk = 0;
};

Read read(std::string_view envelope, const std::string &bytes, int mqttVersion = 4)
{
    Tree tree;
    JsonReader json;
    std::vector<Document> documents;
    EnvelopeOutput output{tree, json, documents, {}, 0, false, mqttVersion};
    findEnvelope(envelope)->parse(bytes, output);
    Read result{{}, output.failed, output.error.position, 0};
    for (const Document &document : documents) {
        std::string text;
        tree.write(document.root, text);
        result.documents.append(QByteArray::fromStdString(text));
        result.talk += document.talk ? 1 : 0;
    }
    return result;
}

std::string hex(const char *digits)
{
    return QByteArray::fromHex(digits).toStdString();
}

QByteArray packet(const char *json, int version = 4)
{
    const mqtt::Written written = mqtt::writePacket(QByteArrayView(json), {version, "me", 7});
    if (!written.problem.isEmpty())
        qWarning("%s", qPrintable(written.problem));
    return written.bytes.toHex();
}

QString problem(const char *text)
{
    return mqtt::writePacket(QByteArrayView(text), {4, "me", 7}).problem;
}

} // namespace

/// The protocols that are no JSON, beyond what the fixtures show: each part, each kind of damage, and what is
/// sent.
class TestEnvelopes : public QObject
{
    Q_OBJECT

private slots:
    void mqtt();
    void mqttFive();
    void mqttDamage();
    void mqttWritten();
    void mqttHex();
    void stomp();
    void stompDamage();
    void stompExtents();
    void nats();
    void natsDamage();
    void signalr();
    void xml();
    void xmlDamage();
    void prometheus();
    void inflated();
    void talkNeedsNoRule();
    void halves_data();
    void halves();
};

void TestEnvelopes::mqtt()
{
    const Read several = read("mqtt", hex("3b0a000161000968656c6c6f"
                                          "3005000162ff00"
                                          "d000"
                                          "4002000b"
                                          "b00200ff"));
    QCOMPARE(
        several.documents,
        (QByteArrayList{
            R"({"packet":"PUBLISH","topic":"a","qos":1,"retain":true,"dup":true,"id":9,"payload":"hello"})",
            R"({"packet":"PUBLISH","topic":"b","qos":0,"retain":false,"dup":false,"payload":null,"bytes":2})",
            R"({"packet":"PINGRESP"})", R"({"packet":"PUBACK","id":11,"code":0})",
            R"({"packet":"UNSUBACK","id":255,"codes":[]})"}));
    QCOMPARE(several.talk, 3);
    QCOMPARE(read("mqtt", hex("20020100")).documents,
             QByteArrayList{R"({"packet":"CONNACK","session_present":true,"code":0})"});
    QCOMPARE(read("mqtt", hex("90040001ff01")).documents,
             QByteArrayList{R"({"packet":"SUBACK","id":1,"codes":[255,1]})"});
    QCOMPARE(read("mqtt", hex("3003000161")).documents.first().right(13),
             QByteArray(R"("payload":""})").right(13));
}

void TestEnvelopes::mqttFive()
{
    const Read welcome = read("mqtt", hex("200900000622000a210014"), 5);
    QCOMPARE(
        welcome.documents,
        QByteArrayList{
            R"({"packet":"CONNACK","session_present":false,"code":0,"properties":{"topic_alias_maximum":10,)"
            R"("receive_maximum":20}})"});
    const Read publish = read("mqtt",
                              hex("3117"
                                  "000161"
                                  "12"
                                  "03000174"
                                  "260001780001792600017a000131"
                                  "35"),
                              5);
    QCOMPARE(
        publish.documents,
        QByteArrayList{R"({"packet":"PUBLISH","topic":"a","qos":0,"retain":true,"dup":false,"properties":{)"
                       R"("content_type":"t","user":{"x":"y","z":"1"}},"payload":5})"});
    QCOMPARE(read("mqtt", hex("e0028e00"), 5).documents,
             QByteArrayList{R"({"packet":"DISCONNECT","code":142})"});
}

void TestEnvelopes::mqttDamage()
{
    for (const char *digits : {"", "30", "3005000161", "30ffffff7f00", "30020009", "3203000161", "2001"})
        QVERIFY2(read("mqtt", hex(digits)).failed == 1, digits);
    QCOMPARE(read("mqtt", hex("d00000")).failed, 1U);
    QCOMPARE(read("mqtt", hex("30ffffffff01")).failed, 1U);
    const Read rest =
        read("mqtt", hex("d0003002ffffd000")); // one that lies about its topic, between two good ones
    QCOMPARE(rest.documents.size(), 2);
    QCOMPARE(rest.failed, 1U);
    QCOMPARE(rest.position, 2U);
    QCOMPARE(read("mqtt", hex("3006000161021f35"), 5).failed, 1U); // a property that is cut short
}

void TestEnvelopes::mqttWritten()
{
    QCOMPARE(packet(R"({"packet":"CONNECT","client_id":"probe4","clean":true,"keep_alive":30})"),
             QByteArray("101200044d51545404"
                        "02001e000670726f626534"));
    QCOMPARE(packet(R"({"packet":"CONNECT"})"), QByteArray("100e00044d51545404"
                                                           "00003c00026d65"));
    QCOMPARE(packet(R"({"packet":"CONNECT","username":"u","password":"p","session_expiry":9})", 5),
             QByteArray("101a00044d51545405"
                        "c0003c05110000000900026d65000175000170"));
    const char *const wildcard = R"({"packet":"SUBSCRIBE","topic":"a/#"})"; // moc takes the # in a macro amiss
    QCOMPARE(packet(wildcard), QByteArray("820800070003612f2301"));
    QCOMPARE(packet(R"({"packet":"SUBSCRIBE","topics":["a","b"],"qos":0})", 5),
             QByteArray("820b00070000016100000162"
                        "00"));
    QCOMPARE(packet(R"({"packet":"UNSUBSCRIBE","topic":"a"})"), QByteArray("a2050007000161"));
    QCOMPARE(packet(R"({"packet":"PUBLISH","topic":"a","payload":{"x":1},"qos":1,"retain":true})"),
             QByteArray("330c000161"
                        "0007") +
                 QByteArray(R"({"x":1})").toHex());
    QCOMPARE(packet(R"({"packet":"PINGREQ"})"), QByteArray("c000"));
    QCOMPARE(mqtt::writeDisconnect(5).toHex(), QByteArray("e007000511"
                                                          "00000000"));
    for (const char *bad : {R"({"packet":"SUBSCRIBE"})", R"({"packet":"SUBSCRIBE","topic":"a","qos":2})",
                            R"({"packet":"NONE"})", R"({"packet":"SUBSCRIBE","topic":"a","Qos":1})",
                            R"({"packet":"CONNECT","keep_alive":-1})", "{", "hello"})
        QVERIFY2(!problem(bad).isEmpty(), bad);
}

void TestEnvelopes::mqttHex()
{
    QCOMPARE(packet("CONNECT 101200044d5154540402001e000670726f626534"),
             QByteArray("101200044d5154540402001e000670726f626534"));
    QCOMPARE(packet("c0 00"), QByteArray("c000"));
    QVERIFY(!problem("SUBSCRIBE 820c0001").isEmpty());
    QVERIFY(!problem("c0000").isEmpty());
    const std::string connect = hex("101200044d5154540402001e000670726f626534");
    mqtt::Packet read;
    QCOMPARE(mqtt::firstPacket(connect, read).size, connect.size());
    const auto facts = mqtt::factsOfConnect(read);
    QVERIFY(facts && facts->clean && facts->keepAlive == 30 && facts->version == 4);
    const std::string subscribe = hex("820c000100077469636b732f2300");
    mqtt::firstPacket(subscribe, read);
    QCOMPARE(mqtt::topicsOf(read, 4), QByteArrayList{"ticks/#"});
}

void TestEnvelopes::stomp()
{
    using namespace std::string_literals;
    const Read several = read(
        "stomp",
        "MESSAGE\r\nx-esc:a\\cb\\n\r\nx:1\r\nx:2\r\ncontent-length:3\r\n\r\na\0b\0\n\nRECEIPT\nreceipt-id:r\n\n\0"s);
    QCOMPARE(several.failed, 0U);
    QCOMPARE(
        several.documents,
        (QByteArrayList{
            R"({"command":"MESSAGE","headers":{"x-esc":"a:b\n","x":"1","content-length":"3"},"body":"a\u0000b"})",
            R"({"command":"RECEIPT","headers":{"receipt-id":"r"}})"}));
    QCOMPARE(several.talk, 1);
    QCOMPARE(read("stomp", "CONNECTED\nsession:a\\b\n\n\0"s).documents,
             QByteArrayList{R"({"command":"CONNECTED","headers":{"session":"a\\b"}})"});
    QCOMPARE(read("stomp", "\r\n\n").documents, QByteArrayList{R"({"command":"HEARTBEAT"})"});
    QCOMPARE(read("stomp", "ERROR\nmessage:no\n\nwhy\0"s).talk, 0);
    QCOMPARE(stomp::escaped("a:b\\\r\n"), std::string("a\\cb\\\\\\r\\n"));
}

void TestEnvelopes::stompDamage()
{
    using namespace std::string_literals;
    for (const std::string &bytes :
         {""s, "MESSAGE"s, "MESSAGE\nx:1\n\nabc"s, "MESSAGE\nx:\\t\n\n\0"s, "MESSAGE\nnocolon\n\n\0"s,
          "MESSAGE\ncontent-length:9\n\nab\0"s, "MESSAGE\ncontent-length:1\n\nab\0"s,
          "MESSAGE\ncontent-length:x\n\nab\0"s, "MESSAGE\nx:\xff\n\n\0"s, std::string(70'000, 'a')})
        QVERIFY2(read("stomp", bytes).failed == 1, bytes.substr(0, 40).c_str());
}

void TestEnvelopes::stompExtents()
{
    using namespace std::string_literals;
    const std::string frame = "MESSAGE\nx:1\n\nbody\0"s;
    stomp::Frame found;
    for (std::size_t size = 1; size < frame.size(); ++size)
        QCOMPARE(stomp::firstFrame(frame.substr(0, size), found, size - 1).state, Extent::State::Partial);
    const std::string withEnd = frame + "\n";
    QCOMPARE(stomp::firstFrame(withEnd, found, frame.size() - 1).size, frame.size() + 1);
    QCOMPARE(found.body, std::string_view("body"));
}

void TestEnvelopes::nats()
{
    const Read several = read("nats", "INFO {\"max_payload\":1} \r\nHMSG a.b 9 re 24 26\r\nNATS/1.0 "
                                      "503\r\nX-T: 1\r\n\r\nok\r\nmsg s 1 0\r\n\r\nPING\r\n-ERR 'No'\r\n");
    QCOMPARE(several.failed, 0U);
    QCOMPARE(
        several.documents,
        (QByteArrayList{
            R"({"op":"INFO","arg":{"max_payload":1}})",
            R"({"op":"HMSG","subject":"a.b","sid":"9","reply_to":"re","status":"503","headers":{"X-T":"1"},"payload":"ok"})",
            R"({"op":"msg","subject":"s","sid":"1","payload":""})", R"({"op":"PING"})",
            R"({"op":"-ERR","arg":"'No'"})"}));
    QCOMPARE(several.talk, 2);
}

void TestEnvelopes::natsDamage()
{
    for (const char *bytes : {"", "PING", "MSG a 1 3\r\nab", "MSG a 1 1\r\nab\r\n", "MSG a\r\n",
                              "MSG a 1 x\r\n\r\n", "MSG a b c d e f 1\r\n\r\n", "HMSG a 1 9 2\r\nab\r\n",
                              "MSG a 1 99999999999999999999\r\n", "\r\n", "MSG \xff 1 0\r\n\r\n"})
        QVERIFY2(read("nats", bytes).failed >= 1, bytes);
}

void TestEnvelopes::signalr()
{
    QCOMPARE(read("signalr", "{}\x1e{\"type\":6}\x1e").documents, (QByteArrayList{"{}", R"({"type":6})"}));
    QCOMPARE(read("signalr", "{\"type\":6}").failed, 1U);
    const Read bad = read("signalr", "{}\x1e{\x1e{}\x1e");
    QCOMPARE(bad.documents.size(), 2);
    QCOMPARE(bad.position, 4U);
}

void TestEnvelopes::xml()
{
    const char *text = "<?xml version='1.0'?><!-- c --><a:feed xmlns:a='urn:x' n='1'>\n "
                       "<e>x<![CDATA[<y>]]>&amp;</e> <f/>\n <e a:t='2'/></a:feed>";
    QCOMPARE(read("xml", text).documents,
             QByteArrayList{R"({"feed":{"@n":"1","e":[{"#text":"x<y>&"},{"@t":"2"}],"f":[{}]}})"});
    const std::string deep = [] {
        std::string open, close;
        for (int i = 0; i < 150; ++i)
            open += "<a>", close += "</a>";
        return open + close;
    }();
    QCOMPARE(read("xml", deep).documents.size(), 1);
    std::string wide = "<a>";
    for (int i = 0; i < 50'000; ++i)
        wide += "<b i='1'/>";
    QCOMPARE(read("xml", wide + "</a>").documents.size(), 1);
}

void TestEnvelopes::xmlDamage()
{
    const std::string laughs = "<!DOCTYPE a [<!ENTITY l 'ha'><!ENTITY m '&l;&l;&l;'>]><a>&m;</a>";
    std::string deep;
    for (int i = 0; i < 300; ++i)
        deep += "<a>";
    std::string wide = "<a>";
    for (int i = 0; i < 300'000; ++i)
        wide += "<b i=''/>";
    for (const std::string &bytes :
         {std::string(), std::string("text"), std::string("<a>"), std::string("<a></b>"),
          std::string("<a/><b/>"), std::string("<a>&x;</a>"), laughs, deep, wide + "</a>",
          std::string("<a>\xff</a>")})
        QVERIFY2(read("xml", bytes).failed == 1, bytes.substr(0, 60).c_str());
}

void TestEnvelopes::prometheus()
{
    const Read read_ = read("prometheus", "# HELP up Is it.\n# TYPE up gauge\nup{instance=\"a:1\", "
                                          "job=\"s\\\"\\n\",} 1 1395066363000\nload NaN\r\n\n");
    QCOMPARE(read_.failed, 0U);
    QCOMPARE(
        read_.documents,
        (QByteArrayList{
            R"({"name":"up","type":"gauge","labels":{"instance":"a:1","job":"s\"\n"},"value":1,"timestamp":1395066363000})",
            R"({"name":"load","labels":{},"value":"NaN"})"}));
    for (const char *bytes : {"up", "up{a} 1", "up{a=\"b} 1", "{} 1", "up 1 2 3"})
        QVERIFY2(read("prometheus", bytes).failed == 1, bytes);
}

void TestEnvelopes::inflated()
{
    const auto first = [](const char *decode, const QByteArray &bytes, bool binary) {
        Decoder decoder(profile(QByteArray(R"({"frames":{"decode":")") + decode +
                                R"("},"rules":[{"kind":"t","fields":{"price":"/p"}}]})"),
                        Side::Push);
        double price = 0;
        decoder.decode({bytes.constData(), std::size_t(bytes.size())}, binary, [&](const Update &update) {
            price = update.get(Field::Price).toDouble().value_or(0);
        });
        return price + (decoder.counters().unreadable > 0 ? -1 : 0);
    };
    const QByteArray json = R"({"p":1.5})";
    const QByteArray packed = fakes::gzip(json);
    QCOMPARE(first("gzip", packed, true), 1.5);
    QCOMPARE(first("gzip", json, false), 1.5);
    QCOMPARE(first("gzip", json, true), 1.5);
    QCOMPARE(first("gzip", packed.chopped(9), true), -1.0);
    const QByteArray raw = packed.sliced(10).chopped(8); // gzip's head and tail around it
    QCOMPARE(first("deflate-raw", raw, true), 1.5);
    QCOMPARE(first("deflate-raw", json, false), 1.5);
    QCOMPARE(first("deflate-raw", "\xff\xff", true), -1.0);
}

/// A profile that only knows messages loses nothing by a broker's acknowledgements.
void TestEnvelopes::talkNeedsNoRule()
{
    Decoder decoder(
        profile(R"({"frames":{"envelope":"mqtt"},"rules":[{"kind":"t","fields":{"symbol":"/topic"}}]})"),
        Side::Push);
    QCOMPARE(updates(decoder, hex("20020000")).size(), 0U);
    QCOMPARE(updates(decoder, hex("3003000161")).size(), 1U);
    QCOMPARE(decoder.counters().unknown, 0U);
}

void TestEnvelopes::halves_data()
{
    using namespace std::string_literals;
    QTest::addColumn<QByteArray>("envelope");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const std::string &message) {
        QTest::newRow(name) << QByteArray(name) << QByteArray::fromStdString(message);
    };
    row("mqtt", hex("321200097469636b732f414141"
                    "0001"
                    "7b7d"
                    "20317d"));
    row("stomp", "MESSAGE\ndestination:/a\ncontent-length:2\n\n{}\0"s);
    row("nats", "HMSG a 1 12 14\r\nNATS/1.0\r\n\r\n{}\r\n");
    row("signalr", "{\"type\":6}\x1e");
    row("xml", "<a b='c'><d>e</d></a>");
}

/// Whatever is cut off, it is one counted error, and the next message is read.
void TestEnvelopes::halves()
{
    QFETCH(QByteArray, envelope);
    QFETCH(QByteArray, message);
    const std::string whole = message.toStdString();
    QCOMPARE(read(envelope.toStdString(), whole).failed, 0U);
    for (std::size_t size = 1; size < whole.size(); ++size)
        QCOMPARE(read(envelope.toStdString(), whole.substr(0, size)).failed, 1U);
}

QTEST_GUILESS_MAIN(TestEnvelopes)
#include "test_envelopes.moc"
