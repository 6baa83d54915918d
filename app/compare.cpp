#include "app/commands.h"
#include "app/comparisontexts.h"
#include "app/demo.h"
#include "app/feedsource.h"
#include "app/feedwatch.h"
#include "app/signals.h"
#include "core/session/relayed.h"
#include "core/session/session.h"

#include <QCoreApplication>
#include <QDir>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

SessionOptions sessionOptions(const CompareOptions &options)
{
    SessionOptions session;
    session.duration = std::chrono::nanoseconds(options.duration).count();
    session.keepHistory = false;
    session.path = options.path;
    return session;
}

/// One measured run in the terminal: starts the session, drains it until the run is over and every connection
/// is closed, then reports.
class CompareRun final : public QObject
{
public:
    CompareRun(SessionPlan plan, const CompareOptions &options)
        : m_options(options)
        , m_session(sessionOptions(options))
        , m_relayCost(m_session.relayCost())
    {
        connect(&m_tick, &QTimer::timeout, this, &CompareRun::step);
        m_tick.setTimerType(Qt::PreciseTimer);
        m_error = m_session.start(std::move(plan));
    }

    /// The exit status.
    int exec();
    /// Ends the window, whose figures are told; before it there are none.
    void interrupt();

private:
    void step();
    void tellProgress();
    bool allClosed() const;
    int report();
    bool writeBundle(ComparisonInput input, const ComparisonResult &result, const EvidenceOrigin &origin);

    CompareOptions m_options;
    Session m_session;
    QTimer m_tick;
    QString m_error;
    Run::Phase m_told = Run::Phase::Over;
    Ns m_stoppedAt = noTime;
    bool m_interrupted = false;
    RelayCost m_relayCost;
};

int CompareRun::exec()
{
    if (!m_error.isEmpty()) {
        complain(m_error);
        return 1;
    }
    m_tick.start(10);
    QCoreApplication::exec();
    return report();
}

void CompareRun::interrupt()
{
    m_interrupted = !m_session.endWindow() && m_session.run().phase() < Run::Phase::Drain;
    complain(m_interrupted
                 ? u"interrupted before anything was measured."_s
                 : u"interrupted: the window ends now, its figures follow (again: end without them)."_s);
}

void CompareRun::step()
{
    m_session.drain();
    tellProgress();
    const auto &lanes = m_session.data().lanes;
    // No lane runs or ever will; once the window is over none needs to.
    bool hopeless = m_session.run().phase() < Run::Phase::Drain;
    for (std::size_t i = 0; i < lanes.size(); ++i)
        hopeless = hopeless && (lanes[i].state == LaneState::Stopped || m_session.run().hasFailed(i));
    if (m_stoppedAt == noTime && (m_session.run().phase() == Run::Phase::Over || hopeless || m_interrupted)) {
        m_stoppedAt = m_session.data().now;
        m_session.stop();
    }
    // The ledger is complete when the last connection has said goodbye.
    if (m_stoppedAt != noTime && (allClosed() || m_session.data().now > m_stoppedAt + 5 * second))
        QCoreApplication::quit();
}

bool CompareRun::allClosed() const
{
    for (std::size_t i = 0; i < m_session.laneCount(); ++i)
        for (const SocketCount &socket : m_session.wire(i).sockets)
            if (socket.open)
                return false;
    return true;
}

void CompareRun::tellProgress()
{
    const Run::Phase phase = m_session.run().phase();
    if (phase == std::exchange(m_told, phase))
        return;
    if (phase == Run::Phase::WarmUp)
        complain(u"warming up until every lane is live"_s);
    else if (phase == Run::Phase::Window)
        complain(u"measuring for %1 s"_s.arg(static_cast<double>(m_options.duration.count()) / 1e3));
    else if (phase == Run::Phase::Drain)
        complain(u"letting the last updates arrive"_s);
}

int CompareRun::report()
{
    bool good = m_session.run().phase() == Run::Phase::Over;
    const auto &lanes = m_session.data().lanes;
    for (std::size_t i = 0; i < lanes.size(); ++i)
        if (!good || m_session.run().hasFailed(i)) {
            if (!lanes[i].sentence.isEmpty())
                complain(lanes[i].name + u": "_s + lanes[i].sentence);
            good = good && !m_session.run().hasFailed(i);
        }
    if (m_session.run().phase() != Run::Phase::Over) {
        if (!m_interrupted)
            complain(u"the comparison could not run."_s);
        return 1;
    }
    ComparisonInput input = m_session.finalInput();
    const ComparisonResult result = analyse(input);
    EvidenceOrigin origin = EvidenceOrigin::here(m_options.language, m_options.path);
    origin.relay = m_relayCost;
    bool written = putOut(result, origin, m_options);
    if (!m_options.bundle.isEmpty())
        written = writeBundle(std::move(input), result, origin) && written;
    return good && written ? 0 : 1;
}

bool CompareRun::writeBundle(ComparisonInput input, const ComparisonResult &result,
                             const EvidenceOrigin &origin)
{
    const Evidence evidence = evidenceOf(std::move(input), m_session.data().series, origin);
    const QString error = writeEvidence(m_options.bundle, evidence, evidenceTexts(result, origin));
    complain(error.isEmpty()
                 ? u"%1 raw events and all that was made of them are in %2; `feedscope compare --from` "
                   "recomputes them."_s.arg(evidence.events())
                       .arg(QDir::toNativeSeparators(m_options.bundle))
                 : error);
    return error.isEmpty();
}

} // namespace

int runCompare(const FeedOptions &feed, CompareOptions options, const Speak &speak)
{
    if (!options.from.isEmpty())
        return runRecompute(options, speak);
    if (options.language.isEmpty())
        options.language = u"en"_s;
    speak(options.language);
    if (!options.bundle.isEmpty()) {
        if (const QString problem = evidenceFolderProblem(options.bundle); !problem.isEmpty()) {
            complain(problem); // now, and not after a long run
            return 1;
        }
    }
    Demo demo;
    PlanResult planned = planOf(feed, demo);
    if (!planned.error.isEmpty()) {
        complain(planned.error);
        return 1;
    }
    if (isBareUrl(feed))
        inferPlan(feed, planned.plan);
    const auto &lanes = planned.plan.lanes;
    const auto losesDatagrams = [](const LaneConfig &lane) { return isUdp(lane.endpoint); };
    if (options.path.loss > 0 && std::none_of(lanes.begin(), lanes.end(), losesDatagrams))
        complain(u"--loss changes nothing here: only a UDP lane loses datagrams; add udp to --lanes."_s);
    if (options.sweep)
        return runSweep(std::move(planned.plan), options);
    CompareRun run(std::move(planned.plan), options);
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::stopRequested, &run, &CompareRun::interrupt);
    return run.exec();
}

} // namespace feedscope
