#pragma once

#include <QRegularExpression>
#include <QString>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace feedscope {

/// A profile's regular expression (PCRE, searched, not anchored). Immutable and shared; "^literal" is told
/// without the engine, which is what most profiles write.
class Pattern
{
public:
    /// `error` is set and the pattern matches nothing if the expression is malformed.
    explicit Pattern(const std::string &expression, QString *error = nullptr);

    /// The literal it must begin with and nothing else, if that is all it says.
    const std::optional<std::string> &prefix() const noexcept { return m_prefix; }
    const QRegularExpression &expression() const noexcept { return m_expression; }

private:
    QRegularExpression m_expression;
    std::optional<std::string> m_prefix;
};

/// Runs a pattern and remembers what it made of the last few texts, since a feed names the same few channels
/// over and over. One per decoder and use; not shared between threads.
class PatternMatcher
{
public:
    explicit PatternMatcher(std::shared_ptr<const Pattern> pattern)
        : m_pattern(std::move(pattern))
    {}

    bool matches(std::string_view text);
    /// The first group, or the whole match where there is none; a view that the next call may end.
    std::optional<std::string_view> capture(std::string_view text);

private:
    struct Memo
    {
        std::string text;
        std::string captured;
        bool used = false;
        bool matched = false;
    };
    const Memo &look(std::string_view text);

    std::shared_ptr<const Pattern> m_pattern;
    std::array<Memo, 16> m_memos;
};

} // namespace feedscope
