#include "core/decode/environmentsecret.h"

#include <algorithm>

namespace feedscope {

QByteArray environmentVariable(const QString &name)
{
    QByteArray variable = "FEEDSCOPE_SECRET";
    if (!name.isEmpty())
        variable += '_' + name.toUpper().toLatin1();
    const auto fits = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
    std::replace_if(
        variable.begin(), variable.end(), [&](char c) { return !fits(c); }, '_');
    return variable;
}

std::optional<QString> environmentSecret(const QString &name)
{
    const QByteArray variable = environmentVariable(name);
    if (!qEnvironmentVariableIsSet(variable.constData()))
        return std::nullopt;
    return qEnvironmentVariable(variable.constData());
}

} // namespace feedscope
