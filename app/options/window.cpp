#include "app/options/reading.h"

#include "app/impairmentoptions.h"
#include "app/quantities.h"
#include "core/recording/recordingreader.h"

namespace feedscope::options {

using namespace Qt::StringLiterals;

Invocation windowOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    addFeedOptions(parser);
    parser.addOptions({
        {u"lang"_s, u"Language of the window."_s, u"en|ru"_s},
        {u"theme"_s, u"Colours of the window."_s, u"light|dark|system"_s},
        {u"page"_s, u"Page to begin with."_s, u"dashboard|compare|claims|sweep|gallery"_s},
        {u"size"_s, u"Size of the window, e.g. 1280x800."_s, u"WxH"_s},
        {u"screenshot"_s, u"Save a picture of the window, then leave."_s, u"FILE"_s},
        {u"after"_s, u"Take the picture after this time (default 5s)."_s, u"DURATION"_s},
        {u"motion"_s, u"Begin with the demo feed's moving dot."_s},
    });
    addImpairmentOptions(parser);
    parse(parser, arguments);
    WindowOptions options;
    options.language = oneOf(parser, u"lang"_s, {u"en"_s, u"ru"_s});
    options.theme = oneOf(parser, u"theme"_s, {u"light"_s, u"dark"_s, u"system"_s});
    options.page =
        oneOf(parser, u"page"_s, {u"dashboard"_s, u"compare"_s, u"claims"_s, u"sweep"_s, u"gallery"_s});
    options.screenshot = parser.value(u"screenshot"_s);
    options.motion = parser.isSet(u"motion"_s);
    if (const QString error = readImpairment(parser, options.path); !error.isEmpty())
        throw Wrong{error};
    if (parser.isSet(u"after"_s))
        options.after = duration(parser, u"after"_s, std::chrono::milliseconds(0));
    if (parser.isSet(u"size"_s) && !(options.size = parseSize(parser.value(u"size"_s))))
        throw Wrong{u"--size wants e.g. 1280x800, not “%1”."_s.arg(parser.value(u"size"_s))};
    return {feedOptions(parser, parser.positionalArguments()), options};
}

Invocation replayOptions(const QStringList &arguments)
{
    const Invocation invocation = windowOptions(arguments);
    if (!isRecording(invocation.feed.feed))
        throw Wrong{u"replay wants a FILE that feedscope record has written, not “%1”."_s.arg(invocation.feed.feed)};
    return invocation;
}

} // namespace feedscope::options
