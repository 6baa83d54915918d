#include "core/server/wsframe.h"
#include "core/server/wshandshake.h"

#include <QTest>

using namespace feedscope::server;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 limit = 70'000;

/// A client's frame: masked, with any first byte and any way to write the length.
QByteArray frame(int first, const QByteArray &payload, int lengthBytes = -1, bool masked = true)
{
    QByteArray out(1, static_cast<char>(first));
    if (lengthBytes < 0)
        lengthBytes = payload.size() < 126 ? 0 : payload.size() < 65'536 ? 2 : 8;
    const int marker = lengthBytes == 0 ? static_cast<int>(payload.size()) : lengthBytes == 2 ? 126 : 127;
    out.append(static_cast<char>((masked ? 0x80 : 0) | marker));
    for (int shift = 8 * (lengthBytes - 1); shift >= 0; shift -= 8)
        out.append(static_cast<char>((static_cast<quint64>(payload.size()) >> shift) & 0xff));
    const QByteArray mask = masked ? QByteArray("\x37\xfa\x21\x3d", 4) : QByteArray();
    out.append(mask);
    for (qsizetype i = 0; i < payload.size(); ++i)
        out.append(masked ? static_cast<char>(payload[i] ^ mask[i % 4]) : payload[i]);
    return out;
}

HttpRequest upgradeRequest()
{
    HttpRequest request;
    request.method = "GET";
    request.path = "/ws";
    request.upgrade = true;
    request.headers = {{"upgrade", "WebSocket"},
                       {"connection", "keep-alive, Upgrade"},
                       {"sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="},
                       {"sec-websocket-version", "13"}};
    return request;
}

QByteArray valueOf(const HttpResponse &response, const QByteArray &name)
{
    for (const auto &[key, value] : response.headers)
        if (key == name)
            return value;
    return {};
}

} // namespace

class TestServerFrames : public QObject
{
    Q_OBJECT

private slots:
    void framesAreBuiltAsTheRfcSays()
    {
        QByteArray out;
        appendFrame(out, WsOpcode::Text, "Hello");
        QCOMPARE(out, QByteArray("\x81\x05Hello")); // RFC 6455 section 5.7
        out.clear();
        appendFrame(out, WsOpcode::Text, QByteArray(256, 'a'));
        QCOMPARE(out.first(4), QByteArray("\x81\x7e\x01\x00", 4));
        out.clear();
        appendFrame(out, WsOpcode::Binary, QByteArray(65'536, 'a'));
        QCOMPARE(out.first(10), QByteArray("\x82\x7f\x00\x00\x00\x00\x00\x01\x00\x00", 10));
        QCOMPARE(closePayload(1001, "bye"), QByteArray("\x03\xe9"
                                                       "bye"));
        QCOMPARE(closePayload(1001, QByteArray(200, 'x')).size(), 125);
    }

    void theRfcsMaskedHelloIsRead()
    {
        WsReader reader(limit);
        reader.feed(QByteArray("\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58", 11));
        const auto message = reader.next();
        QVERIFY(message);
        QCOMPARE(message->payload, "Hello");
    }

    void everyLengthIsRead_data()
    {
        QTest::addColumn<int>("length");
        for (const int length : {0, 1, 125, 126, 127, 128, 65'535, 65'536, 70'000})
            QTest::addRow("%d", length) << length;
    }
    void everyLengthIsRead()
    {
        QFETCH(int, length);
        WsReader reader(limit);
        const QByteArray payload(length, 'x');
        const QByteArray bytes = frame(0x81, payload) + frame(0x89, "p");
        for (qsizetype i = 0; i + 1 < bytes.size(); i += 997) // in pieces
            reader.feed(bytes.sliced(i, std::min<qsizetype>(997, bytes.size() - i)));
        const auto message = reader.next();
        QVERIFY(message);
        QCOMPARE(message->payload, payload);
        const auto ping = reader.next();
        QVERIFY(ping && ping->opcode == WsOpcode::Ping);
        QVERIFY(!reader.next());
        QCOMPARE(reader.closeCode(), std::uint16_t(0));
    }

    void fragmentsMayCutACharacterAndHoldAPing()
    {
        const QByteArray text = u"Цена"_s.toUtf8();
        WsReader reader(limit);
        reader.feed(frame(0x01, text.first(1)) + frame(0x89, "p") + frame(0x00, text.sliced(1, 2)) +
                    frame(0x80, text.sliced(3)));
        const auto ping = reader.next();
        QVERIFY(ping && ping->opcode == WsOpcode::Ping);
        const auto message = reader.next();
        QVERIFY(message && message->opcode == WsOpcode::Text);
        QCOMPARE(message->payload, text);
    }

    void violationsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::newRow("unmasked") << frame(0x81, "Hello", -1, false) << 1002;
        QTest::newRow("rsv1") << frame(0xc1, "Hello") << 1002;
        QTest::newRow("rsv2") << frame(0xa1, "Hello") << 1002;
        QTest::newRow("opcode 3") << frame(0x83, "Hello") << 1002;
        QTest::newRow("opcode 11") << frame(0x8b, "Hello") << 1002;
        QTest::newRow("continuation first") << frame(0x80, "Hello") << 1002;
        QTest::newRow("text inside text") << frame(0x01, "a") + frame(0x81, "b") << 1002;
        QTest::newRow("fragmented ping") << frame(0x09, "a") << 1002;
        QTest::newRow("long ping") << frame(0x89, QByteArray(126, 'a')) << 1002;
        QTest::newRow("length not minimal") << frame(0x81, "Hello", 2) << 1002;
        QTest::newRow("length not minimal, 8") << frame(0x81, "Hello", 8) << 1002;
        QTest::newRow("top bit of the length")
            << QByteArray("\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff", 10) << 1002;
        QTest::newRow("too large by header")
            << QByteArray("\x81\xff\x00\x00\x00\x00\x40\x00\x00\x00", 10) << 1009;
        QTest::newRow("too large by fragments")
            << frame(0x01, QByteArray(60'000, 'a')) + frame(0x80, QByteArray(20'000, 'a')) << 1009;
        QTest::newRow("no UTF-8") << frame(0x81, "\xc0\xaf") << 1007;
        QTest::newRow("cut character") << frame(0x81, "a\xd0") << 1007;
        QTest::newRow("close of one byte") << frame(0x88, "a") << 1002;
        QTest::newRow("close 1005") << frame(0x88, "\x03\xed") << 1002;
        QTest::newRow("close 1016") << frame(0x88, "\x03\xf8") << 1002;
        QTest::newRow("close with a bad reason") << frame(0x88, "\x03\xe8\xff") << 1007;
    }
    void violationsAreRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        WsReader reader(limit);
        reader.feed(bytes);
        QVERIFY(!reader.next());
        QCOMPARE(int(reader.closeCode()), code);
        reader.feed(frame(0x81, "more"));
        QVERIFY(!reader.next());
    }

    void validTextAndCloseCodesPass()
    {
        WsReader reader(limit);
        reader.feed(frame(0x81, "\xef\xbb\xbf"
                                "bom") +
                    frame(0x88, "\x03\xf4"
                                "restart"));
        const auto message = reader.next();
        QVERIFY(message);
        QCOMPARE(message->payload, "\xef\xbb\xbf"
                                   "bom");
        const auto close = reader.next();
        QVERIFY(close && close->opcode == WsOpcode::Close);
    }

    void theHandshakeIsAnswered()
    {
        HttpRequest request = upgradeRequest();
        QVERIFY(wantsWebSocket(request));
        QCOMPARE(handshake(request).status, 101);
        QCOMPARE(valueOf(handshake(request), "Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        QCOMPARE(valueOf(handshake(request), "Sec-WebSocket-Protocol"), "");
        request.headers.emplaceBack("sec-websocket-protocol", "other, feedscope.v1");
        QCOMPARE(handshake(request).status, 101);
        QCOMPARE(valueOf(handshake(request), "Sec-WebSocket-Protocol"), "feedscope.v1");
    }

    void badHandshakesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("status");
        QTest::newRow("version") << QByteArray("sec-websocket-version") << QByteArray("8") << 426;
        QTest::newRow("short key") << QByteArray("sec-websocket-key") << QByteArray("AAAA") << 400;
        QTest::newRow("no key") << QByteArray("sec-websocket-key") << QByteArray() << 400;
        QTest::newRow("bad base64") << QByteArray("sec-websocket-key")
                                    << QByteArray("dGhlIHNhbXBsZSBub2!jZQ==") << 400;
        QTest::newRow("protocol") << QByteArray("sec-websocket-protocol") << QByteArray("mqtt") << 400;
    }
    void badHandshakesAreRefused()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(int, status);
        HttpRequest request = upgradeRequest();
        request.headers.removeIf([&](const auto &header) { return header.first == name; });
        request.headers.emplaceBack(name, value);
        const HttpResponse response = handshake(request);
        QCOMPARE(response.status, status);
        QVERIFY(response.body.endsWith(".\n"));
    }
};

QTEST_APPLESS_MAIN(TestServerFrames)
#include "test_server_frames.moc"
