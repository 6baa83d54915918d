#include "core/decode/envelope/members.h"
#include "core/transport/brokers/natsline.h"

namespace feedscope {

namespace {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t";
    const std::size_t start = text.find_first_not_of(blanks);
    return start == std::string_view::npos ? std::string_view()
                                           : text.substr(start, text.find_last_not_of(blanks) - start + 1);
}

/// "NATS/1.0[ status[ words]]", then a line for each header, as in HTTP.
void addHeaders(NodeId root, std::string_view block, Tree &tree)
{
    constexpr std::uint32_t most = 1'000;
    const std::string_view first = nats::takeLine(block);
    if (const std::size_t blank = first.find(' '); blank != std::string_view::npos)
        tree.addChild(root, "status", NodeType::String, trimmed(first.substr(blank)));
    const NodeId headers = tree.addChild(root, "headers", NodeType::Object, {});
    while (!block.empty() && tree[headers].count < most) {
        const std::string_view line = nats::takeLine(block);
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos)
            tree.addChild(headers, line.substr(0, colon), NodeType::String, trimmed(line.substr(colon + 1)));
    }
}

void addMessage(NodeId root, const nats::Operation &operation, EnvelopeOutput &output)
{
    Tree &tree = output.tree;
    tree.addChild(root, "subject", NodeType::String, operation.subject);
    tree.addChild(root, "sid", NodeType::String, operation.subscription);
    if (!operation.reply.empty())
        tree.addChild(root, "reply_to", NodeType::String, operation.reply);
    if (!operation.headers.empty())
        addHeaders(root, operation.headers, tree);
    addContent(output, root, "payload", operation.payload);
}

} // namespace

/// The client protocol of NATS, one operation or several: {"op": "MSG", "subject", "sid", "reply_to",
/// "headers", "payload"}, and {"op": "INFO", "arg"} for what is no message: INFO, PING, PONG, +OK, -ERR.
void readNatsEnvelope(std::string_view bytes, EnvelopeOutput &output)
{
    Tree &tree = output.tree;
    std::size_t start = 0;
    do {
        nats::Operation operation;
        const Extent extent = nats::firstOperation(bytes.substr(start), operation);
        if (extent.state == Extent::State::Partial)
            return output.fail({QT_TRANSLATE_NOOP("feedscope", "an operation of NATS is cut short"), start});
        if (extent.state == Extent::State::Broken)
            return output.fail({extent.problem, start + extent.size});
        if (tree.isFull())
            return output.fail({"it has more values than this program takes", start});
        const std::string_view head = bytes.substr(start, extent.size - operation.payload.size());
        const std::size_t text = operation.message ? head.size() - operation.headers.size() - 2 : head.size();
        if (operation.op.empty() || firstInvalidUtf8(head.substr(0, text)) < text ||
            firstInvalidUtf8(operation.headers) < operation.headers.size()) {
            output.fail({QT_TRANSLATE_NOOP("feedscope", "an operation of NATS is no text"), start});
        } else {
            const NodeId root = tree.addRoot(NodeType::Object, {});
            tree.addChild(root, "op", NodeType::String, operation.op);
            if (operation.message)
                addMessage(root, operation, output);
            else if (!operation.argument.empty())
                addContent(output, root, "arg", operation.argument);
            output.documents.push_back({root, false, !operation.message && operation.op != "-ERR"});
        }
        start += extent.size;
    } while (start < bytes.size());
}

} // namespace feedscope
