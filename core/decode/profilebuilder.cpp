#include "core/decode/profilebuilder.h"

#include "core/decode/envelope/envelope.h"
#include "core/decode/template.h"

#include <QCoreApplication>
#include <QRegularExpression>
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

/// What a profile may call its transport, and its further lanes.
constexpr std::array<std::string_view, 14> transportNames = {
    "ws",  "websocket", "sse",      "http-stream", "http-poll", "http-poll-new", "long-poll",
    "tcp", "udp",       "socketio", "mqtt",        "stomp",     "nats",          "replay"};
constexpr std::array<std::string_view, 2> matchNames = {"first", "all"};

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

/// Whether a sample subscription is what is sent, or words about it: JSON, or what the broker's protocol
/// looks like.
bool isMessage(const std::string &text, std::string_view transport)
{
    if (transport == "stomp")
        return text.ends_with('\0');
    if (transport == "nats")
        return text.ends_with("\r\n");
    if (transport == "mqtt" &&
        text.find_first_not_of("0123456789abcdefABCDEFGHIJKLMNOPQRSTUVWXYZ ") == std::string::npos)
        return true;
    return text.starts_with('{') || text.starts_with('[');
}

} // namespace

QString addressIn(const QString &text)
{
    static const QRegularExpression address(
        u"[a-z][a-z0-9+]*(?:\\{[a-z]+\\})?://(?:\\{[^}\\s]*\\}|[^\\s|])+"_s);
    QString first;
    for (auto it = address.globalMatch(text); it.hasNext();) {
        const QString found = it.next().captured();
        if (found.startsWith("ws"_L1))
            return found;
        if (first.isEmpty())
            first = found;
    }
    return first;
}

void ProfileBuilder::build(const Member &root)
{
    const Member inner = m_reader.child(root, "profile");
    early(root);
    if (inner.node != noNode)
        early(inner);
    whole(root);
    finish(root);
}

/// What other members are read by, whatever their order: the event kinds.
void ProfileBuilder::early(const Member &root)
{
    const Member events = m_reader.child(root, "events");
    if (events.node != noNode)
        m_profile.events = m_reader.strings(events);
    else if (m_profile.events.isEmpty())
        m_profile.events = {u"notification"_s};
}

void ProfileBuilder::whole(const Member &at)
{
    Route &push = m_profile.push;
    m_reader.object(
        at, {
                {"profile", [&](const Member &m) { whole(m); }},
                {"ws", [&](const Member &m) { socket(m); }},
                {"rest", [&](const Member &m) { rest(m); }},
                {"lanes", [](const Member &) {}}, // read last, as they vary what the rest says
                {"history", [](const Member &) {}}, // the same
                {"messages", [&](const Member &m) { messages(m, m_profile.samples); }},
                {"gallery", [&](const Member &m) { gallery(m); }},
                {"vars", [&](const Member &m) { variables(m); }},
                {"secrets", [&](const Member &m) { secrets(m); }},
                {"limits", [&](const Member &m) { limits(m); }},
                {"tls", [&](const Member &m) { tls(m); }},
                {"proxy", [&](const Member &m) { proxy(m); }},
                {"name", [&](const Member &m) { m_profile.name = m_reader.string(m); }},
                {"doc", [&](const Member &m) { m_profile.doc = m_reader.string(m); }},
                {"transport",
                 [&](const Member &m) {
                     if (m_reader.oneOf(m, transportNames))
                         m_profile.transport = m_reader.string(m);
                 }},
                {"url", [&](const Member &m) { push.url = filled(m); }},
                {"query", [&](const Member &m) { pairs(m, push.query); }},
                {"headers", [&](const Member &m) { pairs(m, push.headers); }},
                {"subprotocols", [&](const Member &m) { push.subprotocols = m_reader.strings(m); }},
                {"symbols", [&](const Member &m) { m_profile.symbols = m_reader.strings(m); }},
                {"symbol_map",
                 [&](const Member &m) {
                     m_reader.each(m, [&](const std::string &name, const Member &v) {
                         m_profile.symbolMap.insert(QString::fromStdString(name), m_reader.string(v));
                     });
                 }},
                {"bootstrap", [&](const Member &m) { bootstrap(m); }},
                {"session",
                 [&](const Member &m) {
                     steps(m, m_profile.session);
                     m_sessionSaid = true;
                 }},
                {"reply", [&](const Member &m) { steps(m, m_profile.reply); }},
                {"keepalive", [&](const Member &m) { keepalive(m, m_profile.keepalive); }},
                {"frames", [&](const Member &m) { frames(m, push); }},
                {"match", [&](const Member &m) { push.rules.all = m_reader.oneOf(m, matchNames) == 1U; }},
                {"rules", [&](const Member &m) { compiler(push.rules).rules(m); }},
                {"sequence", [&](const Member &m) { compiler(push.rules).sequence(m); }},
                {"merge", [&](const Member &m) { compiler(push.rules).merge(m); }},
                {"resume", [&](const Member &m) { resume(m); }},
                {"reconnect", [&](const Member &m) { reconnect(m); }},
                {"clock", [&](const Member &m) { clock(m); }},
                {"poll", [&](const Member &m) { poll(m, push.poll); }},
                {"join", [&](const Member &m) { m_profile.join = m_reader.strings(m); }},
                {"events", [](const Member &) {}}, // read early
            });
}

void ProfileBuilder::socket(const Member &at)
{
    static const QRegularExpression separators(u"[,\\s]+"_s);
    m_reader.object(at, {
                            {"url",
                             [&](const Member &m) {
                                 if (m_profile.push.url.isEmpty())
                                     m_profile.push.url = addressIn(m_reader.string(m));
                             }},
                            {"subprotocol",
                             [&](const Member &m) {
                                 if (m_reader.is(m, NodeType::Null) || !m_profile.push.subprotocols.isEmpty())
                                     return;
                                 const QString tokens = m_reader.string(m).section(u'(', 0, 0);
                                 m_profile.push.subprotocols = tokens.split(separators, Qt::SkipEmptyParts);
                             }},
                            {"subscribe",
                             [&](const Member &m) {
                                 m_reader.list(
                                     m, [&](const Member &e) { m_subscribe.push_back(m_reader.text(e)); });
                             }},
                            {"heartbeats", [](const Member &) {}},
                            {"headers", [&](const Member &m) { pairs(m, m_profile.push.headers); }},
                        });
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
        if (std::ranges::find(transportNames, name) == transportNames.end())
            m_reader.failName(m, tr("a lane (%1)").arg(listed(transportNames)), transportNames,
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
            {"match", [&](const Member &m) { route.rules.all = m_reader.oneOf(m, matchNames) == 1U; }},
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
                            {"takes",
                             [&](const Member &m) {
                                 spec.cursorTakesSequence = m_reader.text(m) == "sequence";
                                 if (!spec.cursorTakesSequence)
                                     m_reader.fail(m, u"\"sequence\""_s);
                             }},
                        });
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
    m_reader.object(
        at, {
                {"url", [&](const Member &m) { spec.route.url = addressIn(filled(m)); }},
                {"headers", [&](const Member &m) { pairs(m, spec.route.headers); }},
                {"frames", [&](const Member &m) { frames(m, spec.route); }},
                {"match", [&](const Member &m) { spec.route.rules.all = m_reader.oneOf(m, matchNames) == 1U; }},
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

void ProfileBuilder::pairs(const Member &at, QList<QPair<QString, QString>> &pairs)
{
    m_reader.each(at, [&](const std::string &name, const Member &m) {
        pairs.append({QString::fromStdString(name), filled(m)});
    });
}

/// A template for what answers no message: an address, a header, what is said first.
QString ProfileBuilder::filled(const Member &at)
{
    const QString text = answering(at);
    answersNothing(at, text.toStdString());
    return text;
}

void ProfileBuilder::answersNothing(const Member &at, std::string_view text)
{
    for (const QString &hole : templateHoles(text))
        if (hole.startsWith(u'/'))
            m_reader.fail(at, tr("a template without pointers, as it answers no message"), u'{' + hole + u'}');
}

/// A template that may take something from the message it answers.
QString ProfileBuilder::answering(const Member &at)
{
    const std::string text = m_reader.text(at);
    if (const QString problem = templateProblem(text); !problem.isEmpty())
        m_reader.fail(at, tr("a template with the filters lower, upper, prefix:, suffix:, join:, else: and json"),
                      problem);
    return QString::fromStdString(text);
}

void ProfileBuilder::finish(const Member &root)
{
    static constexpr std::array<std::string_view, 5> transports = {"sse", "socketio", "mqtt", "stomp",
                                                                   "nats"};
    const std::string transport = m_profile.transport.toStdString();
    if (!m_sessionSaid) {
        for (std::string &text : m_subscribe)
            if (isMessage(text, transport))
                m_profile.session.push_back({true, false, {}, std::move(text)});
    }
    // These transports are their own envelope.
    if (!m_envelopeSaid && std::ranges::find(transports, transport) != transports.end()) {
        m_profile.push.frames.envelope = transport;
        if (findEnvelope(transport) == nullptr)
            m_reader.fail(root, tr("a transport that this version reads"),
                          tr("\"%1\": this profile needs the envelope '%1', which this version cannot read")
                              .arg(m_profile.transport));
    }
    if (m_profile.poll && m_profile.push.url.isEmpty() && m_profile.isPoll())
        m_profile.push.url = m_profile.poll->url;
    if (m_profile.push.rules.rules.empty() && m_reader.errors().isEmpty())
        m_reader.fail(root, tr("\"rules\" that say how messages are read"), tr("none"));
    // A twin without rules of its own answers in the words of the profile; a polled profile is its own twin.
    if (m_profile.isPoll() || (m_profile.poll && m_profile.poll->rules.rules.empty())) {
        Route &twin = m_profile.poll ? *m_profile.poll : m_profile.poll.emplace(m_profile.push);
        if (m_profile.isPoll()) {
            twin = m_profile.push;
        } else {
            twin.rules = m_profile.push.rules;
        }
    }
    for (const Member &holder : {root, m_reader.child(root, "profile")})
        if (holder.node != noNode)
            if (const Member ways = m_reader.child(holder, "lanes"); ways.node != noNode)
                lanes(ways);
    for (const Member &holder : {root, m_reader.child(root, "profile")})
        if (holder.node != noNode)
            if (const Member pages = m_reader.child(holder, "history"); pages.node != noNode)
                history(pages);
}

} // namespace feedscope
