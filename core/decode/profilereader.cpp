#include "core/decode/profilereader.h"

#include "core/decode/excerpt.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

/// Members that only people read.
bool isDocumentation(std::string_view name)
{
    static constexpr std::array<std::string_view, 9> names = {
        "doc", "source", "facts", "verified", "comment", "comments", "description", "notes", "license"};
    return name.starts_with('_') || name.starts_with('$') || name.starts_with("x-") ||
           std::ranges::find(names, name) != names.end();
}

} // namespace

int lineAt(std::string_view text, std::size_t position)
{
    return 1 + static_cast<int>(std::ranges::count(text.substr(0, position), '\n'));
}

int ProfileReader::lineOf(NodeId node) const
{
    // Unescaped texts live elsewhere: then the member's name says the line, or what holds it.
    for (NodeId id = node; id != noNode; id = m_tree[id].parent) {
        for (const char *place : {m_tree[id].key, m_tree[id].text}) {
            if (place != nullptr && place >= m_text.data() && place < m_text.data() + m_text.size())
                return lineAt(m_text, static_cast<std::size_t>(place - m_text.data()));
        }
    }
    return 1;
}

QString ProfileReader::describe(NodeId node) const
{
    switch (m_tree[node].type) {
    case NodeType::Object:
        return tr("an object");
    case NodeType::Array:
        return tr("an array");
    case NodeType::String:
        return u"\"%1\""_s.arg(excerpt(m_tree[node].textView()));
    default:
        return excerpt(m_tree[node].textView());
    }
}

void ProfileReader::fail(const Member &at, const QString &expected)
{
    fail(at, expected, describe(at.node));
}

void ProfileReader::fail(const Member &at, const QString &expected, const QString &found)
{
    if (m_errors.size() < maximumErrors)
        m_errors.append({lineOf(at.node), QString::fromStdString(at.path), expected, found});
}

Member ProfileReader::child(const Member &at, std::string_view name) const
{
    const NodeId node = is(at, NodeType::Object) ? m_tree.member(at.node, name) : noNode;
    return {node, at.path.empty() ? std::string(name) : at.path + '.' + std::string(name)};
}

void ProfileReader::each(const Member &at,
                         const std::function<void(const std::string &, const Member &)> &handler)
{
    if (!is(at, NodeType::Object))
        return fail(at, tr("an object"));
    for (NodeId id = m_tree[at.node].child; id != noNode; id = m_tree[id].next) {
        const std::string name(m_tree[id].keyView());
        handler(name, {id, at.path.empty() ? name : at.path + '.' + name});
    }
}

void ProfileReader::object(const Member &at, Handlers handlers)
{
    each(at, [&](const std::string &name, const Member &member) {
        const auto handler =
            std::ranges::find_if(handlers, [&](const auto &entry) { return entry.first == name; });
        if (handler != handlers.end())
            handler->second(member);
        else if (!isDocumentation(name))
            unknown(member, handlers);
    });
}

void ProfileReader::unknown(const Member &at, Handlers handlers)
{
    QStringList names;
    for (const auto &entry : handlers)
        names.append(QString::fromUtf8(entry.first.data(), qsizetype(entry.first.size())));
    fail(at, tr("one of the members %1").arg(names.join(", "_L1)),
         tr("the unknown member \"%1\"").arg(excerpt(m_tree[at.node].keyView())));
}

void ProfileReader::list(const Member &at, const Handler &handler)
{
    if (!is(at, NodeType::Array))
        return handler(at);
    int index = 0;
    for (NodeId id = m_tree[at.node].child; id != noNode; id = m_tree[id].next)
        handler({id, at.path + '[' + std::to_string(index++) + ']'});
}

std::string ProfileReader::text(const Member &at)
{
    if (is(at, NodeType::String))
        return std::string(m_tree[at.node].textView());
    fail(at, tr("a string"));
    return {};
}

QStringList ProfileReader::strings(const Member &at)
{
    QStringList result;
    list(at, [&](const Member &element) { result.append(string(element)); });
    return result;
}

double ProfileReader::number(const Member &at)
{
    const auto value = is(at, NodeType::Number) ? m_tree.value(at.node).toDouble() : std::nullopt;
    if (!value)
        fail(at, tr("a number"));
    return value.value_or(0);
}

bool ProfileReader::flag(const Member &at)
{
    if (!is(at, NodeType::Boolean))
        fail(at, tr("true or false"));
    return m_tree[at.node].textView() == "true";
}

Literal ProfileReader::literal(const Member &at) const
{
    const Node &node = m_tree[at.node];
    Literal result{node.type, std::string(node.textView())};
    if (node.isContainer()) {
        result.text.clear();
        m_tree.write(at.node, result.text);
    }
    return result;
}

} // namespace feedscope
