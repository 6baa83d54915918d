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

/// A last line needs no end; a length needs its record.
std::optional<StreamTransport::Piece> HttpStreamTransport::last()
{
    if (m_endpoint.framing != Framing::Lines || !hasBegun())
        return std::nullopt;
    m_cutter.feed("\n");
    auto piece = next();
    if (piece) { // without the end that it did not have
        piece->bytes.chop(1);
        --piece->framing;
    }
    return piece;
}

} // namespace feedscope
