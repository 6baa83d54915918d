#include "app/sweephost.h"

#include "ui/sweeppage.h"

namespace feedscope {

SweepHost::SweepHost(SweepPage &page)
    : m_page(page)
{
    m_thread.setObjectName(QStringLiteral("sweep"));
    m_thread.start();
}

SweepHost::~SweepHost()
{
    cancel();
    m_thread.quit();
    m_thread.wait();
}

QString SweepHost::start(const SessionPlan &plan, const SweepRange &range, const Impairment &path)
{
    cancel();
    if (QString problem = SweepRunner::problemOf(plan); !problem.isEmpty())
        return problem;
    m_runner = new SweepRunner(plan, layOutSweep(range), path);
    m_runner->moveToThread(&m_thread);
    connect(m_runner, &SweepRunner::progressed, &m_page, &SweepPage::showProgress);
    connect(m_runner, &SweepRunner::found, &m_page, &SweepPage::showResult);
    connect(m_runner, &SweepRunner::finished, this, [this](const QString &error) {
        m_page.showEnd(error);
        if (m_runner)
            std::exchange(m_runner, nullptr)->deleteLater();
    });
    QMetaObject::invokeMethod(m_runner, &SweepRunner::start);
    return {};
}

void SweepHost::cancel()
{
    if (!m_runner)
        return;
    disconnect(m_runner, nullptr, this, nullptr);
    disconnect(m_runner, nullptr, &m_page, nullptr);
    SweepRunner *runner = std::exchange(m_runner, nullptr);
    QMetaObject::invokeMethod(runner, &SweepRunner::cancel);
    runner->deleteLater();
    m_page.showEnd({});
}

} // namespace feedscope
