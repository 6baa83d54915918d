#include "app/commands.h"
#include "app/demo.h"
#include "app/feedsource.h"
#include "app/signals.h"
#include "core/gallery/exportable.h"
#include "core/recording/recordingwriter.h"
#include "core/transport/transports.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// Keeps what the lanes of a feed receive in a file until the time is over, the user has enough, or nothing more
/// can come or be written. Lives on the main thread, as its lanes do: there is nothing to show that could delay
/// them.
class Recorder final : public QObject
{
public:
    explicit Recorder(const SessionPlan &plan)
        : m_plan(plan)
    {
        connect(&m_look, &QTimer::timeout, this, &Recorder::look);
    }

    /// Empty if it runs, else one sentence.
    QString start(const RecordOptions &options);
    /// Closes the file; the exit status.
    int finish(const QString &file);

private:
    struct Recorded
    {
        Handover handover;
        Batch batch;
        std::unique_ptr<Lane> lane;
        QString said;
        bool over = false; ///< it never opened, or only the user could mend it
    };

    void look();
    void lookAt(Recorded &recorded);
    ClockEstimate clock() const;

    SessionPlan m_plan;
    SteadyClock m_clock;
    RecordingWriter m_writer;
    ClockOffset m_offset;
    std::vector<std::unique_ptr<Recorded>> m_lanes;
    Ns m_wallMinusSteady = wallMinusSteady();
    QTimer m_look;
    bool m_heard = false; ///< any lane was open
};

QString Recorder::start(const RecordOptions &options)
{
    const Exportable given = exportable(QJsonDocument(m_plan.feed->profile->source).toJson());
    RecordingInfo info{m_plan.name, QJsonDocument::fromJson(given.json).object(), {}, m_plan.clock.source};
    for (const LaneConfig &config : m_plan.lanes)
        info.lanes.append(config.name);
    if (const QString error = m_writer.open(options.file, info); !error.isEmpty())
        return error;
    for (const LaneConfig &config : m_plan.lanes) {
        const int index = static_cast<int>(m_lanes.size());
        Recorded &recorded = *m_lanes.emplace_back(std::make_unique<Recorded>());
        recorded.lane = std::make_unique<Lane>(
            config, m_plan.feed, &recorded.handover, &m_clock,
            [name = config.name](const Endpoint &endpoint, TransportListener *listener) {
                return makeTransport(name, endpoint, listener);
            });
        connect(recorded.lane.get(), &Lane::messageSeen, this, [this, index](const Message &message) {
            m_writer.add(index, message.arrival + m_wallMinusSteady, message);
        });
        recorded.lane->start();
    }
    if (options.duration.count() > 0)
        QTimer::singleShot(options.duration, qApp, &QCoreApplication::quit);
    m_look.start(250);
    return {};
}

void Recorder::look()
{
    bool over = true;
    for (const auto &recorded : m_lanes) {
        lookAt(*recorded);
        over = over && recorded->over;
    }
    if (over || !m_writer.error().isEmpty())
        QCoreApplication::quit();
}

/// Says what is wrong with a lane, and hears what its server says of the time.
void Recorder::lookAt(Recorded &recorded)
{
    recorded.handover.take(recorded.batch);
    const LaneReport &report = recorded.batch.report;
    if (!report.sentence.isEmpty() && report.sentence != recorded.said)
        complain(report.sentence);
    recorded.said = report.sentence;
    m_heard = m_heard || report.openedAt != noTime;
    recorded.over = report.state == LaneState::Stopped ||
                    (report.state == LaneState::Waiting && report.openedAt == noTime);
    for (const ClockExchange &exchange : recorded.batch.clock) {
        const Ns asked = exchange.asked + m_wallMinusSteady, heard = exchange.heard + m_wallMinusSteady;
        exchange.date > 0 ? m_offset.addHttpDate(asked, heard, exchange.date)
                          : m_offset.addExchange(asked, exchange.received, exchange.sent, heard);
    }
}

ClockEstimate Recorder::clock() const
{
    const ClockEstimate &known = m_plan.clock.source;
    return known.method == ClockMethod::SameMachine || m_offset.count() == 0
               ? known
               : m_offset.estimate(wallNow(), m_plan.clock.resolution);
}

int Recorder::finish(const QString &file)
{
    for (const auto &recorded : m_lanes)
        recorded->lane->stop();
    const QString error = m_writer.finish(clock());
    if (!error.isEmpty())
        complain(error);
    if (m_writer.dropped() > 0)
        complain(u"%1 messages came faster than they could be written and are not in it."_s.arg(m_writer.dropped()));
    print(u"%1: %2 messages\n"_s.arg(file).arg(m_writer.added()).toUtf8());
    return m_heard && error.isEmpty() && m_writer.dropped() == 0 ? 0 : 1;
}

} // namespace

int runRecord(const FeedOptions &feed, const RecordOptions &options)
{
    Demo demo;
    const PlanResult planned = planOf(feed, demo);
    if (!planned.error.isEmpty()) {
        complain(planned.error);
        return 1;
    }
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::stopRequested, qApp, &QCoreApplication::quit);
    Recorder recorder(planned.plan);
    if (const QString error = recorder.start(options); !error.isEmpty()) {
        complain(error);
        return 1;
    }
    QCoreApplication::exec();
    return recorder.finish(options.file);
}

} // namespace feedscope
