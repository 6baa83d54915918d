#pragma once

#include "core/transport/transports.h"
#include "tests/fakes/listenerlog.h"
#include "tests/fakes/rawserver.h"

#include <QFile>
#include <QSignalSpy>
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
    const QString scheme =
        QString::fromUtf16(transportKind(lane)->scheme) + QLatin1StringView(tls ? "s" : "");
    Endpoint endpoint;
    endpoint.url.setScheme(scheme);
    endpoint.url.setHost(QStringLiteral("localhost"));
    endpoint.url.setPort(server.serverPort());
    endpoint.url.setPath(QStringLiteral("/feed"));
    endpoint.limits.connect = std::chrono::milliseconds(patience);
    endpoint.limits.close = std::chrono::milliseconds(200);
    endpoint.poll.interval = std::chrono::milliseconds(20);
    return endpoint;
}

/// What a well-behaved server of this lane does with a request: one message.
inline void serve(QStringView lane, QTcpSocket *socket, const QByteArray &head, const QByteArray &payload)
{
    if (lane == u"websocket")
        socket->write(fakes::upgradeAnswer(head) + fakes::text(payload));
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
