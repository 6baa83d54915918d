#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>

namespace feedscope {

/// A profile's text that may be given away, and what was taken out of it.
struct Exportable
{
    QByteArray json;
    QStringList removed; ///< where a secret stood; each is now {secret:name}
    QString error;       ///< not a profile at all; empty: fine
    QList<QPair<QString, QString>> secrets; ///< what stood there, decoded, by the name that it has now
};

/// Puts {secret:name} in the place of whatever looks like a secret: values of headers, of parameters of
/// addresses and of members of messages that are called key, token, password and the like, and the password
/// before an address. Pure.
Exportable exportable(const QByteArray &profile);

/// Whether a header, parameter or member of this name holds a secret.
bool isSecretName(const QString &name);

} // namespace feedscope
