// The window under load, as a user has it: the built-in demo feed, push and poll, one page on the screen.
//   bench_window [updates/s] [seconds] [page]      default 20000 60 compare
// Prints how evenly the frames came, what the process held, and what was dropped. Run it under Xvfb at 1280x800.
#include "app/demo.h"
#include "core/session/memory.h"
#include "core/session/session.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QTimer>

#include <algorithm>
#include <cstdio>

#include <sys/resource.h>

using namespace feedscope;

namespace {

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// When the frame clock ticked, after the warm-up.
class Frames
{
public:
    void tick(Ns now)
    {
        if (m_last != noTime)
            m_gaps.push_back(now - m_last);
        m_last = now;
    }
    void forget() { m_gaps.clear(); }

    void print()
    {
        std::sort(m_gaps.begin(), m_gaps.end());
        const auto at = [&](double p) {
            return static_cast<double>(m_gaps[static_cast<std::size_t>(p * static_cast<double>(m_gaps.size() - 1))]) / 1e6;
        };
        const auto late = std::lower_bound(m_gaps.begin(), m_gaps.end(), 20 * millisecond + 1);
        std::printf("frames %zu, within 20 ms of the last: %.2f %%, gap p50 %.1f ms, p99 %.1f ms, max %.1f ms\n",
                    m_gaps.size(),
                    100.0 * static_cast<double>(late - m_gaps.begin()) / static_cast<double>(m_gaps.size()), at(0.5),
                    at(0.99), at(1));
    }

private:
    Ns m_last = noTime;
    std::vector<Ns> m_gaps;
};

} // namespace

int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    FeedOptions feed;
    feed.demoRate = argc > 1 ? std::atof(argv[1]) : 20'000;
    const int seconds = argc > 2 ? std::atoi(argv[2]) : 60;

    Demo demo;
    if (const QString error = demo.start(feed); !error.isEmpty())
        return std::puts(qPrintable(error)), 1;
    Session session({});
    Frames frames;
    UiOptions options;
    options.page = QString::fromLatin1(argc > 3 ? argv[3] : "compare");
    options.size = QSize(1280, 800);
    options.drain = [&] {
        frames.tick(steadyNow());
        return session.drain();
    };
    MainWindow window(session.data(), session, options);
    if (const QString error = session.start(demo.plan({}).plan); !error.isEmpty())
        return std::puts(qPrintable(error)), 1;
    window.show();

    const double start = cpuSeconds();
    std::int64_t early = 0;
    QTimer::singleShot(2'000, &window, [&] { frames.forget(); });
    QTimer::singleShot(20'000, &window, [&] { early = residentBytes(); });
    QTimer::singleShot(seconds * 1'000, &window, [&] {
        const LaneStatus &push = session.data().lanes.front();
        std::printf("%.0f updates/s asked, %lld received, %lld dropped, %.1f %% of a core\n", feed.demoRate,
                    static_cast<long long>(push.updates), static_cast<long long>(push.dropped),
                    100 * (cpuSeconds() - start) / seconds);
        frames.print();
        std::printf("memory after 20 s %.1f MB, at the end %.1f MB\n", static_cast<double>(early) / 1e6,
                    static_cast<double>(residentBytes()) / 1e6);
        QApplication::quit();
    });
    return QApplication::exec();
}
