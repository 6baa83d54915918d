#pragma once

#include "core/net/impairment.h"

#include <array>

namespace feedscope {

/// A well-known kind of path. A value.
struct PathPreset
{
    const char16_t *name; ///< as on the command line
    Impairment path;
};

/// Figures that stand for many; real paths differ. Delays are one way: half of the round trips of the sources.
/// A rate is one for both directions here, so where the two differ it is the slower one or what the source
/// gives for both.
inline constexpr std::array pathPresets{
    // Switched Gigabit Ethernet (IEEE 802.3ab): a round trip of half a millisecond through two switches.
    PathPreset{u"lan", {.delay = 250 * microsecond, .jitter = 50 * microsecond, .rate = 1'000'000'000}},
    // "4G" of WebPageTest's connectivity profiles: 9 Mbit/s both ways, round trip 170 ms. Jitter: LTE's frame
    // of 10 ms, in which an uplink grant is waited for (3GPP TS 36.211 4, TS 36.321 5.4).
    PathPreset{u"4g",
               {.delay = 85 * millisecond, .jitter = 10 * millisecond, .rate = 9'000'000, .loss = 0.002}},
    // London to New York by cable: 5,570 km as the crow flies, some 7,000 km of fibre at 204 km/ms, and the
    // routers on both shores: a round trip of 72 ms (carriers promise 90 ms at most, and 99.5 % delivery).
    PathPreset{u"transatlantic",
               {.delay = 36 * millisecond, .jitter = 1 * millisecond, .rate = 100'000'000, .loss = 0.001}},
    // A geostationary hop: 239.6 to 279.0 ms one way (RFC 2488 2), and some 40 ms for the shared uplink's
    // grants and coding, as in the 600 ms round trips that regulators measure.
    PathPreset{u"satellite",
               {.delay = 300 * millisecond, .jitter = 20 * millisecond, .rate = 3'000'000, .loss = 0.005}},
    // The 4G path, and on it tunnels of 330 m at 150 km/h: 8 s without a signal, one each 40 s; behind every
    // third the phone attaches anew with another address, which ends all connections.
    PathPreset{u"train-tunnel",
               {.delay = 85 * millisecond,
                .jitter = 10 * millisecond,
                .rate = 9'000'000,
                .loss = 0.002,
                .stall = {10 * second, 8 * second, 40 * second},
                .cut = {18 * second, 120 * second}}},
};

} // namespace feedscope
