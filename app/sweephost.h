#pragma once

#include "core/session/sweeprunner.h"

#include <QObject>
#include <QThread>

namespace feedscope {

class SweepPage;

/// Runs the window's sweep on a thread of its own, so that no frame waits for an analysis, beside the session
/// that the window shows. Lives on the GUI thread, which all it tells reaches in order.
class SweepHost final : public QObject
{
    Q_OBJECT

public:
    /// `page` outlives the host.
    explicit SweepHost(SweepPage &page);
    ~SweepHost() override;

    /// Empty if it runs, else one sentence.
    QString start(const SessionPlan &plan, const SweepRange &range, const Impairment &path);
    void cancel();

private:
    SweepPage &m_page;
    QThread m_thread;
    SweepRunner *m_runner = nullptr; ///< lives in m_thread
};

} // namespace feedscope
