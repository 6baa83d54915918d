#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

namespace feedscope {

/// A feed of the gallery that the user wants, and what it was told. A value; secrets live no longer than it
/// and the feed.
struct GalleryWish
{
    QString name;
    QMap<QString, QString> variables;
    QMap<QString, QString> secrets; ///< by name; only those that were typed
    QStringList symbols;            ///< empty: the profile's
};

} // namespace feedscope
