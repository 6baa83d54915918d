#include "core/gallery/profilefolder.h"

#include "core/decode/profile.h"
#include "core/gallery/exportable.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

QByteArray contentOf(const QString &path, QString &problem)
{
    constexpr qint64 most = 16 * 1024 * 1024;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        problem = tr("%1 cannot be read: %2.").arg(path, file.errorString());
    else if (file.size() > most)
        problem = tr("%1 is larger than 16 MiB, which no profile is.").arg(path);
    else
        return file.readAll();
    return {};
}

} // namespace

QString fitName(const QString &text)
{
    static const QRegularExpression unfit(u"[^\\w.-]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    QString name = QString(text).replace(unfit, u"-"_s).left(80);
    while (name.startsWith(u'.') || name.startsWith(u'-'))
        name.remove(0, 1);
    return name;
}

QString writeWhole(const QString &path, const QByteArray &content, bool onlyMine)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly)) {
        if (onlyMine)
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        file.write(content);
        if (file.commit())
            return {};
    }
    return tr("%1 cannot be written: %2.").arg(path, file.errorString());
}

Filed importProfile(const QString &file, const QString &folder, const QString &wanted, bool replace)
{
    QString problem;
    const QByteArray json = contentOf(file, problem);
    if (!problem.isEmpty())
        return {{}, problem};
    const ProfileResult read = parseProfile(json);
    if (!read.profile)
        return {{}, file + u": "_s + read.errors.first().sentence()};
    const QString name = fitName(wanted.isEmpty() ? QFileInfo(file).completeBaseName() : wanted);
    if (name.isEmpty() || name == "demo"_L1 || name.endsWith(".schema"_L1))
        return {
            {},
            tr("“%1” cannot be a profile's name; give another one.").arg(wanted.isEmpty() ? file : wanted)};
    const QString to = folder + u'/' + name + u".json"_s;
    if (!replace && QFile::exists(to))
        return {{},
                tr("There is a profile “%1” already; give another name, or say that it is to be replaced.")
                    .arg(name)};
    if (!QDir().mkpath(folder))
        return {{}, tr("The folder %1 cannot be made; nothing was saved.").arg(folder)};
    if (const QString failed = writeWhole(to, json, true); !failed.isEmpty())
        return {{}, failed};
    return {name, tr("Imported as “%1”.").arg(name)};
}

Filed exportProfile(const QString &profileFile, const QString &to)
{
    QString problem;
    const QByteArray json = contentOf(profileFile, problem);
    if (!problem.isEmpty())
        return {{}, problem};
    const Exportable given = exportable(json);
    if (!given.error.isEmpty())
        return {{}, given.error};
    if (const QString failed = writeWhole(to, given.json, false); !failed.isEmpty())
        return {{}, failed};
    const QString name = QFileInfo(profileFile).completeBaseName();
    if (given.removed.isEmpty())
        return {name, tr("Exported to %1.").arg(to)};
    return {name,
            tr("Exported to %1. Secrets were left out of it: %2.").arg(to, given.removed.join(u", "_s))};
}

} // namespace feedscope
