#include "core/decode/profilereader.h"

#include "core/decode/excerpt.h"
#include "core/decode/nearest.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <set>

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

int columnAt(std::string_view text, std::size_t position)
{
    const std::size_t end = text.substr(0, position).rfind('\n');
    const std::size_t start = end == std::string_view::npos ? 0 : end + 1;
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; };
    return 1 + static_cast<int>(std::ranges::count_if(text.substr(start, position - start), begins));
}

/// Where it begins in the text. Unescaped texts live elsewhere: then the member's name says it, or what holds
/// it.
const char *ProfileReader::placeOf(NodeId node) const
{
    for (NodeId id = node; id != noNode; id = m_tree[id].parent) {
        for (const char *place : {m_tree[id].key, m_tree[id].text}) {
            if (place == nullptr || place < m_text.data() || place >= m_text.data() + m_text.size())
                continue;
            return place > m_text.data() && place[-1] == '"' ? place - 1 : place;
        }
    }
    return m_text.data();
}

QString ProfileReader::pointerTo(NodeId node) const
{
    QStringList parts;
    for (NodeId id = node; id != noNode && m_tree[id].parent != noNode; id = m_tree[id].parent) {
        const Node &holder = m_tree[m_tree[id].parent];
        if (holder.type == NodeType::Object) {
            const std::string_view key = m_tree[id].keyView();
            QString name = QString::fromUtf8(key.data(), qsizetype(key.size()));
            parts.prepend(name.replace(u'~', "~0"_L1).replace(u'/', "~1"_L1)); // RFC 6901 4
        } else {
            parts.prepend(QString::number(m_tree[id].position));
        }
    }
    return parts.isEmpty() ? QString() : u'/' + parts.join(u'/');
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
    if (m_errors.size() >= maximumErrors) {
        ++m_more;
        return;
    }
    const auto position = static_cast<std::size_t>(placeOf(at.node) - m_text.data());
    m_errors.append({lineAt(m_text, position),
                     QString::fromStdString(at.path),
                     expected,
                     found,
                     {},
                     columnAt(m_text, position),
                     pointerTo(at.node)});
}

void ProfileReader::failName(const Member &at, const QString &expected,
                             std::span<const std::string_view> allowed, const QString &found)
{
    fail(at, expected, found.isEmpty() ? describe(at.node) : found);
    QStringList names;
    for (const std::string_view name : allowed)
        names.append(QString::fromUtf8(name.data(), qsizetype(name.size())));
    // What is wrong is its value, or else its name.
    suggest(is(at, NodeType::String) ? m_tree[at.node].textView() : m_tree[at.node].keyView(), names);
}

/// Adds to the error just noted what may have been meant.
void ProfileReader::suggest(std::string_view found, const QStringList &allowed)
{
    if (m_more > 0 || m_errors.isEmpty())
        return;
    const QStringList near = nearest(QString::fromUtf8(found.data(), qsizetype(found.size())), allowed, 1);
    if (!near.isEmpty())
        m_errors.last().hint = tr("Did you mean \"%1\"?").arg(near.first());
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
    std::set<std::string, std::less<>> seen;
    for (NodeId id = m_tree[at.node].child; id != noNode; id = m_tree[id].next) {
        const std::string name(m_tree[id].keyView());
        if (!seen.insert(name).second)
            fail({id, at.path.empty() ? name : at.path + '.' + name}, tr("there once"), tr("there again"));
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
    suggest(m_tree[at.node].keyView(), names);
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

double ProfileReader::amount(const Member &at)
{
    const double value = number(at);
    if (value < 0)
        fail(at, tr("a number that is not negative"));
    return std::max(value, 0.0);
}

std::optional<std::size_t> ProfileReader::oneOf(const Member &at, std::span<const std::string_view> allowed)
{
    const auto found = std::ranges::find(allowed, is(at, NodeType::String) ? m_tree[at.node].textView() : "");
    if (is(at, NodeType::String) && found != allowed.end())
        return static_cast<std::size_t>(found - allowed.begin());
    QStringList names;
    for (const std::string_view name : allowed)
        names.append(QString::fromUtf8(name.data(), qsizetype(name.size())));
    failName(at, tr("one of %1").arg(names.join(", "_L1)), allowed);
    return std::nullopt;
}

bool ProfileReader::flag(const Member &at)
{
    if (!is(at, NodeType::Boolean))
        fail(at, tr("true or false"));
    return m_tree[at.node].textView() == "true";
}

Literal ProfileReader::literal(const Member &at) const
{
    return literalOf(m_tree, at.node);
}

Literal literalOf(const Tree &tree, NodeId id)
{
    const Node &node = tree[id];
    Literal result{node.type, std::string(node.textView())};
    if (node.isContainer()) {
        result.text.clear();
        tree.write(id, result.text);
    }
    return result;
}

} // namespace feedscope
