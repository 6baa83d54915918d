#pragma once

#include "core/session/handover.h"
#include "core/transport/transport.h"

namespace feedscope {

/// Adds counts of two connections; the sizes of frame headers span both.
TransportCounters operator+(const TransportCounters &a, const TransportCounters &b);

/// What all the connections of a lane have counted, one after another. A value of its lane, network thread.
class TransportTotals
{
public:
    /// A connection has ended with these.
    void ended(const TransportCounters &counters) { m_before = m_before + counters; }
    /// Into the lane's counters: those that have ended, and the one that runs.
    void putInto(LaneCounters &lane, const TransportCounters &running) const;

private:
    TransportCounters m_before; ///< of those that have ended
};

} // namespace feedscope
