#include "app/options/reading.h"

#include "app/impairmentoptions.h"
#include "app/sweepoptions.h"

#include <algorithm>

namespace feedscope::options {

using namespace Qt::StringLiterals;

namespace {

QString folder(const QCommandLineParser &parser, const QString &name)
{
    const QString path = parser.value(name);
    if (parser.isSet(name) && path.isEmpty())
        throw Wrong{u"--%1 wants a folder."_s.arg(name)};
    return path;
}

/// With --from the bundle says what ran, and how; an option that says otherwise would be ignored.
void rejectWhatTheEvidenceSays(const QCommandLineParser &parser)
{
    static const QStringList fit{u"from"_s, u"json"_s, u"html"_s, u"lang"_s};
    const QStringList named = parser.optionNames();
    const auto other =
        std::find_if(named.begin(), named.end(), [](const QString &name) { return !fit.contains(name); });
    if (other != named.end())
        throw Wrong{u"--from recomputes a run as it was; leave out --%1."_s.arg(*other)};
    if (!parser.positionalArguments().isEmpty())
        throw Wrong{u"--from recomputes a run as it was; leave out “%1”."_s.arg(
            parser.positionalArguments().first())};
}

} // namespace

Invocation compareOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    addFeedOptions(parser);
    parser.addOptions({
        {u"duration"_s, u"Length of the measured window (default 30s)."_s, u"DURATION"_s},
        {u"json"_s, u"Write the result as JSON to a file, or - for standard output."_s, u"FILE"_s},
        {u"html"_s, u"Write a report for people to a file: one page, no scripts, nothing to load."_s,
         u"FILE"_s},
        {u"bundle"_s, u"Write the evidence to a folder: raw events, conditions, result, report."_s, u"DIR"_s},
        {u"from"_s, u"Measure nothing; recompute every figure from the evidence in a folder."_s, u"DIR"_s},
        {u"lang"_s, u"Language of the verdict and the report (default en)."_s, u"en|ru"_s},
    });
    addSweepOptions(parser);
    addImpairmentOptions(parser);
    parse(parser, arguments);
    CompareOptions options;
    options.bundle = folder(parser, u"bundle"_s);
    options.from = folder(parser, u"from"_s);
    options.language = oneOf(parser, u"lang"_s, {u"en"_s, u"ru"_s});
    if (parser.isSet(u"from"_s))
        rejectWhatTheEvidenceSays(parser);
    if (parser.isSet(u"duration"_s))
        options.duration = duration(parser, u"duration"_s, std::chrono::milliseconds(1000));
    options.json = parser.value(u"json"_s);
    options.html = parser.value(u"html"_s);
    if (const QString error = readSweep(parser, options); !error.isEmpty())
        throw Wrong{error};
    if (const QString error = readImpairment(parser, options.path); !error.isEmpty())
        throw Wrong{error};
    const FeedOptions feed = feedOptions(parser, parser.positionalArguments());
    options.path.seed = feed.seed;
    return {feed, options};
}

} // namespace feedscope::options
