#include "core/net/wstrace.h"

#include <QTest>

using namespace feedscope;

namespace {

/// The example of RFC 6455 section 1.3.
QByteArray request()
{
    return "GET /chat?token=x HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nAuthorization: Bearer abc\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
}
QByteArray answer(const QByteArray &accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
{
    return "HTTP/1.1 101 Switching Protocols\r\nupgrade: WebSocket\r\nSec-WebSocket-Accept: " + accept +
           "\r\n\r\n";
}

struct Wire
{
    WsTrace trace;
    WsReader reader{trace};

    void says(bool server, const QByteArray &bytes, qsizetype step = 1'000'000)
    {
        for (qsizetype at = 0; at < bytes.size(); at += step) {
            const QByteArray part = bytes.mid(at, step);
            reader.pass(server, {part.constData(), static_cast<std::size_t>(part.size())}, 7);
        }
    }
};

} // namespace

/// Handshakes and frame headers are read off the passing bytes, however these are cut.
class TestWsTrace : public QObject
{
    Q_OBJECT

private slots:
    void handshakeIsChecked()
    {
        Wire wire;
        wire.says(false, request());
        wire.says(true, answer());
        const WsHandshakeView seen = wire.trace.snapshot().handshake;
        QVERIFY(seen.holds());
        QCOMPARE(seen.key, "dGhlIHNhbXBsZSBub25jZQ==");
        QVERIFY(seen.answer.startsWith("HTTP/1.1 101"));
        Wire wrong;
        wrong.says(false, request());
        wrong.says(true, answer("AAAA"));
        QVERIFY(!wrong.trace.snapshot().handshake.holds());
    }
    void secretsAreMasked()
    {
        Wire wire;
        wire.says(false, request());
        wire.says(true, answer());
        const QByteArray text = wire.trace.snapshot().handshake.request;
        QVERIFY(text.contains("Authorization: ***"));
        QVERIFY(text.startsWith("GET /chat?*** HTTP/1.1"));
        QVERIFY(!text.contains("abc"));
    }
    void frames_data()
    {
        QTest::addColumn<int>("step");
        for (int step : {1, 2, 3, 7, 1000})
            QTest::addRow("%d", step) << step;
    }
    void frames()
    {
        QFETCH(int, step);
        Wire wire;
        wire.says(false, request(), step);
        // The first frames may come in the very segment of the answer.
        wire.says(true,
                  answer() + QByteArray("\x81\x05hello\x82\x7e\x01\x00", 11) + QByteArray(256, 'b') +
                      QByteArray("\x09\x00", 2) + QByteArray("\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00", 10) +
                      QByteArray(65536, 'c') + QByteArray("\xf8\x02\x03\xe8", 4),
                  step);
        wire.says(false, QByteArray("\x8a\x84mask\x01\x02\x03\x04", 10), step);
        const WsView view = wire.trace.snapshot();
        QCOMPARE(view.framesSeen, 6);
        const auto &f = view.frames;
        QCOMPARE(int(f[0].opcode), 1);
        QCOMPARE(f[0].payload, 5U);
        QCOMPARE(int(f[0].headerBytes), 2);
        QVERIFY(f[0].fin && f[0].fromServer && !f[0].masked);
        QCOMPARE(int(f[1].opcode), 2);
        QCOMPARE(f[1].payload, 256U);
        QCOMPARE(int(f[1].headerBytes), 4);
        QVERIFY(!f[2].fin);
        QCOMPARE(f[3].payload, 65536U);
        QCOMPARE(int(f[3].headerBytes), 10);
        QCOMPARE(int(f[4].opcode), 8);
        QCOMPARE(int(f[4].rsv), 7);
        QVERIFY(f[5].masked && !f[5].fromServer);
        QCOMPARE(int(f[5].headerBytes), 6);
        QCOMPARE(int(f[5].header[2]), int('m'));
    }
    void whatIsNoWebSocketIsLeftAlone()
    {
        Wire wire;
        wire.says(false, "GET / HTTP/1.1\r\n\r\n");
        wire.says(true, "HTTP/1.1 200 OK\r\n\r\n\x81\x01x");
        QCOMPARE(wire.trace.snapshot().framesSeen, 0);
        Wire endless;
        endless.says(false, QByteArray(40'000, 'a'), 1'000);
        endless.says(false, "\r\n\r\n\x81\x01x");
        QCOMPARE(endless.trace.snapshot().framesSeen, 0);
    }
    void onlyTheNewestAreKept()
    {
        Wire wire;
        wire.says(false, request());
        wire.says(true, answer());
        for (int i = 0; i < 500; ++i)
            wire.says(true, QByteArray("\x81\x01x", 3));
        QCOMPARE(wire.trace.snapshot().framesSeen, 500);
        QCOMPARE(wire.trace.snapshot().frames.size(), WsTrace::keptFrames);
    }
};

QTEST_GUILESS_MAIN(TestWsTrace)
#include "test_wstrace.moc"
