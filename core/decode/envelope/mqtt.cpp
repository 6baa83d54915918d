#include "core/decode/envelope/members.h"
#include "core/transport/brokers/mqttpacket.h"

namespace feedscope {

namespace {

/// One packet on its way into the tree.
class PacketWriter
{
public:
    explicit PacketWriter(EnvelopeOutput &output)
        : m_output(output)
        , m_tree(output.tree)
    {}

    /// False: it is cut short.
    bool write(const mqtt::Packet &packet)
    {
        const NodeId root = m_tree.addRoot(NodeType::Object, {});
        m_tree.addChild(root, "packet", NodeType::String, mqtt::name(packet.type));
        const bool good = body(root, packet);
        const bool message = packet.type == mqtt::PacketType::Publish;
        if (good)
            m_output.documents.push_back({root, false, !message, message && (packet.flags & 1) != 0});
        return good;
    }

private:
    bool body(NodeId root, const mqtt::Packet &packet)
    {
        using enum mqtt::PacketType;
        switch (packet.type) {
        case Publish:
            return publish(root, packet);
        case Connack:
            return connack(root, packet);
        case Puback:
        case Pubrec:
        case Pubrel:
        case Pubcomp:
        case Suback:
        case Unsuback:
            return acknowledgement(root, packet);
        case Disconnect:
        case Auth:
            return parting(root, packet);
        default:
            return true; // a client's own packets, and those without a body
        }
    }

    bool publish(NodeId root, const mqtt::Packet &packet)
    {
        const auto publish = mqtt::readPublish(packet, m_output.mqttVersion);
        if (!publish || firstInvalidUtf8(publish->topic) < publish->topic.size())
            return false;
        m_tree.addChild(root, "topic", NodeType::String, publish->topic);
        addNumber(m_tree, root, "qos", publish->qos);
        addFlag(m_tree, root, "retain", publish->retained);
        addFlag(m_tree, root, "dup", publish->duplicate);
        if (publish->id)
            addNumber(m_tree, root, "id", *publish->id);
        if (!properties(root, publish->properties))
            return false;
        addContent(m_output, root, "payload", publish->payload);
        return true;
    }

    bool connack(NodeId root, const mqtt::Packet &packet)
    {
        const auto connack = mqtt::readConnack(packet, m_output.mqttVersion);
        if (!connack)
            return false;
        addFlag(m_tree, root, "session_present", connack->sessionPresent);
        addNumber(m_tree, root, "code", connack->code);
        return properties(root, connack->properties);
    }

    /// SUBACK and, in MQTT 5, UNSUBACK list one code for each topic; the others have one, or none for
    /// success.
    bool acknowledgement(NodeId root, const mqtt::Packet &packet)
    {
        const bool list =
            packet.type == mqtt::PacketType::Suback || packet.type == mqtt::PacketType::Unsuback;
        mqtt::Fields fields(packet.body);
        addNumber(m_tree, root, "id", fields.number(2));
        if (!list)
            addNumber(m_tree, root, "code", fields.atEnd() ? 0 : fields.number(1));
        std::string_view said;
        if (m_output.mqttVersion >= mqtt::version5 && !fields.atEnd())
            said = fields.take(fields.variable());
        if (list) {
            const NodeId codes = m_tree.addChild(root, "codes", NodeType::Array, {});
            NodeId last = noNode;
            for (const char code : fields.rest()) {
                if (m_tree.isFull())
                    return false;
                const std::string text = std::to_string(static_cast<unsigned char>(code));
                const NodeId child = m_tree.addRoot(NodeType::Number, m_tree.arena().keep(text));
                m_tree.link(codes, last, child);
                last = child;
            }
        }
        return fields.good() && properties(root, said);
    }

    bool parting(NodeId root, const mqtt::Packet &packet)
    {
        mqtt::Fields fields(packet.body);
        addNumber(m_tree, root, "code", fields.atEnd() ? 0 : fields.number(1));
        return properties(root, fields.atEnd() ? std::string_view() : fields.take(fields.variable())) &&
               fields.good();
    }

    /// "properties", if there are any; user properties are an object of their own in it.
    bool properties(NodeId root, std::string_view bytes)
    {
        if (bytes.empty())
            return true;
        const NodeId object = m_tree.addChild(root, "properties", NodeType::Object, {});
        NodeId user = noNode;
        mqtt::Fields fields(bytes);
        while (!fields.atEnd() && fields.good()) {
            const auto *kind = mqtt::propertyKind(static_cast<std::uint8_t>(fields.number(1)));
            if (kind == nullptr || m_tree.isFull())
                return false;
            if (kind->form == mqtt::PropertyForm::Pair) {
                if (user == noNode)
                    user = m_tree.addChild(object, kind->name, NodeType::Object, {});
                const std::string_view name = fields.text();
                text(user, name, fields.text());
            } else {
                property(object, *kind, fields);
            }
        }
        return fields.good();
    }

    void property(NodeId object, const mqtt::PropertyKind &kind, mqtt::Fields &fields)
    {
        using enum mqtt::PropertyForm;
        switch (kind.form) {
        case Byte:
            return addNumber(m_tree, object, kind.name, fields.number(1));
        case TwoBytes:
            return addNumber(m_tree, object, kind.name, fields.number(2));
        case FourBytes:
            return addNumber(m_tree, object, kind.name, fields.number(4));
        case Variable:
            return addNumber(m_tree, object, kind.name, fields.variable());
        default:
            return text(object, kind.name, fields.text());
        }
    }

    void text(NodeId object, std::string_view key, std::string_view value)
    {
        if (firstInvalidUtf8(key) == key.size() && firstInvalidUtf8(value) == value.size())
            m_tree.addChild(object, key, NodeType::String, value);
    }

    EnvelopeOutput &m_output;
    Tree &m_tree;
};

} // namespace

/// MQTT 3.1.1 and 5 (`frames.mqtt_version`), one packet or several. A packet becomes {"packet": "PUBLISH",
/// "topic", "qos", "retain", "dup", "id", "properties", "payload"}, {"packet": "CONNACK", "session_present",
/// "code"},
/// {"packet": "SUBACK", "id", "codes"} and so on, as far as it has them.
void readMqttEnvelope(std::string_view bytes, EnvelopeOutput &output)
{
    PacketWriter writer(output);
    std::size_t start = 0;
    do {
        mqtt::Packet packet;
        const Extent extent = mqtt::firstPacket(bytes.substr(start), packet);
        if (extent.state == Extent::State::Partial)
            return output.fail({QT_TRANSLATE_NOOP("feedscope", "an MQTT packet is cut short"), start});
        if (extent.state == Extent::State::Broken)
            return output.fail({extent.problem, start + extent.size});
        if (output.tree.isFull())
            return output.fail({"it has more values than this program takes", start});
        if (!writer.write(packet))
            output.fail({QT_TRANSLATE_NOOP("feedscope", "an MQTT packet is cut short"), start});
        start += extent.size;
    } while (start < bytes.size());
}

} // namespace feedscope
