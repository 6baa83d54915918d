#pragma once

#include "core/transport/ssesplitter.h"
#include "core/transport/streamtransport.h"

namespace feedscope {

/// Server-Sent Events (WHATWG HTML 9.2). Each event is one message, its block as it came; comments are signs of
/// life and no messages. It goes on from the id of the last event that an earlier attempt has seen. Network
/// thread.
class SseTransport final : public StreamTransport
{
    Q_OBJECT

public:
    SseTransport(const Endpoint &endpoint, TransportListener *listener);

    /// The id of the last event.
    void setCursor(const QByteArray &cursor) override { m_splitter.setLastEventId(cursor); }
    std::optional<QByteArray> reached() const override { return m_splitter.lastEventId(); }

private:
    void prepare(QNetworkRequest &request) const override;
    std::optional<TransportError> typeFault(const HttpHead &head) const override;
    void feed(const QByteArray &bytes) override { m_splitter.feed(bytes); }
    std::optional<Piece> next() override;
    bool isTooLarge() const override { return m_splitter.isTooLarge(); }
    bool hasBegun() const override { return m_splitter.isMidBlock(); }
    qint64 talk() const override { return m_splitter.talk(); }
    std::chrono::milliseconds retry() const override { return m_splitter.retry(); }

    SseSplitter m_splitter;
};

} // namespace feedscope
