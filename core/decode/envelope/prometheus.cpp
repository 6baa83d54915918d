#include "core/decode/envelope/members.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace feedscope {

namespace {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r";
    const std::size_t start = text.find_first_not_of(blanks);
    return start == std::string_view::npos ? std::string_view()
                                           : text.substr(start, text.find_last_not_of(blanks) - start + 1);
}

/// Takes the next word off the text.
std::string_view takeWord(std::string_view &text)
{
    text = trimmed(text);
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    const std::string_view word = text.substr(0, end);
    text = trimmed(text.substr(end));
    return word;
}

/// Reads the lines of one exposition; a metric's TYPE comes before its samples.
class Exposition
{
public:
    explicit Exposition(EnvelopeOutput &output)
        : m_output(output)
        , m_tree(output.tree)
    {}

    /// False: it is no sample.
    bool line(std::string_view line)
    {
        if (!line.starts_with('#'))
            return sample(line);
        line.remove_prefix(1);
        if (takeWord(line) == "TYPE") {
            const std::string_view name = takeWord(line);
            m_types[name] = line;
        }
        return true;
    }

private:
    /// name{label="value",…} value [milliseconds]
    bool sample(std::string_view line)
    {
        const NodeId root = m_tree.addRoot(NodeType::Object, {});
        const std::string_view name = line.substr(0, line.find_first_of("{ \t"));
        m_tree.addChild(root, "name", NodeType::String, name);
        line.remove_prefix(name.size());
        if (const auto type = m_types.find(name); type != m_types.end())
            m_tree.addChild(root, "type", NodeType::String, type->second);
        const NodeId labels = m_tree.addChild(root, "labels", NodeType::Object, {});
        line = trimmed(line);
        if (name.empty() || (line.starts_with('{') && !takeLabels(labels, line)))
            return false;
        const std::string_view value = takeWord(line);
        if (value.empty())
            return false;
        scalar(root, "value", value);
        if (const std::string_view time = takeWord(line); !time.empty())
            scalar(root, "timestamp", time);
        m_output.documents.push_back({root, false});
        return line.empty();
    }

    void scalar(NodeId root, std::string_view key, std::string_view text)
    {
        m_tree.addChild(root, key, isJsonNumber(text) ? NodeType::Number : NodeType::String, text);
    }

    /// From the brace to the one that closes it, both taken.
    bool takeLabels(NodeId labels, std::string_view &line)
    {
        constexpr std::uint32_t most = 1'000;
        line.remove_prefix(1);
        while (m_tree[labels].count < most) {
            line = trimmed(line);
            if (line.starts_with('}')) {
                line.remove_prefix(1);
                return true;
            }
            const std::size_t equals = line.find('=');
            if (equals == std::string_view::npos)
                return false;
            const std::string_view name = trimmed(line.substr(0, equals));
            line = trimmed(line.substr(equals + 1));
            if (!line.starts_with('"') || !takeQuoted(labels, name, line))
                return false;
            if (line.starts_with(','))
                line.remove_prefix(1);
        }
        return false;
    }

    /// A value in quotes, where a backslash escapes a quote, a backslash or a line's end.
    bool takeQuoted(NodeId labels, std::string_view name, std::string_view &line)
    {
        std::string plain;
        for (std::size_t i = 1; i < line.size(); ++i) {
            if (line[i] == '"') {
                m_tree.addChild(labels, name, NodeType::String, m_tree.arena().keep(plain));
                line = trimmed(line.substr(i + 1));
                return true;
            }
            if (line[i] == '\\' && i + 1 < line.size())
                plain += line[++i] == 'n' ? '\n' : line[i];
            else
                plain += line[i];
        }
        return false;
    }

    EnvelopeOutput &m_output;
    Tree &m_tree;
    std::unordered_map<std::string_view, std::string_view> m_types;
};

} // namespace

/// Prometheus' text format 0.0.4, as /metrics answers: a sample becomes {"name", "type", "labels": {…},
/// "value", "timestamp"}; values such as NaN and +Inf are strings.
void readPrometheusEnvelope(std::string_view bytes, EnvelopeOutput &output)
{
    if (const std::size_t bad = firstInvalidUtf8(bytes); bad < bytes.size())
        return output.fail({"it is not valid UTF-8", bad});
    Exposition exposition(output);
    for (std::size_t start = 0; start < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', start), bytes.size());
        const std::string_view line = trimmed(bytes.substr(start, end - start));
        if (output.tree.isFull())
            return output.fail({"it has more values than this program takes", start});
        if (!line.empty() && !exposition.line(line))
            output.fail({QT_TRANSLATE_NOOP("feedscope", "a line is no sample of a metric"), start});
        start = end + 1;
    }
}

} // namespace feedscope
