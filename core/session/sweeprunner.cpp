#include "core/session/sweeprunner.h"

#include <algorithm>

namespace feedscope {

namespace {

constexpr Ns tellEvery = 100 * millisecond;

bool isMeasured(const SweepStep &step)
{
    return step.window > 0;
}

/// The time of the steps from `first` on.
Ns timeFrom(const std::vector<SweepStep> &steps, std::size_t first)
{
    return sweepDuration({steps.begin() + static_cast<std::ptrdiff_t>(first), steps.end()});
}

} // namespace

SweepRunner::SweepRunner(SessionPlan plan, std::vector<SweepStep> steps, const Impairment &path)
    : m_plan(std::move(plan))
    , m_sweep(std::move(steps))
{
    m_options.keepHistory = false;
    m_options.path = path;
    m_tick.setTimerType(Qt::PreciseTimer);
    m_tick.setParent(this); // goes along to another thread
    connect(&m_tick, &QTimer::timeout, this, &SweepRunner::look);
}

SweepRunner::~SweepRunner() = default;

QString SweepRunner::problemOf(const SessionPlan &plan)
{
    const auto polls = [](const LaneConfig &lane) { return !lane.push; };
    if (std::none_of(plan.lanes.begin(), plan.lanes.end(), polls))
        return tr("This feed has no poll lane whose interval could be swept.");
    if (std::all_of(plan.lanes.begin(), plan.lanes.end(), polls))
        return tr("This feed has no push lane to compare polling with.");
    return {};
}

void SweepRunner::start()
{
    m_over = false;
    m_step = 0;
    nextStep();
}

/// Whether the venue forbids to ask so often.
bool SweepRunner::isTooOften(const SweepStep &step) const
{
    return std::any_of(m_plan.lanes.begin(), m_plan.lanes.end(), [&](const LaneConfig &lane) {
        return !lane.push && std::chrono::nanoseconds(lane.endpoint.poll.least).count() > step.interval;
    });
}

void SweepRunner::nextStep()
{
    const std::vector<SweepStep> &steps = m_sweep.steps();
    m_session.reset();
    while (m_step < steps.size() && (!isMeasured(steps[m_step]) || isTooOften(steps[m_step])))
        ++m_step; // theory must do
    if (m_step == steps.size()) {
        end({});
        return;
    }
    SessionPlan plan = m_plan;
    for (LaneConfig &lane : plan.lanes)
        if (!lane.push)
            lane.endpoint.poll.interval = std::chrono::milliseconds(steps[m_step].interval / millisecond);
    m_options.duration = steps[m_step].window;
    m_session = std::make_unique<Session>(m_options);
    m_stepBegan = steadyNow();
    if (const QString error = m_session->start(std::move(plan)); !error.isEmpty()) {
        end(error);
        return;
    }
    m_tick.start(10);
}

void SweepRunner::look()
{
    m_session->drain();
    tellProgress();
    if (m_session->run().phase() == Run::Phase::Over) {
        m_tick.stop();
        takeStep();
    } else if (const QString error = failure(); !error.isEmpty()) {
        end(error);
    }
}

void SweepRunner::takeStep()
{
    const ComparisonInput input = m_session->finalInput();
    m_sweep.add(m_step, input, analyse(input));
    ++m_step;
    emit found(m_sweep.result());
    if (!m_over) // a receiver may have cancelled it
        nextStep();
}

/// A lane that is gone for good leaves nothing to compare.
QString SweepRunner::failure() const
{
    const auto &lanes = m_session->data().lanes;
    for (std::size_t i = 0; i < lanes.size(); ++i)
        if (lanes[i].state == LaneState::Stopped || m_session->run().hasFailed(i))
            return tr("%1: %2").arg(lanes[i].name, lanes[i].sentence.isEmpty() ? tr("it did not come up")
                                                                               : lanes[i].sentence);
    return {};
}

void SweepRunner::tellProgress()
{
    const Ns now = m_session->data().now;
    if (now - m_toldAt < tellEvery)
        return;
    m_toldAt = now;
    const std::vector<SweepStep> &steps = m_sweep.steps();
    const Ns whole = timeFrom(steps, 0);
    const Ns later = timeFrom(steps, m_step + 1);
    const Ns here = timeFrom(steps, m_step) - later;
    SweepProgress progress;
    progress.step = 1 + static_cast<int>(std::count_if(steps.begin(), steps.begin() + m_step, isMeasured));
    progress.steps = static_cast<int>(std::count_if(steps.begin(), steps.end(), isMeasured));
    progress.interval = steps[m_step].interval;
    progress.left = later + std::max<Ns>(0, here - (now - m_stepBegan));
    progress.share = 1 - static_cast<double>(progress.left) / static_cast<double>(std::max<Ns>(whole, 1));
    emit progressed(progress);
}

void SweepRunner::cancel()
{
    if (!m_over)
        end({});
}

void SweepRunner::end(const QString &error)
{
    m_over = true;
    m_tick.stop();
    m_session.reset();
    emit finished(error);
}

} // namespace feedscope
