#pragma once

#include "core/transport/brokers/stompframe.h"
#include "core/transport/brokertransport.h"

namespace feedscope {

/// STOMP 1.0 to 1.2 over WebSocket. Says CONNECT if the profile does not, sends heart-beats as agreed, and
/// acknowledges messages that ask for it once the lane has taken them, unless the profile does. Network
/// thread.
class StompTransport final : public BrokerTransport
{
    Q_OBJECT

public:
    StompTransport(const Endpoint &endpoint, TransportListener *listener);

private:
    Written written(const QByteArray &text) override;
    void begin() override;
    Extent firstUnit(std::string_view bytes, std::size_t seen) override;
    void take() override;
    void farewell() override;

    void connected();
    void message();
    void error();

    stomp::Frame m_frame;
    QByteArrayList m_rest; ///< of the greeting, until the broker has taken us in
    int m_canBeat = 0;     ///< ms between two heart-beats of ours that our CONNECT promises; 0: none
    QTimer m_heartBeat;
};

} // namespace feedscope
