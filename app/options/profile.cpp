#include "app/options/reading.h"

#include "core/infer/inference.h"

namespace feedscope::options {

using namespace Qt::StringLiterals;

namespace {

Invocation profileInfer(const QStringList &arguments)
{
    QCommandLineParser parser;
    addFeedOptions(parser);
    parser.addOptions({
        {u"to"_s, u"Write the profile to this file."_s, u"FILE"_s},
        {u"count"_s, u"Look at so many messages (default: as many as say enough, at most 200)."_s, u"N"_s},
        {u"json"_s, u"Print profile and proposal as one JSON object."_s},
    });
    parse(parser, arguments);
    if (parser.positionalArguments().size() != 1)
        throw Wrong{u"profile infer wants one URL, or one FILE with messages."_s};
    ProfileInferOptions options;
    options.source = parser.positionalArguments().first();
    options.to = parser.value(u"to"_s);
    options.json = parser.isSet(u"json"_s);
    if (parser.isSet(u"count"_s))
        options.count = static_cast<qint64>(number(parser, u"count"_s, 1, infer::Inference::mostMessages));
    return {feedOptions(parser, parser.positionalArguments()), options};
}

Invocation profileCheck(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({u"json"_s, u"Print mistakes and decoded updates, one JSON object a line."_s});
    parse(parser, arguments);
    if (parser.positionalArguments().size() != 1)
        throw Wrong{u"profile check wants one FILE, or the NAME of a known profile."_s};
    return {{}, ProfileCheckOptions{parser.positionalArguments().first(), parser.isSet(u"json"_s)}};
}

Invocation profileList(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({{u"json"_s, u"Print one JSON object a line."_s},
                       {u"lang"_s, u"Language of titles and descriptions (default en)."_s, u"en|ru"_s}});
    parse(parser, arguments);
    const QString language = oneOf(parser, u"lang"_s, {u"en"_s, u"ru"_s});
    return {{},
            ProfileListOptions{parser.positionalArguments().join(u' '), language, parser.isSet(u"json"_s)}};
}

Invocation profileImport(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({{u"name"_s, u"What it shall be called (default: as the file)."_s, u"NAME"_s},
                       {u"replace"_s, u"Replace the one of this name."_s}});
    parse(parser, arguments);
    if (parser.positionalArguments().size() != 1)
        throw Wrong{u"profile import wants one FILE."_s};
    return {{},
            ProfileImportOptions{parser.positionalArguments().first(), parser.value(u"name"_s),
                                 parser.isSet(u"replace"_s)}};
}

Invocation profileExport(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({u"to"_s, u"Write it to this file (default: standard output)."_s, u"FILE"_s, u"-"_s});
    parse(parser, arguments);
    if (parser.positionalArguments().size() != 1)
        throw Wrong{u"profile export wants the NAME of one profile; feedscope profile list names them."_s};
    return {{}, ProfileExportOptions{parser.positionalArguments().first(), parser.value(u"to"_s)}};
}

Invocation profileSchema(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOption({u"to"_s, u"Write it to this file (default: standard output)."_s, u"FILE"_s, u"-"_s});
    parse(parser, arguments);
    if (!parser.positionalArguments().isEmpty())
        throw Wrong{
            u"profile schema takes options only, not “%1”."_s.arg(parser.positionalArguments().first())};
    return {{}, ProfileSchemaOptions{parser.value(u"to"_s)}};
}

} // namespace

Invocation profileOptions(const QStringList &arguments)
{
    struct Part
    {
        const char *name;
        Invocation (*read)(const QStringList &);
    };
    static constexpr Part parts[] = {{"check", profileCheck},   {"infer", profileInfer},
                                     {"list", profileList},     {"import", profileImport},
                                     {"export", profileExport}, {"schema", profileSchema}};
    for (const Part &part : parts)
        if (arguments.value(0) == QLatin1String(part.name))
            return part.read(arguments.sliced(1));
    if (arguments.value(0) == "--help"_L1 || arguments.value(0) == "-h"_L1)
        throw EarlyExit{usage(), 0};
    throw Wrong{
        u"profile knows six things: feedscope profile list, check, infer, import, export and schema."_s};
}

} // namespace feedscope::options
