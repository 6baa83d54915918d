#include "core/transport/socketio/engineio.h"
#include "core/transport/socketio/packet.h"

#include <QTest>

using namespace feedscope;

namespace {

/// A packet on one line: type, attachments, namespace, ack, data; or why there is none, and where.
QByteArray shown(const socketio::ReadResult &read)
{
    if (!read.packet)
        return "! " + QByteArray(read.problem) + " @" + QByteArray::number(read.position);
    const socketio::Packet &packet = *read.packet;
    return QByteArray(name(packet.type)) + ' ' + QByteArray::number(packet.attachments) + ' ' +
           packet.nameSpace.toByteArray() + ' ' +
           (packet.ack ? QByteArray::number(static_cast<qulonglong>(*packet.ack)) : QByteArray("-")) + ' ' +
           packet.data.toByteArray();
}

QByteArrayList parts(const QByteArray &body)
{
    QByteArrayList all;
    engineio::BodyReader reader(body);
    while (const auto part = reader.next())
        all.append(part->toByteArray());
    return all;
}

} // namespace

/// The packets of both protocols, as their documents write them and as nobody should.
class TestCodec : public QObject
{
    Q_OBJECT

private slots:
    void engine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("type"); // empty: none
        QTest::addColumn<QByteArray>("data");
        QTest::newRow("open") << QByteArray("0{}") << QByteArray("open") << QByteArray("{}");
        QTest::newRow("close") << QByteArray("1") << QByteArray("close") << QByteArray();
        QTest::newRow("ping") << QByteArray("2") << QByteArray("ping") << QByteArray();
        QTest::newRow("probe") << QByteArray("2probe") << QByteArray("ping") << QByteArray("probe");
        QTest::newRow("pong") << QByteArray("3probe") << QByteArray("pong") << QByteArray("probe");
        QTest::newRow("message") << QByteArray("42[]") << QByteArray("message") << QByteArray("2[]");
        QTest::newRow("upgrade") << QByteArray("5") << QByteArray("upgrade") << QByteArray();
        QTest::newRow("noop") << QByteArray("6") << QByteArray("noop") << QByteArray();
        QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray();
        QTest::newRow("type 7") << QByteArray("7") << QByteArray() << QByteArray();
        QTest::newRow("a page") << QByteArray("<html>") << QByteArray() << QByteArray();
        QTest::newRow("high byte") << QByteArray("\xff") << QByteArray() << QByteArray();
    }
    void engine()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, data);
        const auto packet = engineio::readPacket(text);
        QCOMPARE(packet.has_value(), !type.isEmpty());
        if (!packet)
            return;
        QCOMPARE(QByteArray(engineio::name(packet->type)), type);
        QCOMPARE(packet->data.toByteArray(), data);
        QCOMPARE(engineio::write(packet->type, packet->data), text);
    }

    void bodies()
    {
        QCOMPARE(parts(""), QByteArrayList());
        QCOMPARE(parts("2"), QByteArrayList{"2"});
        QCOMPARE(parts("42[1]\x1e"
                       "2"),
                 (QByteArrayList{"42[1]", "2"}));
        QCOMPARE(parts("\x1e"), (QByteArrayList{"", ""}));
        QCOMPARE(parts("2\x1e"), (QByteArrayList{"2", ""}));
        QCOMPARE(parts(QByteArray(100'000, '\x1e')).size(), 100'001);
    }

    void binary_data()
    {
        QTest::addColumn<QByteArray>("part");
        QTest::addColumn<bool>("good");
        QTest::newRow("empty") << QByteArray("b") << true;
        QTest::newRow("one byte") << QByteArray("bAA==") << true;
        QTest::newRow("four bytes") << QByteArray("bAQIDBA==") << true;
        QTest::newRow("no base64") << QByteArray("b****") << false;
        QTest::newRow("a blank in it") << QByteArray("bAQ IDBA==") << false;
        QTest::newRow("cut off") << QByteArray("bAQIDB")
                                 << true; // padding may be left out, as browsers allow
        QTest::newRow("padding in the middle") << QByteArray("bAA==AA==") << false;
        QTest::newRow("the other alphabet") << QByteArray("b_-_-") << false;
    }
    void binary()
    {
        QFETCH(QByteArray, part);
        QFETCH(bool, good);
        QVERIFY(engineio::isBinary(part));
        QCOMPARE(engineio::readBinary(part).has_value(), good);
    }
    void binaryComesBack()
    {
        QByteArray all;
        for (int byte = 0; byte < 256; ++byte)
            all.append(static_cast<char>(byte));
        QCOMPARE(engineio::readBinary(engineio::writeBinary(all)), all);
        QVERIFY(!engineio::isBinary("42[]"));
        QVERIFY(!engineio::isBinary({}));
    }

    void openings_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("shown"); // sid, upgrade, interval, timeout, payload; empty: refused
        const auto row = [](const char *name, const char *json, const char *shown) {
            QTest::newRow(name) << QByteArray(json) << QByteArray(shown);
        };
        row("npm",
            R"({"sid":"a","upgrades":["websocket"],"pingInterval":4000,"pingTimeout":3000,"maxPayload":99})",
            "a yes 4000 3000 99");
        row("Flask, threading", R"({"sid":"a","upgrades":[],"pingTimeout":20000,"pingInterval":25000})",
            "a no 25000 20000 1000000");
        row("only the session", R"({"sid":"a"})", "a no 25000 20000 1000000");
        row("other upgrades", R"({"sid":"a","upgrades":["webtransport",1,null]})",
            "a no 25000 20000 1000000");
        row("senseless numbers", R"({"sid":"a","pingInterval":-1,"pingTimeout":"1","maxPayload":0})",
            "a no 25000 20000 1000000");
        row("endless numbers",
            R"({"sid":"a","pingInterval":1e300,"pingTimeout":99999999999999999999,"maxPayload":1e30})",
            "a no 86400000 86400000 9007199254740992");
        row("too large for a double", R"({"sid":"a","pingInterval":1e999})", "");
        row("no session", R"({"upgrades":[]})", "");
        row("a number as session", R"({"sid":7})", "");
        row("an empty session", R"({"sid":""})", "");
        row("no object", R"(["sid"])", "");
        row("no JSON", "sid", "");
        row("nothing", "", "");
        QTest::newRow("an endless session")
            << QByteArray(R"({"sid":")" + QByteArray(10'000, 'a') + R"("})") << QByteArray();
    }
    void openings()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, shown);
        const auto opening = engineio::readOpening(json);
        QCOMPARE(opening.has_value(), !shown.isEmpty());
        if (!opening)
            return;
        QCOMPARE(opening->sid + (opening->takesWebSocket ? " yes " : " no ") +
                     QByteArray::number(qint64(opening->pingInterval.count())) + ' ' +
                     QByteArray::number(qint64(opening->pingTimeout.count())) + ' ' +
                     QByteArray::number(opening->maxPayload),
                 shown);
        const QByteArray again = write(*opening);
        QVERIFY(again.startsWith('0'));
        QCOMPARE(engineio::readOpening(QByteArrayView(again).sliced(1))->pingInterval, opening->pingInterval);
    }

    void packets_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        QTest::addColumn<bool>("same"); // written again, it is the very text
        const auto row = [](const char *text, const char *expected, bool same = true) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(expected) << same;
        };
        row("0", "connect 0 / - ");
        row("0{\"sid\":\"x\"}", "connect 0 / - {\"sid\":\"x\"}");
        row("0/admin,", "connect 0 /admin - ");
        row("0/admin", "connect 0 /admin - ", false);
        row("0/admin?token=1234&uid=a,", "connect 0 /admin - ", false);
        row("0/admin,{\"sid\":\"x\"}", "connect 0 /admin - {\"sid\":\"x\"}");
        row("1", "disconnect 0 / - ");
        row("1/admin,", "disconnect 0 /admin - ");
        row("2[\"hello\",1]", "event 0 / - [\"hello\",1]");
        row("2/admin,456[\"a\",{}]", "event 0 /admin 456 [\"a\",{}]");
        row("212[\"a,b/c\"]", "event 0 / 12 [\"a,b/c\"]");
        row("2/,[\"a\"]", "event 0 / - [\"a\"]", false);
        row("3007[]", "ack 0 / 7 []", false);
        row("3/admin,456[]", "ack 0 /admin 456 []");
        row("318446744073709551615[]", "ack 0 / 18446744073709551615 []");
        row("4{\"message\":\"no\"}", "connect_error 0 / - {\"message\":\"no\"}");
        row("4\"no\"", "connect_error 0 / - \"no\"");
        row("51-[\"b\",{\"_placeholder\":true,\"num\":0}]",
            "binary_event 1 / - [\"b\",{\"_placeholder\":true,\"num\":0}]");
        row("51-/admin,9[\"b\"]", "binary_event 1 /admin 9 [\"b\"]");
        row("62-/admin,456[]", "binary_ack 2 /admin 456 []");
        row("51000-[]", "binary_event 1000 / - []");
        // Hostile or broken.
        row("", "! it begins with no packet type of Socket.IO @0");
        row("7[]", "! it begins with no packet type of Socket.IO @0");
        row("x", "! it begins with no packet type of Socket.IO @0");
        row("2", "! its arguments are missing @1");
        row("2{}", "! its arguments are missing @1");
        row("2/admin", "! its arguments are missing @7");
        row("2-1[]", "! its arguments are missing @1");
        row("318446744073709551616[]", "! the number of its acknowledgement is too large @21");
        row("399999999999999999999999999999999[]", "! the number of its acknowledgement is too large @33");
        row("5[]", "! the number of its attachments is missing @1");
        row("51[]", "! the number of its attachments is missing @2");
        row("5-[]", "! the number of its attachments makes no sense @1");
        row("50-[]", "! the number of its attachments makes no sense @2");
        row("51001-[]", "! the number of its attachments makes no sense @5");
        row("54294967297-[]", "! the number of its attachments makes no sense @11");
        row("599999999999999999999999-[]", "! the number of its attachments makes no sense @24");
        row("5-1-[]", "! the number of its attachments makes no sense @1");
        row("51e3-[]", "! the number of its attachments is missing @2");
        row("0[]", "! a connect packet carries an object or nothing @1");
        row("1{}", "! a disconnect packet carries nothing @1");
        row("4", "! a connect error carries an object or a string @1");
        row("4[]", "! a connect error carries an object or a string @1");
    }
    void packets()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        QFETCH(bool, same);
        const socketio::ReadResult read = socketio::readPacket(text);
        QCOMPARE(shown(read), expected);
        if (!read.packet)
            return;
        const QByteArray again = write(*read.packet);
        QCOMPARE(again == '4' + text, same);
        QCOMPARE(shown(socketio::readPacket(QByteArrayView(again).sliced(1))), expected);
    }

    void nulBytesAreNoEnd()
    {
        const QByteArray connect("0\0{}", 4);
        QVERIFY(!socketio::readPacket(connect).packet);
        const QByteArray disconnect("1\0", 2);
        QVERIFY(!socketio::readPacket(disconnect).packet);
    }
};

QTEST_APPLESS_MAIN(TestCodec)
#include "test_codec.moc"
