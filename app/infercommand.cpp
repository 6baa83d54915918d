#include "app/commands.h"
#include "app/feedsource.h"
#include "app/feedwatch.h"
#include "app/signals.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace feedscope::infer;

namespace feedscope {

namespace {

QString fromPath(const std::string &path)
{
    return path.empty() ? u"(the message)"_s : QString::fromStdString(path);
}

/// A message in one of the forms in which messages are kept in files: a fixture's, or a line of `tail
/// --messages --json`.
bool observeKept(Inference &inference, const QJsonObject &kept)
{
    if (kept.contains("raw_hex"_L1))
        inference.observe(QByteArray::fromHex(kept.value("raw_hex"_L1).toString().toLatin1()), true);
    else if (kept.contains("raw"_L1))
        inference.observe(kept.value("raw"_L1).toString().toUtf8(), false);
    else if (kept.contains("arrived_ms"_L1) && kept.contains("base64"_L1))
        inference.observe(QByteArray::fromBase64(kept.value("base64"_L1).toString().toLatin1()), true);
    else if (kept.contains("arrived_ms"_L1) && kept.contains("text"_L1))
        inference.observe(kept.value("text"_L1).toString().toUtf8(), false);
    else
        return false;
    return true;
}

/// The messages of a file: a feed file's samples, or one document, or blocks of an event stream, or lines.
void observeFile(Inference &inference, const QByteArray &bytes)
{
    const QJsonDocument whole = QJsonDocument::fromJson(bytes);
    if (const QJsonArray samples = whole.object().value("messages"_L1).toArray(); !samples.isEmpty()) {
        for (const QJsonValue &sample : samples)
            observeKept(inference, sample.toObject());
        return;
    }
    if (!whole.isNull() || bytes.trimmed().startsWith('<'))
        return inference.observe(bytes, false);
    const bool events = bytes.startsWith("data:") || bytes.contains("\ndata:");
    QByteArray block;
    for (const QByteArray &line : bytes.split('\n')) {
        const QByteArray text = line.endsWith('\r') ? line.chopped(1) : line;
        if (!events) {
            if (!text.isEmpty() && !observeKept(inference, QJsonDocument::fromJson(text).object()))
                inference.observe(text, false);
        } else if (!text.isEmpty()) {
            block += text + '\n';
        } else if (!block.isEmpty()) {
            inference.observe(std::exchange(block, {}) + '\n', false);
        }
    }
    if (!block.isEmpty())
        inference.observe(block + '\n', false);
}

QJsonArray fieldsJson(const std::vector<FieldGuess> &fields)
{
    QJsonArray list;
    for (const FieldGuess &field : fields) {
        QJsonObject object{{u"field"_s, QLatin1StringView(roleField(field.role))},
                           {u"path"_s, QString::fromStdString(field.path)},
                           {u"confidence"_s, qRound(field.confidence * 100) / 100.},
                           {u"reason"_s, field.reason}};
        if (!field.unit.isEmpty())
            object[u"unit"_s] = field.unit;
        QJsonArray others;
        for (const std::string &path : field.alternatives)
            others.append(QString::fromStdString(path));
        object[u"alternatives"_s] = others;
        list.append(object);
    }
    return list;
}

QJsonObject proposalJson(const Proposal &proposal)
{
    QJsonArray rules;
    for (const RuleGuess &rule : proposal.rules)
        rules.append(QJsonObject{{u"kind"_s, rule.ignored ? QJsonValue() : rule.kind},
                                 {u"confidence"_s, qRound(rule.confidence * 100) / 100.},
                                 {u"when"_s, rule.when},
                                 {u"rows"_s, QString::fromStdString(rule.rows)},
                                 {u"data"_s, !rule.talk && !rule.ignored},
                                 {u"messages"_s, rule.messages},
                                 {u"fields"_s, fieldsJson(rule.fields)},
                                 {u"open"_s, fieldsJson(rule.open)}});
    return {{u"messages"_s, proposal.messages},
            {u"frames"_s, QJsonObject{{u"frames"_s, proposal.frames.toJson()},
                                      {u"confidence"_s, qRound(proposal.frames.confidence * 100) / 100.},
                                      {u"reason"_s, proposal.frames.reason}}},
            {u"rules"_s, rules},
            {u"sequence"_s, QJsonObject{{u"mode"_s, proposal.sequenceMode},
                                        {u"scope"_s, proposal.sequenceScope},
                                        {u"reason"_s, proposal.sequenceReason}}},
            {u"remarks"_s, QJsonArray::fromStringList(proposal.remarks)}};
}

QString tableOf(const Proposal &proposal)
{
    QString text = proposal.frames.reason + u'\n';
    for (const RuleGuess &rule : proposal.rules) {
        text += u"\n%1  (%2 messages)\n"_s.arg(rule.title()).arg(rule.messages);
        for (const MemberGuess &member : rule.members) {
            const QString role = member.role == Role::None ? QString() : roleName(member.role);
            const QString confidence =
                member.role == Role::None ? QString() : u"%1 %"_s.arg(qRound(member.confidence * 100));
            text += u"  %1 %2 %3  %4/%5 seen, %6 changed, last %7\n"_s.arg(role, -9)
                        .arg(confidence, 5)
                        .arg(fromPath(member.path), -36)
                        .arg(member.present)
                        .arg(member.rows)
                        .arg(member.changed)
                        .arg(member.last.left(40));
        }
    }
    if (!proposal.sequenceReason.isEmpty())
        text += u"\nsequence: %1 %2 (%3)\n"_s.arg(proposal.sequenceMode, proposal.sequenceScope,
                                                  proposal.sequenceReason);
    for (const QString &remark : proposal.remarks)
        text += u"- %1\n"_s.arg(remark);
    return text;
}

bool writeProfile(const QString &path, const QJsonObject &profile)
{
    QSaveFile file(path);
    const QByteArray json = QJsonDocument(profile).toJson();
    if (file.open(QIODevice::WriteOnly) && file.write(json) == json.size() && file.commit())
        return true;
    complain(u"%1 cannot be written: %2."_s.arg(path, file.errorString()));
    return false;
}

/// Prints or writes what was found; the exit status.
int tell(const ProfileInferOptions &options, const Proposal &proposal, const QJsonObject &profile)
{
    if (options.json)
        print(QJsonDocument(QJsonObject{{u"profile"_s, profile}, {u"proposal"_s, proposalJson(proposal)}})
                  .toJson());
    else
        print(tableOf(proposal).toUtf8());
    if (!proposal.stands())
        complain(proposal.summary());
    if (options.to.isEmpty())
        return proposal.stands() ? 0 : 1;
    if (!writeProfile(options.to, profile))
        return 1;
    complain(u"%1 holds the profile; look at it, correct it, and name it as the FEED."_s.arg(options.to));
    return proposal.stands() ? 0 : 1;
}

int inferFromFile(const ProfileInferOptions &options)
{
    QFile file(options.source);
    constexpr qint64 most = 64 * 1024 * 1024;
    if (!file.open(QIODevice::ReadOnly) || file.size() > most) {
        complain(u"%1 cannot be read: %2."_s.arg(options.source, file.isOpen() ? u"it is larger than 64 MiB"_s
                                                                               : file.errorString()));
        return 1;
    }
    Inference inference;
    observeFile(inference, file.readAll());
    const Proposal proposal = inference.propose(static_cast<double>(wallNow()) / 1e6);
    const QString name = QFileInfo(options.source).completeBaseName();
    return tell(options, proposal, profileFrom(proposal, name, {}, {}));
}

} // namespace

int runProfileInfer(const FeedOptions &feed, const ProfileInferOptions &options)
{
    if (!feed.feed.contains("://"_L1))
        return inferFromFile(options);
    PlanResult planned = planFor(feed);
    if (!planned.error.isEmpty()) {
        complain(planned.error);
        return 1;
    }
    FeedWatch watch(planned.plan);
    watch.setCount(options.count);
    QEventLoop loop;
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::stopRequested, &loop, &QEventLoop::quit);
    QObject::connect(&watch, &FeedWatch::settled, &loop, &QEventLoop::quit);
    watch.start();
    loop.exec();
    watch.stop();
    if (watch.inference().messages() == 0) {
        complain(
            watch.problem().isEmpty()
                ? u"No message came within 15 s; is something to be sent first? A profile says it under \"session\"."_s
                : watch.problem());
        return 1;
    }
    return tell(options, watch.proposal(), watch.profile(QUrl(feed.feed).host()));
}

} // namespace feedscope
