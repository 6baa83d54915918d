#pragma once

#include "core/decode/profile.h"
#include "core/decode/tree.h"

#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace feedscope {

/// A member of a profile's JSON and the way to it, for errors.
struct Member
{
    NodeId node = noNode;
    std::string path;
};

/// Walks a profile's JSON and notes each thing that is not as expected, with its line. Used for one parse.
class ProfileReader
{
public:
    using Handler = std::function<void(const Member &)>;
    using Handlers = std::initializer_list<std::pair<std::string_view, Handler>>;

    static constexpr qsizetype maximumErrors = 20;

    ProfileReader(const Tree &tree, std::string_view text)
        : m_tree(tree)
        , m_text(text)
    {}

    const Tree &tree() const noexcept { return m_tree; }
    const QList<ProfileError> &errors() const noexcept { return m_errors; }
    /// How many there were beyond those.
    int moreErrors() const noexcept { return m_more; }

    /// Calls the handler of each member; documentation is skipped, any other name is an error.
    void object(const Member &at, Handlers handlers);
    /// Calls once per member, whatever its name; the same name twice is an error.
    void each(const Member &at, const std::function<void(const std::string &name, const Member &)> &handler);
    /// Calls once per element; a single value counts as a list of one.
    void list(const Member &at, const Handler &handler);

    std::string text(const Member &at);
    QString string(const Member &at) { return QString::fromStdString(text(at)); }
    QStringList strings(const Member &at);
    double number(const Member &at);
    /// A number that is not negative, such as a time in seconds.
    double amount(const Member &at);
    /// A text that is one of these: its index. Else an error, and nothing.
    std::optional<std::size_t> oneOf(const Member &at, std::span<const std::string_view> allowed);
    bool flag(const Member &at);
    /// Any value, kept as a literal.
    Literal literal(const Member &at) const;
    bool is(const Member &at, NodeType type) const { return m_tree[at.node].type == type; }
    Member child(const Member &at, std::string_view name) const;

    /// Notes what was expected there, beside what was found.
    void fail(const Member &at, const QString &expected);
    void fail(const Member &at, const QString &expected, const QString &found);
    /// The same of a name that is none of these; says which may be meant.
    void failName(const Member &at, const QString &expected, std::span<const std::string_view> allowed,
                  const QString &found = {});

private:
    const char *placeOf(NodeId node) const;
    QString pointerTo(NodeId node) const;
    void suggest(std::string_view found, const QStringList &allowed);
    void unknown(const Member &at, Handlers handlers);
    QString describe(NodeId node) const;

    const Tree &m_tree;
    std::string_view m_text;
    QList<ProfileError> m_errors;
    int m_more = 0;
};

/// Any value of a tree, kept as a literal.
Literal literalOf(const Tree &tree, NodeId node);

/// The line, from 1, of a byte.
int lineAt(std::string_view text, std::size_t position);
/// Its column, from 1, in characters.
int columnAt(std::string_view text, std::size_t position);

} // namespace feedscope
