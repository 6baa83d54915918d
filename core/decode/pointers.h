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
        std::uint64_t word = 0;            ///< firstWord() of it
        std::optional<std::int64_t> index; ///< where the key can be an array's index
        std::uint32_t parent = none;       ///< none: a base
        std::uint32_t firstChild = none;
        std::uint32_t nextChild = none;    ///< sibling
        std::uint32_t nextInBucket = none; ///< sibling with the same bucket
        std::uint32_t children = 0;
        std::int32_t up = -1; ///< of a base: -1 the message's root, else so many levels above the row
        bool ofRow = false;   ///< hangs below a row base
        std::uint32_t bucketRow = none; ///< where its children's buckets start
    };

    /// Buckets by which a member's name finds its step.
    static constexpr std::uint32_t buckets = 64;
    /// By the key's firstWord().
    static std::uint32_t bucketOf(std::uint64_t word) noexcept
    {
        return static_cast<std::uint32_t>(word * 0x9e3779b97f4a7c15ULL >> 58);
    }
    /// The child of this name; none if no pointer asks for it.
    std::uint32_t named(const Step &parent, std::string_view key) const noexcept
    {
        const std::uint64_t word = firstWord(key);
        std::uint32_t at = m_buckets[parent.bucketRow + bucketOf(word)];
        while (at != none && !(m_steps[at].word == word && m_steps[at].key.size() == key.size() &&
                               (key.size() <= 8 || sameText(m_steps[at].key, key))))
            at = m_steps[at].nextInBucket;
        return at;
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
    std::uint32_t base(std::int32_t up);
    std::uint32_t child(std::uint32_t parent, const std::string &key);
    std::optional<std::uint32_t> path(std::uint32_t from, std::string_view pointer);

    std::vector<Step> m_steps;
    std::vector<std::uint32_t> m_buckets;
};

/// The keys of a pointer ("/a/b~1c" → "a", "b/c"); nothing if it is malformed (RFC 6901 section 3).
std::optional<std::vector<std::string>> splitPointer(std::string_view pointer);

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
        const PointerTrie::Step &step = m_trie.steps()[slot];
        const std::uint64_t current = generation(step);
        if (m_found[slot].generation == current)
            return m_found[slot].node;
        if (step.parent != PointerTrie::none && m_found[step.parent].expanded == current)
            return noNode;
        return lookUp(slot, step, current);
    }
    /// The value there; a # pointer's name as a string or number.
    Value value(PointerRef pointer)
    {
        const NodeId id = node(pointer.slot);
        return pointer.name ? nameOf(id) : m_tree->value(id);
    }

private:
    std::uint64_t generation(const PointerTrie::Step &step) const
    {
        return step.ofRow ? m_rowGeneration : m_rootGeneration;
    }
    NodeId baseNode(const PointerTrie::Step &step) const;
    NodeId lookUp(std::uint32_t slot, const PointerTrie::Step &step, std::uint64_t current);
    void expandArray(const PointerTrie::Step &step, NodeId node, std::uint64_t current);
    void expandObject(const PointerTrie::Step &step, NodeId node, std::uint64_t current);
    Value nameOf(NodeId node);

    struct Found
    {
        NodeId node = noNode;
        std::uint64_t generation = 0; ///< in which it was found
        std::uint64_t expanded =
            0; ///< in which its members were looked through: what was not found is not there
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
