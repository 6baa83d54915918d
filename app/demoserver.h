#pragma once

#include <QMap>
#include <QProcess>
#include <QString>
#include <QUrl>

namespace feedscope {

/// The demo feed in a process of its own, so that its processor time can be told from ours. Owned by a
/// command; its destructor ends the process.
class DemoServerProcess
{
public:
    ~DemoServerProcess();

    /// Waits until it listens. Empty, or one sentence.
    QString start(double rate, int symbols, quint64 seed);
    const QMap<QString, QUrl> &lanes() const { return m_lanes; }
    /// Processor time that it has used so far, user and system, seconds.
    double processorSeconds() const;

private:
    QProcess m_process;
    QMap<QString, QUrl> m_lanes;
};

} // namespace feedscope
