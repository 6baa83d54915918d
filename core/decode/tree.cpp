#include "core/decode/tree.h"

#include <algorithm>

namespace feedscope {

void Tree::clear() noexcept
{
    m_size = 0;
    m_arena.reset();
}

bool Tree::grow()
{
    m_nodes.resize(std::clamp<std::size_t>(m_nodes.size() * 2, 64, maximumNodes));
    m_room = static_cast<NodeId>(m_nodes.size());
    return m_size < m_room;
}

NodeId Tree::addRoot(NodeType type, std::string_view text)
{
    if (!makeRoom()) {
        m_nodes.emplace_back(); // what an envelope adds is never refused
        ++m_room;
    }
    spare() = {.text = text.data(), .textSize = static_cast<std::uint32_t>(text.size()), .type = type};
    return add();
}

void Tree::adopt(NodeId parent, std::string_view key, NodeId child) noexcept
{
    NodeId previous = m_nodes[parent].child;
    while (previous != noNode && m_nodes[previous].next != noNode)
        previous = m_nodes[previous].next;
    m_nodes[child].key = key.data();
    m_nodes[child].keySize = static_cast<std::uint32_t>(key.size());
    link(parent, previous, child);
}

NodeId Tree::addChild(NodeId parent, std::string_view key, NodeType type, std::string_view text)
{
    const NodeId child = addRoot(type, text);
    adopt(parent, key, child);
    return child;
}

NodeId Tree::member(NodeId object, std::string_view key) const noexcept
{
    NodeId found = noNode;
    for (NodeId id = m_nodes[object].child; id != noNode; id = m_nodes[id].next) {
        if (m_nodes[id].keyView() == key)
            found = id;
    }
    return found;
}

NodeId Tree::element(NodeId array, std::int64_t index) const noexcept
{
    const std::int64_t count = m_nodes[array].count;
    std::int64_t left = index < 0 ? count + index : index;
    if (left < 0 || left >= count)
        return noNode;
    NodeId id = m_nodes[array].child;
    while (left-- > 0)
        id = m_nodes[id].next;
    return id;
}

void Tree::writeScalar(const Node &node, std::string &out) const
{
    if (node.type == NodeType::String)
        writeJsonString(node.textView(), out);
    else
        out += node.textView();
}

void Tree::write(NodeId top, std::string &out) const
{
    NodeId id = top;
    while (true) { // depth first by the links alone: no recursion that a hostile depth could exhaust
        const Node &node = m_nodes[id];
        const bool keyed = id != top && m_nodes[node.parent].type == NodeType::Object;
        if (keyed) {
            writeJsonString(node.keyView(), out);
            out += ':';
        }
        if (!node.isContainer()) {
            writeScalar(node, out);
        } else {
            out += node.type == NodeType::Object ? '{' : '[';
            if (node.child != noNode) {
                id = node.child;
                continue;
            }
            out += node.type == NodeType::Object ? '}' : ']';
        }
        while (id != top && m_nodes[id].next == noNode) {
            id = m_nodes[id].parent;
            out += m_nodes[id].type == NodeType::Object ? '}' : ']';
        }
        if (id == top)
            return;
        out += ',';
        id = m_nodes[id].next;
    }
}

void writeJsonString(std::string_view text, std::string &out)
{
    static constexpr char hex[] = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (byte < 0x20 || byte == 0x7f) {
            out += "\\u00";
            out += hex[byte >> 4];
            out += hex[byte & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

} // namespace feedscope
