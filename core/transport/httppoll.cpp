#include "core/transport/httppoll.h"

namespace feedscope {

void HttpPollTransport::beginPlan(Ns now)
{
    using std::chrono::nanoseconds;
    const PollOptions &poll = m_endpoint.poll;
    const Ns planStart = poll.start == noTime ? now : poll.start;
    m_queue.emplace(
        PollPlan(planStart, nanoseconds(poll.interval).count(), nanoseconds(poll.window).count(), poll.seed),
        now);
}

} // namespace feedscope
