#pragma once

#include "core/clock.h"

#include <cstdint>

namespace feedscope {

/// A simulated path between a client and its server; the same in both directions. Off by default. A value.
struct Impairment
{
    Ns delay = 0;           ///< one way, ns
    Ns jitter = 0;          ///< uniform ± around the delay, at most the delay; only datagrams may overtake
    std::int64_t rate = 0;  ///< bits/s of each connection and direction; 0: not limited
    double loss = 0;        ///< share of datagrams lost, 0 to 1; a TCP connection never loses a byte
    std::uint64_t seed = 0; ///< of the losses; 0: others each time

    /// What it does to a TCP connection.
    bool isOnForStreams() const { return delay > 0 || jitter > 0 || rate > 0; }
    bool isOn() const { return isOnForStreams() || loss > 0; }

    friend bool operator==(const Impairment &, const Impairment &) = default;
};

} // namespace feedscope
