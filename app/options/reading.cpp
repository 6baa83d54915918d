#include "app/options/reading.h"

#include "app/quantities.h"
#include "core/transport/transports.h"

namespace feedscope::options {

using namespace Qt::StringLiterals;

QStringList laneNames()
{
    QStringList names;
    for (const TransportKind &kind : transportKinds())
        names.append(QString::fromUtf16(kind.name));
    return names;
}

void parse(QCommandLineParser &parser, const QStringList &arguments)
{
    parser.addOption({{u"h"_s, u"help"_s}, u"Show this."_s});
    if (!parser.parse(QStringList{u"feedscope"_s} + arguments))
        throw Wrong{parser.errorText() + u" Try --help."_s};
    if (parser.isSet(u"help"_s))
        throw EarlyExit{parser.helpText(), 0}; // names no program: there is no application object yet
}

double number(const QCommandLineParser &parser, const QString &name, double least, double most)
{
    bool ok = false;
    const double value = parser.value(name).toDouble(&ok);
    if (!ok || !(value >= least && value <= most))
        throw Wrong{u"--%1 wants a number from %2 to %3, not “%4”."_s.arg(name).arg(least).arg(most).arg(
            parser.value(name))};
    return value;
}

std::chrono::milliseconds duration(const QCommandLineParser &parser, const QString &name,
                                   std::chrono::milliseconds least)
{
    const auto value = parseDuration(parser.value(name));
    if (!value || *value < least)
        throw Wrong{u"--%1 wants a duration of at least %2 ms such as 250ms, 1s or 1m, not “%3”."_s.arg(name)
                        .arg(least.count())
                        .arg(parser.value(name))};
    return *value;
}

QString oneOf(const QCommandLineParser &parser, const QString &name, const QStringList &allowed)
{
    const QString value = parser.value(name);
    if (parser.isSet(name) && !allowed.contains(value))
        throw Wrong{u"--%1 is one of %2, not “%3”."_s.arg(name, allowed.join(u", "_s), value)};
    return value;
}

QStringList lanes(const QString &text)
{
    constexpr qsizetype most = 12;
    const QStringList known = laneNames();
    QStringList names = text.split(u',', Qt::SkipEmptyParts);
    for (QString &name : names) {
        name = name.trimmed();
        if (!known.contains(name))
            throw Wrong{u"There is no lane “%1”; this version has %2."_s.arg(name, known.join(u", "_s))};
    }
    if (names.isEmpty() || names.size() > most || names.removeDuplicates() > 0)
        throw Wrong{u"--lanes wants one to twelve different lanes, not “%1”."_s.arg(text)};
    return names;
}

} // namespace feedscope::options
