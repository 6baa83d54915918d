#include "core/infer/proposal.h"

#include "core/infer/speech.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace feedscope::infer {

using namespace Qt::StringLiterals;

namespace {

/// A member's path as a rule with these rows writes it.
QString fieldPath(const std::string &path, const std::string &rows)
{
    const std::string list(listOf(path));
    if (rows.empty() || (list.empty() && !path.starts_with(rows)))
        return QString::fromStdString(path);
    std::string held = list;
    if (path.starts_with(rows) &&
        (path.size() == rows.size() || path[rows.size()] == '/' || path[rows.size()] == '#'))
        held = rows;
    const auto up = segmentsOf(rows).size() - segmentsOf(held).size();
    return QString::number(up) + QString::fromStdString(path.substr(held.size()));
}

QJsonValue fieldValue(const FieldGuess &field, const std::string &rows)
{
    const QString path = fieldPath(field.path, rows);
    if (field.unit.isEmpty() && field.regex.isEmpty() && !field.upper)
        return path;
    QJsonObject result{{u"path"_s, path}};
    if (!field.unit.isEmpty())
        result[u"unit"_s] = field.unit;
    if (!field.regex.isEmpty())
        result[u"regex"_s] = field.regex;
    if (field.upper)
        result[u"upper"_s] = true;
    return result;
}

QJsonObject ruleObject(const RuleGuess &rule)
{
    QJsonObject result{{u"kind"_s, rule.kind}};
    if (!rule.when.isEmpty())
        result[u"when"_s] = rule.when;
    if (!rule.rows.empty())
        result[u"rows"_s] = QString::fromStdString(rule.rows);
    if (!rule.rowWhen.isEmpty())
        result[u"row_when"_s] = rule.rowWhen;
    if (rule.snapshot)
        result[u"snapshot"_s] = true;
    else if (!rule.snapshotWhen.isEmpty())
        result[u"snapshot"_s] = rule.snapshotWhen;
    QJsonObject fields;
    for (const FieldGuess &field : rule.fields)
        fields[QLatin1StringView(roleField(field.role))] = fieldValue(field, rule.rows);
    if (!fields.isEmpty())
        result[u"fields"_s] = fields;
    return result;
}

/// A path for people; the message itself has none.
QString shownPath(const std::string &path)
{
    return path.empty() ? Speech::tr("the message itself") : QString::fromStdString(path);
}

QString percent(double confidence)
{
    return Speech::tr("%1 %").arg(qRound(confidence * 100));
}

QString transportOf(const QString &lane)
{
    return lane == "websocket"_L1 || lane.isEmpty() ? u"ws"_s : lane;
}

} // namespace

QString roleName(Role role)
{
    switch (role) {
    case Role::Key:
        return Speech::tr("Series");
    case Role::Value:
        return Speech::tr("Value");
    case Role::Time:
        return Speech::tr("Time");
    case Role::Sequence:
        return Speech::tr("Sequence");
    case Role::Text:
        return Speech::tr("Text");
    case Role::Title:
        return Speech::tr("Title");
    case Role::Size:
        return Speech::tr("Size");
    case Role::Bid:
        return Speech::tr("Bid");
    case Role::Ask:
        return Speech::tr("Ask");
    default:
        return Speech::tr("No role");
    }
}

const char *roleField(Role role)
{
    static constexpr std::array names = {"",     "symbol", "price", "time", "sequence",
                                         "text", "title",  "size",  "bid",  "ask"};
    return names[static_cast<std::size_t>(role)];
}

const FieldGuess *RuleGuess::field(Role role) const
{
    const auto found = std::ranges::find(fields, role, &FieldGuess::role);
    return found == fields.end() ? nullptr : &*found;
}

QString RuleGuess::title() const
{
    QStringList conditions;
    for (auto it = when.begin(); it != when.end(); ++it) {
        const QString path = it.key().isEmpty() ? Speech::tr("the message") : it.key();
        if (it->isObject() && it->toObject().contains("exists"_L1))
            conditions.append(Speech::tr("has %1").arg(path));
        else if (it->isObject())
            conditions.append(path + u" ~ "_s + it->toObject().value("regex"_L1).toString());
        else
            conditions.append(path + u" = "_s + it->toVariant().toString());
    }
    const QString told = conditions.isEmpty() ? Speech::tr("every message") : conditions.join(u", "_s);
    return ignored ? told : kind + u" · "_s + told;
}

bool Proposal::stands() const
{
    return main() != nullptr;
}

const RuleGuess *Proposal::main() const
{
    const RuleGuess *best = nullptr;
    const auto rank = [](const RuleGuess &rule) {
        const bool shown = rule.field(Role::Value) || rule.field(Role::Bid) || rule.field(Role::Text) ||
                           rule.field(Role::Title);
        return (shown ? 1'000'000 : 0) + rule.messages;
    };
    for (const RuleGuess &rule : rules)
        if (!rule.talk && !rule.ignored && (best == nullptr || rank(rule) > rank(*best)))
            best = &rule;
    return best;
}

QString Proposal::summary() const
{
    const RuleGuess *rule = main();
    if (rule == nullptr)
        return Speech::
            tr("Nothing could be told of the first messages (%1): no member looks like a value or a text.")
                .arg(messages);
    QStringList roles;
    for (const Role role :
         {Role::Key, Role::Value, Role::Bid, Role::Ask, Role::Text, Role::Title, Role::Time, Role::Sequence})
        if (const FieldGuess *field = rule->field(role))
            roles.append(u"%1 %2 (%3)"_s.arg(roleName(role).toLower(), shownPath(field->path),
                                             percent(field->confidence)));
    for (const FieldGuess &field : rule->open)
        roles.append(Speech::tr("%1 left open").arg(roleName(field.role).toLower()));
    int others = -1;
    for (const RuleGuess &other : rules)
        others += !other.talk && !other.ignored;
    QString text = Speech::tr("%1: %2").arg(rule->title(), roles.join(u", "_s));
    if (others > 0)
        text += Speech::tr("; further kinds of messages: %1").arg(others);
    return text;
}

QJsonObject Proposal::toRules() const
{
    QJsonArray list;
    for (const RuleGuess &rule : rules)
        if (!rule.ignored)
            list.append(ruleObject(rule));
    if (list.isEmpty()) // nothing is known: everything is counted as unknown and shown
        list.append(QJsonObject{{u"kind"_s, u"update"_s},
                                {u"when"_s, QJsonObject{{u"/"_s, QJsonObject{{u"exists"_s, true}}}}}});
    QJsonObject result{{u"frames"_s, frames.toJson()}, {u"rules"_s, list}};
    if (!sequenceScope.isEmpty())
        result[u"sequence"_s] = QJsonObject{{u"mode"_s, sequenceMode}, {u"scope"_s, sequenceScope}};
    return result;
}

QJsonObject profileFrom(const Proposal &proposal, const QString &name, const QString &url,
                        const QString &lane)
{
    QJsonObject profile = proposal.toRules();
    profile[u"name"_s] = name;
    profile[u"transport"_s] = transportOf(lane);
    if (!url.isEmpty())
        profile[u"url"_s] = url;
    profile[u"doc"_s] = Speech::tr("Inferred from the first messages (%1): %2")
                            .arg(proposal.messages)
                            .arg(proposal.summary());
    return profile;
}

} // namespace feedscope::infer
