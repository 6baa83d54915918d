#include "core/decode/rulecompiler.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

/// Not so are kinds that are about the connection: their numbers are checked only where a rule says so.
bool isData(std::string_view kind)
{
    static constexpr std::array<std::string_view, 9> others = {
        "ack", "heartbeat", "ping", "pong", "error", "clock", "control", "reconnect", "snapshot_end"};
    return std::ranges::find(others, kind) == others.end();
}

/// Kinds by which a feed talks about itself: nobody stores them.
bool isTalk(std::string_view kind)
{
    static constexpr std::array<std::string_view, 8> kinds = {"ack",   "heartbeat", "error", "reconnect",
                                                              "clock", "ping",      "pong",  "status"};
    return std::ranges::find(kinds, kind) != kinds.end();
}

} // namespace

PointerRef RuleCompiler::refer(std::string_view text, const Member &at, bool fromRow)
{
    const bool relative = !text.empty() && text[0] >= '0' && text[0] <= '9';
    const auto found = relative  ? m_set.pointers.addRelative(text)
                       : fromRow ? m_set.pointers.addFromRow(text)
                                 : m_set.pointers.addAbsolute(text);
    if (!found)
        m_reader.fail(at, tr("a pointer such as \"/data/0/price\" or \"0/price\""));
    return found.value_or(PointerRef());
}

std::optional<PointerRef> RuleCompiler::pointer(const Member &at)
{
    return refer(m_reader.text(at), at);
}

void RuleCompiler::rules(const Member &at)
{
    if (!m_reader.is(at, NodeType::Array))
        return m_reader.fail(at, tr("an array of rules"));
    m_reader.list(at, [this](const Member &element) { m_set.rules.push_back(rule(element)); });
}

Rule RuleCompiler::rule(const Member &at)
{
    Rule result;
    std::optional<bool> counted;
    m_reader.object(at, {
                            {"when", [&](const Member &m) { result.when = when(m); }},
                            {"rows", [&](const Member &m) { result.rows = rows(m); }},
                            {"row_when", [&](const Member &m) { result.rowWhen = when(m, true); }},
                            {"kind", [&](const Member &m) { result.kind = m_reader.text(m); }},
                            {"counted", [&](const Member &m) { counted = m_reader.flag(m); }},
                            {"learn", [&](const Member &m) { result.learn = learn(m); }},
                            {"snapshot",
                             [&](const Member &m) {
                                 if (m_reader.is(m, NodeType::Object))
                                     result.snapshotWhen = when(m);
                                 else
                                     result.snapshot = m_reader.flag(m);
                             }},
                            {"fields",
                             [&](const Member &m) {
                                 m_reader.each(m, [&](const std::string &name, const Member &f) {
                                     result.fields.push_back(field(name, f));
                                 });
                             }},
                        });
    if (m_reader.is(at, NodeType::Object) && m_reader.child(at, "kind").node == noNode)
        m_reader.fail(at, tr("a \"kind\" such as \"tick\""), tr("none"));
    result.event = m_events.contains(QString::fromStdString(result.kind));
    result.data = isData(result.kind);
    result.counted = counted.value_or(result.data);
    result.talk = isTalk(result.kind);
    return result;
}

std::optional<RowPath> RuleCompiler::rows(const Member &at)
{
    const std::string text = m_reader.text(at);
    const std::size_t star = std::min(text.find("/*"), text.size());
    const auto rest = splitPointer(std::string_view(text).substr(star));
    if (!rest || rest->size() > 16) {
        m_reader.fail(at, tr("a pointer to the rows such as \"/data/*\""));
        return std::nullopt;
    }
    RowPath result;
    result.start = refer(std::string_view(text).substr(0, star), at);
    for (const std::string &key : *rest)
        result.segments.push_back({key == "*", key, indexOf(key)});
    return result;
}

std::optional<Learn> RuleCompiler::learn(const Member &at)
{
    Learn result;
    m_reader.object(at, {
                            {"table", [&](const Member &m) { result.table = table(m_reader.text(m)); }},
                            {"key", [&](const Member &m) { result.key = refer(m_reader.text(m), m); }},
                            {"values",
                             [&](const Member &m) {
                                 m_reader.each(m, [&](const std::string &name, const Member &v) {
                                     result.values.emplace_back(name, refer(m_reader.text(v), v));
                                 });
                             }},
                        });
    return result;
}

std::optional<std::uint32_t> RuleCompiler::pattern(const Member &at)
{
    QString error;
    m_set.patterns.push_back(std::make_shared<const Pattern>(m_reader.text(at), &error));
    if (!error.isEmpty())
        m_reader.fail(at, tr("a regular expression (%1)").arg(error));
    return static_cast<std::uint32_t>(m_set.patterns.size() - 1);
}

std::uint32_t RuleCompiler::table(std::string_view name)
{
    const auto found = std::ranges::find(m_set.tables, name);
    if (found != m_set.tables.end())
        return static_cast<std::uint32_t>(found - m_set.tables.begin());
    m_set.tables.emplace_back(name);
    return static_cast<std::uint32_t>(m_set.tables.size() - 1);
}

FieldRule RuleCompiler::field(const std::string &name, const Member &at)
{
    FieldRule result;
    result.name = name;
    result.field = fieldNamed(name);
    if (!m_reader.is(at, NodeType::Object)) {
        paths(at, result);
        result.plain = result.paths.size() == 1;
        return result;
    }
    m_reader.object(at, {
                            {"path", [&](const Member &m) { paths(m, result); }},
                            {"unit", [&](const Member &m) { result.unit.unit = unit(m); }},
                            {"epoch", [&](const Member &m) { result.unit.epoch = epoch(m); }},
                            {"regex", [&](const Member &m) { result.pattern = pattern(m); }},
                            {"map",
                             [&](const Member &m) {
                                 m_reader.each(m, [&](const std::string &key, const Member &v) {
                                     result.map.emplace_back(key, m_reader.literal(v));
                                 });
                             }},
                            {"lookup", [&](const Member &m) { lookup(m, result); }},
                            {"upper", [&](const Member &m) { result.upper = m_reader.flag(m); }},
                            {"strip", [&](const Member &m) { result.strip = m_reader.flag(m); }},
                            {"base", [&](const Member &m) { result.hexadecimal = isSixteen(m); }},
                            {"abs", [&](const Member &m) { result.abs = m_reader.flag(m); }},
                            {"over", [&](const Member &m) { result.over = pointer(m); }},
                            {"scale", [&](const Member &m) { result.scale = m_reader.number(m); }},
                            {"const", [&](const Member &m) { result.constant = m_reader.literal(m); }},
                            {"default", [&](const Member &m) { result.fallback = m_reader.literal(m); }},
                        });
    if (result.paths.empty() && !result.constant && !result.fallback)
        m_reader.fail(at, tr("a \"path\" or a \"const\""), tr("neither"));
    const TimeUnit unit = result.unit.unit;
    if (m_reader.child(at, "epoch").node != noNode && (unit == TimeUnit::None || unit == TimeUnit::Iso))
        m_reader.fail(at, tr("a \"unit\" of s, ms, us or ns beside the \"epoch\""));
    return result;
}

void RuleCompiler::paths(const Member &at, FieldRule &field)
{
    m_reader.list(at, [&](const Member &m) { field.paths.push_back(refer(m_reader.text(m), m)); });
}

void RuleCompiler::lookup(const Member &at, FieldRule &field)
{
    const std::string text = m_reader.text(at);
    const std::size_t dot = text.find('.');
    if (dot == std::string::npos || dot == 0 || dot + 1 == text.size())
        return m_reader.fail(at, tr("a table and a member such as \"chan.symbol\""));
    field.table = table(std::string_view(text).substr(0, dot));
    field.member = text.substr(dot + 1);
}

TimeUnit RuleCompiler::unit(const Member &at)
{
    static constexpr std::array<std::string_view, 5> names = {"s", "ms", "us", "ns", "iso"};
    const auto found = std::ranges::find(names, m_reader.text(at));
    if (found != names.end())
        return static_cast<TimeUnit>(found - names.begin() + 1);
    m_reader.failName(at, tr("s, ms, us, ns or iso"), names);
    return TimeUnit::None;
}

/// An instant from which a feed counts instead of 1970.
Ns RuleCompiler::epoch(const Member &at)
{
    const std::string text = m_reader.text(at);
    const Ns time = parseTimestamp({ValueType::String, text}, TimeUnit::Iso).ns;
    if (time == noTime && m_reader.is(at, NodeType::String))
        m_reader.fail(at, tr("a time such as \"2000-01-01T00:00:00Z\""));
    return time == noTime ? 0 : time;
}

bool RuleCompiler::isSixteen(const Member &at)
{
    if (m_reader.literal(at).text != "16")
        m_reader.fail(at, u"16"_s);
    return true;
}

void RuleCompiler::merge(const Member &at)
{
    Merge result;
    m_reader.object(at, {
                            {"when", [&](const Member &m) { result.when = when(m); }},
                            {"key", [&](const Member &m) { result.key = refer(m_reader.text(m), m); }},
                        });
    m_set.merge = result;
}

void RuleCompiler::sequence(const Member &at)
{
    static constexpr std::array<std::string_view, 5> modes = {"none", "contiguous", "range", "prev",
                                                              "monotonic"};
    SequenceRule &result = m_set.sequence;
    m_reader.object(at, {
                            {"mode",
                             [&](const Member &m) {
                                 const auto found = std::ranges::find(modes, m_reader.text(m));
                                 if (found == modes.end())
                                     m_reader.failName(m, tr("contiguous, range, prev, monotonic or none"),
                                                       modes);
                                 else
                                     result.mode = static_cast<SequenceMode>(found - modes.begin());
                             }},
                            {"path", [&](const Member &m) { result.path = pointer(m); }},
                            {"first", [&](const Member &m) { result.first = pointer(m); }},
                            {"last", [&](const Member &m) { result.last = pointer(m); }},
                            {"prev", [&](const Member &m) { result.previous = pointer(m); }},
                            {"scope", [&](const Member &m) { scope(m); }},
                            {"reorder_window",
                             [&](const Member &m) {
                                 result.reorderWindow =
                                     static_cast<std::uint32_t>(std::clamp(m_reader.number(m), 0.0, 65536.0));
                             }},
                        });
    if (result.mode == SequenceMode::Range && (!result.first || !result.last))
        m_reader.fail(at, tr("\"first\" and \"last\" for the mode range"));
    if (result.mode == SequenceMode::Previous && !result.previous)
        m_reader.fail(at, tr("\"prev\" for the mode prev"));
}

void RuleCompiler::scope(const Member &at)
{
    const std::string text = m_reader.text(at);
    if (text == "connection") {
        m_set.sequence.scope = SequenceScope::Connection;
    } else if (text == "symbol") {
        m_set.sequence.scope = SequenceScope::Symbol;
    } else {
        m_set.sequence.scope = SequenceScope::Pointer;
        m_set.sequence.scopePath = refer(text, at);
    }
}

void RuleCompiler::unwrap(const Member &at)
{
    m_reader.list(at, [this](const Member &m) {
        if (auto keys = splitPointer(m_reader.text(m)))
            m_set.unwrap.push_back(std::move(*keys));
        else
            m_reader.fail(m, tr("a pointer such as \"/data\""));
    });
}

} // namespace feedscope
