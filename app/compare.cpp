#include "app/commands.h"
#include "app/comparetable.h"
#include "app/demo.h"
#include "app/feedsource.h"
#include "app/report/report.h"
#include "app/signals.h"
#include "core/measure/json.h"
#include "core/measure/verdict.h"
#include "core/session/relayed.h"
#include "core/session/session.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonDocument>
#include <QSaveFile>
#include <QSysInfo>
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

double seconds(Ns time)
{
    return static_cast<double>(time) / 1e9;
}

QJsonValue stallObject(const Stall &stall)
{
    if (!stall.isOn())
        return {};
    return QJsonObject{{u"at_s"_s, seconds(stall.at)},
                       {u"for_s"_s, seconds(stall.length)},
                       {u"every_s"_s, stall.every > 0 ? QJsonValue(seconds(stall.every)) : QJsonValue()}};
}

QJsonValue cutObject(const Cut &cut)
{
    if (!cut.isOn())
        return {};
    return QJsonObject{{u"at_s"_s, seconds(cut.at)},
                       {u"every_s"_s, cut.every > 0 ? QJsonValue(seconds(cut.every)) : QJsonValue()},
                       {u"by"_s, cut.by == Cut::By::Fin ? u"fin"_s : u"rst"_s}};
}

QJsonValue impairmentObject(const Impairment &path)
{
    if (!path.isOn())
        return {};
    return QJsonObject{
        {u"delay_ms"_s, static_cast<double>(path.delay) / 1e6},
        {u"jitter_ms"_s, static_cast<double>(path.jitter) / 1e6},
        {u"rate_bps"_s, path.rate > 0 ? QJsonValue(static_cast<qint64>(path.rate)) : QJsonValue()},
        {u"loss_share"_s, path.loss > 0 ? QJsonValue(path.loss) : QJsonValue()},
        {u"stall"_s, stallObject(path.stall)},
        {u"cut"_s, cutObject(path.cut)}};
}

bool writeFile(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        return true;
    complain(u"%1 cannot be written: %2."_s.arg(path, file.errorString()));
    return false;
}

/// One measured run in the terminal: starts the session, drains it until the run is over and every connection
/// is closed, then reports.
class CompareRun final : public QObject
{
public:
    CompareRun(SessionPlan plan, const CompareOptions &options)
        : m_options(options)
        , m_session(sessionOptions(options))
    {
        connect(&m_tick, &QTimer::timeout, this, &CompareRun::step);
        m_tick.setTimerType(Qt::PreciseTimer);
        m_error = m_session.start(std::move(plan));
    }

    /// The exit status.
    int exec();
    void interrupt() { m_interrupted = true; }

private:
    void step();
    void tellProgress();
    bool allClosed() const;
    int report();
    bool writeJson(const ComparisonResult &result, const QString &verdict) const;
    ReportConditions conditions() const;

    CompareOptions m_options;
    Session m_session;
    QTimer m_tick;
    QString m_error;
    Run::Phase m_told = Run::Phase::Over;
    Ns m_stoppedAt = noTime;
    bool m_interrupted = false;
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
        complain(m_interrupted ? u"interrupted before the run was complete; there is nothing to report."_s
                               : u"the comparison could not run."_s);
        return 1;
    }
    const auto result = m_session.finalResult();
    const QString verdict = judge(*result).sentence;
    bool written = true;
    if (m_options.json.isEmpty())
        print(comparisonTable(*result) + '\n' + verdict.toUtf8() + '\n');
    else
        written = writeJson(*result, verdict);
    if (!m_options.html.isEmpty())
        written = writeFile(m_options.html, reportHtml(*result, conditions())) && written;
    return good && written ? 0 : 1;
}

bool CompareRun::writeJson(const ComparisonResult &result, const QString &verdict) const
{
    QJsonObject object = toJson(result, verdict);
    object.insert(u"impairment"_s, impairmentObject(m_options.path));
    const QByteArray json = QJsonDocument(object).toJson(QJsonDocument::Indented);
    return m_options.json == "-"_L1 ? print(json) : writeFile(m_options.json, json);
}

ReportConditions CompareRun::conditions() const
{
    return {m_options.path, QDateTime::currentDateTime(), QStringLiteral(FEEDSCOPE_VERSION),
            QSysInfo::prettyProductName()};
}

} // namespace

int runCompare(const FeedOptions &feed, const CompareOptions &options)
{
    Demo demo;
    PlanResult planned = planOf(feed, demo);
    if (!planned.error.isEmpty()) {
        complain(planned.error);
        return 1;
    }
    const auto &lanes = planned.plan.lanes;
    const auto losesDatagrams = [](const LaneConfig &lane) { return isUdp(lane.endpoint); };
    if (options.path.loss > 0 && std::none_of(lanes.begin(), lanes.end(), losesDatagrams))
        complain(u"--loss changes nothing here: only a UDP lane loses datagrams; add udp to --lanes."_s);
    CompareRun run(std::move(planned.plan), options);
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::stopRequested, &run, &CompareRun::interrupt);
    return run.exec();
}

} // namespace feedscope
