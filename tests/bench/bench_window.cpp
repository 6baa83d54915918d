// The window under load, as a user has it: the built-in demo feed, push and poll, one page on the screen.
//   bench_window [updates/s] [seconds] [page]      default 20000 60 compare; 0.0167 is one message a minute
// Prints how evenly the frames came, how much memory the process held and whether that grew, its share of a
// core, and what was dropped. Run it under Xvfb at 1280x800.
#include "app/demo.h"
#include "core/session/memory.h"
#include "core/session/session.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <malloc.h>
#include <sys/resource.h>

using namespace feedscope;

namespace {

constexpr Ns warmUp = 2 * second;   ///< before frames count
constexpr Ns filling = 20 * second; ///< before memory counts: buffers and the window's past fill

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
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

    void print(double seconds)
    {
        std::sort(m_gaps.begin(), m_gaps.end());
        const auto at = [&](double p) {
            const auto rank = static_cast<std::size_t>(p * static_cast<double>(m_gaps.size() - 1));
            return static_cast<double>(m_gaps[rank]) / 1e6;
        };
        const auto late = std::lower_bound(m_gaps.begin(), m_gaps.end(), 20 * millisecond + 1);
        const auto count = static_cast<double>(m_gaps.size());
        std::printf("frames %.1f a second, within 20 ms of the last: %.2f %%, gap p50 %.1f ms, p99 %.1f ms, "
                    "max %.1f ms\n",
                    count / seconds, 100.0 * static_cast<double>(late - m_gaps.begin()) / count, at(0.5),
                    at(0.99), at(1));
    }

private:
    Ns m_last = noTime;
    std::vector<Ns> m_gaps;
};

/// What the process held, and what of it was in use, four times a second.
class Memory
{
public:
    explicit Memory(Ns start)
        : m_start(start)
    {}
    void sample()
    {
        m_samples.push_back({toSeconds(steadyNow() - m_start), static_cast<double>(residentBytes()) / 1e6,
                             static_cast<double>(bytesInUse()) / 1e6});
    }

    void print() const
    {
        std::puts("memory, MB:     resident      in use");
        for (std::size_t i = 0; i < m_samples.size();) {
            const double from = std::floor(m_samples[i].time / 5) * 5;
            Sample least = m_samples[i], most = least;
            for (; i < m_samples.size() && m_samples[i].time < from + 5; ++i) {
                least.resident = std::min(least.resident, m_samples[i].resident);
                most.resident = std::max(most.resident, m_samples[i].resident);
                least.inUse = std::min(least.inUse, m_samples[i].inUse);
                most.inUse = std::max(most.inUse, m_samples[i].inUse);
            }
            std::printf("  %3.0f to %3.0f s  %5.1f..%5.1f  %5.1f..%5.1f\n", from, from + 5, least.resident,
                        most.resident, least.inUse, most.inUse);
        }
        printSlope();
    }

private:
    struct Sample
    {
        double time;
        double resident;
        double inUse;
    };

    /// Of what the allocator holds; 0 where it does not tell.
    static std::size_t bytesInUse()
    {
#ifdef __GLIBC__
        const struct mallinfo2 info = mallinfo2();
        return info.uordblks + info.hblkhd;
#else
        return 0;
#endif
    }

    /// Of the straight line with the least squares through all that came after the filling.
    void printSlope() const
    {
        double n = 0, t = 0, m = 0, tt = 0, tm = 0, least = INFINITY, most = 0;
        for (const Sample &sample : m_samples) {
            if (sample.time < toSeconds(filling))
                continue;
            n += 1;
            t += sample.time;
            m += sample.resident;
            tt += sample.time * sample.time;
            tm += sample.time * sample.resident;
            least = std::min(least, sample.resident);
            most = std::max(most, sample.resident);
        }
        if (n < 2)
            return;
        std::printf("memory after %.0f s: %.1f to %.1f MB, slope %+.2f MB a minute\n", toSeconds(filling),
                    least, most, 60 * (n * tm - t * m) / (n * tt - t * t));
    }

    Ns m_start;
    std::vector<Sample> m_samples;
};

} // namespace

int main(int argc, char *argv[])
{
    keepFreedMemory();
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
    QObject::connect(&session, &Session::dataAfterSilence, &window.frameClock(), &FrameClock::wake);
    if (const QString error = session.start(demo.plan({}).plan); !error.isEmpty())
        return std::puts(qPrintable(error)), 1;
    window.show();

    Memory memory(steadyNow());
    QTimer sampling;
    QObject::connect(&sampling, &QTimer::timeout, &window, [&] { memory.sample(); });
    sampling.start(250);
    double workBefore = 0;
    QTimer::singleShot(warmUp / millisecond, &window, [&] {
        frames.forget();
        workBefore = cpuSeconds();
    });
    const double measured = seconds - toSeconds(warmUp);
    QTimer::singleShot(seconds * 1'000, &window, [&] {
        const double work = cpuSeconds() - workBefore;
        const LaneStatus &push = session.data().lanes.front();
        std::printf("%g updates/s asked, %lld received, %lld dropped, %.1f %% of a core\n", feed.demoRate,
                    static_cast<long long>(push.updates), static_cast<long long>(push.dropped),
                    100 * work / measured);
        frames.print(measured);
        memory.print();
        QApplication::quit();
    });
    return QApplication::exec();
}
