#include "core/decode/envelope/envelope.h"
#include "core/transport/socketio/engineio.h"
#include "core/transport/socketio/packet.h"

#include <string>

namespace feedscope {

namespace {

std::string_view view(QByteArrayView bytes)
{
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

/// One packet on its way into the tree.
class PacketWriter
{
public:
    /// `whole` is the message that packets view, for the positions of errors.
    PacketWriter(std::string_view whole, EnvelopeOutput &output)
        : m_whole(whole)
        , m_output(output)
    {}

    void write(QByteArrayView part)
    {
        if (engineio::isBinary(part)) {
            return engineio::readBinary(part)
                       ? binary()
                       : fail(QT_TRANSLATE_NOOP("feedscope", "its base64 is broken"), part);
        }
        const auto packet = engineio::readPacket(part);
        if (!packet)
            return fail(QT_TRANSLATE_NOOP("feedscope", "it begins with no packet type of Engine.IO"), part);
        const NodeId root = begin(engineio::name(packet->type));
        if (packet->type == engineio::PacketType::Message)
            message(root, packet->data);
        else
            finish(root, packet->data, packet->type == engineio::PacketType::Open);
    }

    void binary() { m_output.documents.push_back({begin("binary"), false}); }

private:
    NodeId begin(std::string_view kind)
    {
        const NodeId root = m_output.tree.addRoot(NodeType::Object, {});
        m_output.tree.addChild(root, "eio", NodeType::String, kind);
        return root;
    }

    void fail(const char *problem, QByteArrayView at)
    {
        m_output.fail({problem, static_cast<std::size_t>(at.data() - m_whole.data())});
    }

    void message(NodeId root, QByteArrayView text)
    {
        const auto read = socketio::readPacket(text);
        if (!read.packet)
            return fail(read.problem, text.sliced(read.position));
        Tree &tree = m_output.tree;
        tree.addChild(root, "sio", NodeType::String, socketio::name(read.packet->type));
        tree.addChild(root, "nsp", NodeType::String, view(read.packet->nameSpace));
        if (read.packet->attachments > 0)
            number(root, "attachments", read.packet->attachments);
        if (read.packet->ack)
            number(root, "ack", *read.packet->ack);
        finish(root, read.packet->data, true);
    }

    /// Written anew, as digits on the wire may be no number of JSON ("007").
    void number(NodeId root, std::string_view key, std::uint64_t value)
    {
        const std::string digits = std::to_string(value);
        m_output.tree.addChild(root, key, NodeType::Number, m_output.tree.arena().keep(digits));
    }

    /// Adds the data, read as JSON or as the text that it is, and hands the packet over.
    void finish(NodeId root, QByteArrayView data, bool json)
    {
        Tree &tree = m_output.tree;
        if (!data.isEmpty() && json) {
            ReadError error;
            const NodeId child = m_output.json.read(tree, view(data), error);
            if (child == noNode) {
                error.position += static_cast<std::size_t>(data.data() - m_whole.data());
                return m_output.fail(error);
            }
            tree.adopt(root, "data", child);
        } else if (!data.isEmpty()) {
            tree.addChild(root, "data", NodeType::String, view(data));
        }
        m_output.documents.push_back({root, false});
    }

    std::string_view m_whole;
    EnvelopeOutput &m_output;
};

} // namespace

/// Socket.IO 5 over Engine.IO 4: a frame is one packet, a polling body several. A packet becomes {"eio":
/// type, "sio": type, "nsp", "ack", "attachments", "data"}, as far as it has them; a binary attachment
/// {"eio": "binary"}, while the event before it keeps its placeholders.
void readSocketIoEnvelope(std::string_view bytes, EnvelopeOutput &output)
{
    PacketWriter writer(bytes, output);
    if (output.binary)
        return writer.binary();
    engineio::BodyReader body(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    if (bytes.empty())
        return output.fail({"it is empty", 0});
    while (const auto part = body.next()) {
        if (output.tree.isFull())
            return output.fail({"it has more values than this program takes", 0});
        writer.write(*part);
    }
}

} // namespace feedscope
