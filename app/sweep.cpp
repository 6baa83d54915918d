#include "app/commands.h"
#include "app/comparisontexts.h"
#include "app/demo.h"
#include "app/report/sweepreport.h"
#include "app/signals.h"
#include "app/sweeptexts.h"
#include "core/measure/quantities.h"
#include "core/session/sweeprunner.h"

#include <QCoreApplication>

#include <cstdio>
#include <utility>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// Before it begins: what it will do, and how long that takes.
QString announcement(const std::vector<SweepStep> &steps, const SweepRange &range)
{
    const auto measured =
        std::count_if(steps.begin(), steps.end(), [](const SweepStep &step) { return step.window > 0; });
    QString text = u"sweeping %1 intervals from %2 to %3; %4 of them are measured, in about %5 in all."_s
                       .arg(steps.size())
                       .arg(durationText(toSeconds(steps.front().interval)),
                            durationText(toSeconds(steps.back().interval)))
                       .arg(measured)
                       .arg(durationText(std::ceil(toSeconds(sweepDuration(steps)))));
    if (measured < std::ssize(steps))
        text +=
            u" At the others twenty polls would take longer than %1 (--duration), so theory must do."_s.arg(
                durationText(toSeconds(range.longest)));
    return text;
}

/// Tells how far it is: in a terminal on one line that is renewed each second, else each interval that
/// begins.
class Teller
{
public:
    ~Teller() { end(); }

    void tell(const SweepProgress &progress)
    {
        const QString text = u"%1 of %2: polling every %3; %4 left"_s.arg(progress.step)
                                 .arg(progress.steps)
                                 .arg(durationText(toSeconds(progress.interval)),
                                      durationText(std::ceil(toSeconds(progress.left))));
        const bool begins = std::exchange(m_step, progress.step) != progress.step;
        if (!m_terminal) {
            if (begins)
                complain(text);
        } else if (std::exchange(m_line, text) != text) {
            write("\r\033[K" + text.toUtf8());
        }
    }
    /// What is said next begins a line.
    void end()
    {
        if (!std::exchange(m_line, {}).isEmpty())
            write("\n");
    }

private:
    static void write(const QByteArray &text)
    {
        std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stderr);
        std::fflush(stderr);
    }

    const bool m_terminal = isatty(STDERR_FILENO) != 0;
    int m_step = 0;
    QString m_line;
};

bool putOut(const SweepResult &result, const CompareOptions &options)
{
    const SweepQuestion question{static_cast<double>(options.maxAge.count()) / 1e3};
    const SweepAnswer answer = answerSweep(result, question);
    const EvidenceOrigin origin = EvidenceOrigin::here(options.language, options.path);
    bool written = true;
    if (options.json.isEmpty())
        print(sweepTable(result, answer));
    else
        written = putFile(options.json, sweepJson(result, question, answer, origin));
    if (!options.html.isEmpty())
        written = putFile(options.html, sweepHtml(result, answer, conditionsOf(origin))) && written;
    return written;
}

} // namespace

int runSweep(SessionPlan plan, const CompareOptions &options)
{
    if (const QString problem = SweepRunner::problemOf(plan); !problem.isEmpty()) {
        complain(problem);
        return 1;
    }
    const std::vector<SweepStep> steps = layOutSweep(*options.sweep);
    if (sweepDuration(steps) == 0) {
        complain(u"twenty polls at %1 take longer than %2; give each interval longer with --duration."_s.arg(
            durationText(toSeconds(steps.front().interval)),
            durationText(toSeconds(options.sweep->longest))));
        return 1;
    }
    complain(announcement(steps, *options.sweep));
    SweepRunner runner(std::move(plan), steps, options.path);
    QString problem;
    bool interrupted = false;
    int measured = 0;
    Teller teller;
    QObject::connect(&runner, &SweepRunner::found, &runner, [&] { ++measured; });
    QObject::connect(&runner, &SweepRunner::progressed, &runner,
                     [&](const SweepProgress &progress) { teller.tell(progress); });
    QObject::connect(&runner, &SweepRunner::finished, &runner, [&](const QString &error) {
        problem = error;
        QCoreApplication::quit();
    });
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::stopRequested, &runner, [&] {
        interrupted = true;
        runner.cancel();
    });
    QMetaObject::invokeMethod(&runner, &SweepRunner::start, Qt::QueuedConnection); // once the loop runs
    QCoreApplication::exec();
    teller.end();
    if (!problem.isEmpty())
        complain(problem);
    else if (interrupted)
        complain(measured == 0
                     ? u"interrupted before the first interval was measured; there is nothing to report."_s
                     : u"interrupted: theory stands for the intervals that were not measured."_s);
    const bool whole = problem.isEmpty() && !interrupted;
    return measured > 0 && putOut(runner.result(), options) && whole ? 0 : 1;
}

} // namespace feedscope
