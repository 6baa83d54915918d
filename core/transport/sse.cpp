#include "core/transport/sse.h"

#include "core/transport/sentences.h"

namespace feedscope {

SseTransport::SseTransport(const Endpoint &endpoint, TransportListener *listener)
    : StreamTransport(endpoint, listener)
    , m_splitter(endpoint.limits.message)
{}

void SseTransport::prepare(QNetworkRequest &request) const
{
    request.setRawHeader("Accept", "text/event-stream");
    if (const QByteArray &id = m_splitter.lastEventId(); !id.isEmpty())
        request.setRawHeader("Last-Event-ID", id);
}

/// WHATWG HTML 9.2.3.
std::optional<TransportError> SseTransport::typeFault(const HttpHead &head) const
{
    if (head.type != "text/event-stream")
        return sentences::noEventStream(m_endpoint.url, QString::fromLatin1(head.type));
    return std::nullopt;
}

std::optional<StreamTransport::Piece> SseTransport::next()
{
    auto block = m_splitter.next();
    if (!block)
        return std::nullopt;
    const qint64 framing = block->bytes.size() - block->data;
    return Piece{std::move(block->bytes), framing};
}

} // namespace feedscope
