#include "core/decode/jsonreader.h"

#include "core/decode/jsontext.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>

namespace feedscope {

namespace {

bool isSpace(char c)
{
    return static_cast<unsigned char>(c) <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t');
}

/// One walk over the structural index: the first character of every token (a string's opening quote included)
/// and, behind the last one, the text's size. Every function has one caller in the loop of run() and the
/// moving parts stand in a Place, whose address none but them takes, so that the compiler makes one function
/// of all and keeps the Place in registers; this is the hottest loop of the program.
class Walk
{
public:
    Walk(Tree &tree, std::string_view text, const std::uint32_t *index, std::uint32_t count)
        : m_tree(tree)
        , m_text(text.data())
        , m_begin(index)
        , m_end(index + count)
        , m_escapes(std::memchr(text.data(), '\\', text.size()) != nullptr)
    {}

    NodeId run(ReadError &error)
    {
        const NodeId root = m_tree.size();
        Place place{m_begin, noNode, noNode, 0, 0, '\0'};
        bool more = unnamed(place);
        while (more)
            more = value(place) && next(place);
        if (!m_error && place.at != m_end)
            fail("there is text after its end", *place.at);
        error = m_error;
        return m_error ? noNode : root;
    }

private:
    struct Place
    {
        const std::uint32_t *at; ///< the token
        NodeId container;        ///< the innermost that is being read; noNode: outside of the root
        NodeId last;             ///< its last child so far
        std::uint32_t count;     ///< of its children so far
        int depth;
        char close; ///< what ends it; 0: outside of the root
    };

    char current(const Place &place) const { return place.at != m_end ? m_text[*place.at] : '\0'; }

    bool fail(const char *problem, std::size_t position)
    {
        m_error = {problem, position};
        return false;
    }

    bool failHere(const Place &place, const char *problem)
    {
        return fail(place.at == m_end ? "it ends in the middle" : problem, *place.at);
    }

    /// The current token without the spaces behind it; moves on.
    std::string_view token(Place &place)
    {
        const std::size_t start = *place.at++;
        std::size_t end = *place.at;
        while (isSpace(m_text[end - 1])) // stops at the token's first character at the latest
            --end;
        return {m_text + start, end - start};
    }

    /// The current token as a string's content; false: it has a wrong escape.
    bool string(Place &place, std::string_view &content)
    {
        const std::string_view quoted = token(place);
        content = {quoted.data() + 1, quoted.size() - 2};
        return !m_escapes || unescape(content);
    }

    bool unescape(std::string_view &content)
    {
        if (std::memchr(content.data(), '\\', content.size()) == nullptr)
            return true;
        const auto plain = unescapeJson(content, m_tree.arena());
        if (!plain)
            return fail("a string holds an escape that JSON does not know",
                        static_cast<std::size_t>(content.data() - 1 - m_text));
        content = *plain;
        return true;
    }

    /// Goes to the next value, its name in the spare node if it is a member; false at the end of all and
    /// after an error.
    bool next(Place &place)
    {
        while (place.close != '\0') {
            const char token = current(place);
            if (token == place.close) {
                leave(place);
                continue;
            }
            if (place.count > 0) {
                if (token != ',')
                    return failHere(place, "a comma is missing");
                ++place.at;
            }
            return place.close == '}' ? name(place) : unnamed(place);
        }
        return false;
    }

    bool unnamed(const Place &place)
    {
        if (!m_tree.makeRoom())
            return failHere(place, "it has more values than this program takes");
        m_tree.spare().key = nullptr;
        m_tree.spare().keySize = 0;
        return true;
    }

    bool name(Place &place)
    {
        std::string_view key;
        if (!m_tree.makeRoom())
            return failHere(place, "it has more values than this program takes");
        if (current(place) != '"')
            return failHere(place, "the name of a member is missing");
        if (!string(place, key))
            return false;
        if (current(place) != ':')
            return failHere(place, "a colon is missing");
        ++place.at;
        m_tree.spare().key = key.data();
        m_tree.spare().keySize = static_cast<std::uint32_t>(key.size());
        return true;
    }

    bool value(Place &place)
    {
        switch (const char first = current(place)) {
        case '{':
        case '[':
            return enter(place, first == '{');
        case '"': {
            std::string_view content;
            return string(place, content) && attach(place, NodeType::String, content);
        }
        case '}':
        case ']':
        case ',':
        case ':':
        case '\0':
            return failHere(place, "a value is missing");
        default:
            return scalar(place);
        }
    }

    bool enter(Place &place, bool object)
    {
        if (place.depth == Tree::maximumDepth)
            return fail("it is nested more than 512 levels deep", *place.at);
        attach(place, object ? NodeType::Object : NodeType::Array, {m_text + *place.at, 1});
        place = {place.at + 1, place.last, noNode, 0, place.depth + 1, object ? '}' : ']'};
        return true;
    }

    /// The outer container goes on behind the inner one, its last child.
    void leave(Place &place)
    {
        Node &node = m_tree[place.container];
        node.textSize = static_cast<std::uint32_t>(m_text + *place.at + 1 - node.text);
        node.count = place.count;
        node.child = place.count > 0 ? place.container + 1 : noNode;
        const char close = node.parent == noNode                          ? '\0'
                           : m_tree[node.parent].type == NodeType::Object ? '}'
                                                                          : ']';
        place = {place.at + 1, node.parent, place.container, node.position + 1, place.depth - 1, close};
    }

    /// Adds the spare node, whose name is known, as the last child of the innermost container.
    bool attach(Place &place, NodeType type, std::string_view text)
    {
        Node &node = m_tree.spare();
        node.text = text.data();
        node.textSize = static_cast<std::uint32_t>(text.size());
        node.parent = place.container;
        node.child = node.next = noNode;
        node.count = 0;
        node.position = place.count++;
        node.type = type;
        const NodeId id = m_tree.add();
        if (node.position > 0)
            m_tree[place.last].next = id;
        place.last = id;
        return true;
    }

    bool scalar(Place &place)
    {
        const std::string_view lexeme = token(place);
        if (isJsonNumber(lexeme))
            return attach(place, NodeType::Number, lexeme);
        if (lexeme == "true" || lexeme == "false")
            return attach(place, NodeType::Boolean, lexeme);
        if (lexeme == "null")
            return attach(place, NodeType::Null, lexeme);
        return fail("a value is neither a number nor true, false or null",
                    static_cast<std::size_t>(lexeme.data() - m_text));
    }

    Tree &m_tree;
    const char *m_text;
    const std::uint32_t *m_begin;
    const std::uint32_t *m_end;
    bool m_escapes; ///< the text has any
    ReadError m_error;
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
        const auto code = stage->stage1(reinterpret_cast<const std::uint8_t *>(text.data()), text.size(),
                                        simdjson::stage1_mode::regular);
        // What ends the last token; stage one leaves room for more than one behind it.
        stage->structural_indexes[stage->n_structural_indexes] = static_cast<std::uint32_t>(text.size());
        return code;
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
