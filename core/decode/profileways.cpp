#include "core/decode/envelope/envelope.h"
#include "core/decode/profilebuilder.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>
#include <array>
#include <utility>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

std::vector<std::string_view> envelopeNames()
{
    std::vector<std::string_view> names;
    for (const Envelope &envelope : envelopes())
        names.push_back(envelope.name);
    return names;
}

QString listed(std::span<const std::string_view> names)
{
    QStringList list;
    for (const std::string_view name : names)
        list.append(toQString(name));
    return list.join(u", "_s);
}

} // namespace

/// Numbers of a symbol are those of one kind: what is of another kind cannot take one of them.
void ProfileBuilder::checkCounted(const Member &at, const RuleSet &rules)
{
    const Member list = m_reader.child(at, "rules");
    const bool counts =
        std::ranges::any_of(rules.rules, [](const Rule &rule) { return rule.counted && !rule.data; });
    if (list.node != noNode && counts && rules.sequence.mode != SequenceMode::None &&
        rules.sequence.scope == SequenceScope::Symbol)
        m_reader.fail(list, tr("without \"counted\" where the scope of the sequence is symbol: the numbers of a "
                               "symbol are counted for each kind by itself"),
                      tr("with it"));
}

void ProfileBuilder::rest(const Member &at)
{
    Route twin;
    route(at, twin);
    m_profile.poll = std::move(twin);
}

/// A broker carries the feed's own messages: unless its way says otherwise, the feed's rules read what it
/// carries, and what the feed wants to be told first is not for the broker.
void ProfileBuilder::brokerWay(const std::string &name, const Member &at, Route &way)
{
    struct Content
    {
        std::string_view broker;
        const char *member;
    };
    static constexpr std::array contents = {Content{"mqtt", "payload"}, Content{"stomp", "body"},
                                            Content{"nats", "payload"}};
    const auto broker = std::ranges::find(contents, name, &Content::broker);
    if (broker == contents.end() || way.frames.envelope == name)
        return;
    way.frames.envelope = name;
    way.frames.root.clear();
    if (m_reader.child(at, "rules").node == noNode)
        way.frames.root = {broker->member};
    way.session.emplace();
}

/// Each begins as the way that it varies: a long poll as the polling twin, any other as the profile's own.
void ProfileBuilder::lanes(const Member &at)
{
    m_reader.each(at, [&](const std::string &name, const Member &m) {
        if (std::ranges::find(transportNames(), name) == transportNames().end())
            m_reader.failName(m, tr("a lane (%1)").arg(listed(transportNames())), transportNames(),
                              u"\"%1\""_s.arg(QString::fromStdString(name)));
        const bool polls = name == "long-poll" || name.starts_with("http-poll");
        Route way = m_profile.route(polls ? Side::Poll : Side::Push);
        way.query.clear();
        way.subprotocols.clear();
        if (m_reader.child(m, "rules").node != noNode)
            way.rules = {};
        brokerWay(name, m, way);
        route(m, way);
        m_profile.lanes.insert(QString::fromStdString(name), std::move(way));
    });
}

void ProfileBuilder::route(const Member &at, Route &route)
{
    m_reader.object(
        at,
        {
            {"url", [&](const Member &m) { route.url = addressIn(filled(m)); }},
            {"messages", [&](const Member &m) { messages(m, m_profile.twinSamples); }},
            {"query", [&](const Member &m) { pairs(m, route.query); }},
            {"headers", [&](const Member &m) { pairs(m, route.headers); }},
            {"subprotocols", [&](const Member &m) { route.subprotocols = m_reader.strings(m); }},
            {"frames", [&](const Member &m) { frames(m, route); }},
            {"match", [&](const Member &m) { match(m, route.rules); }},
            {"rules", [&](const Member &m) { compiler(route.rules).rules(m); }},
            {"sequence", [&](const Member &m) { compiler(route.rules).sequence(m); }},
            {"merge", [&](const Member &m) { compiler(route.rules).merge(m); }},
            {"poll", [&](const Member &m) { poll(m, route.poll); }},
            {"every_s", [&](const Member &m) { route.poll.everyS = m_reader.amount(m); }},
            {"hold_s", [&](const Member &m) { route.poll.holdS = m_reader.amount(m); }},
            {"cursor", [&](const Member &m) { cursor(m, route.poll); }},
            {"conditional", [&](const Member &m) { route.poll.conditional = m_reader.flag(m); }},
            {"interval_header", [&](const Member &m) { route.poll.intervalHeader = m_reader.string(m); }},
            {"retry_header", [&](const Member &m) { route.poll.retryHeader = m_reader.string(m); }},
            {"limit_header", [&](const Member &m) { route.poll.limitHeader = m_reader.string(m); }},
            {"notifications", [&](const Member &m) { route.notifications = addressIn(m_reader.string(m)); }},
            {"join", [&](const Member &m) { m_profile.join = m_reader.strings(m); }},
            {"session", [&](const Member &m) { steps(m, route.session.emplace()); }},
            {"keepalive", [&](const Member &m) { keepalive(m, route.keepalive.emplace()); }},
        });
    checkCounted(at, route.rules);
}

void ProfileBuilder::match(const Member &at, RuleSet &rules)
{
    static constexpr std::array<std::string_view, 2> names = {"first", "all"};
    rules.all = m_reader.oneOf(at, names) == 1U;
}

void ProfileBuilder::frames(const Member &at, Route &route)
{
    static constexpr std::array<std::string_view, 4> decodes = {"text", "utf8", "gzip", "deflate-raw"};
    m_reader.object(
        at,
        {
            {"decode",
             [&](const Member &m) {
                 const std::size_t found = m_reader.oneOf(m, decodes).value_or(0); // the first two are plain
                 route.frames.compression = found < 2 ? Compression::None : Compression(found - 1);
             }},
            {"envelope",
             [&](const Member &m) {
                 route.frames.envelope = m_reader.text(m);
                 m_envelopeSaid = m_envelopeSaid || &route == &m_profile.push;
                 if (findEnvelope(route.frames.envelope) == nullptr)
                     m_reader.failName(
                         m, tr("an envelope that this version reads (%1)").arg(listed(envelopeNames())),
                         envelopeNames(),
                         tr("\"%1\": this profile needs the envelope '%1', which this version cannot read")
                             .arg(toQString(route.frames.envelope)));
             }},
            {"batch",
             [&](const Member &m) {
                 route.rules.batch = m_reader.text(m) == "array";
                 if (!route.rules.batch)
                     m_reader.fail(m, u"\"array\""_s);
             }},
            {"unwrap", [&](const Member &m) { compiler(route.rules).unwrap(m); }},
            {"root",
             [&](const Member &m) {
                 const auto keys = splitPointer(m_reader.text(m));
                 if (!keys)
                     return m_reader.fail(m, tr("a JSON Pointer such as /data"));
                 route.frames.root = *keys;
             }},
            {"max",
             [&](const Member &m) {
                 route.frames.maximum =
                     static_cast<std::size_t>(std::clamp(m_reader.number(m), 1.0, 16777216.0));
             }},
            {"mqtt_version",
             [&](const Member &m) {
                 route.frames.mqttVersion = static_cast<int>(m_reader.number(m));
                 if (route.frames.mqttVersion != 4 && route.frames.mqttVersion != 5)
                     m_reader.fail(m, tr("4 (MQTT 3.1.1) or 5"));
             }},
        });
}

void ProfileBuilder::poll(const Member &at, PollSpec &spec)
{
    m_reader.object(
        at, {
                {"every_s", [&](const Member &m) { spec.everyS = m_reader.amount(m); }},
                {"hold_s", [&](const Member &m) { spec.holdS = m_reader.amount(m); }},
                {"conditional", [&](const Member &m) { spec.conditional = m_reader.flag(m); }},
                {"interval_header", [&](const Member &m) { spec.intervalHeader = m_reader.string(m); }},
                {"retry_header", [&](const Member &m) { spec.retryHeader = m_reader.string(m); }},
                {"limit_header", [&](const Member &m) { spec.limitHeader = m_reader.string(m); }},
                {"cursor", [&](const Member &m) { cursor(m, spec); }},
            });
}

void ProfileBuilder::cursor(const Member &at, PollSpec &spec)
{
    m_reader.object(at, {
                            {"url", [&](const Member &m) { spec.cursorUrl = addressIn(m_reader.string(m)); }},
                            {"query", [&](const Member &m) { spec.cursorQuery = m_reader.string(m); }},
                            {"header", [&](const Member &m) { spec.cursorHeader = m_reader.string(m); }},
                            {"from",
                             [&](const Member &m) {
                                 spec.cursorFrom = m_reader.text(m);
                                 spec.cursorTakesSequence =
                                     spec.cursorTakesSequence || spec.cursorFrom == "sequence";
                             }},
                            {"add", [&](const Member &m) { spec.cursorAdd = integer(m); }},
                            {"takes",
                             [&](const Member &m) {
                                 spec.cursorTakesSequence = m_reader.text(m) == "sequence";
                                 if (!spec.cursorTakesSequence)
                                     m_reader.fail(m, u"\"sequence\""_s);
                             }},
                        });
}

/// An integer of either sign.
std::int64_t ProfileBuilder::integer(const Member &at)
{
    const auto number = Value(ValueType::Number, m_reader.literal(at).text).toInt64();
    if (!m_reader.is(at, NodeType::Number) || !number)
        m_reader.fail(at, tr("an integer such as 1"));
    return number.value_or(0);
}

/// Its pages are read as the answers of the polling twin are.
void ProfileBuilder::history(const Member &at)
{
    constexpr double mostRows = 10'000;
    HistorySpec spec;
    spec.route = m_profile.route(Side::Poll);
    const QUrl twin(spec.route.url);
    const auto headersOfTwin = std::exchange(spec.route.headers, {});
    spec.route.url.clear();
    spec.route.query.clear();
    if (m_reader.child(at, "rules").node != noNode)
        spec.route.rules = {};
    m_reader.object(at, {
                            {"url", [&](const Member &m) { spec.route.url = addressIn(filled(m)); }},
                            {"headers", [&](const Member &m) { pairs(m, spec.route.headers); }},
                            {"frames", [&](const Member &m) { frames(m, spec.route); }},
                            {"match", [&](const Member &m) { match(m, spec.route.rules); }},
                            {"rules", [&](const Member &m) { compiler(spec.route.rules).rules(m); }},
                            {"sequence", [&](const Member &m) { compiler(spec.route.rules).sequence(m); }},
                            {"query", [&](const Member &m) { spec.query = m_reader.string(m); }},
                            {"from", [&](const Member &m) { spec.from = m_reader.text(m); }},
                            {"page_query", [&](const Member &m) { spec.pageQuery = m_reader.string(m); }},
                            {"page",
                             [&](const Member &m) {
                                 spec.page = static_cast<int>(std::clamp(m_reader.number(m), 1.0, mostRows));
                             }},
                        });
    // What the twin's server may be told is for no other one.
    if (const QUrl own(spec.route.url); own.host() == twin.host() && own.port() == twin.port())
        spec.route.headers = headersOfTwin + spec.route.headers;
    if (spec.route.url.isEmpty())
        m_reader.fail(at, tr("a \"url\" where the history is"));
    if (spec.query.isEmpty() != spec.from.empty())
        m_reader.fail(at, tr("\"query\" and \"from\" together: one takes what the other finds"));
    m_profile.history = std::move(spec);
}

} // namespace feedscope
