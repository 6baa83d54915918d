#include "core/session/transporttotals.h"

#include <algorithm>

namespace feedscope {

TransportCounters operator+(const TransportCounters &a, const TransportCounters &b)
{
    TransportCounters sum;
    sum.messages = a.messages + b.messages;
    sum.payloadReceived = a.payloadReceived + b.payloadReceived;
    sum.payloadSent = a.payloadSent + b.payloadSent;
    sum.frameHeaders = a.frameHeaders + b.frameHeaders;
    sum.frames = a.frames + b.frames;
    sum.headersReceived = a.headersReceived + b.headersReceived;
    sum.smallestFrameHeader = a.frames == 0 || (b.frames > 0 && b.smallestFrameHeader < a.smallestFrameHeader)
                                  ? b.smallestFrameHeader
                                  : a.smallestFrameHeader;
    sum.largestFrameHeader = std::max(a.largestFrameHeader, b.largestFrameHeader);
    sum.binaryMessages = a.binaryMessages + b.binaryMessages;
    sum.control = a.control + b.control;
    sum.dropped = a.dropped + b.dropped;
    return sum;
}

void TransportTotals::putInto(LaneCounters &lane, const TransportCounters &running) const
{
    const TransportCounters sum = m_before + running;
    lane.payloadReceived = sum.payloadReceived;
    lane.payloadSent = sum.payloadSent;
    lane.frameHeaders = sum.frameHeaders;
    lane.control = sum.control;
    lane.frames = sum.frames;
    lane.headersReceived = sum.headersReceived;
    lane.smallestFrameHeader = sum.smallestFrameHeader;
    lane.largestFrameHeader = sum.largestFrameHeader;
    lane.binaryMessages = sum.binaryMessages;
    lane.dropped = sum.dropped;
}

} // namespace feedscope
