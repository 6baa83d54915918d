#pragma once

#include "core/clock.h"

#include <cmath>
#include <numbers>

namespace feedscope::server {

/// Where the moving dot is, both coordinates 0 to 1, y downwards. A value.
struct Dot
{
    static constexpr Ns step = second / 30;
    static constexpr Ns round = 4 * second; ///< for its whole way, a lying eight

    double x = 0;
    double y = 0;

    static Dot at(Ns time) noexcept
    {
        const double turn =
            2 * std::numbers::pi * static_cast<double>(time % round) / static_cast<double>(round);
        return {0.5 + 0.44 * std::sin(turn), 0.5 + 0.4 * std::sin(2 * turn)};
    }
};

} // namespace feedscope::server
