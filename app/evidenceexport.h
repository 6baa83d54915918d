#pragma once

#include "core/bundle/evidencefolder.h"
#include "core/measure/comparison.h"
#include "core/session/session.h"
#include "core/threadworker.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>

namespace feedscope {

/// Writes the window's figures and all that they rest on as an evidence bundle while the window goes on: the
/// analyst's thread collects, a thread of ours analyses and writes, and only the texts are made on the GUI's,
/// where the language changes, so that all of them are in the same one. Lives on the GUI thread; outlives the
/// session it is given.
class EvidenceExport final : public QObject
{
    Q_OBJECT

public:
    explicit EvidenceExport(QObject *parent = nullptr);
    /// Waits until what is being written is written.
    ~EvidenceExport() override;

    /// Makes a folder of its own in `parent`. Returns at once; done() tells how it went.
    void start(Session &session, const QString &parent, const QString &language);

signals:
    /// One sentence: where it went, or why not.
    void done(const QString &sentence);

private:
    /// One export under way; whoever works on it holds it alone.
    struct Job
    {
        Evidence evidence;
        ComparisonResult result;
        EvidenceTexts texts;
        QString folder;
        QString error;
    };
    using JobPtr = std::shared_ptr<Job>;

    void analyseAndGoOn(const JobPtr &job);
    void makeTexts(const JobPtr &job);
    void tell(const JobPtr &job);

    QThread m_thread;
    ThreadWorker *m_worker; ///< lives in m_thread, goes with it
    ThreadWorker m_home;    ///< lives here: takes the results
    bool m_busy = false;
};

} // namespace feedscope
