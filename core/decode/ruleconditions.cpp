#include "core/decode/jsonreader.h"
#include "core/decode/rulecompiler.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace feedscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

ConditionShape shapeOf(const Condition &condition)
{
    const Test &test = condition.test;
    if (condition.table || condition.pointer.name || test.pattern || test.types != 0)
        return ConditionShape::General;
    if (test.exists)
        return test.anyOf ? ConditionShape::General : ConditionShape::Exists;
    const auto isString = [](const Literal &literal) { return literal.type == NodeType::String; };
    return test.anyOf && std::ranges::all_of(*test.anyOf, isString) ? ConditionShape::AnyString
                                                                    : ConditionShape::General;
}

} // namespace

When RuleCompiler::when(const Member &at, bool fromRow)
{
    When result;
    m_reader.each(
        at, [&](const std::string &name, const Member &m) { result.push_back(condition(name, m, fromRow)); });
    return result;
}

When RuleCompiler::message(const Member &at)
{
    When result;
    if (m_reader.is(at, NodeType::Object)) {
        m_reader.each(at, [&](const std::string &name, const Member &m) {
            const bool pointer = name.empty() || name[0] == '/';
            result.push_back(pointer ? condition(name, m, false) : member(name, {m_reader.literal(m)}, m));
        });
        return result;
    }
    const Literal literal = m_reader.literal(at);
    Tree tree;
    ReadError error;
    const bool isText = literal.type == NodeType::String;
    const NodeId root = isText ? JsonReader().read(tree, literal.text, error) : noNode;
    if (root == noNode)
        return {member({}, {literal}, at)};
    if (tree[root].type != NodeType::Object) // such as "3", which is a number if it comes bare
        return {member({}, {literal, literalOf(tree, root)}, at)};
    for (NodeId id = tree[root].child; id != noNode; id = tree[id].next)
        result.push_back(member(tree[id].keyView(), {literalOf(tree, id)}, at));
    return result;
}

/// A member of the message, by its name; the message itself if there is none.
Condition RuleCompiler::member(std::string_view name, std::vector<Literal> anyOf, const Member &at)
{
    std::string pointer;
    if (!name.empty())
        pointer = '/';
    for (const char c : name) // RFC 6901, section 3
        pointer += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
    Condition result;
    result.pointer = refer(pointer, at);
    result.test.anyOf = std::move(anyOf);
    result.shape = shapeOf(result);
    return result;
}

Condition RuleCompiler::condition(const std::string &name, const Member &at, bool fromRow)
{
    Condition result;
    const std::size_t open = name.find('[');
    const std::size_t close = name.find("].");
    // "table[/pointer].member" asks what was learnt; a plain pointer begins with a slash or a digit.
    if (open != std::string::npos && close != std::string::npos && open > 0 && name[0] != '/') {
        result.table = table(std::string_view(name).substr(0, open));
        result.member = name.substr(close + 2);
        result.pointer = refer(std::string_view(name).substr(open + 1, close - open - 1), at, fromRow);
    } else {
        result.pointer = refer(name, at, fromRow);
    }
    result.test = test(at);
    result.shape = shapeOf(result);
    return result;
}

Test RuleCompiler::test(const Member &at)
{
    Test result;
    if (!m_reader.is(at, NodeType::Object)) {
        result.anyOf = {m_reader.literal(at)};
        return result;
    }
    m_reader.object(
        at, {
                {"in",
                 [&](const Member &m) {
                     result.anyOf.emplace();
                     m_reader.list(m, [&](const Member &e) { result.anyOf->push_back(m_reader.literal(e)); });
                 }},
                {"regex", [&](const Member &m) { result.pattern = pattern(m); }},
                {"exists", [&](const Member &m) { result.exists = m_reader.flag(m); }},
                {"type", [&](const Member &m) { result.types = types(m); }},
            });
    return result;
}

std::uint8_t RuleCompiler::types(const Member &at)
{
    static constexpr std::array<std::string_view, 6> names = {"null",  "boolean", "number", "string",
                                                              "array", "object"}; // NodeType, from Null on
    std::uint8_t result = 0;
    m_reader.list(at, [&](const Member &m) {
        const auto found = std::ranges::find(names, m_reader.text(m));
        if (found == names.end())
            m_reader.failName(m, tr("array, object, string, number, boolean or null"), names);
        else
            result |= static_cast<std::uint8_t>(2U << static_cast<unsigned>(found - names.begin()));
    });
    return result;
}

} // namespace feedscope
