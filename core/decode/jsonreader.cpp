#include "core/decode/jsonreader.h"

#include "core/decode/jsontext.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace feedscope {

namespace {

bool isSpace(char c)
{
    return static_cast<unsigned char>(c) <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t');
}

/// One walk over the structural index: the first character of every token (a string's opening quote
/// included). Every function has one caller in the loop of run(), so that the compiler makes one function of
/// them and keeps the members in registers; this is the hottest loop of the program.
class Walk
{
public:
    Walk(Tree &tree, std::string_view text, const std::uint32_t *index, std::uint32_t count)
        : m_tree(tree)
        , m_text(text)
        , m_index(index)
        , m_count(count)
        , m_escapes(std::memchr(text.data(), '\\', text.size()) != nullptr)
    {}

    NodeId run(ReadError &error)
    {
        const NodeId root = m_tree.size();
        std::string_view key;
        do
            value(key);
        while (next(key));
        if (!m_error && m_at != m_count)
            fail("there is text after its end", position());
        error = m_error;
        return m_error ? noNode : root;
    }

private:
    /// A container that is being read. Without initial values: 512 of them for each message would show.
    struct Level
    {
        NodeId node; ///< noNode: outside of the root
        NodeId last; ///< child so far
        std::uint32_t count;
        bool object;
    };

    std::size_t position() const { return m_at < m_count ? m_index[m_at] : m_text.size(); }
    char current() const { return m_at < m_count ? m_text[m_index[m_at]] : '\0'; }

    void fail(const char *problem, std::size_t position)
    {
        if (!m_error)
            m_error = {problem, position};
    }

    bool failHere(const char *problem)
    {
        if (m_at >= m_count)
            fail("it ends in the middle", m_text.size());
        else
            fail(problem, position());
        return false;
    }

    /// The current token without the spaces behind it; moves on.
    std::string_view token()
    {
        const std::size_t start = position();
        ++m_at;
        std::size_t end = position();
        while (end > start && isSpace(m_text[end - 1]))
            --end;
        return {m_text.data() + start, end - start};
    }

    /// The current token as a string's content.
    std::string_view string()
    {
        const std::size_t start = position();
        const std::string_view quoted = token();
        const std::string_view content(quoted.data() + 1, quoted.size() - 2);
        if (!m_escapes || std::memchr(content.data(), '\\', content.size()) == nullptr)
            return content;
        const auto plain = unescapeJson(content, m_tree.arena());
        if (!plain)
            fail("a string holds an escape that JSON does not know", start);
        return plain.value_or(std::string_view());
    }

    /// Goes to the next value, its name in `key` if it is a member; false at the end of all and after an
    /// error.
    bool next(std::string_view &key)
    {
        while (!m_error && m_level.node != noNode) {
            const char token = current();
            if (token == (m_level.object ? '}' : ']')) {
                leave();
                continue;
            }
            if (m_level.count > 0) {
                if (token != ',')
                    return failHere("a comma is missing");
                ++m_at;
            }
            return m_level.object ? name(key) : true;
        }
        return false;
    }

    bool name(std::string_view &key)
    {
        if (current() != '"')
            return failHere("the name of a member is missing");
        key = string();
        if (current() != ':')
            return failHere("a colon is missing");
        ++m_at;
        return !m_error;
    }

    void leave()
    {
        Node &node = m_tree[m_level.node];
        node.textSize = static_cast<std::uint32_t>(m_text.data() + position() + 1 - node.text);
        node.count = m_level.count;
        m_level = m_outer[static_cast<std::size_t>(--m_depth)];
        ++m_at;
    }

    void value(std::string_view key)
    {
        if (m_tree.isFull())
            return fail("it has more values than this program takes", position());
        switch (const char first = current()) {
        case '{':
        case '[':
            return enter(first == '{', key);
        case '"':
            return attach(NodeType::String, string(), key);
        case '}':
        case ']':
        case ',':
        case ':':
        case '\0':
            return void(failHere("a value is missing"));
        default:
            return scalar(key);
        }
    }

    void enter(bool object, std::string_view key)
    {
        if (m_depth == Tree::maximumDepth)
            return fail("it is nested more than 512 levels deep", position());
        const NodeId id = m_tree.size();
        attach(object ? NodeType::Object : NodeType::Array, {m_text.data() + position(), 1}, key);
        m_outer[static_cast<std::size_t>(m_depth++)] = m_level;
        m_level = {id, noNode, 0, object};
        ++m_at;
    }

    void scalar(std::string_view key)
    {
        const std::size_t start = position();
        const std::string_view lexeme = token();
        if (isJsonNumber(lexeme))
            return attach(NodeType::Number, lexeme, key);
        if (lexeme == "true" || lexeme == "false")
            return attach(NodeType::Boolean, lexeme, key);
        if (lexeme == "null")
            return attach(NodeType::Null, lexeme, key);
        fail("a value is neither a number nor true, false or null", start);
    }

    /// Adds the value as the last child of the innermost container.
    void attach(NodeType type, std::string_view text, std::string_view key)
    {
        const NodeId id = m_tree.size();
        Node &node = m_tree.add(); // filled in place: a copy of what was just written would wait for it
        node.type = type;
        node.text = text.data();
        node.textSize = static_cast<std::uint32_t>(text.size());
        node.key = key.data();
        node.keySize = static_cast<std::uint32_t>(key.size());
        node.parent = m_level.node;
        node.position = m_level.count++;
        if (m_level.last != noNode)
            m_tree[m_level.last].next = id;
        else if (m_level.node != noNode)
            m_tree[m_level.node].child = id;
        m_level.last = id;
    }

    Tree &m_tree;
    std::string_view m_text;
    const std::uint32_t *m_index;
    std::uint32_t m_count;
    std::uint32_t m_at = 0;
    bool m_escapes;
    int m_depth = 0;
    Level m_level{noNode, noNode, 0, false}; ///< the innermost
    ReadError m_error;
    std::array<Level, Tree::maximumDepth> m_outer;
};

ReadError explain(simdjson::error_code code, std::string_view text)
{
    switch (code) {
    case simdjson::EMPTY:
        return {"it is empty", 0};
    case simdjson::UTF8_ERROR:
        return {"it is not valid UTF-8", firstInvalidUtf8(text)};
    case simdjson::UNCLOSED_STRING:
        return {"it ends within a string", text.size()};
    case simdjson::UNESCAPED_CHARS:
        return {"a string holds a control character", 0};
    default:
        return {"it could not be indexed", 0};
    }
}

} // namespace

/// simdjson's first stage with its index, grown to the longest text so far.
struct JsonReader::Index
{
    std::unique_ptr<simdjson::internal::dom_parser_implementation> stage;
    std::size_t capacity = 0;

    simdjson::error_code build(std::string_view text)
    {
        if (text.size() > capacity || !stage) {
            capacity = std::max<std::size_t>(text.size() * 2, 4096);
            // Stage one knows no depth: one level is what it must be given.
            const auto made =
                simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1, stage);
            if (made != simdjson::SUCCESS) {
                capacity = 0;
                return made;
            }
        }
        return stage->stage1(reinterpret_cast<const std::uint8_t *>(text.data()), text.size(),
                             simdjson::stage1_mode::regular);
    }
};

JsonReader::JsonReader()
    : m_index(std::make_unique<Index>())
{}
JsonReader::~JsonReader() = default;

NodeId JsonReader::read(Tree &tree, std::string_view text, ReadError &error)
{
    if (text.empty()) {
        error = {"it is empty", 0};
        return noNode;
    }
    const simdjson::error_code code = m_index->build(text);
    if (code != simdjson::SUCCESS) {
        error = explain(code, text);
        return noNode;
    }
    return Walk(tree, text, m_index->stage->structural_indexes.get(), m_index->stage->n_structural_indexes)
        .run(error);
}

} // namespace feedscope
