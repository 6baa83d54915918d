#include "app/commands.h"
#include "app/demoserver.h"
#include "app/feedsource.h"
#include "app/signals.h"
#include "core/measure/projection.h"
#include "core/session/clientgroup.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QSaveFile>
#include <QTimer>

#include <sys/resource.h>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

constexpr Ns longestStart = 15 * second;
constexpr double projected[] = {10'000, 1'000'000};

/// One line of the result: so many clients of one lane.
struct ScaleRow
{
    QString lane;
    GroupCount count;
    LoadPoint load;
    double seconds = 0;

    double updatesPerSecond() const { return static_cast<double>(count.updates) / seconds; }
    double connections() const
    {
        return static_cast<double>(std::max(1, count.probe.connections)) * count.clients;
    }
};

/// Every client needs a descriptor, and every poll that connects anew another.
void raiseOpenFiles()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

/// Runs lane after lane with ever more clients against the demo server, and prints what that costs.
class Scale final : public QObject
{
public:
    Scale(const FeedOptions &feed, const ScaleOptions &options)
        : m_feed(feed)
        , m_options(options)
    {
        connect(&m_tick, &QTimer::timeout, this, [this] { m_group.drain(); });
        m_tick.start(20);
    }

    int run();
    void interrupt() { m_interrupted = true; }

private:
    QString measure(const QString &lane, int clients);
    void wait(Ns time, bool untilLive);
    QString table() const;
    QByteArray json() const;
    std::optional<LoadLine> line(const QString &lane) const;

    const FeedOptions &m_feed;
    const ScaleOptions &m_options;
    DemoServerProcess m_server;
    ClientGroup m_group;
    QTimer m_tick;
    std::vector<ScaleRow> m_rows;
    bool m_interrupted = false;
};

void Scale::wait(Ns time, bool untilLive)
{
    const Ns end = steadyNow() + time;
    while (steadyNow() < end && !m_interrupted && !(untilLive && m_group.allLive()))
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
}

QString Scale::measure(const QString &lane, int clients)
{
    const ProfileResult profile = loadProfile(u":/profiles/demo.json"_s);
    PlanOverrides overrides;
    overrides.laneUrls = m_server.lanes();
    overrides.lanes = QStringList{lane};
    overrides.interval = m_feed.interval;
    overrides.seed = QRandomGenerator::global()->generate64();
    const PlanResult planned = makePlan(profile.profile, overrides);
    if (!planned.error.isEmpty())
        return planned.error;
    if (const QString error = m_group.start(planned.plan, planned.plan.lanes.front(), clients);
        !error.isEmpty())
        return error;
    wait(longestStart, true);
    wait(second, false);
    const double cpu = m_server.processorSeconds();
    const Ns from = steadyNow();
    m_group.begin();
    wait(std::chrono::nanoseconds(m_options.duration).count(), false);
    ScaleRow row;
    row.lane = lane;
    m_group.drain();
    row.count = m_group.count();
    row.seconds = static_cast<double>(steadyNow() - from) / static_cast<double>(second);
    row.load.clients = clients;
    row.load.cores = (m_server.processorSeconds() - cpu) / row.seconds;
    row.load.bytesPerSecond =
        static_cast<double>(row.count.probe.sent + row.count.probe.received) / row.seconds * clients;
    m_group.stop();
    if (!m_interrupted)
        m_rows.push_back(std::move(row));
    return {};
}

std::optional<LoadLine> Scale::line(const QString &lane) const
{
    std::vector<LoadPoint> points;
    for (const ScaleRow &row : m_rows)
        if (row.lane == lane)
            points.push_back(row.load);
    return loadLine(points);
}

QString Scale::table() const
{
    const auto ms = [](Ns value) {
        return value == noTime ? u"-"_s : QString::number(static_cast<double>(value) / 1e6, 'f', 2);
    };
    QString text = u"lane           clients    live  connections   updates/s      kB/s   server CPU   delay p50   delay p99\n"_s;
    for (const ScaleRow &row : m_rows)
        text += row.lane.leftJustified(14) + QString::number(row.count.clients).rightJustified(8) +
                QString::number(row.count.live).rightJustified(8) +
                QString::number(row.connections(), 'f', 0).rightJustified(13) +
                QString::number(row.updatesPerSecond(), 'f', 0).rightJustified(12) +
                QString::number(row.load.bytesPerSecond / 1e3, 'f', 1).rightJustified(10) +
                (QString::number(row.load.cores * 100, 'f', 1) + u" %"_s).rightJustified(13) +
                (ms(row.count.delay.percentile(0.5)) + u" ms"_s).rightJustified(12) +
                (ms(row.count.delay.percentile(0.99)) + u" ms"_s).rightJustified(12) + u'\n';
    text += u"\nServer and clients share this machine: delays of many clients are also its own load. Bytes are those of\n"
            "one client on the wire, times the number of clients.\n"
            "Projection, not a measurement: cores = base + each x N, by least squares over the rows above.\n"_s;
    for (const QString &lane : m_options.lanes)
        if (const auto fit = line(lane)) {
            text += lane.leftJustified(14) +
                    u" cores = %1 + %2 x N"_s.arg(fit->base, 0, 'g', 2).arg(fit->each, 0, 'g', 2);
            for (const double clients : projected)
                text += u";  %1 clients: %2 cores, %3 MB/s"_s.arg(clients, 0, 'f', 0)
                            .arg(fit->coresAt(clients), 0, 'g', 2)
                            .arg(fit->bytesAt(clients) / 1e6, 0, 'g', 3);
            text += u'\n';
        }
    return text;
}

QByteArray Scale::json() const
{
    QJsonArray rows;
    for (const ScaleRow &row : m_rows) {
        const auto ms = [](Ns value) {
            return value == noTime ? QJsonValue() : QJsonValue(static_cast<double>(value) / 1e6);
        };
        rows.append(QJsonObject{{u"lane"_s, row.lane},
                                {u"clients"_s, row.count.clients},
                                {u"live"_s, row.count.live},
                                {u"connections"_s, row.connections()},
                                {u"reconnects"_s, static_cast<qint64>(row.count.reconnects)},
                                {u"updates_per_s"_s, row.updatesPerSecond()},
                                {u"bytes_per_s"_s, row.load.bytesPerSecond},
                                {u"server_cores"_s, row.load.cores},
                                {u"delay_ms"_s,
                                 QJsonObject{{u"count"_s, static_cast<qint64>(row.count.delay.count())},
                                             {u"p50"_s, ms(row.count.delay.percentile(0.5))},
                                             {u"p99"_s, ms(row.count.delay.percentile(0.99))}}}});
    }
    QJsonArray lines;
    for (const QString &lane : m_options.lanes)
        if (const auto fit = line(lane))
            lines.append(QJsonObject{{u"lane"_s, lane},
                                     {u"base_cores"_s, fit->base},
                                     {u"cores_each"_s, fit->each},
                                     {u"bytes_per_s_each"_s, fit->bytesEach}});
    return QJsonDocument(QJsonObject{{u"duration_s"_s, static_cast<double>(m_options.duration.count()) / 1e3},
                                     {u"rate_hz"_s, m_feed.demoRate},
                                     {u"rows"_s, rows},
                                     {u"projection"_s, lines}})
        .toJson();
}

int Scale::run()
{
    raiseOpenFiles();
    const quint64 seed = m_feed.seed != 0 ? m_feed.seed : 1;
    if (const QString error = m_server.start(m_feed.demoRate, m_feed.demoSymbols, seed); !error.isEmpty()) {
        complain(error);
        return 1;
    }
    for (const QString &lane : m_options.lanes)
        for (const int clients : m_options.clients) {
            if (m_interrupted)
                break;
            complain(u"%1: %2 clients for %3 s"_s.arg(lane).arg(clients).arg(
                static_cast<double>(m_options.duration.count()) / 1e3));
            if (const QString error = measure(lane, clients); !error.isEmpty()) {
                complain(error);
                return 1;
            }
        }
    if (m_options.json.isEmpty())
        print(table().toUtf8());
    else if (m_options.json == "-"_L1)
        print(json());
    else if (QSaveFile file(m_options.json);
             !file.open(QIODevice::WriteOnly) || file.write(json()) < 0 || !file.commit()) {
        complain(u"%1 cannot be written: %2."_s.arg(m_options.json, file.errorString()));
        return 1;
    }
    return m_interrupted ? 1 : 0;
}

} // namespace

int runScale(const FeedOptions &feed, const ScaleOptions &options)
{
    Scale scale(feed, options);
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::stopRequested, &scale, &Scale::interrupt);
    return scale.run();
}

} // namespace feedscope
