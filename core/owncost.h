#pragma once

#include "core/clock.h"

#include <QString>

#include <vector>

namespace feedscope {

/// What the relay itself adds to a round trip of 310 bytes between two blocking sockets on loopback. A value;
/// ns.
struct RelayCost
{
    struct RoundTrip
    {
        Ns p50 = noTime;
        Ns p99 = noTime;
    };
    RoundTrip direct;  ///< without the relay
    RoundTrip through; ///< through it, with no path simulated
    RoundTrip delayed; ///< through it with a delay of 1 ms each way, those 2 ms taken off
    int roundTrips = 0; ///< of each kind; 0: it could not be measured

    bool isKnown() const { return roundTrips > 0; }
    /// Added by a relay that simulates nothing, and by one that simulates a path.
    Ns off() const { return through.p50 - direct.p50; }
    Ns on() const { return delayed.p50 - direct.p50; }
};

/// How late one lane's arrival stamps are against the kernel's (measures.md 10). A value; ns.
struct OwnErrorLine
{
    QString lane;
    bool ownSocket = true; ///< false: QNetworkAccessManager's
    bool together = false; ///< while all lanes ran; else alone
    bool tls = false;      ///< over TLS
    bool painting = false; ///< while the window painted a live feed
    std::int64_t messages = 0; ///< poll lanes: answers
    Ns least = noTime;
    Ns p50 = noTime;
    Ns p99 = noTime;
    Ns p999 = noTime;
    Ns most = noTime;

    /// What p99 is to stay within.
    Ns goal() const { return (ownSocket ? 200 : 400) * microsecond; }
};

/// The error of the tool itself: all lanes, each alone and all together, some over TLS, and a known delay found
/// again. A value.
struct OwnErrorReport
{
    std::vector<OwnErrorLine> lines;
    OwnErrorLine bare; ///< two bare sockets, no lane: what the machine itself takes; no messages: not measured
    Ns delayGiven = noTime; ///< one way, simulated by the relay
    Ns delayFound = noTime; ///< by how much the median delay of the WebSocket lane grew
    QString sentence; ///< why there is nothing, or less than there should be; empty: all is there
};

} // namespace feedscope
