#pragma once

#include "core/clock.h"
#include "core/net/fd.h"

#include <map>
#include <set>
#include <utility>

namespace feedscope {

class Watcher;

/// The watchers that want to be called at a time: one descriptor (timerfd, exact to about 50 µs and not
/// subject to the timer slack of epoll_wait) that is ready when the first of them is due. It is never armed
/// while nobody asks. For the loop's thread.
class WakeList
{
public:
    /// False if the kernel gave no descriptor (errno says why).
    bool open();
    int fd() const { return m_timer.get(); }

    /// Calls watcher->due() once at `at` (steady); a later call replaces it, noTime takes it back.
    void set(Watcher *watcher, Ns at);

    /// Calls all that are due. They may set() themselves again, and others.
    void run();

private:
    void arm();

    Fd m_timer;
    std::set<std::pair<Ns, Watcher *>> m_byTime;
    std::map<Watcher *, Ns> m_times;
    Ns m_armed = noTime;
};

} // namespace feedscope
