#pragma once

#include "core/clock.h"

#include <ctime>

namespace feedscope {

/// How long a thread has worked since this was made: what a page costs, whatever else the machine does.
class CpuTime
{
public:
    /// Of the calling thread, in ns.
    Ns elapsed() const { return now() - m_start; }

private:
    static Ns now()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return time.tv_sec * second + time.tv_nsec;
    }

    Ns m_start = now();
};

/// Instrumented code takes so many times as long.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr int slowness = 10;
#else
inline constexpr int slowness = 1;
#endif

} // namespace feedscope
