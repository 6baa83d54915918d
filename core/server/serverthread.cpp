#include "core/server/serverthread.h"

#include <memory>
#include <utility>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

ServerAddress addressOf(const FeedServer &server)
{
    return {server.port(),
            server.wsUrl(),
            server.latestUrl(),
            server.updatesUrl(),
            server.notificationsUrl(),
            server.timeUrl(),
            server.historyUrl(),
            server.recordsUrl(),
            server.laneUrls(),
            server.certificateSha256(),
            server.certificate()};
}

} // namespace

ServerThread::ServerThread()
{
    m_thread.setObjectName(u"demo feed"_s);
}

ServerThread::~ServerThread()
{
    stop();
}

std::optional<ServerAddress> ServerThread::start(const ServerOptions &options, QString *error)
{
    stop();
    // The server and its timers must be born in the thread they live in.
    m_worker = new ThreadWorker;
    m_worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
    std::optional<ServerAddress> address;
    m_worker->run([&] {
        auto server = std::make_unique<FeedServer>(options);
        if (!server->start(error))
            return;
        address = addressOf(*server);
        m_server = server.release();
    });
    if (!address)
        stop();
    return address;
}

void ServerThread::stop()
{
    if (!m_thread.isRunning())
        return;
    if (FeedServer *server = std::exchange(m_server, nullptr)) {
        m_worker->post([server, thread = &m_thread] {
            QObject::connect(server, &FeedServer::stopped, server, &QObject::deleteLater);
            QObject::connect(server, &QObject::destroyed, thread, &QThread::quit, Qt::DirectConnection);
            server->stop();
        });
    } else {
        m_thread.quit();
    }
    m_thread.wait();
    m_worker = nullptr; // it went with its thread
}

void ServerThread::setRate(double rate)
{
    if (m_server)
        m_worker->post([server = m_server, rate] { server->setRate(rate); });
}

void ServerThread::setMotion(bool on)
{
    if (m_server)
        m_worker->post([server = m_server, on] { server->setMotion(on); });
}

ServerCounters ServerThread::counters() const
{
    ServerCounters counters;
    if (m_server)
        m_worker->run([&] { counters = m_server->counters(); });
    return counters;
}

} // namespace feedscope
