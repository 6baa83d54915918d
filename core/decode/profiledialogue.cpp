#include "core/decode/profilebuilder.h"
#include "core/decode/template.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace feedscope {

// The parts of a profile that are about the conversation with the server, and its samples.

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

} // namespace

void ProfileBuilder::steps(const Member &at, std::vector<DialogueStep> &steps)
{
    static constexpr std::array<std::string_view, 2> instants = {"@open", "@close"};
    steps.clear(); // a session of its own replaces the sample subscriptions of "ws"
    m_reader.list(at, [&](const Member &element) {
        DialogueStep step;
        m_reader.object(
            element,
            {
                {"when",
                 [&](const Member &m) {
                     // "@open", or as the pointer to the whole: {"": "@open"}
                     const Member open = m_reader.is(m, NodeType::String) ? m : m_reader.child(m, "");
                     const auto is = [&](std::string_view instant) {
                         return open.node != noNode && m_reader.literal(open).text == instant;
                     };
                     step.atOpen = is("@open");
                     step.atClose = is("@close");
                     if (!step.atOpen && !step.atClose && !m_reader.is(m, NodeType::Object))
                         m_reader.failName(m, tr("@open, @close or an object of pointers"), instants);
                     else if (!step.atOpen && !step.atClose)
                         step.when = compiler(m_profile.dialogue).when(m);
                 }},
                {"send", [&](const Member &m) { step.send = answering(m).toStdString(); }},
                {"each",
                 [&](const Member &m) { step.each = static_cast<int>(std::min(m_reader.amount(m), 1e6)); }},
            });
        if (const Member send = m_reader.child(element, "send");
            send.node != noNode && (step.atOpen || step.atClose))
            answersNothing(send, step.send);
        steps.push_back(std::move(step));
    });
}

void ProfileBuilder::keepalive(const Member &at, KeepaliveSpec &spec)
{
    m_reader.object(
        at, {
                {"every_s", [&](const Member &m) { spec.everyS = m_reader.amount(m); }},
                {"after_idle_s", [&](const Member &m) { spec.afterIdleS = m_reader.amount(m); }},
                {"within_s", [&](const Member &m) { spec.withinS = m_reader.amount(m); }},
                {"silence_s", [&](const Member &m) { spec.silenceS = m_reader.amount(m); }},
                {"send", [&](const Member &m) { spec.send = filled(m).toStdString(); }},
                {"expect", [&](const Member &m) { spec.expect = compiler(m_profile.dialogue).message(m); }},
            });
}

void ProfileBuilder::resume(const Member &at)
{
    static constexpr std::array<std::string_view, 4> spans = {"s", "ms", "us", "ns"};
    static constexpr std::array<TimeUnit, 4> spanUnits = {TimeUnit::Seconds, TimeUnit::Milliseconds,
                                                          TimeUnit::Microseconds, TimeUnit::Nanoseconds};
    ResumeSpec &spec = m_profile.resume;
    m_reader.object(
        at, {
                {"from", [&](const Member &m) { spec.from = m_reader.text(m); }},
                {"query", [&](const Member &m) { spec.query = m_reader.string(m); }},
                {"header", [&](const Member &m) { spec.header = m_reader.string(m); }},
                {"dedupe",
                 [&](const Member &m) {
                     spec.dedupe = m_reader.strings(m);
                     if (m_profile.join.isEmpty()) // what makes a copy makes a twin, too
                         m_profile.join = spec.dedupe;
                 }},
                {"rewind",
                 [&](const Member &m) {
                     m_reader.object(
                         m, {
                                {"value", [&](const Member &v) { spec.rewind.value = m_reader.amount(v); }},
                                {"unit",
                                 [&](const Member &v) {
                                     if (const auto found = m_reader.oneOf(v, spans))
                                         spec.rewind.unit = spanUnits[*found];
                                 }},
                            });
                 }},
            });
}

void ProfileBuilder::reconnect(const Member &at)
{
    ReconnectSpec &spec = m_profile.reconnect;
    const auto codes = [&](const Member &m) {
        m_reader.list(m, [&](const Member &e) {
            const double code = m_reader.number(e);
            if (code >= 1000 && code < 5000)
                spec.stopCodes.append(static_cast<int>(code));
            else
                m_reader.fail(e, tr("a close code from 1000 to 4999"));
        });
    };
    m_reader.object(
        at, {
                {"max_age_s", [&](const Member &m) { spec.maximumAgeS = m_reader.amount(m); }},
                {"stop_codes", codes},
                {"stop", codes},
                {"url",
                 [&](const Member &m) {
                     spec.url = m_reader.text(m);
                     if (!spec.url.starts_with('/'))
                         m_reader.fail(m, tr("a pointer such as /session/reconnect_url"));
                 }},
                {"backoff",
                 [&](const Member &m) {
                     m_reader.object(
                         m, {
                                {"from_s", [&](const Member &v) { spec.backoffFromS = m_reader.amount(v); }},
                                {"to_s", [&](const Member &v) { spec.backoffToS = m_reader.amount(v); }},
                            });
                 }},
            });
}

void ProfileBuilder::clock(const Member &at)
{
    ClockSpec &spec = m_profile.clock;
    static constexpr std::array<std::string_view, 3> clockKinds = {"ntp4", "http", "date"};
    RuleCompiler compile = compiler(m_profile.dialogue);
    m_reader.object(at, {
                            {"kind",
                             [&](const Member &m) {
                                 if (m_reader.oneOf(m, clockKinds))
                                     spec.kind = m_reader.text(m);
                             }},
                            {"send", [&](const Member &m) { spec.send = filled(m).toStdString(); }},
                            {"url", [&](const Member &m) { spec.url = filled(m); }},
                            {"match", [&](const Member &m) { spec.match = compile.when(m); }},
                            {"t_in", [&](const Member &m) { spec.received = compile.field("t_in", m); }},
                            {"t_out", [&](const Member &m) { spec.sent = compile.field("t_out", m); }},
                            {"time", [&](const Member &m) { spec.sent = compile.field("time", m); }},
                            {"id", [&](const Member &m) { spec.id = compile.pointer(m); }},
                        });
}

void ProfileBuilder::bootstrap(const Member &at)
{
    BootstrapSpec &spec = m_profile.bootstrap;
    m_reader.object(at,
                    {
                        {"method", [&](const Member &m) { spec.method = m_reader.string(m); }},
                        {"url", [&](const Member &m) { spec.url = filled(m); }},
                        {"headers", [&](const Member &m) { pairs(m, spec.headers); }},
                        {"body", [&](const Member &m) { spec.body = filled(m); }},
                        {"append_to_url", [&](const Member &m) { spec.appendToUrl = answering(m); }},
                    });
}

void ProfileBuilder::messages(const Member &at, std::vector<Sample> &samples)
{
    m_reader.list(
        at, [&](const Member &m) { samples.push_back(sample(m, static_cast<int>(samples.size()) + 1)); });
}

void ProfileBuilder::bytes(const Member &at, RawMessage &message)
{
    std::string digits = m_reader.text(at);
    std::erase(digits, ' ');
    if (digits.size() % 2 != 0 || digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos)
        m_reader.fail(at, tr("pairs of hexadecimal digits"));
    message.bytes = QByteArray::fromHex(QByteArray::fromStdString(digits));
    message.binary = true;
}

/// Of a sample's `after`: text as it is, or an object as a sample is one.
RawMessage ProfileBuilder::earlier(const Member &at)
{
    RawMessage result;
    const auto text = [&](const Member &m) { result.bytes = QByteArray::fromStdString(m_reader.text(m)); };
    if (m_reader.is(at, NodeType::Object))
        m_reader.object(at, {{"raw", text}, {"raw_hex", [&](const Member &m) { bytes(m, result); }}});
    else
        text(at);
    return result;
}

Sample ProfileBuilder::sample(const Member &at, int number)
{
    Sample result;
    result.number = number;
    m_reader.object(
        at, {
                {"raw", [&](const Member &m) { result.bytes = QByteArray::fromStdString(m_reader.text(m)); }},
                {"raw_hex", [&](const Member &m) { bytes(m, result); }},
                {"after",
                 [&](const Member &m) {
                     m_reader.list(m, [&](const Member &e) { result.after.push_back(earlier(e)); });
                 }},
                {"expect",
                 [&](const Member &m) {
                     if (!m_reader.is(m, NodeType::Object))
                         return m_reader.fail(m, tr("an object"));
                     result.expect = m_reader.literal(m).text;
                 }},
            });
    return result;
}

} // namespace feedscope
