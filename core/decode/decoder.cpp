#include "core/decode/decoder.h"

#include "core/decode/excerpt.h"
#include "core/inflate.h"

#include <QCoreApplication>

namespace feedscope {

Decoder::Decoder(std::shared_ptr<const Profile> profile, const Route &route)
    : m_profile(std::move(profile))
    , m_rules(route.rules)
    , m_root(route.frames.root)
    , m_envelope(findEnvelope(route.frames.envelope))
    , m_compression(route.frames.compression)
    , m_mqttVersion(route.frames.mqttVersion)
    , m_maximum(std::min(route.frames.maximum, maximumBytes))
    , m_evaluator(m_rules)
{
    m_fields.reserve(16);
}

void Decoder::reset()
{
    m_evaluator.tables().clear();
    m_merger.clear();
    m_sinceReset = 0;
}

bool Decoder::takeBytes(std::string_view bytes, bool binary)
{
    m_tree.clear();
    m_documents.clear();
    m_evaluator.forgetMisread();
    m_result = {};
    ++m_counters.messages;
    ++m_sinceReset;
    m_bytes.assign(bytes.substr(0, m_maximum));
    if (bytes.size() > m_maximum) {
        refuse(
            QCoreApplication::translate("feedscope", "The message is larger than %1 bytes and was not read.")
                .arg(m_maximum));
        return false;
    }
    return m_compression == Compression::None || !binary || inflate(bytes);
}

/// A feed that compresses may still send a plain message now and then: gzip can be told by its first bytes.
bool Decoder::inflate(std::string_view bytes)
{
    if (m_compression == Compression::Gzip && !bytes.starts_with("\x1f\x8b"))
        return true;
    const auto packed = QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()));
    const auto most = static_cast<qint64>(m_maximum);
    const auto plain =
        m_compression == Compression::Gzip ? inflateGzip(packed, most) : inflateRaw(packed, most);
    if (plain)
        m_bytes.assign(plain->constData(), static_cast<std::size_t>(plain->size()));
    else
        refuse(QCoreApplication::translate(
            "feedscope",
            "The message does not inflate as the profile's \"decode\" says, or becomes too large."));
    return plain.has_value();
}

void Decoder::refuse(const QString &reason)
{
    ++m_result.unreadable;
    keepOdd(true, reason);
}

DecodeResult Decoder::run(std::string_view bytes, bool binary)
{
    if (takeBytes(bytes, binary)) {
        EnvelopeOutput output{m_tree, m_json, m_documents, {}, 0, binary, m_mqttVersion};
        m_envelope->parse(m_bytes, output);
        if (output.failed > 0) {
            m_result.unreadable += output.failed;
            keepOdd(true, unreadableSentence(output.error));
        }
        for (const Document &document : m_documents)
            for (const auto &path : m_rules.unwrap)
                unwrap(document.root, path, 0);
        if (!m_root.empty()) {
            for (Document &document : m_documents)
                document = {feedRoot(document.root), false, false, document.snapshot};
            std::erase_if(m_documents, [](const Document &document) { return document.root == noNode; });
        }
        for (const Document &document : m_documents) {
            if (!m_rules.batch || m_tree[document.root].type != NodeType::Array) {
                part(document);
                continue;
            }
            for (NodeId id = m_tree[document.root].child; id != noNode; id = m_tree[id].next)
                part({id, false, false, document.snapshot});
        }
    }
    if (const auto &misread = m_evaluator.misread())
        refuse(QCoreApplication::translate(
                   "feedscope", "The field %1 is no hexadecimal integer of at most 256 bits: “%2”.")
                   .arg(QString::fromStdString(misread->field), QString::fromStdString(misread->text)));
    m_counters.updates += m_result.updates;
    m_counters.unknown += m_result.unknown;
    m_counters.unreadable += m_result.unreadable;
    return m_result;
}

void Decoder::unwrap(NodeId node, const std::vector<std::string> &path, std::size_t at)
{
    if (node == noNode)
        return;
    if (at == path.size())
        return unwrapString(node);
    const std::string &key = path[at];
    if (key == "*") {
        for (NodeId id = m_tree[node].child; id != noNode; id = m_tree[id].next)
            unwrap(id, path, at + 1);
    } else if (m_tree[node].type == NodeType::Object) {
        unwrap(m_tree.member(node, key), path, at + 1);
    } else if (const auto index = indexOf(key); index && m_tree[node].type == NodeType::Array) {
        unwrap(m_tree.element(node, *index), path, at + 1);
    }
}

void Decoder::unwrapString(NodeId node)
{
    if (m_tree[node].type != NodeType::String)
        return;
    ReadError error;
    const NodeId inner = m_json.read(m_tree, m_tree[node].textView(), error);
    if (inner == noNode) // a plain string after all
        return;
    Node &outer = m_tree[node];
    const Node &found = m_tree[inner];
    outer.type = found.type;
    outer.text = found.text;
    outer.textSize = found.textSize;
    outer.child = found.child;
    outer.count = found.count;
    for (NodeId id = outer.child; id != noNode; id = m_tree[id].next)
        m_tree[id].parent = node;
}

/// The part of a message that is the feed's own; noNode: there is none.
NodeId Decoder::feedRoot(NodeId node)
{
    for (const std::string &key : m_root) {
        if (node == noNode)
            break;
        const auto index = m_tree[node].type == NodeType::Array ? indexOf(key) : std::nullopt;
        if (m_tree[node].type == NodeType::Object)
            node = m_tree.member(node, key);
        else
            node = index ? m_tree.element(node, *index) : noNode;
    }
    return node;
}

void Decoder::part(const Document &document)
{
    m_evaluator.pointers().setRoot(m_tree, document.root);
    m_old = document.snapshot;
    bool known = false;
    for (const Rule &rule : m_rules.rules) {
        // A rule for everything means everything that has members: text such as "ping" must be asked for, as
        // must what a protocol says of itself.
        const bool plain = !document.bareText && !document.talk;
        const bool fits = rule.when.empty() ? plain || rule.fields.empty() : m_evaluator.holds(rule.when);
        if (!fits)
            continue;
        apply(rule);
        known = true;
        if (!m_rules.all)
            break;
    }
    if (known || document.talk)
        return;
    ++m_result.unknown;
    keepOdd(false, QCoreApplication::translate("feedscope", "No rule of the profile fits this message."));
}

void Decoder::apply(const Rule &rule)
{
    if (m_result.kind.empty())
        m_result.kind = rule.kind;
    if (!rule.rows)
        return row(rule, noNode);
    PointerMemo &pointers = m_evaluator.pointers();
    rows(rule, pointers.node(rule.rows->start.slot), 0);
    pointers.setRow(noNode);
}

/// Recursion is as deep as the profile's own row path, never as the message.
void Decoder::rows(const Rule &rule, NodeId node, std::size_t segment)
{
    if (node == noNode)
        return;
    if (segment == rule.rows->segments.size())
        return row(rule, node);
    const RowPath::Segment &step = rule.rows->segments[segment];
    if (step.every) {
        for (NodeId id = m_tree[node].child; id != noNode; id = m_tree[id].next)
            rows(rule, id, segment + 1);
    } else if (m_tree[node].type == NodeType::Object) {
        rows(rule, m_tree.member(node, step.key), segment + 1);
    } else if (step.index && m_tree[node].type == NodeType::Array) {
        rows(rule, m_tree.element(node, *step.index), segment + 1);
    }
}

void Decoder::row(const Rule &rule, NodeId node)
{
    if (node != noNode)
        m_evaluator.pointers().setRow(node);
    if (!m_evaluator.holds(rule.rowWhen))
        return;
    const bool snapshot =
        m_old || rule.snapshot || (rule.snapshotWhen && m_evaluator.holds(*rule.snapshotWhen));
    if (m_rules.merge && rule.data)
        m_merger.merge(*m_rules.merge, snapshot, m_evaluator, m_json);
    if (rule.learn)
        m_evaluator.learn(*rule.learn);
    emitUpdate(rule, snapshot);
}

void Decoder::emitUpdate(const Rule &rule, bool snapshot)
{
    m_update = {};
    m_update.kind = rule.kind;
    m_update.snapshot = snapshot;
    m_update.event = rule.event;
    m_update.talk = rule.talk;
    m_update.message = m_sinceReset;
    fill(rule);
    if (rule.counted && m_rules.sequence.mode != SequenceMode::None)
        number(rule);
    ++m_result.updates;
    m_call(m_target, m_update);
}

void Decoder::fill(const Rule &rule)
{
    m_fields.clear();
    for (const FieldRule &field : rule.fields) {
        const Value value = m_evaluator.value(field);
        if (!value.exists())
            continue;
        m_fields.push_back({field.name, value});
        if (field.field == Field::Other)
            continue;
        m_update.places[static_cast<std::size_t>(field.field)] = static_cast<std::uint16_t>(m_fields.size());
        if (field.field == Field::Time && value.hasContent()) {
            const Timestamp time = parseTimestamp(value, field.unit);
            m_update.timeMs = time.ms;
            m_update.timeNs = time.ns;
        }
    }
    m_update.fields = m_fields;
}

std::optional<std::uint64_t> Decoder::numberAt(const std::optional<PointerRef> &pointer)
{
    return pointer ? m_evaluator.pointers().value(*pointer).toUint64() : std::nullopt;
}

void Decoder::number(const Rule &)
{
    const SequenceRule &sequence = m_rules.sequence;
    SequenceNumbers &numbers = m_update.numbers;
    const bool own = !sequence.path && !sequence.last;
    const auto last = own             ? m_update.get(Field::Sequence).toUint64()
                      : sequence.last ? numberAt(sequence.last)
                                      : numberAt(sequence.path);
    const auto first = sequence.mode == SequenceMode::Range ? numberAt(sequence.first) : last;
    if (!last || !first || *first > *last)
        return;
    numbers.known = true;
    numbers.first = *first;
    numbers.last = *last;
    if (sequence.mode == SequenceMode::Previous)
        numbers.previous = numberAt(sequence.previous);
    if (sequence.scope == SequenceScope::Symbol)
        numbers.scope = m_update.get(Field::Symbol).text();
    else if (sequence.scope == SequenceScope::Pointer)
        numbers.scope = m_evaluator.pointers().value(*sequence.scopePath).text();
}

void Decoder::keepOdd(bool unreadable, const QString &reason)
{
    if (m_odd.size() == oddMessagesKept)
        m_odd.pop_front();
    m_odd.push_back({m_counters.messages, unreadable, reason, excerpt(m_bytes)});
}

} // namespace feedscope
