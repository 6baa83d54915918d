#include "core/transport/httpstream.h"

#include "core/transport/sentences.h"

namespace feedscope {

HttpStreamTransport::HttpStreamTransport(const Endpoint &endpoint, TransportListener *listener)
    : StreamTransport(endpoint, listener)
    , m_cutter(endpoint.framing, endpoint.limits.message)
{}

/// Servers name such streams as they like; only a page is none of them.
std::optional<TransportError> HttpStreamTransport::typeFault(const HttpHead &head) const
{
    if (head.type == "text/html")
        return sentences::httpStatus(m_endpoint.url, head.status);
    return std::nullopt;
}

std::optional<StreamTransport::Piece> HttpStreamTransport::next()
{
    const bool lines = m_endpoint.framing == Framing::Lines;
    auto message = m_cutter.next();
    for (; message && lines && message->isEmpty(); message = m_cutter.next())
        m_talk += message->bytes.size();
    if (!message)
        return std::nullopt;
    return Piece{std::move(message->bytes), message->framing, !lines};
}

} // namespace feedscope
