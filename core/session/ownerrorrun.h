#pragma once

#include "core/owncost.h"
#include "core/session/plan.h"

#include <functional>

namespace feedscope {

/// What the tool's own error is measured on: the demo feed at 1,000 messages a second over these lanes.
struct OwnErrorPlan
{
    SessionPlan feed;
    std::int64_t messages = 1'000; ///< of each lane at least; poll lanes: answers
    Ns patience = 60 * second;     ///< for them, of each lane
    bool tls = false;              ///< the feed is served over TLS: see canStampOverTls()
};

/// Whether the messages of this lane (a name of the transport table) can be found in a TLS connection: each is a
/// record of its own whose size is known, or the lane asks for answers, and the last record before the end of a
/// request is its answer's.
bool canStampOverTls(const QString &lane);

/// Measures how late arrival stamps are against the kernel's (measures.md 10): each lane alone, the WebSocket lane
/// behind a known delay, then all together; over TLS each lane alone. Blocks; for a thread without an event loop.
/// `progress` hears 0 to 1 and may say false: stop.
OwnErrorReport measureOwnError(const OwnErrorPlan &plan, const std::function<bool(double)> &progress);

} // namespace feedscope
