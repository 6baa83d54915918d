#include "core/decode/profiledoubts.h"

#include "core/decode/nearest.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <set>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

/// The kinds that mean something to the program (design.md 2), and those that feeds share.
const QStringList &knownKinds()
{
    static const QStringList kinds{u"tick"_s,      u"trade"_s,   u"quote"_s,   u"book"_s, u"notification"_s,
                                   u"metric"_s,    u"ack"_s,     u"heartbeat"_s, u"ping"_s, u"pong"_s,
                                   u"error"_s,     u"clock"_s,   u"control"_s, u"reconnect"_s, u"delete"_s,
                                   u"snapshot_end"_s};
    return kinds;
}

/// Collects the doubts about one set of rules; `where` says whose rules they are, empty: the feed's own.
class RuleDoubts
{
public:
    RuleDoubts(const RuleSet &set, QString where, QStringList &doubts)
        : m_set(set)
        , m_where(std::move(where))
        , m_doubts(doubts)
    {
        for (const Rule &rule : set.rules)
            if (rule.learn)
                m_learnt.insert(rule.learn->table);
    }

    void collect()
    {
        std::size_t catchAll = 0; // from 1
        for (std::size_t i = 0; i < m_set.rules.size(); ++i) {
            const Rule &rule = m_set.rules[i];
            if (catchAll > 0)
                add(tr("rule %1 is never reached: rule %2 before it fits every message").arg(i + 1).arg(catchAll));
            else if (rule.when.empty() && !m_set.all)
                catchAll = i + 1;
            tables(rule, i + 1);
            kind(rule, i + 1);
        }
    }

private:
    void tables(const Rule &rule, std::size_t number)
    {
        std::set<std::uint32_t> asked;
        for (const Condition &condition : rule.when)
            if (condition.table)
                asked.insert(*condition.table);
        for (const FieldRule &field : rule.fields)
            if (field.table)
                asked.insert(*field.table);
        for (const std::uint32_t table : asked)
            if (!m_learnt.contains(table))
                add(tr("rule %1 looks into the table “%2”, which no rule learns")
                        .arg(number)
                        .arg(QString::fromStdString(m_set.tables[table])) +
                    meant(QString::fromStdString(m_set.tables[table]), learntNames()));
    }

    void kind(const Rule &rule, std::size_t number)
    {
        const QString kind = QString::fromStdString(rule.kind);
        if (kind.isEmpty() || knownKinds().contains(kind))
            return;
        const QString near = meant(kind, knownKinds());
        if (!near.isEmpty())
            add(tr("rule %1 makes updates of the kind “%2”").arg(number).arg(kind) + near);
    }

    QStringList learntNames() const
    {
        QStringList names;
        for (const std::uint32_t table : m_learnt)
            names.append(QString::fromStdString(m_set.tables[table]));
        return names;
    }

    static QString meant(const QString &word, const QStringList &known)
    {
        const QStringList near = nearest(word, known, 1);
        return near.isEmpty() ? QString() : u"; "_s + tr("is “%1” meant?").arg(near.first());
    }

    void add(const QString &doubt)
    {
        QString sentence = m_where.isEmpty() ? doubt : m_where + u": "_s + doubt;
        sentence[0] = sentence[0].toUpper();
        m_doubts.append(sentence.endsWith(u'?') ? sentence : sentence + u'.');
    }

    const RuleSet &m_set;
    QString m_where;
    QStringList &m_doubts;
    std::set<std::uint32_t> m_learnt;
};

/// A hole that was begun and not closed is sent as it stands.
void openBraces(const QString &text, QStringList &doubts)
{
    static const QRegularExpression begun(
        u"\\{(?:symbols?|secret|now_m?s|id|position)\\b[^{}\"\\n]*(?:[{\"\\n]|$)"_s);
    if (const auto match = begun.match(text); match.hasMatch())
        doubts.append(
            tr("“%1” is sent as it stands: its brace does not close.").arg(match.captured().left(60)));
}

void templates(const Route &way, QStringList &doubts)
{
    openBraces(way.url, doubts);
    for (const auto *pairs : {&way.query, &way.headers})
        for (const auto &[name, value] : *pairs)
            openBraces(value, doubts);
    if (way.session)
        for (const DialogueStep &step : *way.session)
            openBraces(QString::fromStdString(step.send), doubts);
}

bool hasAddress(const Profile &profile)
{
    const auto named = [](const Route &way) { return !way.url.isEmpty(); };
    return named(profile.push) || (profile.poll && named(*profile.poll)) ||
           std::any_of(profile.lanes.begin(), profile.lanes.end(), named) || !profile.bootstrap.url.isEmpty();
}

} // namespace

QStringList doubtsOf(const Profile &profile)
{
    QStringList doubts;
    if (!hasAddress(profile))
        doubts.append(tr("The profile names no address; whoever opens it must give one with --url."));
    RuleDoubts(profile.push.rules, {}, doubts).collect();
    templates(profile.push, doubts);
    if (profile.poll && !profile.isPoll()) {
        RuleDoubts(profile.poll->rules, tr("the twin"), doubts).collect();
        templates(*profile.poll, doubts);
    }
    for (auto way = profile.lanes.begin(); way != profile.lanes.end(); ++way) {
        RuleDoubts(way->rules, tr("the lane %1").arg(way.key()), doubts).collect();
        templates(*way, doubts);
    }
    for (const auto *steps : {&profile.session, &profile.reply})
        for (const DialogueStep &step : *steps)
            openBraces(QString::fromStdString(step.send), doubts);
    openBraces(QString::fromStdString(profile.keepalive.send), doubts);
    doubts.removeDuplicates();
    return doubts;
}

} // namespace feedscope
