#include "app/commands.h"
#include "core/decode/profilecheck.h"

#include <QFile>

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
    std::set<int> messages;
    for (const CheckDifference &difference : check.differences)
        messages.insert(difference.message);
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

} // namespace

int runProfileCheck(const ProfileCheckOptions &options)
{
    QByteArray bytes;
    if (!read(options.file, bytes))
        return 1;
    const ProfileResult parsed = parseProfile(bytes);
    for (const ProfileError &error : parsed.errors)
        complain(options.file + u": "_s + error.sentence());
    if (!parsed.profile)
        return 1;
    const ProfileCheck check = checkProfile(parsed.profile);
    if (options.json)
        for (const std::string &update : check.updates)
            print(QByteArray::fromStdString(update) + '\n');
    else
        print(summary(*parsed.profile, check));
    for (const QString &remark : check.remarks)
        complain(remark);
    QByteArray differences;
    for (const CheckDifference &d : check.differences)
        differences += u"message %1: %2: expected %3, got %4\n"_s.arg(d.message)
                           .arg(d.field, d.expected, d.got)
                           .toUtf8();
    if (!options.json)
        print(differences);
    else if (!differences.isEmpty())
        complain(QString::fromUtf8(differences));
    return check.differences.empty() ? 0 : 1;
}

} // namespace feedscope
