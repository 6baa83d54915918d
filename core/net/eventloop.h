#pragma once

#include "core/net/wakelist.h"

#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

namespace feedscope {

/// Something that waits for its descriptors. Called on the loop's thread only.
class Watcher
{
public:
    /// `fd` may be ready for `events` (EPOLLIN, …). A hint: it may also come late, so calls must not block.
    virtual void ready(int fd, std::uint32_t events) = 0;

    /// The time that it asked for with EventLoop::wake() has come.
    virtual void due() {}

protected:
    ~Watcher() = default;
};

/// A small level-triggered epoll loop: Qt's sockets know neither half-close nor RST, cannot be told to hold
/// still, and cost a round trip 2 to 3 times as much time (see tests/bench/bench_relay). All functions belong
/// to the loop's thread, but post(), which any thread may call.
class EventLoop
{
public:
    /// False if the kernel gave no descriptors (errno says why).
    bool open();

    /// Sets what `fd` waits for; 0 still reports errors and hang-ups. The watcher must live until forget(fd).
    void watch(int fd, std::uint32_t events, Watcher *watcher);

    /// Stops all reports about `fd`; also right if it was never watched. Call it before the descriptor is
    /// closed.
    void forget(int fd);

    /// Has watcher->due() called once at `at` (steady, ns), exact to about 0.1 ms; noTime takes it back, as
    /// must be done before the watcher goes.
    void wake(Watcher *watcher, Ns at) { m_wakes.set(watcher, at); }

    /// Waits at most `timeoutMs` (-1: for ever) and reports what is ready, then runs what was posted.
    void turn(int timeoutMs);

    /// Has `call` run on the loop's thread soon. Any thread.
    void post(std::function<void()> call);

    /// The same, and waits until it has run. Any thread but the loop's; the loop must be turning.
    void run(const std::function<void()> &call);

private:
    struct Watched
    {
        Watcher *watcher = nullptr;
        std::uint32_t events = 0;
    };

    void runPosted();

    Fd m_epoll;
    Fd m_wake;
    WakeList m_wakes;
    std::vector<Watched> m_watched; ///< by descriptor
    std::mutex m_mutex;
    std::vector<std::function<void()>> m_posted;
};

} // namespace feedscope
