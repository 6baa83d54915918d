#pragma once

#include "core/decode/envelope/envelope.h"
#include "core/decode/jsontext.h"

#include <string>

// What the envelopes of protocols that are no JSON put into the tree.

namespace feedscope {

inline void addNumber(Tree &tree, NodeId object, std::string_view key, std::uint64_t value)
{
    tree.addChild(object, key, NodeType::Number, tree.arena().keep(std::to_string(value)));
}

inline void addFlag(Tree &tree, NodeId object, std::string_view key, bool value)
{
    tree.addChild(object, key, NodeType::Boolean, value ? "true" : "false");
}

/// Content that the protocol does not look into: JSON if it is, else its text, else null and how many bytes.
inline void addContent(EnvelopeOutput &output, NodeId object, std::string_view key, std::string_view content)
{
    Tree &tree = output.tree;
    ReadError error;
    const NodeId json = content.empty() ? noNode : output.json.read(tree, content, error);
    if (json != noNode) {
        tree.adopt(object, key, json);
    } else if (firstInvalidUtf8(content) == content.size()) {
        tree.addChild(object, key, NodeType::String, content);
    } else {
        tree.addChild(object, key, NodeType::Null, "null");
        addNumber(tree, object, "bytes", content.size());
    }
}

} // namespace feedscope
