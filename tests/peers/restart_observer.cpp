// Runs a session against a feed whose server comes and goes, or is quiet, and prints what the data say. For
// restart.py and quiet.py.
//
// Usage: restart_observer PROFILE WS_URL POLL_URL      ends at the end of its standard input
// A line a tick: lane, state, last data and time now (steady ns), updates, reconnects, gaps, resident bytes, freshness.

#include "core/session/memory.h"
#include "core/session/session.h"

#include <QCoreApplication>
#include <QFile>
#include <QSocketNotifier>

#include <cstdio>
#include <unistd.h>

using namespace feedscope;

namespace {

void print(const LiveData &data)
{
    for (const LaneStatus &lane : data.lanes)
        std::printf("%s %d %lld %lld %lld %lld %zu %lld %d\n", qPrintable(lane.name), int(lane.state),
                    static_cast<long long>(lane.lastData), static_cast<long long>(data.now),
                    static_cast<long long>(lane.updates), static_cast<long long>(lane.reconnects),
                    lane.gaps.size(), static_cast<long long>(residentBytes()),
                    int(lane.freshness));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 4)
        return 2;
    QFile file(arguments[1]);
    if (!file.open(QIODevice::ReadOnly))
        return 2;
    PlanOverrides overrides;
    overrides.url = QUrl(arguments[2]);
    overrides.poll = QUrl(arguments[3]);
    PlanResult planned = makePlan(parseProfile(file.readAll()).profile, overrides);
    Session session({});
    if (!planned.error.isEmpty() || !session.start(std::move(planned.plan)).isEmpty())
        return 1;
    QTimer frames, report;
    QObject::connect(&frames, &QTimer::timeout, &session, [&] { session.drain(); });
    QObject::connect(&report, &QTimer::timeout, &session, [&] { print(session.data()); });
    frames.start(16);
    report.start(20);
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &app, [] { QCoreApplication::quit(); });
    return QCoreApplication::exec();
}
