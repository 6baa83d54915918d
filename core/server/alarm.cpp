#include "core/server/alarm.h"

#include <QSocketNotifier>
#include <QTimer>

#include <algorithm>
#include <chrono>

#ifdef Q_OS_LINUX
#include <sys/timerfd.h>
#include <unistd.h>
#endif

namespace feedscope::server {

#ifdef Q_OS_LINUX

/// A timerfd on CLOCK_MONOTONIC, the clock beneath steadyNow().
class Alarm::Clockwork
{
public:
    explicit Clockwork(Alarm *alarm)
        : m_fd(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC))
        , m_notifier(m_fd, QSocketNotifier::Read)
    {
        QObject::connect(&m_notifier, &QSocketNotifier::activated, alarm, [this, alarm] {
            std::uint64_t expirations = 0;
            if (read(m_fd, &expirations, sizeof expirations) == sizeof expirations)
                emit alarm->rang();
        });
    }
    ~Clockwork()
    {
        m_notifier.setEnabled(false);
        close(m_fd);
    }
    Q_DISABLE_COPY_MOVE(Clockwork)

    void set(Ns time) const
    {
        // All zero would disarm it.
        const Ns when = std::max<Ns>(1, time);
        const itimerspec spec{{0, 0}, {when / second, when % second}};
        timerfd_settime(m_fd, TFD_TIMER_ABSTIME, &spec, nullptr);
    }
    void cancel() const
    {
        const itimerspec off{};
        timerfd_settime(m_fd, 0, &off, nullptr);
    }

private:
    int m_fd;
    QSocketNotifier m_notifier;
};

#else

/// The best that Qt alone can do: whole milliseconds.
class Alarm::Clockwork
{
public:
    explicit Clockwork(Alarm *alarm)
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setSingleShot(true);
        QObject::connect(&m_timer, &QTimer::timeout, alarm, &Alarm::rang);
    }
    void set(Ns time)
    {
        const Ns left = std::max<Ns>(0, time - steadyNow());
        m_timer.start(std::chrono::milliseconds((left + millisecond - 1) / millisecond));
    }
    void cancel() { m_timer.stop(); }

private:
    QTimer m_timer;
};

#endif

Alarm::Alarm(QObject *parent)
    : QObject(parent)
    , m_clockwork(std::make_unique<Clockwork>(this))
{}

Alarm::~Alarm() = default;

void Alarm::ringAt(Ns time)
{
    m_clockwork->set(time);
}

void Alarm::cancel()
{
    m_clockwork->cancel();
}

} // namespace feedscope::server
