#pragma once

#include "core/server/feedserver.h"
#include "core/threadworker.h"

#include <QThread>

#include <optional>

namespace feedscope {

/// Where a started server is to be found. A value.
struct ServerAddress
{
    quint16 port = 0;
    QUrl ws;
    QUrl latest;
    QUrl updates;
    QUrl notifications;
    QUrl time;
    QUrl history;
    QUrl records; ///< raw TCP, length-prefixed
    QMap<QString, QUrl> lanes; ///< FeedServer::laneUrls()
    QByteArray certificateSha256; ///< to pin; empty without TLS
    QSslCertificate certificate;
};

/// A FeedServer in a thread of its own, for a program that has something else to do (the window). Every
/// function is for the thread that owns this object; the server never calls back.
class ServerThread final
{
public:
    ServerThread();
    /// Stops cleanly: under 2 s, even if a client hangs.
    ~ServerThread();
    Q_DISABLE_COPY_MOVE(ServerThread)

    /// Waits until the server listens. Nothing: `error` says why, and start() may be called again.
    std::optional<ServerAddress> start(const ServerOptions &options, QString *error);
    void stop();

    /// Takes effect at once; returns before it has.
    void setRate(double rate);
    void setMotion(bool on);

    /// Waits for the server's thread; all zero if it does not run.
    ServerCounters counters() const;

private:
    QThread m_thread;
    ThreadWorker *m_worker = nullptr; ///< lives in m_thread, goes with it
    FeedServer *m_server = nullptr;   ///< lives in m_thread
};

} // namespace feedscope
