#pragma once

#include "core/transport/polltransport.h"

#include <optional>

namespace feedscope {

/// Polling by the plan of measures.md 8, on a kept connection or on a new one each. After the first request
/// the plan follows, whatever the answers say. Network thread.
class HttpPollTransport final : public PollTransport
{
    Q_OBJECT

public:
    HttpPollTransport(const Endpoint &endpoint, TransportListener *listener)
        : PollTransport(endpoint, listener)
    {}

private:
    void beginPlan(Ns now) override;
    Ns due(Ns now) const override { return m_queue->due(now); }
    PollQueue::Turn take(Ns now) override { return m_queue->take(now); }
    void ended(const Request &request, bool) override
    {
        m_queue->ended(request.outcome != Request::Outcome::Failed);
    }

    std::optional<PollQueue> m_queue;
};

} // namespace feedscope
