#include "core/decode/envelope/envelope.h"

#include "core/decode/jsontext.h"
#include "core/eventstream.h"

#include <QByteArray>
#include <QString>

#include <algorithm>

namespace feedscope {

namespace {

using eventstream::Field;

/// What one block says; a text that is null was not said.
struct Block
{
    std::string_view event;
    std::string_view id;
    std::string_view comment;
    std::string_view retry;
};

/// The lines of one or more blocks, ended by CR, LF or CR LF.
class Lines
{
public:
    explicit Lines(std::string_view bytes)
        : m_rest(bytes)
    {}
    bool atEnd() const { return m_rest.empty(); }
    std::size_t left() const { return m_rest.size(); }
    std::string_view next()
    {
        const std::size_t end = std::min(m_rest.find_first_of(eventstream::lineEnds), m_rest.size());
        const std::string_view line = m_rest.substr(0, end);
        const bool pair = m_rest.substr(end).starts_with("\r\n");
        m_rest.remove_prefix(std::min(end + (pair ? 2 : 1), m_rest.size()));
        return line;
    }

private:
    std::string_view m_rest;
};

/// The data of one block: a view of its only line, or several lines joined by LF in the arena. `room` bytes
/// are enough for all that may still come; taken once, so that the lines of a hostile block cost no squares.
class Data
{
public:
    explicit Data(TextArena &arena)
        : m_arena(arena)
    {}
    void append(std::string_view line, std::size_t room)
    {
        if (++m_lines == 1) {
            m_text = line;
            return;
        }
        if (m_lines == 2) {
            m_room = m_text.size() + 1 + room;
            m_start = m_arena.take(m_room);
            m_text.copy(m_start, m_text.size());
        }
        std::size_t size = m_text.size();
        m_start[size++] = '\n';
        size += line.copy(m_start + size, line.size());
        m_text = {m_start, size};
    }
    bool exists() const { return m_lines > 0; }
    /// Its text; there is none afterwards.
    std::string_view taken()
    {
        if (m_lines > 1)
            m_arena.giveBack(m_room - m_text.size());
        m_lines = 0;
        return m_text;
    }

private:
    TextArena &m_arena;
    std::string_view m_text;
    char *m_start = nullptr;
    std::size_t m_room = 0;
    std::size_t m_lines = 0;
};

/// The stream is UTF-8, and what is not becomes U+FFFD (WHATWG Encoding 4.1), so that one bad byte costs no
/// event.
std::string_view asUtf8(std::string_view text, TextArena &arena)
{
    if (firstInvalidUtf8(text) == text.size())
        return text;
    const QByteArray clean = QString::fromUtf8(text.data(), qsizetype(text.size())).toUtf8();
    return arena.keep({clean.constData(), std::size_t(clean.size())});
}

/// Reads blocks one after the other into the output.
class BlockReader
{
public:
    explicit BlockReader(EnvelopeOutput &output)
        : m_output(output)
        , m_data(output.tree.arena())
    {}

    /// `room`: bytes of the message from this line on.
    void line(std::string_view line, std::size_t room)
    {
        const Field field = eventstream::fieldOf(line);
        if (field.name == "data")
            m_data.append(field.value, room);
        else if (field.name == "event")
            m_block.event = field.value;
        else if (field.name == "id" && field.value.find('\0') == std::string_view::npos)
            m_block.id = field.value;
        else if (field.name == "retry")
            m_block.retry = field.value;
        else if (field.name.empty())
            m_block.comment = field.value;
    }

    /// A block without data is no event, but its comment is the server's sign of life.
    void end()
    {
        Tree &tree = m_output.tree;
        if (m_data.exists()) {
            const NodeId root = add();
            member(root, "event", m_block.event.empty() ? "message" : m_block.event);
            tree.addChild(root, "data", NodeType::String, asUtf8(m_data.taken(), tree.arena()));
            member(root, "id", m_block.id);
            member(root, "retry", m_block.retry);
        } else if (m_block.comment.data() != nullptr) {
            const NodeId root = add();
            member(root, "comment", m_block.comment);
            member(root, "retry", m_block.retry);
        }
        m_block = {};
    }

private:
    NodeId add()
    {
        const NodeId root = m_output.tree.addRoot(NodeType::Object, {});
        m_output.documents.push_back({root, false});
        return root;
    }
    void member(NodeId root, std::string_view name, std::string_view text)
    {
        Tree &tree = m_output.tree;
        if (text.data() != nullptr)
            tree.addChild(root, name, NodeType::String, asUtf8(text, tree.arena()));
    }

    EnvelopeOutput &m_output;
    Data m_data;
    Block m_block;
};

} // namespace

/// Blocks of an event stream (WHATWG HTML 9.2.6): each event an object of `event`, `data`, `id` and `retry`; a
/// block of comments alone has `comment` in the place of the first three.
void readSseEnvelope(std::string_view bytes, EnvelopeOutput &output)
{
    const std::size_t whole = bytes.size();
    if (bytes.starts_with(eventstream::byteOrderMark))
        bytes.remove_prefix(eventstream::byteOrderMark.size());
    BlockReader reader(output);
    Lines lines(bytes);
    while (!lines.atEnd()) {
        if (output.tree.isFull())
            return output.fail({"it has more values than this program takes", whole - lines.left()});
        const std::size_t room = lines.left();
        const std::string_view line = lines.next();
        if (line.empty())
            reader.end();
        else
            reader.line(line, room);
    }
    reader.end(); // a message is whole, even if its last line end is missing
}

} // namespace feedscope
