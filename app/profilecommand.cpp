#include "app/commands.h"
#include "app/feedsource.h"
#include "core/decode/environmentsecret.h"
#include "core/decode/profilecheck.h"
#include "core/decode/profiledoubts.h"
#include "core/gallery/catalogue.h"

#include <QFile>
#include <QJsonDocument>

#include <set>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

bool read(const QString &path, QByteArray &bytes)
{
    QFile file(path);
    constexpr qint64 most = 16 * 1024 * 1024;
    if (!file.open(QIODevice::ReadOnly)) {
        complain(u"%1 cannot be read: %2."_s.arg(path, file.errorString()));
        return false;
    }
    if (file.size() > most) {
        complain(u"%1 is larger than 16 MiB, which no profile is."_s.arg(path));
        return false;
    }
    bytes = file.readAll();
    return true;
}

int differingMessages(const ProfileCheck &check)
{
    std::set<std::pair<Side, int>> messages;
    for (const CheckDifference &difference : check.differences)
        messages.insert({difference.side, difference.message});
    return static_cast<int>(messages.size());
}

QByteArray summary(const Profile &profile, const ProfileCheck &check)
{
    QString text = u"%1: transport %2, %3 rules"_s.arg(profile.name, profile.transport)
                       .arg(profile.push.rules.rules.size());
    if (profile.poll)
        text += u", polling twin with %1 rules"_s.arg(profile.poll->rules.rules.size());
    text += u"; %1 messages give %2 updates; %3 of %4 expectations hold.\n"_s.arg(check.messages)
                .arg(check.updates.size())
                .arg(check.expectations - differingMessages(check))
                .arg(check.expectations);
    return text.toUtf8();
}

/// One mistake as a line of JSON.
QByteArray mistake(const ProfileError &error)
{
    const QJsonObject object{{u"line"_s, error.line},         {u"column"_s, error.column},
                             {u"pointer"_s, error.pointer},   {u"member"_s, error.member},
                             {u"expected"_s, error.expected}, {u"found"_s, error.found},
                             {u"hint"_s, error.hint}};
    return QJsonDocument(QJsonObject{{u"error"_s, object}}).toJson(QJsonDocument::Compact) + '\n';
}

void tellMistakes(const QString &file, const ProfileResult &parsed, bool json)
{
    for (const ProfileError &error : parsed.errors)
        json ? void(print(mistake(error))) : complain(file + u": "_s + error.sentence());
    if (parsed.moreErrors > 0)
        complain(u"%1: %2 more mistakes; mend these first."_s.arg(file).arg(parsed.moreErrors));
}

/// What the profile needs from whoever uses it, a line each.
QByteArray needs(const Profile &profile)
{
    const ProfileNeeds needs = needsOf(profile);
    QString text;
    for (const VariableSpec &spec : profile.variables)
        text += spec.value ? u"variable %1, %2 unless you say --var %1=…\n"_s.arg(
                                 spec.name, spec.value->isEmpty() ? u"empty"_s : *spec.value)
                           : u"variable %1, which you must give: --var %1=…\n"_s.arg(spec.name);
    for (const QString &name : needs.secrets)
        text += u"secret %1, from the system keychain (feedscope secret set FEED/%2) or the environment: %3\n"_s.arg(
            name.isEmpty() ? u"without a name"_s : name, name, QString::fromLatin1(environmentVariable(name)));
    for (const QString &name : needs.unknown)
        text += u"{%1}, which nothing fills: name it under \"vars\"\n"_s.arg(name);
    return text.toUtf8();
}

} // namespace

int runProfileCheck(const ProfileCheckOptions &options)
{
    QByteArray bytes;
    QString file = options.file;
    if (!QFile::exists(file))
        if (const QString known = profileFileOf(file, savedProfilesFolders()); !known.isEmpty())
            file = known;
    if (!read(file, bytes))
        return 1;
    const ProfileResult parsed = parseProfile(bytes);
    tellMistakes(options.file, parsed, options.json);
    if (!parsed.profile)
        return 1;
    const ProfileCheck check = checkProfile(parsed.profile);
    if (options.json)
        for (const std::string &update : check.updates)
            print(QByteArray::fromStdString(update) + '\n');
    else
        print(summary(*parsed.profile, check) + needs(*parsed.profile));
    for (const QString &remark : doubtsOf(*parsed.profile) + QStringList(check.remarks.begin(), check.remarks.end()))
        complain(remark);
    QByteArray differences;
    for (const CheckDifference &d : check.differences)
        differences +=
            u"message %1%2: %3: expected %4, got %5\n"_s.arg(d.message)
                .arg(d.side == Side::Poll ? u" of the twin"_s : QString(), d.field, d.expected, d.got)
                .toUtf8();
    if (!options.json)
        print(differences);
    else if (!differences.isEmpty())
        complain(QString::fromUtf8(differences));
    return check.differences.empty() ? 0 : 1;
}

} // namespace feedscope
