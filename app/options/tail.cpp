#include "app/options/reading.h"

namespace feedscope::options {

using namespace Qt::StringLiterals;

Invocation tailOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    addFeedOptions(parser);
    parser.addOptions({
        {u"updates"_s, u"A line for each update (default)."_s},
        {u"messages"_s, u"A line for each message as it came."_s},
        {u"count"_s, u"Leave after so many lines."_s, u"N"_s},
        {u"json"_s, u"One JSON object a line."_s},
        {u"history"_s,
         u"Begin with the last N updates before now, fetched over HTTP and joined without a seam; gaps are filled, too."_s,
         u"N"_s},
    });
    parse(parser, arguments);
    TailOptions options;
    options.messages = parser.isSet(u"messages"_s);
    if (options.messages && parser.isSet(u"updates"_s))
        throw Wrong{u"--updates and --messages exclude each other."_s};
    if (parser.isSet(u"history"_s))
        options.history = static_cast<int>(number(parser, u"history"_s, 1, 1e6));
    if (options.messages && options.history > 0)
        throw Wrong{u"--history joins updates; leave out --messages."_s};
    options.json = parser.isSet(u"json"_s);
    if (parser.isSet(u"count"_s))
        options.count = static_cast<qint64>(number(parser, u"count"_s, 1, 1e15));
    return {feedOptions(parser, parser.positionalArguments()), options};
}

Invocation recordOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    addFeedOptions(parser);
    parser.addOptions({
        {u"to"_s, u"Write the recording to this file, which must not be there yet."_s, u"FILE"_s},
        {u"duration"_s, u"Stop after this time (default: when interrupted)."_s, u"DURATION"_s},
    });
    parse(parser, arguments);
    RecordOptions options;
    options.file = parser.value(u"to"_s);
    if (options.file.isEmpty())
        throw Wrong{u"record wants --to FILE, where the recording is to go."_s};
    if (parser.isSet(u"duration"_s))
        options.duration = duration(parser, u"duration"_s, std::chrono::milliseconds(100));
    return {feedOptions(parser, parser.positionalArguments()), options};
}

} // namespace feedscope::options
