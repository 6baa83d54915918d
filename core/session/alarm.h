#pragma once

#include <atomic>
#include <functional>
#include <utility>

namespace feedscope {

/// Wakes a screen that sleeps because nothing arrives: set by the session while it is idle, rung by whoever
/// leaves the first data, from any thread. It rings once each time it is set, so a busy feed never queues a
/// signal a message.
class Alarm
{
public:
    /// `ring` is called on the thread that rings; it must be safe there.
    explicit Alarm(std::function<void()> ring)
        : m_ring(std::move(ring))
    {}

    void set() noexcept { m_set.store(true); }
    void ring()
    {
        if (m_set.load(std::memory_order_relaxed) && m_set.exchange(false))
            m_ring();
    }

private:
    std::atomic<bool> m_set = false;
    std::function<void()> m_ring;
};

} // namespace feedscope
