#pragma once

#include "core/transport/brokers/natsline.h"
#include "core/transport/brokertransport.h"

namespace feedscope {

/// The client protocol of NATS over WebSocket. Says CONNECT if the profile does not, subscribes to everything
/// if the profile subscribes to nothing, answers PING unless the profile does. Network thread.
class NatsTransport final : public BrokerTransport
{
    Q_OBJECT

public:
    NatsTransport(const Endpoint &endpoint, TransportListener *listener);

    /// PING.
    bool ping() override;

private:
    Written written(const QByteArray &text) override;
    void begin() override {} // the server speaks first
    Extent firstUnit(std::string_view bytes, std::size_t seen) override;
    void take() override;

    void informed();
    void asked();
    void answered();
    void error();

    nats::Operation m_operation;
    bool m_greeted = false;
    bool m_subscribed = false;
};

} // namespace feedscope
