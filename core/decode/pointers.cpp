#include "core/decode/pointers.h"

#include <array>
#include <bit>
#include <charconv>

namespace feedscope {

namespace {

/// A key of a pointer without ~0 and ~1.
std::optional<std::string> unescapeKey(std::string_view key)
{
    std::string plain;
    for (std::size_t i = 0; i < key.size(); ++i) {
        if (key[i] != '~') {
            plain += key[i];
            continue;
        }
        if (++i == key.size() || (key[i] != '0' && key[i] != '1'))
            return std::nullopt;
        plain += key[i] == '0' ? '~' : '/';
    }
    return plain;
}

} // namespace

std::optional<std::vector<std::string>> splitPointer(std::string_view pointer)
{
    std::vector<std::string> keys;
    while (!pointer.empty()) {
        if (pointer[0] != '/')
            return std::nullopt;
        const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
        auto key = unescapeKey(pointer.substr(1, end - 1));
        if (!key)
            return std::nullopt;
        keys.push_back(std::move(*key));
        pointer.remove_prefix(end);
    }
    return keys;
}

std::optional<std::int64_t> indexOf(std::string_view key)
{
    const std::string_view digits = key.starts_with('-') ? key.substr(1) : key;
    if (digits.empty() || digits.size() > 9 || (digits.size() > 1 && digits[0] == '0'))
        return std::nullopt;
    std::int64_t index = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
    return error == std::errc() && end == key.data() + key.size() ? std::optional(index) : std::nullopt;
}

PointerTrie::PointerTrie()
{
    base(-1);
}

std::uint32_t PointerTrie::base(std::int32_t up)
{
    for (std::uint32_t i = 0; i < m_steps.size(); ++i) {
        if (m_steps[i].parent == none && m_steps[i].up == up)
            return i;
    }
    Step &step = m_steps.emplace_back();
    step.up = up;
    step.ofRow = up >= 0;
    return static_cast<std::uint32_t>(m_steps.size() - 1);
}

std::uint32_t PointerTrie::child(std::uint32_t parent, const std::string &key)
{
    for (std::uint32_t at = m_steps[parent].firstChild; at != none; at = m_steps[at].nextChild) {
        if (m_steps[at].key == key)
            return at;
    }
    const auto slot = static_cast<std::uint32_t>(m_steps.size());
    Step step;
    step.key = key;
    step.index = indexOf(key);
    step.parent = parent;
    step.nextChild = m_steps[parent].firstChild;
    step.ofRow = m_steps[parent].ofRow;
    m_steps.push_back(std::move(step));
    m_steps[parent].firstChild = slot;
    if (2 * ++m_steps[parent].children > m_steps[parent].tableMask)
        makeTable(m_steps[parent]);
    else
        enter(m_steps[parent], slot);
    return slot;
}

/// A new table with room for four times the children; what it replaces stays behind, unused.
void PointerTrie::makeTable(Step &parent)
{
    const std::uint32_t size = std::bit_ceil(4 * parent.children);
    parent.table = static_cast<std::uint32_t>(m_names.size());
    parent.tableMask = size - 1;
    m_names.resize(m_names.size() + size);
    for (std::uint32_t at = parent.firstChild; at != none; at = m_steps[at].nextChild)
        enter(parent, at);
}

void PointerTrie::enter(const Step &parent, std::uint32_t child)
{
    const std::string &key = m_steps[child].key;
    std::uint32_t at = hashOf(tagOf(key));
    while (m_names[parent.table + (at & parent.tableMask)].slot != none)
        ++at;
    m_names[parent.table + (at & parent.tableMask)] = {tagOf(key), child};
}

std::optional<std::uint32_t> PointerTrie::path(std::uint32_t from, std::string_view pointer)
{
    const auto keys = splitPointer(pointer);
    if (!keys)
        return std::nullopt;
    for (const std::string &key : *keys)
        from = child(from, key);
    return from;
}

std::optional<PointerRef> PointerTrie::addAbsolute(std::string_view pointer)
{
    const auto slot = path(0, pointer);
    return slot ? std::optional(PointerRef{*slot, false}) : std::nullopt;
}

std::optional<PointerRef> PointerTrie::addRelative(std::string_view pointer)
{
    std::int32_t up = 0;
    const auto [end, error] = std::from_chars(pointer.data(), pointer.data() + pointer.size(), up);
    if (error != std::errc() || up < 0 || up > Tree::maximumDepth)
        return std::nullopt;
    const std::string_view rest = pointer.substr(static_cast<std::size_t>(end - pointer.data()));
    const std::uint32_t start = base(up);
    if (rest == "#")
        return PointerRef{start, true};
    const auto slot = path(start, rest);
    return slot ? std::optional(PointerRef{*slot, false}) : std::nullopt;
}

std::optional<PointerRef> PointerTrie::addFromRow(std::string_view pointer)
{
    const auto slot = path(base(0), pointer);
    return slot ? std::optional(PointerRef{*slot, false}) : std::nullopt;
}

PointerMemo::PointerMemo(const PointerTrie &trie)
    : m_trie(trie)
    , m_found(trie.steps().size())
{
    for (std::size_t slot = 0; slot < m_found.size(); ++slot) {
        const PointerTrie::Step &step = trie.steps()[slot];
        m_found[slot].parent =
            step.parent == PointerTrie::none ? static_cast<std::uint32_t>(slot) : step.parent;
        m_found[slot].ofRow = step.ofRow;
    }
}

void PointerMemo::setRoot(Tree &tree, NodeId root) noexcept
{
    m_tree = &tree;
    m_root = root;
    m_row = noNode;
    forget();
}

void PointerMemo::setRow(NodeId row) noexcept
{
    m_row = row;
    ++m_rowGeneration;
}

NodeId PointerMemo::baseNode(const PointerTrie::Step &step) const
{
    if (step.up < 0)
        return m_root;
    NodeId id = m_row;
    for (std::int32_t i = 0; i < step.up && id != noNode; ++i)
        id = (*m_tree)[id].parent;
    return id;
}

NodeId PointerMemo::lookUp(std::uint32_t slot, const PointerTrie::Step &step, std::uint64_t current)
{
    Found &found = m_found[slot];
    if (step.parent == PointerTrie::none) {
        found.node = baseNode(step);
        found.generation = current;
        return found.node;
    }
    const NodeId parent = node(step.parent);
    m_found[step.parent].expanded = current;
    if (parent == noNode)
        return noNode;
    if ((*m_tree)[parent].type == NodeType::Object)
        expandObject(m_trie.steps()[step.parent], parent, current);
    else if ((*m_tree)[parent].type == NodeType::Array)
        expandArray(m_trie.steps()[step.parent], parent, current);
    return found.generation == current ? found.node : noNode;
}

void PointerMemo::expandArray(const PointerTrie::Step &step, NodeId node, std::uint64_t current)
{
    for (std::uint32_t at = step.firstChild; at != PointerTrie::none; at = m_trie.steps()[at].nextChild) {
        if (const auto index = m_trie.steps()[at].index) {
            m_found[at].node = m_tree->element(node, *index);
            m_found[at].generation = current;
        }
    }
}

void PointerMemo::expandObject(const PointerTrie::Step &step, NodeId node, std::uint64_t current)
{
    const Tree &tree = *m_tree;
    for (NodeId id = tree[node].child; id != noNode; id = tree[id].next) {
        const std::uint32_t at = m_trie.named(step, tree[id].keyView());
        if (at != PointerTrie::none) { // of equal keys the last one stays
            m_found[at].node = id;
            m_found[at].generation = current;
        }
    }
}

Value PointerMemo::nameOf(NodeId node)
{
    if (node == noNode || (*m_tree)[node].parent == noNode)
        return {};
    if ((*m_tree)[(*m_tree)[node].parent].type == NodeType::Object)
        return {ValueType::String, (*m_tree)[node].keyView()};
    std::array<char, 16> digits{};
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), (*m_tree)[node].position).ptr;
    return {ValueType::Number,
            m_tree->arena().keep({digits.data(), static_cast<std::size_t>(end - digits.data())})};
}

Value valueAt(const Tree &tree, NodeId root, std::string_view pointer)
{
    const auto keys = splitPointer(pointer);
    if (!keys)
        return {};
    NodeId id = root;
    for (const std::string &key : *keys) {
        const auto index = indexOf(key);
        if (id != noNode && tree[id].type == NodeType::Object)
            id = tree.member(id, key);
        else if (id != noNode && tree[id].type == NodeType::Array && index)
            id = tree.element(id, *index);
        else
            return {};
    }
    return tree.value(id);
}

} // namespace feedscope
