#include "core/decode/envelope/envelope.h"

#include "core/decode/jsontext.h"

namespace feedscope {

namespace {

constexpr bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string_view withoutFrame(std::string_view text)
{
    if (text.starts_with("\xef\xbb\xbf")) // a byte order mark
        text.remove_prefix(3);
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

/// What begins like JSON and is none is broken, not text.
bool looksLikeJson(std::string_view text)
{
    return !text.empty() && std::string_view("{[\"").find(text.front()) != std::string_view::npos;
}

} // namespace

void readJsonOrText(std::string_view text, std::size_t offset, EnvelopeOutput &output)
{
    ReadError error;
    const NodeId root = text.empty() ? noNode : output.json.read(output.tree, text, error);
    if (root != noNode) {
        output.documents.push_back({root, false});
    } else if (looksLikeJson(text)) {
        error.position += offset;
        output.fail(error);
    } else if (const std::size_t bad = firstInvalidUtf8(text); bad < text.size()) {
        output.fail({"it is not valid UTF-8", bad + offset});
    } else {
        output.documents.push_back({output.tree.addRoot(NodeType::String, text), true});
    }
}

/// One JSON value a message; a text that is none is its own string ("ping", and "" too).
void readJsonEnvelope(std::string_view bytes, EnvelopeOutput &output)
{
    const std::string_view text = withoutFrame(bytes);
    readJsonOrText(text, static_cast<std::size_t>(text.data() - bytes.data()), output);
}

} // namespace feedscope
