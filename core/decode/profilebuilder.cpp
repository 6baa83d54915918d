#include "core/decode/profilebuilder.h"

#include "core/decode/envelope/envelope.h"
#include "core/decode/template.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
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

std::span<const std::string_view> transportNames()
{
    static constexpr std::array<std::string_view, 14> names = {
        "ws",  "websocket", "sse",      "http-stream", "http-poll", "http-poll-new", "long-poll",
        "tcp", "udp",       "socketio", "mqtt",        "stomp",     "nats",          "replay"};
    return names;
}

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
                     if (m_reader.oneOf(m, transportNames()))
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
                {"match", [&](const Member &m) { match(m, push.rules); }},
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
    checkCounted(at, push.rules);
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
