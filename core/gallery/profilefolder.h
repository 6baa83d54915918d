#pragma once

#include <QByteArray>
#include <QString>

namespace feedscope {

/// One sentence about what was done, or why it was not.
struct Filed
{
    QString name; ///< under which it is known now; empty: nothing was written
    QString sentence;
};

/// Makes a file one of the profiles in `folder`: it must be a profile without an error. `name`: empty: the
/// file's. One of the same name is only replaced if `replace` says so. Written whole or not at all, for the
/// user's eyes only.
Filed importProfile(const QString &file, const QString &folder, const QString &name = {},
                    bool replace = false);

/// Writes a known profile to a file without any secret; an existing file is replaced as a whole.
Filed exportProfile(const QString &profileFile, const QString &to);

/// Writes a file whole or not at all; the sentence why not, if not. `onlyMine`: nobody else may read it.
QString writeWhole(const QString &file, const QByteArray &content, bool onlyMine);

/// What a name may be made of, from any text: letters, digits, dots, hyphens and underscores.
QString fitName(const QString &text);

} // namespace feedscope
