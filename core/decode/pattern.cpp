#include "core/decode/pattern.h"

#include <functional>

namespace feedscope {

namespace {

/// Longer texts are searched anew each time instead of being remembered.
constexpr std::size_t longestRemembered = 256;

std::optional<std::string> literalPrefix(const std::string &expression)
{
    if (!expression.starts_with('^'))
        return std::nullopt;
    std::string literal;
    for (std::size_t i = 1; i < expression.size(); ++i) {
        char c = expression[i];
        if (c == '\\') {
            if (++i == expression.size() ||
                std::string_view("./-|$^*+?()[]{}\\").find(expression[i]) == std::string::npos)
                return std::nullopt;
            c = expression[i];
        } else if (std::string_view(".|$^*+?()[]{}").find(c) != std::string::npos) {
            return std::nullopt;
        }
        literal += c;
    }
    return literal;
}

} // namespace

Pattern::Pattern(const std::string &expression, QString *error)
    // The limit ends a search that backtracks without end on a hostile text; it then counts as no match.
    : m_expression(QLatin1String("(*LIMIT_MATCH=100000)") + QString::fromStdString(expression))
    , m_prefix(literalPrefix(expression))
{
    if (!m_expression.isValid() && error != nullptr)
        *error = m_expression.errorString();
}

const PatternMatcher::Memo &PatternMatcher::look(std::string_view text)
{
    Memo &memo = m_memos[std::hash<std::string_view>()(text) % m_memos.size()];
    if (memo.used && memo.text == text)
        return memo;
    const auto match =
        m_pattern->expression().match(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
    memo.matched = match.hasMatch();
    memo.captured = match.captured(m_pattern->expression().captureCount() > 0 ? 1 : 0).toStdString();
    memo.used = text.size() <= longestRemembered;
    memo.text = memo.used ? std::string(text) : std::string();
    return memo;
}

bool PatternMatcher::matches(std::string_view text)
{
    return m_pattern->prefix() ? text.starts_with(*m_pattern->prefix()) : look(text).matched;
}

std::optional<std::string_view> PatternMatcher::capture(std::string_view text)
{
    const Memo &memo = look(text);
    return memo.matched ? std::optional<std::string_view>(memo.captured) : std::nullopt;
}

} // namespace feedscope
