#include "core/clock.h"

#include <chrono>

#include <time.h>

namespace feedscope {

using std::chrono::duration_cast;
using std::chrono::nanoseconds;

Ns steadyNow() noexcept
{
    return duration_cast<nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Ns wallNow() noexcept
{
    return duration_cast<nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

Ns sleptSoFar() noexcept
{
#ifdef CLOCK_BOOTTIME
    timespec boot{}, steady{};
    if (clock_gettime(CLOCK_BOOTTIME, &boot) == 0 && clock_gettime(CLOCK_MONOTONIC, &steady) == 0)
        return (boot.tv_sec - steady.tv_sec) * second + (boot.tv_nsec - steady.tv_nsec);
#endif
    return 0;
}

Ns wallMinusSteady(int rounds) noexcept
{
    Ns best = 0;
    Ns narrowest = std::numeric_limits<Ns>::max();
    for (int i = 0; i < rounds; ++i) {
        const Ns before = steadyNow();
        const Ns wall = wallNow();
        const Ns after = steadyNow();
        if (after - before < narrowest) {
            narrowest = after - before;
            best = wall - (before + (after - before) / 2);
        }
    }
    return best;
}

} // namespace feedscope
