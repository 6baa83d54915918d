#include "core/transport/longpoll.h"

#include "core/transport/headers.h"

#include <algorithm>

namespace feedscope {

LongPollTransport::LongPollTransport(const Endpoint &endpoint, TransportListener *listener)
    : PollTransport(withoutPrefix(endpoint), listener, endpoint.hold)
{}

void LongPollTransport::ended(const Request &request, bool moved)
{
    using std::chrono::nanoseconds;
    // Servers may hold for less than they are asked to; one that answers within a second does not hold at all.
    const Ns hold = nanoseconds(m_endpoint.hold).count();
    const bool wasHeld = hold > 0 && request.ended - request.sent >= std::min(hold / 2, second);
    m_due = request.ended + (moved || wasHeld ? 0 : nanoseconds(m_endpoint.poll.interval).count());
}

} // namespace feedscope
