#pragma once

#include <QMap>
#include <QString>

#include <functional>

namespace feedscope {

/// What the window may know of secrets: where they are, never what they are. A value; its functions are called
/// on the GUI thread and do not wait.
struct SecretPlaces
{
    /// "environment", "keychain", "typed" (in this run), or empty: nobody has given it.
    std::function<QString(const QString &feed, const QString &name)> from;
    /// Whether there is a keychain to keep one in, as far as it has shown.
    std::function<bool()> hasKeychain;
};

/// What people call a secret: as its profile says (in which languages it does), else by the usual names.
QString secretTitle(const QString &name, const QMap<QString, QString> &given, const QString &language);

} // namespace feedscope
