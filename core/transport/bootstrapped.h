#pragma once

#include "core/transport/httpexchange.h"
#include "core/transport/transport.h"

#include <memory>

namespace feedscope {

/// Any transport to a peer whose address must be asked for first: one HTTP request, then the transport to the
/// address that its answer gives. What comes after that is the transport's own. Network thread.
class BootstrappedTransport final : public Transport
{
    Q_OBJECT

public:
    using Make = std::unique_ptr<Transport> (*)(const Endpoint &, TransportListener *);

    BootstrappedTransport(Make make, const Endpoint &endpoint, TransportListener *listener);
    ~BootstrappedTransport() override;

    void start() override;
    void stop() override;
    void goingForGood() override;
    bool send(const QByteArray &payload, bool binary) override
    {
        return m_inner && m_inner->send(payload, binary);
    }
    bool ping() override { return m_inner && m_inner->ping(); }
    std::int64_t bytesSeen() const override { return m_inner ? m_inner->bytesSeen() : -1; }
    void setCursor(const QByteArray &cursor) override;
    std::optional<QByteArray> reached() const override;
    TransportCounters counters() const override
    {
        return m_inner ? m_inner->counters() : TransportCounters();
    }

private:
    void ask();
    void answered(const HttpEnd &end);
    void fail(const TransportError &error);

    Make m_make;
    HttpExchange m_exchange;
    std::unique_ptr<Transport> m_inner;
    QByteArray m_cursor;
    bool m_ended = false;
};

} // namespace feedscope
