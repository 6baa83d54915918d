#pragma once

#include "core/clock.h"
#include "core/framing.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QNetworkProxy>
#include <QPair>
#include <QSslCertificate>
#include <QStringList>
#include <QUrl>

#include <chrono>

namespace feedscope {

/// Bounds of what a peer may make us hold or wait for (faults.md 5.7).
struct Limits
{
    std::chrono::milliseconds connect{5000}; ///< DNS + TCP + TLS + upgrade, or one whole HTTP request
    std::chrono::milliseconds close{2000};   ///< then abort
    qint64 message = 16 * 1024 * 1024;       ///< one message, one frame, one HTTP body, also after inflating
    qint64 sendBacklog = 1024 * 1024;        ///< unsent bytes before the connection is given up
};

/// How the peer of a wss:// or https:// endpoint proves itself. Verification is never off.
struct TlsOptions
{
    QList<QSslCertificate> authorities; ///< empty: the system's
    QByteArray pinnedSha256; ///< of the peer's certificate (DER); set: this one certificate and no other
};

/// How a poll lane asks.
struct PollOptions
{
    enum class Mode : std::uint8_t
    {
        Latest, ///< each answer holds the newest value of every series: what was overwritten is missed
        Cursor, ///< each answer holds all since the last: nothing is missed, only late
    };

    std::chrono::milliseconds interval{1000};
    Mode mode = Mode::Latest;
    bool keepAlive = true;   ///< false: a new connection for each request
    bool conditional = true; ///< If-None-Match with the last ETag
    bool gzip = false;       ///< off by default, as QWebSocket cannot compress either
    QByteArray cursorQuery;  ///< Cursor: the query parameter that takes the cursor, e.g. "since"
    std::uint64_t seed = 1;  ///< of the swept phase (measures.md 8)
    Ns start = noTime;       ///< first instant of the plan; noTime: when the transport starts
    std::chrono::milliseconds window{60000}; ///< length of the run that the phase sweep is laid out for
};

/// Everything a transport needs to reach its peer. A value.
struct Endpoint
{
    QUrl url;
    QList<QPair<QByteArray, QByteArray>>
        headers; ///< checked: no control characters; never sent to another origin
    QStringList subprotocols;
    QNetworkProxy proxy{QNetworkProxy::NoProxy}; ///< the counting relay, or what the user set
    TlsOptions tls;
    Limits limits;
    PollOptions poll;
    std::chrono::milliseconds hold{25'000}; ///< long polling: how long the server is asked to wait
    Framing framing = Framing::Lines;
    QByteArrayList greeting; ///< session messages that a transport must send itself to be heard at all (UDP)
    quint16 datagramHop = 0; ///< UDP: the counting relay's port on this machine; 0: straight to the peer
};

} // namespace feedscope
