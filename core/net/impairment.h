#pragma once

#include "core/clock.h"

#include <cstdint>

namespace feedscope {

/// Nothing passes for a while, both ways, on all connections; they stay open, and what waited goes on after
/// it. TCP's own back-off, which may make a real one longer, is not simulated. A value.
struct Stall
{
    Ns at = noTime; ///< from the beginning of the measured window; noTime: never
    Ns length = 0;
    Ns every = 0; ///< and again so much after its beginning; longer than `length`; 0: once

    bool isOn() const { return at != noTime && length > 0; }
    friend bool operator==(const Stall &, const Stall &) = default;
};

/// All connections end, as by a failing network (RST) or by a proxy that closes them (FIN). A value.
struct Cut
{
    enum class By : std::uint8_t
    {
        Reset,
        Fin
    };

    Ns at = noTime; ///< from the beginning of the measured window; noTime: never
    Ns every = 0;   ///< and again so much later; 0: once
    By by = By::Reset;

    bool isOn() const { return at != noTime; }
    friend bool operator==(const Cut &, const Cut &) = default;
};

/// A simulated path between a client and its server; the same in both directions. Off by default. A value.
struct Impairment
{
    Ns delay = 0;           ///< one way, ns
    Ns jitter = 0;          ///< uniform ± around the delay, at most the delay; only datagrams may overtake
    std::int64_t rate = 0;  ///< bits/s of each connection and direction; 0: not limited
    double loss = 0;        ///< share of datagrams lost, 0 to 1; a TCP connection never loses a byte
    std::uint64_t seed = 0; ///< of the losses; 0: others each time
    Stall stall = {};       ///< of all lanes at the same instants
    Cut cut = {};           ///< of all lanes at the same instants

    /// What it does to the bytes of a TCP connection.
    bool isOnForStreams() const { return delay > 0 || jitter > 0 || rate > 0; }
    bool isOnForDatagrams() const { return isOnForStreams() || loss > 0; }
    bool isOn() const { return isOnForDatagrams() || stall.isOn() || cut.isOn(); }

    friend bool operator==(const Impairment &, const Impairment &) = default;
};

} // namespace feedscope
