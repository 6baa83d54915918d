#include "core/decode/merger.h"

namespace feedscope {

void Merger::merge(const Merge &merge, bool snapshot, Evaluator &evaluator, JsonReader &json)
{
    if (!evaluator.holds(merge.when))
        return;
    Tree &tree = evaluator.pointers().tree();
    const NodeId member = evaluator.pointers().node(merge.key.slot);
    const NodeId object = member == noNode ? noNode : tree[member].parent;
    if (object == noNode || tree[object].type != NodeType::Object || tree[object].count > maximumMembers)
        return;
    const std::string key(tree.value(member).text());
    const auto known = m_objects.find(key);
    if (known != m_objects.end() && !snapshot) {
        complete(tree, object, known->second, json);
        evaluator.pointers().forget();
    }
    std::string whole;
    tree.write(object, whole);
    remember(key, std::move(whole));
}

void Merger::complete(Tree &tree, NodeId partial, const std::string &known, JsonReader &json)
{
    ReadError error;
    const NodeId last = json.read(tree, tree.arena().keep(known), error);
    if (last == noNode) // too many values by now: the partial object stays partial
        return;
    NodeId tail = tree[partial].child;
    while (tail != noNode && tree[tail].next != noNode)
        tail = tree[tail].next;
    for (NodeId id = tree[last].child, next = noNode; id != noNode; id = next) {
        next = tree[id].next;
        if (tree.member(partial, tree[id].keyView()) != noNode)
            continue;
        tree[id].next = noNode;
        tree.link(partial, tail, id);
        tail = id;
    }
}

void Merger::remember(const std::string &key, std::string object)
{
    if (m_objects.size() >= maximumObjects || m_bytes > maximumBytes) {
        m_forgotten += m_objects.size();
        clear();
    }
    std::string &place = m_objects[key];
    m_bytes += object.size() - place.size();
    place = std::move(object);
}

void Merger::clear()
{
    m_objects.clear();
    m_bytes = 0;
}

} // namespace feedscope
