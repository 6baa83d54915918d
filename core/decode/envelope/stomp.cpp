#include "core/decode/envelope/members.h"
#include "core/transport/brokers/stompframe.h"

#include <algorithm>

namespace feedscope {

namespace {

/// The text of a header without its escapes; false: it has one that the protocol does not know.
bool plain(std::string_view &text, bool escaped, Tree &tree)
{
    if (!escaped || text.find('\\') == std::string_view::npos)
        return true;
    const auto result = stomp::unescaped(text);
    if (result)
        text = tree.arena().keep(*result);
    return result.has_value();
}

/// Of equal headers the first one counts (section "Repeated Header Entries"), in a tree the last.
bool addHeaders(NodeId root, const stomp::Frame &frame, Tree &tree)
{
    constexpr std::uint32_t most = 1'000;
    const NodeId headers = tree.addChild(root, "headers", NodeType::Object, {});
    const bool escaped = stomp::escapes(frame.command);
    std::string_view lines = frame.headers;
    while (auto header = stomp::takeHeader(lines)) {
        if (!plain(header->name, escaped, tree) || !plain(header->value, escaped, tree) ||
            tree[headers].count >= most)
            return false;
        if (tree.member(headers, header->name) == noNode)
            tree.addChild(headers, header->name, NodeType::String, header->value);
    }
    return lines.empty();
}

} // namespace

/// STOMP 1.0 to 1.2, one frame or several: {"command": "MESSAGE", "headers": {…}, "body"}. Ends of lines
/// alone are {"command": "HEARTBEAT"}.
void readStompEnvelope(std::string_view bytes, EnvelopeOutput &output)
{
    Tree &tree = output.tree;
    std::size_t start = 0;
    do {
        stomp::Frame frame;
        const Extent extent = stomp::firstFrame(bytes.substr(start), frame);
        if (extent.state == Extent::State::Partial)
            return output.fail({QT_TRANSLATE_NOOP("feedscope", "a STOMP frame is cut short"), start});
        if (extent.state == Extent::State::Broken)
            return output.fail({extent.problem, start + extent.size});
        if (tree.isFull())
            return output.fail({"it has more values than this program takes", start});
        const std::string_view head = bytes.substr(start, extent.size - frame.body.size());
        const NodeId root = tree.addRoot(NodeType::Object, {});
        const bool talk = frame.command != "MESSAGE" && frame.command != "ERROR";
        tree.addChild(root, "command", NodeType::String, frame.isHeartBeat() ? "HEARTBEAT" : frame.command);
        if (firstInvalidUtf8(head) < frame.command.size() + frame.headers.size() ||
            (!frame.isHeartBeat() && !addHeaders(root, frame, tree))) {
            output.fail({QT_TRANSLATE_NOOP("feedscope", "a header of a STOMP frame is broken"), start});
        } else {
            if (!frame.body.empty())
                addContent(output, root, "body", frame.body);
            output.documents.push_back({root, false, talk});
        }
        start += extent.size;
    } while (start < bytes.size());
}

} // namespace feedscope
