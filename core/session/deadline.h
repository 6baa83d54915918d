#pragma once

#include "core/clock.h"

#include <algorithm>

namespace feedscope {

/// The earlier of two deadlines, where noTime means none.
inline Ns sooner(Ns a, Ns b) noexcept
{
    if (a == noTime || b == noTime)
        return a == noTime ? b : a;
    return std::min(a, b);
}

/// True if there is such a deadline, and it has come.
inline bool isDue(Ns deadline, Ns now) noexcept
{
    return deadline != noTime && now >= deadline;
}

/// Seconds, as profiles say them.
inline Ns fromSeconds(double seconds) noexcept
{
    return static_cast<Ns>(seconds * static_cast<double>(second));
}

} // namespace feedscope
