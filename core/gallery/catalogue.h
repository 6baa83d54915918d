#pragma once

#include "core/gallery/profileneeds.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace feedscope {

/// One profile that is known by its name. A value.
struct CatalogueEntry
{
    QString name; ///< of the file, without .json: it is a FEED on the command line
    QString file;
    bool own = false;     ///< the user's
    bool shadows = false; ///< it stands before one of the same name that ships with the program
    Words title;
    Words description;
    Words limits;
    QString category; ///< of Listing; empty: not said
    QString docs;
    QStringList ways; ///< waysOf()
    QStringList symbols;
    std::vector<VariableSpec> variables;
    QMap<QString, Words> secretTitles;
    ProfileNeeds needs;
    bool hasTwin = false; ///< the same data can be polled
    QString problem;      ///< a sentence about why it cannot be used; empty: it can
};

/// The profiles in some folders, by name; a folder's profile stands before one of the same name in a later
/// folder. Read once; a value. Pure but for reading the files.
class Catalogue
{
public:
    /// Where the profiles that ship with the program are.
    static QString shippedFolder();

    /// `ownFolders`: the user's, the most important first. `shipped`: and those of the program.
    explicit Catalogue(const QStringList &ownFolders, bool shipped = true);

    /// Those that people look for, in the order of their categories and titles: the user's and all shipped
    /// ones that introduce themselves.
    const QList<CatalogueEntry> &entries() const noexcept { return m_entries; }
    /// Null: there is none of this name.
    const CatalogueEntry *find(const QString &name) const;
    /// Whether each word of the text stands somewhere in what is said of the entry, in any language. Small
    /// and capital letters are the same, as are ё and е.
    static bool fits(const CatalogueEntry &entry, const QString &text);
    /// Names that somebody who typed `name` may have meant.
    QStringList near(const QString &name) const;

private:
    void addFolder(const QString &folder, bool own);

    QList<CatalogueEntry> m_entries;
};

/// The file of the profile called so in the user's folders, else of the shipped one; empty: there is none. A
/// name is no path.
QString profileFileOf(const QString &name, const QStringList &ownFolders);

} // namespace feedscope
