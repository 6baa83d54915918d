#include "ui/gallerymodel.h"

#include "ui/headline.h"

#include <algorithm>

namespace feedscope {

using namespace Qt::StringLiterals;

GalleryModel::GalleryModel(QObject *parent)
    : QAbstractListModel(parent)
    , m_catalogue(QStringList(), false) // read when it is looked at
    , m_language(u"en"_s)
{
    arrange();
}

void GalleryModel::setCatalogue(Catalogue catalogue)
{
    beginResetModel();
    m_catalogue = std::move(catalogue);
    arrange();
    endResetModel();
}

void GalleryModel::setFilter(const QString &text, const QString &category)
{
    if (text == m_text && category == m_category)
        return;
    beginResetModel();
    m_text = text;
    m_category = category;
    arrange();
    endResetModel();
}

void GalleryModel::setLanguage(const QString &code)
{
    beginResetModel();
    m_language = code;
    arrange();
    endResetModel();
}

void GalleryModel::setFavourites(const QStringList &names)
{
    beginResetModel();
    m_favourites = QSet<QString>(names.begin(), names.end());
    arrange();
    endResetModel();
}

QStringList GalleryModel::favourites() const
{
    QStringList names(m_favourites.begin(), m_favourites.end());
    names.sort();
    return names;
}

void GalleryModel::toggleFavourite(const QModelIndex &index)
{
    const CatalogueEntry *chosen = entry(index);
    if (!chosen)
        return;
    const QString name = chosen->name;
    beginResetModel();
    if (!m_favourites.remove(name))
        m_favourites.insert(name);
    arrange();
    endResetModel();
    emit favouritesChanged();
}

void GalleryModel::arrange()
{
    m_shown.clear();
    for (const CatalogueEntry &entry : m_catalogue.entries()) {
        const bool fits = m_category.isEmpty() || entry.category == m_category ||
                          (m_category == "own"_L1 && entry.own) ||
                          (m_category == "favourites"_L1 && m_favourites.contains(entry.name));
        if (fits && Catalogue::fits(entry, m_text))
            m_shown.append(&entry);
    }
    std::stable_partition(m_shown.begin(), m_shown.end(),
                          [this](const CatalogueEntry *entry) { return m_favourites.contains(entry->name); });
}

QString GalleryModel::sectionOf(const CatalogueEntry &entry) const
{
    if (m_favourites.contains(entry.name))
        return categoryTitle(u"favourites"_s);
    return categoryTitle(entry.own ? u"own"_s : entry.category);
}

const CatalogueEntry *GalleryModel::entry(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_shown.size() ? m_shown[index.row()] : nullptr;
}

QModelIndex GalleryModel::indexOf(const QString &name) const
{
    const auto found =
        std::ranges::find_if(m_shown, [&](const CatalogueEntry *entry) { return entry->name == name; });
    return found == m_shown.end() ? QModelIndex() : index(static_cast<int>(found - m_shown.begin()));
}

QStringList GalleryModel::categories() const
{
    QStringList names;
    for (const CatalogueEntry &entry : m_catalogue.entries())
        if (!names.contains(entry.own ? u"own"_s : entry.category))
            names.append(entry.own ? u"own"_s : entry.category);
    return names;
}

QString GalleryModel::categoryTitle(const QString &category)
{
    if (category == "favourites"_L1)
        return tr("Favourites");
    if (category == "own"_L1)
        return tr("Your own");
    if (category == "market"_L1)
        return tr("Market data");
    if (category == "social"_L1)
        return tr("Social networks");
    if (category == "development"_L1)
        return tr("Development");
    if (category == "infrastructure"_L1)
        return tr("Infrastructure");
    if (category == "home"_L1)
        return tr("Home");
    if (category == "notifications"_L1)
        return tr("Push messages");
    if (category == "brokers"_L1)
        return tr("Message brokers");
    if (category == "learning"_L1)
        return tr("Learning: one protocol each");
    return tr("Other");
}

QStringList GalleryModel::marks(const CatalogueEntry &entry)
{
    QStringList marks;
    for (const QString &way : entry.ways)
        marks.append(laneWords(way, 0));
    if (entry.hasTwin)
        marks.append(tr("+ polling"));
    if (!entry.needs.secrets.isEmpty())
        marks.append(tr("needs a key"));
    if (entry.needs.ownHost)
        marks.append(tr("your own server"));
    return marks;
}

int GalleryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant GalleryModel::data(const QModelIndex &index, int role) const
{
    const CatalogueEntry *shown = entry(index);
    if (!shown)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return wordsIn(shown->title, m_language);
    case FavouriteRole:
        return m_favourites.contains(shown->name);
    case SectionRole:
        return index.row() > 0 && sectionOf(*m_shown[index.row() - 1]) == sectionOf(*shown)
                   ? QString()
                   : sectionOf(*shown);
    case Qt::AccessibleTextRole:
        return QStringList{wordsIn(shown->title, m_language), wordsIn(shown->description, m_language),
                           marks(*shown).join(", "_L1),
                           m_favourites.contains(shown->name) ? tr("favourite") : QString()}
            .join(". "_L1);
    default:
        return {};
    }
}

} // namespace feedscope
