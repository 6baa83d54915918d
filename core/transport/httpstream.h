#pragma once

#include "core/framing.h"
#include "core/transport/streamtransport.h"

namespace feedscope {

/// A plain HTTP stream: the answer's body is a flow of records, a JSON value a line (NDJSON) or with their
/// length before them, whatever type the server gives it. Each record is one message, with its framing; an
/// empty line is a sign of life and no message (Kubernetes, CouchDB). Where it goes on after a reconnect is
/// the profile's `resume`. Network thread.
class HttpStreamTransport final : public StreamTransport
{
    Q_OBJECT

public:
    HttpStreamTransport(const Endpoint &endpoint, TransportListener *listener);

private:
    std::optional<TransportError> typeFault(const HttpHead &head) const override;
    void feed(const QByteArray &bytes) override { m_cutter.feed(bytes); }
    std::optional<Piece> next() override;
    std::optional<Piece> last() override;
    bool isTooLarge() const override { return m_cutter.isTooLarge(); }
    bool hasBegun() const override { return m_cutter.hasBegun(); }
    bool endsInside() const override { return m_cutter.hasBegun(); }
    qint64 talk() const override { return m_talk; }

    MessageCutter m_cutter;
    qint64 m_talk = 0; ///< bytes of empty lines
};

} // namespace feedscope
