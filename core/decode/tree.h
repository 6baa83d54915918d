#pragma once

#include "core/decode/textarena.h"
#include "core/decode/value.h"

#include <cstdint>
#include <string>
#include <vector>

namespace feedscope {

/// Index of a node in its Tree.
using NodeId = std::uint32_t;
inline constexpr NodeId noNode = 0xffffffffU;

/// A node's is never Absent.
using NodeType = ValueType;

/// One value in a message. Its texts point into the message's bytes or the tree's arena.
struct Node
{
    const char *key = nullptr;
    const char *text =
        nullptr; ///< string: content; number and literal: lexeme; container: source, if it has one
    std::uint32_t textSize = 0;
    NodeType type = NodeType::Null;
    std::uint32_t keySize = 0;
    NodeId parent = noNode;
    NodeId child = noNode;      ///< the first
    NodeId next = noNode;       ///< the next sibling
    std::uint32_t count = 0;    ///< children
    std::uint32_t position = 0; ///< among its siblings

    std::string_view keyView() const noexcept { return {key, keySize}; }
    std::string_view textView() const noexcept { return {text, textSize}; }
    bool isContainer() const noexcept { return type == NodeType::Array || type == NodeType::Object; }
};

/// What every envelope makes of a message's bytes: JSON-like values in one flat arena. Members keep their
/// order; of equal keys the last one counts. Bounded; nothing is allocated in the steady state.
class Tree
{
public:
    /// Nodes of one message: 24 MB, and far above any real message.
    static constexpr std::size_t maximumNodes = 500'000;
    /// Containers within containers.
    static constexpr int maximumDepth = 512;

    void clear() noexcept;
    bool isFull() const noexcept { return m_size >= maximumNodes; }
    /// Sees to it that one more can be added; false: there are as many as there may be.
    bool makeRoom() { return m_size < m_room || grow(); }

    /// How many there are: the id that the next one gets.
    NodeId size() const noexcept { return m_size; }
    /// The node behind the last one, after makeRoom(): of an earlier message, so all of it is to be set.
    Node &spare() noexcept { return m_nodes[m_size]; }
    /// Adds the spare node; linking it is up to the caller.
    NodeId add() noexcept { return m_size++; }
    /// A node without a parent.
    NodeId addRoot(NodeType type, std::string_view text);
    /// Links `child` in as the last child of `parent`, after `previous` (noNode: it is the first).
    void link(NodeId parent, NodeId previous, NodeId child) noexcept
    {
        m_nodes[child].parent = parent;
        m_nodes[child].position = m_nodes[parent].count++;
        (previous == noNode ? m_nodes[parent].child : m_nodes[previous].next) = child;
    }
    /// Makes a root the child after all others; for envelopes with a few members.
    void adopt(NodeId parent, std::string_view key, NodeId child) noexcept;
    /// Adds a child after all others.
    NodeId addChild(NodeId parent, std::string_view key, NodeType type, std::string_view text);

    Node &operator[](NodeId id) noexcept { return m_nodes[id]; }
    const Node &operator[](NodeId id) const noexcept { return m_nodes[id]; }

    /// The last member of this name.
    NodeId member(NodeId object, std::string_view key) const noexcept;
    /// The element at an index; negative ones count from the end.
    NodeId element(NodeId array, std::int64_t index) const noexcept;
    Value value(NodeId id) const noexcept
    {
        return id == noNode ? Value() : Value(m_nodes[id].type, m_nodes[id].textView());
    }

    /// The node as JSON without spaces, from the nodes rather than the source (which a merge may have
    /// changed).
    void write(NodeId id, std::string &out) const;

    TextArena &arena() noexcept { return m_arena; }

private:
    void writeScalar(const Node &node, std::string &out) const;

    bool grow();

    std::vector<Node> m_nodes; ///< kept from message to message
    NodeId m_room = 0;         ///< how many there are
    NodeId m_size = 0;         ///< how many are in use
    TextArena m_arena;
};

/// Appends the text as a JSON string with its quotes.
void writeJsonString(std::string_view text, std::string &out);

} // namespace feedscope
