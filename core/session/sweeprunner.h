#pragma once

#include "core/measure/sweep.h"
#include "core/session/session.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace feedscope {

/// Runs one feed at one poll interval after the other, each in a session of its own, with all lanes of the
/// plan beside each other. Lives on a thread with an event loop, which it never blocks for longer than an
/// analysis.
class SweepRunner final : public QObject
{
    Q_OBJECT

public:
    /// The intervals of the plan's poll lanes are replaced by those of the steps.
    SweepRunner(SessionPlan plan, std::vector<SweepStep> steps, const Impairment &path);
    ~SweepRunner() override;

    /// Why this plan cannot be swept; empty: it can. Translatable.
    static QString problemOf(const SessionPlan &plan);

    void start();
    /// Ends it now; finished() follows, and what was measured so far stays.
    void cancel();

    SweepResult result() const { return m_sweep.result(); }

signals:
    /// Some ten times a second.
    void progressed(const feedscope::SweepProgress &progress);
    /// One more interval was measured; all so far.
    void found(const feedscope::SweepResult &result);
    /// It is over; empty, or one sentence about what ended it early.
    void finished(const QString &error);

private:
    void nextStep();
    bool isTooOften(const SweepStep &step) const;
    void look();
    void takeStep();
    QString failure() const;
    void tellProgress();
    void end(const QString &error);

    SessionPlan m_plan;
    SessionOptions m_options;
    Sweep m_sweep;
    std::unique_ptr<Session> m_session;
    QTimer m_tick;
    std::size_t m_step = 0; ///< the next to be measured is the first measurable from here
    Ns m_stepBegan = 0;
    Ns m_toldAt = 0;
    bool m_over = true;
};

} // namespace feedscope
