#pragma once

#include "core/clock.h"

#include <cstdint>

namespace feedscope {

/// A simulated path between a client and its server; the same in both directions. Off by default. A value.
struct Impairment
{
    Ns delay = 0;          ///< one way, ns
    Ns jitter = 0;         ///< uniform ± around the delay, at most the delay; the order of bytes is kept
    std::int64_t rate = 0; ///< bits/s of each connection and direction; 0: not limited

    bool isOn() const { return delay > 0 || jitter > 0 || rate > 0; }

    friend bool operator==(const Impairment &, const Impairment &) = default;
};

} // namespace feedscope
