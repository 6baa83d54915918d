#include "app/demoserver.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

constexpr int patience = 10'000; // ms

} // namespace

DemoServerProcess::~DemoServerProcess()
{
    m_process.terminate();
    if (!m_process.waitForFinished(patience))
        m_process.kill();
}

QString DemoServerProcess::start(double rate, int symbols, quint64 seed)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QCoreApplication::applicationFilePath(),
                    {u"serve"_s, u"--port"_s, u"0"_s, u"--json"_s, u"--per-peer"_s, u"4096"_s, u"--rate"_s,
                     QString::number(rate), u"--symbols"_s, QString::number(symbols), u"--seed"_s,
                     QString::number(seed)});
    while (!m_process.canReadLine())
        if (!m_process.waitForReadyRead(patience))
            return u"The demo server did not start: %1."_s.arg(m_process.errorString());
    const QJsonObject lanes =
        QJsonDocument::fromJson(m_process.readLine()).object().value("lanes"_L1).toObject();
    for (auto lane = lanes.begin(); lane != lanes.end(); ++lane)
        m_lanes.insert(lane.key(), QUrl(lane.value().toString()));
    return m_lanes.isEmpty() ? u"The demo server did not say where it listens."_s : QString();
}

/// Fields 14 and 15 of /proc/PID/stat, behind the name in brackets (proc(5)).
double DemoServerProcess::processorSeconds() const
{
    QFile file(u"/proc/%1/stat"_s.arg(m_process.processId()));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray stat = file.readAll();
    const QByteArrayList fields = stat.sliced(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 13)
        return 0;
    return static_cast<double>(fields[11].toLongLong() + fields[12].toLongLong()) /
           static_cast<double>(sysconf(_SC_CLK_TCK));
}

} // namespace feedscope
