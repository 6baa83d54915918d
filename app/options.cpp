#include "app/options.h"

#include "app/options/reading.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace feedscope {

using namespace options;

namespace {

constexpr auto commands =
    "Usage: feedscope [FEED]                     the window (without FEED: the built-in demo feed)\n"
    "       feedscope compare [FEED]             push beside poll, measured\n"
    "       feedscope tail FEED                  one line for each update or message\n"
    "       feedscope record FEED --to FILE      keep what a feed sends\n"
    "       feedscope replay FILE                the window, on a recording; FILE is a FEED for every "
    "command\n"
    "       feedscope serve                      the demo feed for other programs\n"
    "       feedscope scale                      what 1 to 1,000 clients cost a server, lane by lane\n"
    "       feedscope own-error                  how late this program's own arrival stamps are\n"
    "       feedscope profile list [TEXT]        the feeds that are known by name\n"
    "       feedscope profile check FILE         what a feed profile would do\n"
    "       feedscope profile import FILE        a profile becomes one of yours, by its name\n"
    "       feedscope profile export NAME        … and a file again, without secrets\n"
    "       feedscope profile schema             the JSON Schema of profiles\n"
    "       feedscope profile infer URL|FILE     how a feed that nobody described could be read\n"
    "       feedscope secret set|list|remove     keys and passwords, in the system keychain\n"
    "FEED is a profile's name, a profile file, a recording, or a URL: ws:// http:// sse+http:// "
    "http-stream+http://\n"
    "long-poll+http:// socketio+http:// mqtt+ws:// stomp+ws:// nats+ws:// tcp:// "
    "(with s for TLS: wss:// https://\n"
    "mqtt+wss:// tls://) or udp:// (a group such as udp://239.1.2.3:5000?interface=eth0 is joined,\n"
    "udp://0.0.0.0:5000 is a port of ours: both are only listened to).\n"
    "feedscope COMMAND --help lists the options of a command.\n";

/// As the first line of --help calls it.
QString commandOf(const QStringList &arguments)
{
    const qsizetype words = arguments.value(0) == "profile"_L1 ? 2 : arguments.value(0).startsWith(u'-') ? 0 : 1;
    return (QStringList{u"feedscope"_s} + arguments.first(std::min(words, arguments.size()))).join(u' ');
}

Invocation dispatch(const QStringList &arguments)
{
    const QString first = arguments.value(0);
    if (first == "--version"_L1)
        throw EarlyExit{QStringLiteral("feedscope " FEEDSCOPE_VERSION "\n"), 0};
    if (first == "--help"_L1 || first == "-h"_L1)
        throw EarlyExit{usage(), 0};
    const QStringList rest = arguments.mid(1);
    if (first == "compare"_L1)
        return compareOptions(rest);
    if (first == "serve"_L1)
        return serveOptions(rest);
    if (first == "scale"_L1)
        return scaleOptions(rest);
    if (first == "record"_L1)
        return recordOptions(rest);
    if (first == "replay"_L1)
        return replayOptions(rest);
    if (first == "own-error"_L1)
        return ownErrorOptions(rest);
    if (first == "tail"_L1)
        return tailOptions(rest);
    if (first == "profile"_L1)
        return profileOptions(rest);
    if (first == "secret"_L1)
        return secretOptions(rest);
    return windowOptions(arguments);
}

} // namespace

namespace options {

QString usage()
{
    return QString::fromLatin1(commands);
}

} // namespace options

std::variant<Invocation, EarlyExit> parseCommandLine(const QStringList &arguments)
{
    try {
        return dispatch(arguments);
    } catch (const Wrong &wrong) {
        return EarlyExit{wrong.sentence + u'\n', 2};
    } catch (EarlyExit &exit) {
        exit.text.replace(u"<executable_name>"_s, commandOf(arguments));
        return exit;
    }
}

} // namespace feedscope
