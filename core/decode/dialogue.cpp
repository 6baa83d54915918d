#include "core/decode/dialogue.h"

#include "core/decode/excerpt.h"
#include "core/decode/rewind.h"

#include <QUrl>

#include <algorithm>
#include <charconv>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

/// Whether anything in the profile depends on what a message says, updates aside.
bool looksAtMessages(const Profile &profile, const std::vector<DialogueStep> &session,
                     const KeepaliveSpec &keepalive)
{
    const auto awaits = [](const DialogueStep &step) { return !step.atOpen && !step.atClose; };
    return std::ranges::any_of(session, awaits) || !profile.reply.empty() || profile.clock.sent ||
           !keepalive.expect.empty() || profile.resume.from.starts_with('/') ||
           !profile.reconnect.url.empty();
}

} // namespace

Dialogue::Dialogue(std::shared_ptr<const Profile> profile, TemplateValues values)
    : Dialogue(profile, profile->push, std::move(values))
{}

Dialogue::Dialogue(std::shared_ptr<const Profile> profile, const Route &way, TemplateValues values)
    : m_profile(std::move(profile))
    , m_session(m_profile->sessionOf(way))
    , m_keepalive(m_profile->keepaliveOf(way))
    , m_values(std::move(values))
    , m_evaluator(m_profile->dialogue)
    , m_answers(looksAtMessages(*m_profile, m_session, m_keepalive))
    , m_taken(m_session.size())
{
    if (m_values.symbols.isEmpty())
        m_values.symbols = m_profile->symbols;
    for (QString &symbol : m_values.symbols)
        symbol = m_profile->symbolMap.value(symbol, symbol);
}

QString Dialogue::filled(const QString &text, TemplateUse use, Ns wallNow, QString &error)
{
    const FilledTemplate result =
        fillTemplate(text.toStdString(), {m_values, wallNow, m_id, {}, m_position}, use);
    if (error.isEmpty())
        error = result.error;
    return QString::fromUtf8(result.text);
}

std::string Dialogue::resumeFrom() const
{
    return rewound(m_position, m_profile->resume.rewind);
}

Destination Dialogue::destination(Side side, Ns wallNow)
{
    return destination(m_profile->route(side), side, wallNow);
}

Destination Dialogue::destination(const Route &route, Side side, Ns wallNow)
{
    Destination result;
    result.url = filled(route.url, TemplateUse::Url, wallNow, result.error);
    result.subprotocols = route.subprotocols;
    QStringList query;
    for (const auto &[name, value] : route.query)
        query.append(name + u'=' + filled(value, TemplateUse::Url, wallNow, result.error));
    for (const auto &[name, value] : route.headers)
        result.headers.append(
            {name.toUtf8(), filled(value, TemplateUse::Header, wallNow, result.error).toUtf8()});
    const ResumeSpec &resume = m_profile->resume;
    if (!m_position.empty() && side == Side::Push) {
        const QByteArray place = QByteArray::fromStdString(resumeFrom());
        if (!resume.query.isEmpty())
            query.append(resume.query + u'=' + QString::fromLatin1(place.toPercentEncoding()));
        if (!resume.header.isEmpty())
            result.headers.append({resume.header.toUtf8(), place});
    }
    if (!query.isEmpty())
        result.url += (result.url.contains(u'?') ? u'&' : u'?') + query.join(u'&');
    return result;
}

/// A step may say that a message takes so many symbols: then there are as many messages as that needs.
bool Dialogue::send(const DialogueStep &step, const Document *document, Ns wallNow, DialogueOutput &output)
{
    if (step.each <= 0 || m_values.symbols.size() <= step.each)
        return send(step.send, m_values, document, wallNow, output);
    TemplateValues part = m_values;
    bool sent = true;
    for (qsizetype from = 0; sent && from < m_values.symbols.size(); from += step.each) {
        part.symbols = m_values.symbols.mid(from, step.each);
        sent = send(step.send, part, document, wallNow, output);
    }
    return sent;
}

bool Dialogue::send(const std::string &text, const TemplateValues &values, const Document *document,
                    Ns wallNow, DialogueOutput &output)
{
    const auto pointer = [this, document](std::string_view path) { return pointed(document->root, path); };
    TemplateContext context{values, wallNow, ++m_id, {}, m_position};
    if (document != nullptr)
        context.pointer = pointer;
    FilledTemplate result = fillTemplate(text, context, TemplateUse::Plain);
    if (result.error.isEmpty()) {
        output.payloads.push_back(std::move(result.text));
        return true;
    }
    if (output.error.isEmpty())
        output.error = result.error;
    return false;
}

DialogueOutput Dialogue::opened(Ns wallNow)
{
    DialogueOutput output;
    m_taken.assign(m_session.size(), false);
    for (std::size_t i = 0; i < m_session.size(); ++i) {
        if (m_session[i].atOpen)
            m_taken[i] = send(m_session[i], nullptr, wallNow, output);
    }
    return output;
}

DialogueOutput Dialogue::closing(Ns wallNow)
{
    DialogueOutput output;
    for (const DialogueStep &step : m_session) {
        if (step.atClose)
            send(step, nullptr, wallNow, output);
    }
    return output;
}

DialogueOutput Dialogue::answer(Decoder &decoder, Ns wallNow)
{
    DialogueOutput output;
    if (!m_answers)
        return output;
    m_tree = &decoder.tree();
    for (const Document &document : decoder.documents())
        answerDocument(document, wallNow, output);
    m_tree = nullptr;
    return output;
}

void Dialogue::answerDocument(const Document &document, Ns wallNow, DialogueOutput &output)
{
    m_evaluator.pointers().setRoot(*m_tree, document.root);
    for (std::size_t i = 0; i < m_session.size(); ++i) {
        const DialogueStep &step = m_session[i];
        if (!step.atOpen && !step.atClose && !m_taken[i] && m_evaluator.holds(step.when))
            m_taken[i] = send(step, &document, wallNow, output);
    }
    for (const DialogueStep &step : m_profile->reply) {
        if (m_evaluator.holds(step.when))
            send(step, &document, wallNow, output);
    }
    if (m_profile->resume.from.starts_with('/')) {
        const Value place = pointed(document.root, m_profile->resume.from);
        if (place.hasContent())
            m_position = place.text();
    }
    if (!m_profile->reconnect.url.empty()) {
        const Value address = pointed(document.root, m_profile->reconnect.url);
        if (address.type() == ValueType::String && address.hasContent())
            m_address = address.text();
    }
    if (!m_keepalive.expect.empty() && m_evaluator.holds(m_keepalive.expect))
        output.expected = true;
    if (const auto reading = clockReading())
        output.clock = reading;
}

std::optional<ClockReading> Dialogue::clockReading()
{
    const ClockSpec &spec = m_profile->clock;
    if (!spec.sent || !m_evaluator.holds(spec.match))
        return std::nullopt;
    ClockReading reading;
    reading.sent = parseTimestamp(m_evaluator.value(*spec.sent), spec.sent->unit).ns;
    reading.received = spec.received
                           ? parseTimestamp(m_evaluator.value(*spec.received), spec.received->unit).ns
                           : reading.sent;
    if (spec.id)
        reading.id = m_evaluator.pointers().value(*spec.id).toUint64();
    return reading.sent != noTime && reading.received != noTime ? std::optional(reading) : std::nullopt;
}

Value Dialogue::pointed(NodeId root, std::string_view pointer)
{
    return valueAt(*m_tree, root, pointer);
}

FilledTemplate fillFromAnswer(std::string_view text, const TemplateValues &values, const QByteArray &answer)
{
    Tree tree;
    ReadError error;
    const NodeId root =
        JsonReader().read(tree, {answer.constData(), static_cast<std::size_t>(answer.size())}, error);
    if (root == noNode)
        return {{}, unreadableSentence(error)};
    const auto pointer = [&](std::string_view path) { return valueAt(tree, root, path); };
    const TemplateContext context{values, wallNow(), 1, pointer};
    const std::size_t close = text.starts_with("{/") ? text.find('}') : std::string_view::npos;
    const Value first = close == std::string_view::npos ? Value() : pointer(text.substr(1, close - 1));
    if (first.text().find("://") == std::string_view::npos)
        return fillTemplate(text, context, TemplateUse::Url);
    FilledTemplate whole = fillTemplate(text.substr(close + 1), context, TemplateUse::Url);
    whole.text.prepend(first.text().data(), static_cast<qsizetype>(first.text().size()));
    return whole;
}

void Dialogue::saw(const Update &update)
{
    const Value sequence = update.get(Field::Sequence);
    if (m_profile->resume.from == "sequence" && sequence.hasContent())
        m_position = sequence.text();
}

/// A message that answers none.
FilledTemplate Dialogue::alone(std::string_view text, Ns wallNow) const
{
    return fillTemplate(text, {m_values, wallNow, m_id, {}, m_position}, TemplateUse::Plain);
}

FilledTemplate Dialogue::keepalive(Ns wallNow)
{
    if (m_keepalive.send.empty())
        return {};
    ++m_id;
    return alone(m_keepalive.send, wallNow);
}

FilledTemplate Dialogue::clockRequest(Ns wallNow, std::uint64_t &id)
{
    if (m_profile->clock.send.empty())
        return {};
    id = ++m_id;
    return alone(m_profile->clock.send, wallNow);
}

bool Dialogue::stopsAt(int closeCode) const
{
    return closeCode == 4401 || closeCode == 4403 || closeCode == 4406 ||
           m_profile->reconnect.stopCodes.contains(closeCode);
}

} // namespace feedscope
