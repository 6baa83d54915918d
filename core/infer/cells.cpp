#include "core/infer/cells.h"

#include <algorithm>
#include <charconv>

namespace feedscope::infer {

namespace {

constexpr int mostDepth = 12;            ///< of containers that are looked into
constexpr std::uint32_t mostPlaces = 40; ///< of an array that is read by position

/// How an array's elements are addressed.
enum class ListKind
{
    Rows,   ///< all alike: "*"
    Places, ///< each by its position
    Skip    ///< a long list of plain values: nothing to tell apart
};

bool isXmlMember(const Tree &tree, NodeId array)
{
    const NodeId only = tree[array].child;
    if (tree[array].count != 1 || tree[only].type != NodeType::Object)
        return false;
    for (NodeId id = tree[only].child; id != noNode; id = tree[id].next)
        if (tree[id].isContainer())
            return false;
    return true;
}

ListKind kindOf(const Tree &tree, NodeId array)
{
    std::uint32_t objects = 0;
    std::uint32_t arrays = 0;
    for (NodeId id = tree[array].child; id != noNode; id = tree[id].next) {
        objects += tree[id].type == NodeType::Object;
        arrays += tree[id].type == NodeType::Array;
    }
    const std::uint32_t count = tree[array].count;
    if (objects == count || arrays == count)
        return ListKind::Rows;
    return count <= mostPlaces ? ListKind::Places : ListKind::Skip;
}

/// An object whose members all have the same members is a list with names: {"BTC":{…},"ETH":{…}}.
bool isMap(const Tree &tree, NodeId object)
{
    const std::uint32_t count = tree[object].count;
    if (count < 2)
        return false;
    const NodeId first = tree[object].child;
    for (NodeId id = first; id != noNode; id = tree[id].next) {
        if (tree[id].type != NodeType::Object || tree[id].count == 0 || tree[id].count != tree[first].count)
            return false;
        for (NodeId m = tree[id].child; m != noNode; m = tree[m].next)
            if (tree.member(first, tree[m].keyView()) == noNode)
                return false;
        const std::string_view key = tree[id].keyView();
        if (key == "bid" || key == "ask" || key == "open" || key == "high" || key == "low" || key == "close")
            return false;
    }
    return true;
}

class Flattener
{
public:
    Flattener(const Tree &tree, const ListPaths *xml, Part &part)
        : m_tree(tree)
        , m_xml(xml)
        , m_part(part)
    {}

    void walk(NodeId node, const std::string &path, const std::string &place, int depth)
    {
        if (m_part.cells.size() >= Part::mostCells || depth > mostDepth) {
            m_part.cut = true;
            return;
        }
        const Node &n = m_tree[node];
        if (n.type == NodeType::Object && n.count > 0)
            object(node, path, place, depth);
        else if (n.type == NodeType::Array && n.count > 0)
            array(node, path, place, depth);
        else
            leaf(node, path, place);
    }

private:
    void leaf(NodeId node, const std::string &path, const std::string &place)
    {
        const Node &n = m_tree[node];
        const std::string_view text = n.isContainer() ? std::string_view() : n.textView();
        m_part.cells.push_back({path, place, n.type, std::string(text.substr(0, Part::mostText))});
    }

    void object(NodeId node, const std::string &path, const std::string &place, int depth)
    {
        const bool map = m_xml == nullptr && isMap(m_tree, node);
        for (NodeId id = m_tree[node].child; id != noNode; id = m_tree[id].next) {
            const std::string key = '/' + escaped(m_tree[id].keyView());
            if (map) // the name itself may be the series
                m_part.cells.push_back({path + "/*#", place + key + '#', ValueType::String,
                                        std::string(m_tree[id].keyView().substr(0, Part::mostText))});
            walk(id, path + (map ? "/*" : key), place + key, depth + 1);
        }
    }

    void array(NodeId node, const std::string &path, const std::string &place, int depth)
    {
        ListKind kind = kindOf(m_tree, node);
        if (m_xml != nullptr && isXmlMember(m_tree, node) && !m_xml->contains(path))
            kind = ListKind::Places;
        if (kind == ListKind::Skip)
            return leaf(node, path, place);
        int index = 0;
        int lastContainer = -1;
        for (NodeId id = m_tree[node].child; id != noNode; id = m_tree[id].next, ++index)
            if (m_tree[id].isContainer())
                lastContainer = index;
        const int count = static_cast<int>(m_tree[node].count);
        index = 0;
        for (NodeId id = m_tree[node].child; id != noNode; id = m_tree[id].next, ++index) {
            const bool fromEnd = lastContainer >= 0 && index > lastContainer;
            const std::string at = '/' + std::to_string(fromEnd ? index - count : index);
            const bool rows = kind == ListKind::Rows;
            walk(id, path + (rows ? "/*" : at), place + (rows ? '/' + std::to_string(index) : at), depth + 1);
        }
    }

    const Tree &m_tree;
    const ListPaths *m_xml;
    Part &m_part;
};

void findLists(const Tree &tree, NodeId node, const std::string &path, int depth, ListPaths &lists)
{
    if (depth > mostDepth)
        return;
    const bool array = tree[node].type == NodeType::Array;
    if (array && (tree[node].count > 1 || !isXmlMember(tree, node)))
        lists.insert(path);
    for (NodeId id = tree[node].child; id != noNode; id = tree[id].next)
        if (tree[id].isContainer())
            findLists(tree, id, path + (array ? "/*" : '/' + escaped(tree[id].keyView())), depth + 1, lists);
}

bool isNumber(std::string_view text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

} // namespace

void findLists(const Tree &tree, NodeId root, ListPaths &lists)
{
    findLists(tree, root, {}, 0, lists);
}

Part flattened(const Tree &tree, NodeId root, const ListPaths *xml)
{
    Part part;
    Flattener(tree, xml, part).walk(root, {}, {}, 0);
    return part;
}

std::string escaped(std::string_view key)
{
    std::string result;
    for (const char c : key) {
        if (c == '~')
            result += "~0";
        else if (c == '/')
            result += "~1";
        else
            result += c;
    }
    return result;
}

std::vector<std::string> segmentsOf(std::string_view path)
{
    std::vector<std::string> segments;
    while (!path.empty()) {
        path.remove_prefix(1);
        const std::size_t end = std::min(path.find('/'), path.size());
        segments.emplace_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return segments;
}

std::string_view listOf(std::string_view path)
{
    const std::size_t star = path.rfind("/*");
    return star == std::string_view::npos ? std::string_view() : path.substr(0, star + 2);
}

std::string_view nameIn(std::string_view path)
{
    while (!path.empty()) {
        const std::size_t slash = path.rfind('/');
        std::string_view segment = path.substr(slash + 1);
        if (segment.starts_with('@'))
            segment.remove_prefix(1);
        if (segment != "#text" && segment != "*" && segment != "*#" && !isNumber(segment))
            return segment;
        if (segment == "*" || segment == "*#")
            return {};
        path = path.substr(0, slash);
    }
    return {};
}

int placeIn(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos || !isNumber(path.substr(slash + 1)))
        return -1;
    return std::stoi(std::string(path.substr(slash + 1)));
}

} // namespace feedscope::infer
