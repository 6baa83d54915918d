#pragma once

#include "core/net/eventloop.h"
#include "core/net/outageplan.h"

namespace feedscope {

/// Carries out the stalls and cuts of a relay, planned ones and those by hand, on all its lanes at the same
/// instants. Owned by the relay's loop and used on its thread only.
class Outages final : public Watcher
{
public:
    Outages(EventLoop &loop, std::function<void(bool stalled)> hold, std::function<void(Cut::By)> cut);
    ~Outages() { m_loop.wake(this, noTime); }

    /// Replaces the plan; a stall of the old one ends, one by hand goes on.
    void follow(const OutagePlan &plan);

    /// From now on, for so long.
    void stall(Ns length);

    bool isStalled() const { return m_stalled; }

    void ready(int, std::uint32_t) override {}
    void due() override { look(); }

private:
    void look();

    EventLoop &m_loop;
    const std::function<void(bool)> m_hold;
    const std::function<void(Cut::By)> m_cut;
    OutagePlan m_plan;
    std::int64_t m_cutsDone = 0;
    Ns m_byHandUntil = noTime;
    bool m_stalled = false;
};

} // namespace feedscope
