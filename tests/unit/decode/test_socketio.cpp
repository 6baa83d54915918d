#include "tests/unit/decode/decodinghelp.h"

using namespace feedscope;
using namespace decoding;

namespace {

/// Shows a packet's tree as the rules see it.
const char *const showing = R"({"frames":{"envelope":"socketio"},"rules":[{"kind":"p","fields":{
    "eio":"/eio","sio":"/sio","nsp":"/nsp","ack":"/ack","attachments":"/attachments","data":"/data"}}]})";

} // namespace

/// The envelope of Socket.IO: what it makes of packets, and of what is none.
class TestSocketIo : public QObject
{
    Q_OBJECT

private slots:
    void trees_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("open") << QByteArray(R"(0{"sid":"x"})")
                              << QByteArray(R"({"kind":"p","eio":"open","data":{"sid":"x"}})");
        QTest::newRow("ping") << QByteArray("2") << QByteArray(R"({"kind":"p","eio":"ping"})");
        QTest::newRow("probe") << QByteArray("3probe")
                               << QByteArray(R"({"kind":"p","eio":"pong","data":"probe"})");
        QTest::newRow("connect") << QByteArray("40")
                                 << QByteArray(R"({"kind":"p","eio":"message","sio":"connect","nsp":"/"})");
        QTest::newRow("event")
            << QByteArray(R"(42/q,007["a",{"b":1}])")
            << QByteArray(
                   R"({"kind":"p","eio":"message","sio":"event","nsp":"/q","ack":7,"data":["a",{"b":1}]})");
        QTest::newRow("binary event")
            << QByteArray(R"(451-["a",{"_placeholder":true,"num":0}])")
            << QByteArray(
                   R"({"kind":"p","eio":"message","sio":"binary_event","nsp":"/","attachments":1,"data":["a",{"_placeholder":true,"num":0}]})");
        QTest::newRow("attachment in a body")
            << QByteArray("bAQID") << QByteArray(R"({"kind":"p","eio":"binary"})");
        QTest::newRow("a body") << QByteArray("2\x1e"
                                              "6")
                                << QByteArray(R"({"kind":"p","eio":"ping"} {"kind":"p","eio":"noop"})");
    }
    void trees()
    {
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, expected);
        Decoder decoder(profile(showing), Side::Push);
        QCOMPARE(join(updates(decoder, message.toStdString())), expected.toStdString());
        QCOMPARE(decoder.counters().unreadable, 0U);
    }

    void aBinaryFrameIsAnAttachment()
    {
        Decoder decoder(profile(showing), Side::Push);
        std::string got;
        decoder.decode(std::string_view("42[\"x\"]"), true,
                       [&](const Update &update) { got += updateToJson(update); });
        QVERIFY2(got.find(R"("eio":"binary")") != std::string::npos, got.c_str());
        QVERIFY2(got.find("event") == std::string::npos, got.c_str());
    }

    void whatCannotBeReadIsCounted_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<int>("good");
        QTest::addColumn<int>("bad");
        QTest::newRow("nothing") << QByteArray() << 0 << 1;
        QTest::newRow("a page") << QByteArray("<html>") << 0 << 1;
        QTest::newRow("no arguments") << QByteArray("42") << 0 << 1;
        QTest::newRow("broken JSON") << QByteArray(R"(42["a",)") << 0 << 1;
        QTest::newRow("broken base64") << QByteArray("b***") << 0 << 1;
        QTest::newRow("endless number of attachments") << QByteArray("4599999999999999999999-[]") << 0 << 1;
        QTest::newRow("good beside bad") << QByteArray("2\x1e"
                                                       "42[\x1e"
                                                       "6\x1e")
                                         << 2 << 2;
        QTest::newRow("separators alone") << QByteArray(1'000'000, '\x1e') << 0 << 1'000'001;
        QTest::newRow("a million pings") << QByteArray("2\x1e").repeated(1'000'000) << 250'000 << 1;
        QTest::newRow("deep") << QByteArray("42" + QByteArray(100'000, '[')) << 0 << 1;
    }
    void whatCannotBeReadIsCounted()
    {
        QFETCH(QByteArray, message);
        QFETCH(int, good);
        QFETCH(int, bad);
        Decoder decoder(profile(showing), Side::Push);
        int seen = 0;
        decoder.decode(std::string_view(message.constData(), std::size_t(message.size())), false,
                       [&](const Update &) { ++seen; });
        QCOMPARE(seen, good);
        QCOMPARE(int(decoder.counters().unreadable), bad);
    }

    void errorsSayWhere()
    {
        Decoder decoder(profile(showing), Side::Push);
        updates(decoder, "2\x1e"
                         "42[\"a\",tru]");
        QCOMPARE(decoder.oddMessages().size(), 1U);
        QVERIFY2(decoder.oddMessages()[0].reason.contains(QStringLiteral("(byte 10)")),
                 qPrintable(decoder.oddMessages()[0].reason));
    }

    /// As the demo feed's profile does: the feed's own message is the first argument.
    void theFeedsOwnPart()
    {
        Decoder decoder(profile(R"({"frames":{"envelope":"socketio","root":"/data/1"},
            "rules":[{"when":{"/type":"tick"},"kind":"tick","fields":{"price":"/p"}}]})"),
                        Side::Push);
        for (const char *talk : {"0{\"sid\":\"x\"}", "40{\"sid\":\"x\"}", "2", "6", "42[\"alone\"]", "bAA=="})
            QVERIFY2(updates(decoder, talk).empty(), talk);
        QCOMPARE(join(updates(decoder, R"(42["tick",{"type":"tick","p":1.5},"offset"])")),
                 std::string(R"({"kind":"tick","price":1.5})"));
        QCOMPARE(decoder.counters().unknown, 0U);
    }
};

QTEST_GUILESS_MAIN(TestSocketIo)
#include "test_socketio.moc"
