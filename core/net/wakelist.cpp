#include "core/net/wakelist.h"

#include "core/net/eventloop.h"

#include <sys/timerfd.h>

#include <cstdint>

namespace feedscope {

bool WakeList::open()
{
    m_timer.reset(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
    return bool(m_timer);
}

void WakeList::set(Watcher *watcher, Ns at)
{
    if (const auto it = m_times.find(watcher); it != m_times.end()) {
        if (it->second == at)
            return;
        m_byTime.erase({it->second, watcher});
        m_times.erase(it);
    }
    if (at != noTime) {
        m_byTime.emplace(at, watcher);
        m_times.emplace(watcher, at);
    }
    arm();
}

void WakeList::run()
{
    std::uint64_t expired = 0;
    [[maybe_unused]] const ssize_t n = read(m_timer.get(), &expired, sizeof expired);
    m_armed = noTime;
    const Ns now = steadyNow(); // read once: who asks again for a time in the past waits for the next turn
    while (!m_byTime.empty() && m_byTime.begin()->first <= now) {
        Watcher *const watcher = m_byTime.begin()->second;
        m_byTime.erase(m_byTime.begin());
        m_times.erase(watcher);
        watcher->due();
    }
    arm();
}

void WakeList::arm()
{
    const Ns first = m_byTime.empty() ? noTime : m_byTime.begin()->first;
    if (first == m_armed)
        return;
    m_armed = first;
    itimerspec spec{}; // all zero: off
    if (first != noTime) {
        const Ns at = first > 0 ? first : 1;
        spec.it_value = {static_cast<time_t>(at / second), static_cast<long>(at % second)};
    }
    timerfd_settime(m_timer.get(), TFD_TIMER_ABSTIME, &spec, nullptr);
}

} // namespace feedscope
