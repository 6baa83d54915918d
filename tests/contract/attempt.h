#pragma once

#include "core/recording/recordingwriter.h"
#include "core/transport/transports.h"
#include "tests/fakes/listenerlog.h"
#include "tests/fakes/rawserver.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace feedscope {

/// One transport and all that it said.
struct Attempt
{
    fakes::ListenerLog log;
    std::unique_ptr<Transport> transport;

    Attempt(QStringView lane, const Endpoint &endpoint)
        : transport(makeTransport(lane, endpoint, &log))
    {
        transport->start();
    }
    ~Attempt()
    {
        transport->stop();
        transport.release()->deleteLater();
    }
    Q_DISABLE_COPY_MOVE(Attempt)
};

/// As long as a test waits for what must come: no measure of speed, only the end of a test that has failed.
constexpr int patience = 30'000;

/// How to reach `server` on this lane. Its deadlines are longer than the slowest machine takes; a test of a
/// deadline sets its own.
inline Endpoint endpointOf(QStringView lane, const fakes::RawServer &server, bool tls = false)
{
    const QString plain = QString::fromUtf16(transportKind(lane)->scheme);
    Endpoint endpoint;
    endpoint.url.setScheme(!tls ? plain : plain == u"tcp" ? QStringLiteral("tls") : plain + u's');
    endpoint.url.setHost(QStringLiteral("localhost"));
    endpoint.url.setPort(server.serverPort());
    endpoint.url.setPath(QStringLiteral("/feed"));
    if (lane == u"replay")
        endpoint.url = server.property("recording").toUrl();
    endpoint.limits.connect = std::chrono::milliseconds(patience);
    endpoint.limits.close = std::chrono::milliseconds(200);
    endpoint.poll.interval = std::chrono::milliseconds(20);
    endpoint.hold = {}; // their servers answer at once
    return endpoint;
}

/// How a stream of events begins.
inline QByteArray eventStreamHead(const QByteArray &headers = {})
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n" + headers + "\r\n";
}

/// The same of a plain stream, whose type is whatever the server says.
inline QByteArray plainStreamHead(const QByteArray &headers = {})
{
    return "HTTP/1.1 200 OK\r\n" + headers + "\r\n";
}

/// What a message with this content is on the lane, its framing included.
inline QByteArray unitOf(QStringView lane, const QByteArray &payload)
{
    if (lane == u"sse")
        return "data: " + payload + "\n\n";
    if (lane == u"socketio")
        return "42[\"event\"," + payload + ']';
    if (lane == u"mqtt")
        return QByteArray("\x30").append(char(3 + payload.size())) + QByteArray("\0\1t", 3) + payload; // QoS 0, topic "t"
    if (lane == u"stomp")
        return "MESSAGE\ndestination:t\n\n" + payload + '\0';
    if (lane == u"nats")
        return "MSG t 1 " + QByteArray::number(payload.size()) + "\r\n" + payload + "\r\n";
    return lane == u"tcp" || lane == u"http-stream" ? payload + '\n' : payload;
}

/// A recording of one message; its file lives as long as the program.
inline QUrl recordingOf(const QByteArray &payload)
{
    static QTemporaryDir folder;
    static int count = 0;
    QUrl url;
    url.setScheme(QStringLiteral("replay"));
    url.setPath(folder.filePath(QString::number(++count)));
    RecordingWriter writer;
    const QString error = writer.open(url.path(), {{}, {{QStringLiteral("name"), 1}}, {QStringLiteral("x")}, {}});
    writer.add(0, second, {payload, false, 0});
    return error + writer.finish({}) == QString() ? url : QUrl();
}

/// A broker behind a WebSocket: what it answers to the upgrade carries its protocol.
inline bool isBroker(QStringView lane)
{
    return lane == u"mqtt" || lane == u"stomp" || lane == u"nats";
}

/// How a broker takes a client in, once the WebSocket is open.
inline QByteArray welcomeOf(QStringView lane)
{
    if (lane == u"mqtt")
        return fakes::frame(fakes::Final | fakes::Binary, QByteArray("\x20\2\0\0", 4));
    if (lane == u"stomp")
        return fakes::text(QByteArray("CONNECTED\nversion:1.2\n\n") + '\0');
    return fakes::frame(fakes::Final | fakes::Binary, "INFO {}\r\nPONG\r\n");
}

/// Has the server do what a good one of this lane does without being asked in HTTP's way: `serve` it as soon
/// as it has connected, or answer each datagram with `payload`.
inline void speak(QStringView lane, fakes::RawServer &server, const QByteArray &payload)
{
    if (lane == u"replay")
        server.setProperty("recording", recordingOf(payload));
    server.asksNothing = lane == u"tcp";
    if (lane == u"udp")
        server.serveDatagrams([payload](const QByteArray &) { return QByteArrayList{payload}; });
}

/// Why a case of the contract says nothing about a lane; null: it does.
inline const char *whyNot(QStringView lane, QByteArrayView testCase)
{
    struct Exception
    {
        QStringView lane;
        QByteArrayView cases;
        const char *why;
    };
    static constexpr Exception exceptions[] = {
        {u"tcp", "drippedHead garbage statuses redirectKeepsSecretsHome headersAreSent", "it speaks no HTTP"},
        {u"tcp", "silentServer hangsUp", "it is open once it is connected"},
        {u"udp", "drippedHead garbage statuses redirectKeepsSecretsHome headersAreSent", "it speaks no HTTP"},
        {u"udp", "silentTls tls", "it has no TLS"},
        {u"udp", "hangsUp dropsMidMessage", "it has no connection that could break"},
        {u"udp", "hugeMessage", "no datagram is huge"},
        {u"replay",
         "refusedPort unknownHost silentServer silentTls drippedHead garbage hangsUp statuses "
         "redirectKeepsSecretsHome headersAreSent badEndpoints tls hugeMessage dropsMidMessage",
         "it is a file and has no server"},
    };
    for (const Exception &e : exceptions)
        if (e.lane == lane && e.cases.toByteArray().split(' ').contains(testCase))
            return e.why;
    return nullptr;
}

#define SKIP_WHAT_SAYS_NOTHING(lane)                                                                         \
    if (const char *why = whyNot(lane, QTest::currentTestFunction()))                                        \
    QSKIP(why)

/// What a well-behaved Socket.IO server does with a request, on polling alone: an event, once.
inline void serveSocketIo(QTcpSocket *socket, const QByteArray &head, const QByteArray &event)
{
    if (head.startsWith("POST"))
        socket->write(fakes::httpAnswer("200 OK", "ok"));
    else if (!head.contains("&sid="))
        socket->write(fakes::httpAnswer("200 OK", R"(0{"sid":"s","upgrades":[]})"));
    else if (!socket->parent()->property("fed").toBool()) {
        socket->parent()->setProperty("fed", true);
        socket->write(fakes::httpAnswer("200 OK", "40{\"sid\":\"t\"}\x1e" + event));
    }
}

/// Messages that come before the first of the feed: its protocol's own talk.
inline qsizetype talkFirst(QStringView lane)
{
    return lane == u"socketio" ? 2 : isBroker(lane) ? 1 : 0;
}

/// How the first request for the path "" begins.
inline QByteArray requestLine(QStringView lane)
{
    return lane == u"socketio" ? "GET /socket.io/?EIO=4&transport=polling HTTP/1.1" : "GET / HTTP/1.1";
}

/// What a well-behaved server of this lane does with a request: one message.
inline void serve(QStringView lane, QTcpSocket *socket, const QByteArray &head, const QByteArray &payload)
{
    if (lane == u"websocket")
        socket->write(fakes::upgradeAnswer(head) + fakes::text(payload));
    else if (isBroker(lane))
        socket->write(fakes::upgradeAnswer(head) + welcomeOf(lane) +
                      fakes::frame(fakes::Final | fakes::Binary, unitOf(lane, payload)));
    else if (lane == u"tcp")
        socket->write(unitOf(lane, payload));
    else if (lane == u"sse")
        socket->write(eventStreamHead() + unitOf(lane, payload));
    else if (lane == u"http-stream")
        socket->write(plainStreamHead() + unitOf(lane, payload));
    else if (lane == u"socketio")
        serveSocketIo(socket, head, unitOf(lane, payload));
    else
        socket->write(fakes::httpAnswer("200 OK", payload));
}

/// Resident memory of this process, bytes.
inline qint64 residentBytes()
{
    QFile statm(QStringLiteral("/proc/self/statm"));
    if (!statm.open(QIODevice::ReadOnly))
        return 0;
    return statm.readAll().split(' ').value(1).toLongLong() * 4096;
}

/// Whether the process has grown by less than `mebibytes` since `before`; AddressSanitizer keeps what is
/// freed, so under it four times as much is good.
inline bool grewLessThan(qint64 mebibytes, qint64 before)
{
#ifdef __SANITIZE_ADDRESS__
    mebibytes *= 4;
#endif
    return residentBytes() - before < mebibytes * 1024 * 1024;
}

} // namespace feedscope
