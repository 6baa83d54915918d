#pragma once

#include "core/clock.h"

namespace feedscope::fakes {

/// A clock that stands until the test moves it.
class FakeClock final : public Clock
{
public:
    explicit FakeClock(Ns start = 1'000 * second)
        : m_now(start)
    {}

    Ns now() const override { return m_now; }

    void advance(Ns by) { m_now += by; }
    void set(Ns now) { m_now = now; }

private:
    Ns m_now;
};

} // namespace feedscope::fakes
