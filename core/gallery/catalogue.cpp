#include "core/gallery/catalogue.h"

#include "core/decode/nearest.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <array>

// The resource lives in a static library: without this call the linker leaves it out. Q_INIT_RESOURCE wants
// to stand outside of any namespace.
static void initProfiles()
{
    Q_INIT_RESOURCE(profiles);
}

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = 16 * 1024 * 1024;
constexpr int mostOwn = 1'000; ///< profiles of one folder

QByteArray contentOf(const QString &file, QString &problem)
{
    QFile input(file);
    if (!input.open(QIODevice::ReadOnly))
        problem = input.errorString();
    else if (input.size() > largestFile)
        problem = u"> 16 MiB"_s;
    else
        return input.readAll();
    return {};
}

CatalogueEntry entryOf(const QString &name, const QString &file, bool own)
{
    CatalogueEntry entry;
    entry.name = name;
    entry.file = file;
    entry.own = own;
    entry.title.insert(u"en"_s, name);
    const QByteArray json = contentOf(file, entry.problem);
    const ProfileResult read = entry.problem.isEmpty() ? parseProfile(json) : ProfileResult();
    if (!read.profile) {
        if (!read.errors.isEmpty())
            entry.problem = read.errors.first().sentence();
        return entry;
    }
    const Profile &profile = *read.profile;
    if (profile.listing.isThere())
        entry.title = profile.listing.title;
    else if (!profile.name.isEmpty())
        entry.title.insert(u"en"_s, profile.name);
    entry.description = profile.listing.description;
    if (entry.description.isEmpty() && !profile.doc.isEmpty())
        entry.description.insert(u"en"_s, profile.doc);
    entry.limits = profile.listing.limits;
    entry.category = profile.listing.category;
    entry.docs = profile.listing.docs;
    entry.ways = waysOf(profile);
    entry.symbols = profile.symbols;
    entry.variables = profile.variables;
    entry.secretTitles = profile.secretTitles;
    entry.needs = needsOf(profile);
    entry.hasTwin = !profile.isPoll() && profile.poll.has_value();
    return entry;
}

int rank(const QString &category)
{
    static constexpr std::array order = {"market",        "social",  "development", "infrastructure", "home",
                                         "notifications", "brokers", "learning",    "other"};
    const auto found =
        std::ranges::find_if(order, [&](const char *name) { return category == QLatin1String(name); });
    return static_cast<int>(found - order.begin());
}

QString folded(const QString &text)
{
    return text.toLower().replace(u'ё', u'е');
}

} // namespace

QString Catalogue::shippedFolder()
{
    initProfiles();
    return u":/profiles"_s;
}

Catalogue::Catalogue(const QStringList &ownFolders, bool shipped)
{
    for (const QString &folder : ownFolders)
        addFolder(folder, true);
    if (shipped)
        addFolder(shippedFolder(), false);
    std::stable_sort(m_entries.begin(), m_entries.end(),
                     [](const CatalogueEntry &a, const CatalogueEntry &b) {
                         if (a.own != b.own)
                             return a.own;
                         if (rank(a.category) != rank(b.category))
                             return rank(a.category) < rank(b.category);
                         return wordsIn(a.title, {}).compare(wordsIn(b.title, {}), Qt::CaseInsensitive) < 0;
                     });
}

void Catalogue::addFolder(const QString &folder, bool own)
{
    const QStringList files = QDir(folder).entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    for (const QString &file : files.mid(0, mostOwn)) {
        const QString name = file.chopped(5);
        const auto before = std::ranges::find(m_entries, name, &CatalogueEntry::name);
        if (before != m_entries.end()) {
            before->shadows = before->shadows || !own;
            continue;
        }
        if (!own && (name == "generic"_L1 || name.endsWith(".schema"_L1)))
            continue; // nobody's feed
        m_entries.append(entryOf(name, folder + u'/' + file, own));
    }
}

const CatalogueEntry *Catalogue::find(const QString &name) const
{
    const auto found = std::ranges::find(m_entries, name, &CatalogueEntry::name);
    return found == m_entries.end() ? nullptr : &*found;
}

bool Catalogue::fits(const CatalogueEntry &entry, const QString &text)
{
    QStringList said{entry.name, entry.category, entry.docs};
    for (const Words &words : {entry.title, entry.description})
        said += words.values();
    said += entry.ways + entry.symbols;
    const QString all = folded(said.join(u'\n'));
    const QStringList wanted = folded(text).split(u' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(wanted, [&](const QString &word) { return all.contains(word); });
}

QStringList Catalogue::near(const QString &name) const
{
    QStringList names;
    for (const CatalogueEntry &entry : m_entries)
        names.append(entry.name);
    return nearest(name, names);
}

QString profileFileOf(const QString &name, const QStringList &ownFolders)
{
    if (name.isEmpty() || name.contains(u'/') || name.contains(u'\\') || name.endsWith(".schema"_L1))
        return {};
    for (const QString &folder : ownFolders + QStringList{Catalogue::shippedFolder()})
        if (const QString file = folder + u'/' + name + u".json"_s; QFile::exists(file))
            return file;
    return {};
}

} // namespace feedscope
