#pragma once

#include "core/transport/polltransport.h"

namespace feedscope {

/// Long polling (RFC 6202 2): each request is held by the server until there is something new or the
/// endpoint's hold is over, and the next one follows at once: from the cursor of the last answer, or, without
/// one, conditional on it. A server that answers early with nothing new does not hold: it is asked no more
/// often than the poll interval says. Network thread.
class LongPollTransport final : public PollTransport
{
    Q_OBJECT

public:
    LongPollTransport(const Endpoint &endpoint, TransportListener *listener);

private:
    void beginPlan(Ns now) override { m_due = now; }
    Ns due(Ns) const override { return m_due; }
    PollQueue::Turn take(Ns now) override { return {now, 0}; }
    void ended(const Request &request, bool moved) override;

    Ns m_due = noTime;
};

} // namespace feedscope
