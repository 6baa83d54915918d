#include "app/commands.h"
#include "app/feedsource.h"
#include "core/gallery/catalogue.h"
#include "core/gallery/exportable.h"
#include "core/gallery/profilefolder.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// Text to a file, or to standard output for "-".
int deliver(const QByteArray &text, const QString &to)
{
    if (to == "-"_L1)
        return print(text) ? 0 : 1;
    const QString problem = writeWhole(to, text, false);
    if (!problem.isEmpty())
        complain(problem);
    return problem.isEmpty() ? 0 : 1;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonObject asJson(const CatalogueEntry &entry, const QString &language)
{
    QJsonArray variables;
    for (const VariableSpec &spec : entry.variables)
        variables.append(spec.name);
    return {{u"name"_s, entry.name},
            {u"title"_s, wordsIn(entry.title, language)},
            {u"description"_s, wordsIn(entry.description, language)},
            {u"category"_s, entry.category},
            {u"docs"_s, entry.docs},
            {u"lanes"_s, QJsonArray::fromStringList(entry.ways)},
            {u"twin"_s, entry.hasTwin},
            {u"own"_s, entry.own},
            {u"needs_key"_s, !entry.needs.secrets.isEmpty()},
            {u"variables"_s, variables},
            {u"problem"_s, entry.problem}};
}

/// What a line says of an entry behind its title.
QString marks(const CatalogueEntry &entry)
{
    QStringList marks = entry.ways;
    if (entry.hasTwin)
        marks.append(u"poll"_s);
    if (!entry.needs.secrets.isEmpty())
        marks.append(u"needs a key"_s);
    for (const QString &name : entry.needs.variables)
        marks.append(u"needs --var %1=…"_s.arg(name));
    if (entry.own)
        marks.append(entry.shadows ? u"yours, instead of the shipped one"_s : u"yours"_s);
    return marks.join(u", "_s);
}

} // namespace

int runProfileList(const ProfileListOptions &options)
{
    const Catalogue catalogue(savedProfilesFolders());
    qsizetype widest = 0;
    QList<const CatalogueEntry *> shown;
    for (const CatalogueEntry &entry : catalogue.entries())
        if (Catalogue::fits(entry, options.text)) {
            shown.append(&entry);
            widest = std::max(widest, entry.name.size());
        }
    for (const CatalogueEntry *entry : shown) {
        const QByteArray line =
            options.json ? QJsonDocument(asJson(*entry, options.language)).toJson(QJsonDocument::Compact)
            : entry->problem.isEmpty()
                ? u"%1  %2 (%3)"_s
                      .arg(entry->name.leftJustified(widest), wordsIn(entry->title, options.language),
                           marks(*entry))
                      .toUtf8()
                : u"%1  cannot be used: %2"_s.arg(entry->name.leftJustified(widest), entry->problem).toUtf8();
        if (!print(line + '\n'))
            return 0;
    }
    if (shown.isEmpty())
        complain(u"No profile fits “%1”; “feedscope profile list” names all."_s.arg(options.text));
    return shown.isEmpty() ? 1 : 0;
}

int runProfileImport(const ProfileImportOptions &options)
{
    const Filed filed = importProfile(options.file, savedProfilesFolder(), options.name, options.replace);
    if (filed.name.isEmpty()) {
        complain(filed.sentence);
        return 1;
    }
    print(u"%1 Start it with: feedscope %2\n"_s.arg(filed.sentence, filed.name).toUtf8());
    return 0;
}

int runProfileExport(const ProfileExportOptions &options)
{
    const QString file = profileFileOf(options.name, savedProfilesFolders());
    if (file.isEmpty()) {
        complain(unknownFeed(options.name));
        return 1;
    }
    if (options.to == "-"_L1) {
        const Exportable given = exportable(contentOf(file));
        if (!given.error.isEmpty() || !given.removed.isEmpty())
            complain(given.error.isEmpty() ? u"Secrets were left out: %1."_s.arg(given.removed.join(u", "_s))
                                           : given.error);
        return given.error.isEmpty() && print(given.json) ? 0 : 1;
    }
    const Filed filed = exportProfile(file, options.to);
    filed.name.isEmpty() ? complain(filed.sentence) : void(print(filed.sentence.toUtf8() + '\n'));
    return filed.name.isEmpty() ? 1 : 0;
}

int runProfileSchema(const ProfileSchemaOptions &options)
{
    return deliver(contentOf(Catalogue::shippedFolder() + u"/profile.schema.json"_s), options.to);
}

} // namespace feedscope
