#pragma once

#include "core/decode/texthash.h"
#include "core/decode/tree.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace feedscope {

/// A pointer of a profile, compiled: a place in its PointerTrie.
struct PointerRef
{
    std::uint32_t slot = 0;
    bool name = false; ///< it ends in #: the key or index of the place instead of its value
};

/// All pointers of one set of rules, each once: RFC 6901 from the message's root, Relative JSON Pointer from
/// the row
/// (`0/px`, `1/time`, `0#`), negative indexes counting from the end. Built with the profile, then immutable.
class PointerTrie
{
public:
    static constexpr std::uint32_t none = 0xffffffffU;

    struct Step
    {
        std::string key;
        std::optional<std::int64_t> index; ///< where the key can be an array's index
        std::uint32_t parent = none;       ///< none: a base
        std::uint32_t firstChild = none;
        std::uint32_t nextChild = none; ///< sibling
        std::uint32_t children = 0;
        std::int32_t up = -1;        ///< of a base: -1 the message's root, else so many levels above the row
        bool ofRow = false;          ///< hangs below a row base
        std::uint32_t table = 0;     ///< where its children's names start
        std::uint32_t tableMask = 0; ///< their size less one, a power of two; 0: it has no children
    };

    /// The child of this name; none if no pointer asks for it.
    std::uint32_t named(const Step &parent, std::string_view key) const noexcept
    {
        const std::uint32_t tag = tagOf(key);
        for (std::uint32_t at = hashOf(tag);; ++at) {
            const Name &name = m_names[parent.table + (at & parent.tableMask)];
            if (name.slot == none ||
                (name.tag == tag && (key.size() <= 2 || sameText(m_steps[name.slot].key, key))))
                return name.slot;
        }
    }

    PointerTrie();
    /// Adds "" or "/a/b". Nothing if it is malformed.
    std::optional<PointerRef> addAbsolute(std::string_view pointer);
    /// Adds "0/a", "1/b", "0#". Nothing if it is malformed.
    std::optional<PointerRef> addRelative(std::string_view pointer);
    /// Adds "/a" as a pointer from the row itself.
    std::optional<PointerRef> addFromRow(std::string_view pointer);

    const std::vector<Step> &steps() const noexcept { return m_steps; }

private:
    /// A child's name in the hash table of its parent, open to the next place.
    struct Name
    {
        std::uint32_t tag = 0;
        std::uint32_t slot = none;
    };
    /// A name's size and both its ends, by which most names of one object differ: all of a name of one or
    /// two.
    static std::uint32_t tagOf(std::string_view key) noexcept
    {
        const auto byte = [](char c) { return static_cast<std::uint32_t>(static_cast<unsigned char>(c)); };
        const auto size = static_cast<std::uint32_t>(key.size());
        return key.empty() ? 0 : size << 16 | byte(key.front()) << 8 | byte(key.back());
    }
    static std::uint32_t hashOf(std::uint32_t tag) noexcept { return tag * 0x9e3779b1U >> 16; }

    std::uint32_t base(std::int32_t up);
    std::uint32_t child(std::uint32_t parent, const std::string &key);
    void makeTable(Step &parent);
    void enter(const Step &parent, std::uint32_t child);
    std::optional<std::uint32_t> path(std::uint32_t from, std::string_view pointer);

    std::vector<Step> m_steps;
    std::vector<Name> m_names = std::vector<Name>(1); ///< all tables; the first one is empty
};

/// The keys of a pointer ("/a/b~1c" → "a", "b/c"); nothing if it is malformed (RFC 6901 section 3).
std::optional<std::vector<std::string>> splitPointer(std::string_view pointer);

/// The value at a pointer such as "/data/0/id", from a message's root; for those asked now and then.
Value valueAt(const Tree &tree, NodeId root, std::string_view pointer);

/// The array index that a key can be, negative ones counting from the end.
std::optional<std::int64_t> indexOf(std::string_view key);

/// Where the pointers of a trie lead in one message, each looked up at most once, all members that matter of
/// one object in one pass. One per decoder.
class PointerMemo
{
public:
    explicit PointerMemo(const PointerTrie &trie);

    /// A new message (or part of a batch).
    void setRoot(Tree &tree, NodeId root) noexcept;
    /// A new row of it; noNode: none.
    void setRow(NodeId row) noexcept;
    /// The tree changed below the row: look again.
    void forget() noexcept { ++m_rootGeneration, ++m_rowGeneration; }

    NodeId row() const noexcept { return m_row; }
    NodeId root() const noexcept { return m_root; }
    Tree &tree() const noexcept { return *m_tree; }
    NodeId node(std::uint32_t slot)
    {
        const Found &found = m_found[slot];
        const std::uint64_t current = found.ofRow ? m_rowGeneration : m_rootGeneration;
        if (found.generation == current)
            return found.node;
        if (m_found[found.parent].expanded == current)
            return noNode;
        return lookUp(slot, m_trie.steps()[slot], current);
    }
    /// The value there; a # pointer's name as a string or number.
    Value value(PointerRef pointer)
    {
        const NodeId id = node(pointer.slot);
        return pointer.name ? nameOf(id) : m_tree->value(id);
    }

private:
    NodeId baseNode(const PointerTrie::Step &step) const;
    NodeId lookUp(std::uint32_t slot, const PointerTrie::Step &step, std::uint64_t current);
    void expandArray(const PointerTrie::Step &step, NodeId node, std::uint64_t current);
    void expandObject(const PointerTrie::Step &step, NodeId node, std::uint64_t current);
    Value nameOf(NodeId node);

    struct Found
    {
        std::uint64_t generation = 0; ///< in which it was found
        std::uint64_t expanded = 0;   ///< in which its members were looked through: else they are not there
        NodeId node = noNode;
        std::uint32_t parent = 0; ///< as the step says, of a base itself; here, so that no step need be read
        bool ofRow = false;
    };

    const PointerTrie &m_trie;
    Tree *m_tree = nullptr;
    NodeId m_root = noNode;
    NodeId m_row = noNode;
    std::uint64_t m_rootGeneration = 1;
    std::uint64_t m_rowGeneration = 1;
    std::vector<Found> m_found;
};

} // namespace feedscope
