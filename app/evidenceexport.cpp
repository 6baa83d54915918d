#include "app/evidenceexport.h"

#include "app/comparisontexts.h"

#include <QDir>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// A name that sorts by time and stands for nothing yet.
QString freshFolder(const QString &parent, const QDateTime &made)
{
    const QDir folder(parent);
    const QString name = u"feedscope-"_s + made.toLocalTime().toString(u"yyyyMMdd-HHmmss"_s);
    QString fresh = name;
    for (int i = 2; folder.exists(fresh); ++i)
        fresh = u"%1-%2"_s.arg(name).arg(i);
    return folder.filePath(fresh);
}

} // namespace

EvidenceExport::EvidenceExport(QObject *parent)
    : QObject(parent)
    , m_worker(new ThreadWorker)
{
    m_thread.setObjectName(u"evidence"_s);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

EvidenceExport::~EvidenceExport()
{
    m_thread.quit();
    m_thread.wait();
}

void EvidenceExport::start(Session &session, const QString &parent, const QString &language)
{
    if (m_busy) {
        emit done(tr("The evidence of a moment ago is still being written."));
        return;
    }
    auto job = std::make_shared<Job>();
    job->evidence = evidenceOf({}, session.data().series, EvidenceOrigin::here(language, session.path()));
    job->evidence.origin.relay = session.data().relayCost; // if it was measured
    job->folder = freshFolder(parent, job->evidence.origin.made);
    m_busy = session.collectWindow([this, job](std::optional<ComparisonInput> input) {
        if (input)
            job->evidence.input = *std::move(input);
        else
            job->error = tr("The measurement began anew; export it again when there are figures.");
        m_worker->post([this, job] { analyseAndGoOn(job); });
    });
    if (!m_busy)
        emit done(tr("There is nothing to export yet: no figures have been measured."));
}

void EvidenceExport::analyseAndGoOn(const JobPtr &job)
{
    if (job->error.isEmpty())
        job->result = analyse(job->evidence.input);
    m_home.post([this, job] { makeTexts(job); });
}

void EvidenceExport::makeTexts(const JobPtr &job)
{
    if (!job->error.isEmpty()) {
        tell(job);
        return;
    }
    job->texts = evidenceTexts(job->result, job->evidence.origin);
    m_worker->post([this, job] {
        job->error = writeEvidence(job->folder, job->evidence, job->texts);
        m_home.post([this, job] { tell(job); });
    });
}

void EvidenceExport::tell(const JobPtr &job)
{
    m_busy = false;
    const QString count = QLocale().toString(static_cast<qlonglong>(job->evidence.events()));
    emit done(
        job->error.isEmpty()
            ? tr("%1 raw events and all that was made of them are in %2. “feedscope compare --from” with "
                 "this folder recomputes everything.")
                  .arg(count, QDir::toNativeSeparators(job->folder))
            : job->error);
}

} // namespace feedscope
