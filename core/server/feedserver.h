#pragma once

#include "core/server/options.h"

#include <QByteArray>
#include <QMap>
#include <QObject>
#include <QSslCertificate>
#include <QUrl>

#include <memory>

class QTcpSocket;

namespace feedscope {

/// The demo feed: one seeded market, over WebSocket, as an event stream and over HTTP on one port, over raw TCP
/// and UDP on the next. Lives, with everything it
/// makes, in the thread it was made in; call it from there only (ServerThread does that for others).
class FeedServer final : public QObject
{
    Q_OBJECT

public:
    explicit FeedServer(const ServerOptions &options, QObject *parent = nullptr);
    /// Cuts what is still open.
    ~FeedServer() override;

    /// False: `error` says in a sentence why, and what to do.
    bool start(QString *error);

    /// Says goodbye to every client (close code 1001) and ends in stopped() within `limits.stop`.
    void stop();

    /// Updates a second from now on, kept within ServerOptions' bounds.
    void setRate(double rate);
    double rate() const;
    /// One more series, a dot that moves 30 times a second; off at the start.
    void setMotion(bool on);

    quint16 port() const;
    QUrl wsUrl() const;
    QUrl latestUrl() const;
    QUrl updatesUrl() const;
    /// The same, each request held until there is something new.
    QUrl heldUpdatesUrl() const;
    QUrl eventsUrl() const;
    /// One answer that does not end, an update a line.
    QUrl streamUrl() const;
    QUrl socketIoUrl() const;
    QUrl notificationsUrl() const;
    QUrl timeUrl() const;
    QUrl historyUrl() const;
    /// The feed over raw TCP (TLS, if the server speaks it), as lines and as records with their length.
    QUrl linesUrl() const;
    QUrl recordsUrl() const;
    /// The group that the updates are sent to; empty: none.
    QUrl groupUrl() const;
    /// The feed over UDP, never encrypted; empty where it is not served, as the server can be reached from
    /// other machines.
    QUrl datagramUrl() const;
    /// Every lane that it serves, by name, at its address; polls at their latest-value one.
    QMap<QString, QUrl> laneUrls() const;

    /// Random, new at each start; every update carries it.
    QByteArray epoch() const;
    /// The newest update's number.
    std::uint64_t sequence() const;
    /// With TLS: what a client must pin. Null and empty without.
    QSslCertificate certificate() const;
    QByteArray certificateSha256() const;

    ServerCounters counters() const;

signals:
    void stopped();
    /// Something that its owner should know; the sentence says what. The server goes on.
    void troubled(const QString &sentence);

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// What the user should know before the server is bound to `host`: empty for a loopback address, else one
/// sentence.
QString bindWarning(const QHostAddress &host);

} // namespace feedscope
