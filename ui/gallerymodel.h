#pragma once

#include "core/gallery/catalogue.h"

#include <QAbstractListModel>
#include <QSet>

namespace feedscope {

/// The catalogue's entries that fit what is searched for: favourites first, then by category. GUI thread.
class GalleryModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role
    {
        SectionRole = Qt::UserRole, ///< the heading before this row; empty: none
        FavouriteRole,
    };

    explicit GalleryModel(QObject *parent = nullptr);

    void setCatalogue(Catalogue catalogue);
    /// `category`: empty: all; "favourites": those with a star.
    void setFilter(const QString &text, const QString &category);
    void setLanguage(const QString &code);
    const QString &language() const { return m_language; }
    void setFavourites(const QStringList &names);
    QStringList favourites() const;
    void toggleFavourite(const QModelIndex &index);

    /// Null: there is no such row.
    const CatalogueEntry *entry(const QModelIndex &index) const;
    QModelIndex indexOf(const QString &name) const;
    qsizetype total() const { return m_catalogue.entries().size(); }
    /// Categories that there are, in their order.
    QStringList categories() const;
    /// What a category is called in the window's language.
    static QString categoryTitle(const QString &category);
    /// What an entry is about, in short words behind its title: its ways, its twin, what it needs.
    static QStringList marks(const CatalogueEntry &entry);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

signals:
    void favouritesChanged();

private:
    void arrange();
    QString sectionOf(const CatalogueEntry &entry) const;

    Catalogue m_catalogue;
    QList<const CatalogueEntry *> m_shown; ///< of m_catalogue
    QSet<QString> m_favourites;
    QString m_text;
    QString m_category;
    QString m_language;
};

} // namespace feedscope
