#include "core/session/planvalues.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace feedscope {

QMap<QString, QString> variablesOf(const Profile &profile, const PlanOverrides &overrides)
{
    QMap<QString, QString> values = overrides.variables;
    for (const VariableSpec &spec : profile.variables)
        if (spec.value && !values.contains(spec.name))
            values.insert(spec.name, *spec.value);
    return values;
}

QString variableProblem(const Profile &profile, const PlanOverrides &overrides)
{
    QStringList known;
    for (const VariableSpec &spec : profile.variables) {
        known.append(spec.name);
        const auto given = overrides.variables.constFind(spec.name);
        if (given == overrides.variables.constEnd() && !spec.value)
            return QCoreApplication::translate(
                       "feedscope", "This feed needs to know its “%1” (%2); give it with --var %1=….")
                .arg(spec.name,
                     spec.title.isEmpty() ? spec.name : wordsIn(spec.title, QLocale().name().left(2)));
        if (given != overrides.variables.constEnd() && !spec.choices.isEmpty() &&
            !spec.choices.contains(*given))
            return QCoreApplication::translate("feedscope", "“%1” of this feed is one of %2, not “%3”.")
                .arg(spec.name, spec.choices.join(u", "_s), *given);
    }
    for (const QString &name : overrides.variables.keys())
        if (!known.contains(name))
            return known.isEmpty()
                       ? QCoreApplication::translate("feedscope", "This feed has no variables, so no “%1”.")
                             .arg(name)
                       : QCoreApplication::translate("feedscope",
                                                     "This feed has no variable “%1”; it has %2.")
                             .arg(name, known.join(u", "_s));
    if (!overrides.symbols.isEmpty() && profile.symbols.isEmpty())
        return QCoreApplication::translate("feedscope",
                                           "This feed's symbols cannot be chosen; its profile names none.");
    return {};
}

} // namespace feedscope
