#pragma once

#include "core/transport/brokers/mqttwriter.h"
#include "core/transport/brokertransport.h"

namespace feedscope {

/// MQTT 3.1.1 or 5 over WebSocket (OASIS, section 6 of both). Says CONNECT, subscribes to everything if the
/// profile subscribes to nothing, acknowledges QoS 1 after the lane has taken the message, keeps the
/// connection alive. The broker keeps the session over an outage, so what it sends again afterwards is known
/// by its packet id and content and comes once.
class MqttTransport final : public BrokerTransport
{
    Q_OBJECT

public:
    MqttTransport(const Endpoint &endpoint, TransportListener *listener);

    /// PINGREQ.
    bool ping() override;
    /// What came lately at QoS 1, for the attempt after an outage.
    std::optional<QByteArray> reached() const override;
    void setCursor(const QByteArray &reached) override;

    /// Messages that the broker sent again although they had come: acknowledged, not handed on.
    std::int64_t repeated() const noexcept { return m_repeated; }

private:
    Written written(const QByteArray &text) override;
    void begin() override;
    Extent firstUnit(std::string_view bytes, std::size_t seen) override;
    void take() override;
    void farewell() override;

    void welcome();
    void publish();
    void subscribed();
    void parting();
    void note(const mqtt::Packet &sent);
    bool isRepeated(const mqtt::Publish &publish);
    mqtt::Defaults defaults();

    mqtt::Packet m_packet;
    int m_version;
    mqtt::ConnectFacts m_connect;
    QByteArrayList m_rest;   ///< of the greeting, until the broker has taken us in
    QByteArrayList m_topics; ///< subscribed to
    std::uint16_t m_packetId = 0;
    QTimer m_keepAlive;

    /// One message at QoS 1.
    struct Seen
    {
        std::uint16_t id = 0;
        std::uint64_t content = 0;
        bool before = false; ///< on an earlier connection
    };
    std::deque<Seen> m_recent;
    std::int64_t m_repeated = 0;
};

} // namespace feedscope
