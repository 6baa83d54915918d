#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

namespace feedscope {

/// A feed of the gallery that the user wants, and what it was told. A value.
struct GalleryWish
{
    QString name;
    QMap<QString, QString> variables;
    QMap<QString, QString> secrets; ///< by name; only those that were typed
    bool keepSecrets = false;       ///< in the system keychain, else for this run
    QStringList symbols;            ///< empty: the profile's
};

} // namespace feedscope
