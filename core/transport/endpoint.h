#pragma once

#include "core/clock.h"
#include "core/framing.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QMap>
#include <QNetworkProxy>
#include <QPair>
#include <QSslCertificate>
#include <QSslKey>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>

namespace feedscope {

class Refusals;

/// Bounds of what a peer may make us hold or wait for (faults.md 5.7).
struct Limits
{
    std::chrono::milliseconds connect{5000}; ///< DNS + TCP + TLS + upgrade, or one whole HTTP request
    std::chrono::milliseconds close{2000};   ///< then abort
    qint64 message = 16 * 1024 * 1024;       ///< one message, one frame, one HTTP body, also after inflating
    qint64 sendBacklog = 1024 * 1024;        ///< unsent bytes before the connection is given up
};

/// How the peer of a wss:// or https:// endpoint proves itself, and we to it. Verification is never off.
struct TlsOptions
{
    QList<QSslCertificate> authorities; ///< empty: the system's
    QByteArray pinnedSha256; ///< of the peer's certificate (DER); set: this one certificate and no other
    QMap<QString, QByteArray> pinnedAt; ///< the same for one host:port; goes before the other
    std::shared_ptr<Refusals> refusals; ///< hears which certificate was refused; null: nobody asks
    QList<QSslCertificate> ownChain; ///< shown to a server that asks who we are; empty: none
    QSslKey ownKey;                  ///< of ownChain's first
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
    QByteArray cursorHeader; ///< Cursor: or the header
    QByteArray intervalHeader; ///< of answers: seconds that the server wants between two requests
    QByteArray retryHeader;    ///< of answers: seconds to wait after a refusal, beside Retry-After
    QByteArray limitHeader;    ///< of answers: how many requests are left
    std::chrono::milliseconds least{0}; ///< between two requests, whatever the interval: the venue's limit
    QMap<int, std::chrono::milliseconds>
        waits;               ///< by status: how long to keep away if the answer does not say
    std::uint64_t seed = 1;  ///< of the swept phase (measures.md 8)
    Ns start = noTime;       ///< first instant of the plan; noTime: when the transport starts
    std::chrono::milliseconds window{60000}; ///< length of the run that the phase sweep is laid out for
};

/// An HTTP request before the connection, whose answer says where to connect.
struct Bootstrap
{
    /// An address, or a sentence about why the answer gives none.
    struct Address
    {
        QUrl url;
        QString error;
    };
    QByteArray method = "GET";
    QUrl url; ///< empty: there is none
    QList<QPair<QByteArray, QByteArray>> headers; ///< of this request alone; checked: no control characters
    QByteArray body;                              ///< with POST
    std::function<Address(const QUrl &url, const QByteArray &answer)> address; ///< pure; from the endpoint's URL
};

/// What the lanes to brokers are told beside the greeting.
struct BrokerOptions
{
    int mqttVersion = 4;  ///< 4: MQTT 3.1.1; 5: MQTT 5
    QByteArray clientId;  ///< the same for a whole run, so that the broker knows the client again
};

/// Everything a transport needs to reach its peer. A value.
struct Endpoint
{
    QUrl url;
    QList<QPair<QByteArray, QByteArray>>
        headers; ///< checked: no control characters; never sent to another origin
    QStringList subprotocols;
    QNetworkProxy proxy{QNetworkProxy::NoProxy}; ///< the counting relay, or what the user set
    bool isProxied = false; ///< a proxy of the user's stands between, be it behind the relay
    TlsOptions tls;
    Limits limits;
    PollOptions poll;
    std::chrono::milliseconds hold{25'000}; ///< long polling: how long the server is asked to wait
    Framing framing = Framing::Lines;
    QByteArrayList greeting; ///< session messages that a transport must send itself to be taken in at all
    BrokerOptions broker;
    Bootstrap bootstrap;
    quint16 datagramHop = 0; ///< UDP: the counting relay's port on this machine; 0: straight to the peer
};

} // namespace feedscope
