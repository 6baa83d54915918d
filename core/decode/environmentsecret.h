#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace feedscope {

/// The variable that may hold a secret: FEEDSCOPE_SECRET_NAME, or FEEDSCOPE_SECRET for "". What a shell does not
/// take in a name is an underscore. Any thread.
QByteArray environmentVariable(const QString &name);
/// The secret in that variable.
std::optional<QString> environmentSecret(const QString &name);

} // namespace feedscope
