#include "app/options.h"

#include "app/impairmentoptions.h"
#include "app/quantities.h"
#include "core/infer/inference.h"
#include "app/sweepoptions.h"
#include "core/recording/recordingreader.h"
#include "core/transport/transports.h"

#include <QCommandLineParser>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// Thrown inside this file only: the first thing that is wrong with the command line.
struct Wrong
{
    QString sentence;
};

constexpr auto usage =
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
    "long-poll+http:// socketio+http://\n"
    "mqtt+ws:// stomp+ws:// nats+ws:// tcp:// (with s for TLS: wss:// https:// mqtt+wss:// tls://) or "
    "udp://.\n"
    "feedscope COMMAND --help lists the options of a command.\n";

QStringList knownLanes()
{
    QStringList names;
    for (const TransportKind &kind : transportKinds())
        names.append(QString::fromUtf16(kind.name));
    return names;
}

void addFeedOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"url"_s, u"Connect here instead of the profile's URL."_s, u"URL"_s},
        {u"poll"_s, u"Poll the same data here."_s, u"URL"_s},
        {u"poll-mode"_s, u"latest (newest value of each series) or cursor (all since the last answer)."_s,
         u"latest|cursor"_s},
        {u"interval"_s, u"Poll every so often, e.g. 250ms, 1s, 1m."_s, u"DURATION"_s},
        {u"lanes"_s, u"Comma-separated: "_s + knownLanes().join(u", "_s) + u'.', u"LANES"_s},
        {u"header"_s, u"Send this header (may be repeated)."_s, u"'K: V'"_s},
        {u"var"_s, u"Give a variable of the profile its value (may be repeated)."_s, u"NAME=VALUE"_s},
        {u"symbols"_s, u"Comma-separated: these instead of the profile's symbols."_s, u"SYMBOLS"_s},
        {u"ca"_s, u"Trust the authorities in this PEM file."_s, u"FILE"_s},
        {u"demo-tls"_s, u"Built-in demo feed over TLS."_s},
        {u"demo-rate"_s, u"Updates per second of the built-in demo feed (default 20)."_s, u"N"_s},
        {u"demo-symbols"_s, u"Series of the built-in demo feed (default 12)."_s, u"N"_s},
        {u"seed"_s, u"Seed of the demo feed and of the poll plan."_s, u"N"_s},
    });
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

QUrl url(const QCommandLineParser &parser, const QString &name)
{
    const QUrl value(parser.value(name), QUrl::StrictMode);
    if (!value.isValid() || value.host().isEmpty() || transportForScheme(value.scheme()) == nullptr)
        throw Wrong{u"--%1 wants a URL such as wss://host/path or https://host/path, not “%2”."_s.arg(
            name, parser.value(name))};
    return value;
}

QPair<QByteArray, QByteArray> header(const QString &text)
{
    const qsizetype colon = text.indexOf(u':');
    const auto isControl = [](QChar c) { return c < u' ' || c == u'\x7f'; };
    if (colon <= 0 || std::any_of(text.begin(), text.end(), isControl))
        throw Wrong{u"--header wants 'Name: value' on one line, not “%1”."_s.arg(text.simplified())};
    return {text.first(colon).trimmed().toUtf8(), text.sliced(colon + 1).trimmed().toUtf8()};
}

QString variableName(const QString &text)
{
    const QString name = text.section(u'=', 0, 0).trimmed();
    if (name.isEmpty() || !text.contains(u'='))
        throw Wrong{u"--var wants NAME=VALUE, not “%1”."_s.arg(text.simplified())};
    return name;
}

QStringList lanes(const QString &text)
{
    constexpr qsizetype most = 12;
    const QStringList known = knownLanes();
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

FeedOptions feedOptions(const QCommandLineParser &parser, const QStringList &positional)
{
    FeedOptions options;
    if (positional.size() > 1)
        throw Wrong{u"One FEED at a time; “%1” is one too many."_s.arg(positional[1])};
    options.feed = positional.value(0);
    if (parser.isSet(u"url"_s))
        options.url = url(parser, u"url"_s);
    if (parser.isSet(u"poll"_s))
        options.poll = url(parser, u"poll"_s);
    if (parser.isSet(u"poll-mode"_s)) {
        const QString mode = parser.value(u"poll-mode"_s);
        if (mode != "latest"_L1 && mode != "cursor"_L1)
            throw Wrong{u"--poll-mode is latest or cursor, not “%1”."_s.arg(mode)};
        options.cursor = mode == "cursor"_L1;
    }
    if (parser.isSet(u"interval"_s))
        options.interval = duration(parser, u"interval"_s, std::chrono::milliseconds(10));
    if (parser.isSet(u"lanes"_s))
        options.lanes = lanes(parser.value(u"lanes"_s));
    for (const QString &text : parser.values(u"header"_s))
        options.headers.append(header(text));
    for (const QString &text : parser.values(u"var"_s))
        options.variables.insert(variableName(text), text.section(u'=', 1));
    for (const QString &symbol : parser.value(u"symbols"_s).split(u',', Qt::SkipEmptyParts))
        options.symbols.append(symbol.trimmed());
    options.caFile = parser.value(u"ca"_s);
    options.demoTls = parser.isSet(u"demo-tls"_s);
    if (parser.isSet(u"demo-rate"_s))
        options.demoRate = number(parser, u"demo-rate"_s, 0.01, 50'000);
    if (parser.isSet(u"demo-symbols"_s))
        options.demoSymbols = static_cast<int>(number(parser, u"demo-symbols"_s, 1, 1'000));
    if (parser.isSet(u"seed"_s))
        options.seed = static_cast<quint64>(number(parser, u"seed"_s, 0, 1e15));
    return options;
}

QString oneOf(const QCommandLineParser &parser, const QString &name, const QStringList &allowed)
{
    const QString value = parser.value(name);
    if (parser.isSet(name) && !allowed.contains(value))
        throw Wrong{u"--%1 is one of %2, not “%3”."_s.arg(name, allowed.join(u", "_s), value)};
    return value;
}

void parse(QCommandLineParser &parser, const QStringList &arguments)
{
    parser.addOption({{u"h"_s, u"help"_s}, u"Show this."_s});
    if (!parser.parse(QStringList{u"feedscope"_s} + arguments))
        throw Wrong{parser.errorText() + u" Try --help."_s};
    if (parser.isSet(u"help"_s))
        throw EarlyExit{parser.helpText(), 0}; // names no program: there is no application object yet
}

Invocation window(const QStringList &arguments)
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

Invocation compare(const QStringList &arguments)
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

Invocation serve(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({
        {u"host"_s, u"Address to listen on (default 127.0.0.1)."_s, u"ADDRESS"_s, u"127.0.0.1"_s},
        {u"port"_s,
         u"Port for HTTP and WebSocket, the next three for raw TCP and UDP; 0: any free ones (default 8080)."_s,
         u"PORT"_s},
        {u"tls"_s, u"https, wss and TLS on raw TCP, with a certificate made at start; UDP stays plain."_s},
        {u"rate"_s, u"Updates per second, 0.01 to 50000 (default 20)."_s, u"N"_s},
        {u"symbols"_s, u"Number of tickers (default 12)."_s, u"N"_s},
        {u"seed"_s, u"The same seed gives the same walks."_s, u"N"_s},
        {u"keep"_s,
         u"Keep the updates in this file, so that /api/history serves those of earlier starts, too; at most 32 MB."_s,
         u"FILE"_s},
        {u"per-peer"_s, u"Connections that one address may hold at once (default 64)."_s, u"N"_s},
        {u"json"_s, u"Say where everything is as one line of JSON."_s},
    });
    parse(parser, arguments);
    if (!parser.positionalArguments().isEmpty())
        throw Wrong{u"serve takes options only, not “%1”."_s.arg(parser.positionalArguments().first())};
    ServeOptions options;
    options.host = parser.value(u"host"_s);
    options.tls = parser.isSet(u"tls"_s);
    if (parser.isSet(u"port"_s))
        options.port = static_cast<quint16>(number(parser, u"port"_s, 0, 65'535));
    if (parser.isSet(u"rate"_s))
        options.rate = number(parser, u"rate"_s, 0.01, 50'000);
    if (parser.isSet(u"symbols"_s))
        options.symbols = static_cast<int>(number(parser, u"symbols"_s, 1, 1'000));
    if (parser.isSet(u"seed"_s))
        options.seed = static_cast<quint64>(number(parser, u"seed"_s, 0, 1e15));
    options.keep = parser.value(u"keep"_s);
    if (parser.isSet(u"keep"_s) && options.keep.isEmpty())
        throw Wrong{u"--keep wants a FILE to keep the updates in."_s};
    if (parser.isSet(u"per-peer"_s))
        options.perPeer = static_cast<int>(number(parser, u"per-peer"_s, 1, 65'536));
    options.json = parser.isSet(u"json"_s);
    return {{}, options};
}

Invocation record(const QStringList &arguments)
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

QList<int> clientNumbers(const QString &text)
{
    constexpr int most = 1'000;
    QList<int> numbers;
    for (const QString &part : text.split(u','))
        if (bool ok = false; part.trimmed().toInt(&ok) >= 1 && ok && part.trimmed().toInt() <= most)
            numbers.append(part.trimmed().toInt());
        else
            throw Wrong{u"--clients wants numbers from 1 to 1000 such as 1,10,100, not “%1”."_s.arg(text)};
    return numbers;
}

Invocation scale(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({
        {u"lanes"_s, u"Comma-separated (default websocket,http-poll,http-poll-new)."_s, u"LANES"_s},
        {u"clients"_s, u"How many of each, one run after the other (default 1,10,100,1000)."_s, u"N,N,…"_s},
        {u"duration"_s, u"Of each run (default 5s)."_s, u"DURATION"_s},
        {u"interval"_s, u"Poll every so often (default 1s)."_s, u"DURATION"_s},
        {u"rate"_s, u"Updates per second of the demo feed (default 20)."_s, u"N"_s},
        {u"json"_s, u"Write the result as JSON to a file, or - for standard output."_s, u"FILE"_s},
    });
    parse(parser, arguments);
    if (!parser.positionalArguments().isEmpty())
        throw Wrong{u"scale runs against the demo feed and takes options only, not “%1”."_s.arg(
            parser.positionalArguments().first())};
    FeedOptions feed;
    ScaleOptions options;
    if (parser.isSet(u"lanes"_s))
        options.lanes = lanes(parser.value(u"lanes"_s));
    if (parser.isSet(u"clients"_s))
        options.clients = clientNumbers(parser.value(u"clients"_s));
    if (parser.isSet(u"duration"_s))
        options.duration = duration(parser, u"duration"_s, std::chrono::milliseconds(500));
    if (parser.isSet(u"interval"_s))
        feed.interval = duration(parser, u"interval"_s, std::chrono::milliseconds(10));
    if (parser.isSet(u"rate"_s))
        feed.demoRate = number(parser, u"rate"_s, 0.03, 10'000);
    options.json = parser.value(u"json"_s);
    return {feed, options};
}

Invocation ownError(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({
        {u"lanes"_s, u"Comma-separated (default: all that the demo feed serves)."_s, u"LANES"_s},
        {u"messages"_s, u"Of each lane at least; answers where it polls (default 1000)."_s, u"N"_s},
        {u"painting"_s, u"While the window, opened for it, paints a live feed."_s},
        {u"json"_s, u"Write the result as JSON to a file, or - for standard output."_s, u"FILE"_s},
    });
    parse(parser, arguments);
    if (!parser.positionalArguments().isEmpty())
        throw Wrong{u"own-error runs against the demo feed and takes options only, not “%1”."_s.arg(
            parser.positionalArguments().first())};
    FeedOptions feed;
    OwnErrorOptions options;
    if (parser.isSet(u"lanes"_s))
        feed.lanes = lanes(parser.value(u"lanes"_s));
    if (parser.isSet(u"messages"_s))
        options.messages = static_cast<qint64>(number(parser, u"messages"_s, 1, 50'000));
    options.painting = parser.isSet(u"painting"_s);
    options.json = parser.value(u"json"_s);
    return {feed, options};
}

Invocation tail(const QStringList &arguments)
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

Invocation profile(const QStringList &arguments)
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
        throw EarlyExit{QString::fromLatin1(usage), 0};
    throw Wrong{
        u"profile knows six things: feedscope profile list, check, infer, import, export and schema."_s};
}

Invocation secret(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(u"NAME"_s, u"As in {secret:NAME}, or FEED/NAME for one feed alone; of list: a FEED."_s,
                                 u"set|list|remove [NAME]"_s);
    parse(parser, arguments);
    const QStringList words = parser.positionalArguments();
    const QString action = words.value(0), name = words.value(1);
    using Action = SecretOptions::Action;
    if (words.size() > 2)
        throw Wrong{u"A secret's value is no argument, where others could read it: feedscope secret set NAME asks for "
                    "it, or reads it from standard input."_s};
    if (action == "list"_L1)
        return {{}, SecretOptions{Action::List, name}};
    if ((action == "set"_L1 || action == "remove"_L1) && !name.isEmpty())
        return {{}, SecretOptions{action == "set"_L1 ? Action::Set : Action::Remove, name}};
    throw Wrong{u"secret knows three things: feedscope secret set NAME, list [FEED], and remove NAME."_s};
}

Invocation replay(const QStringList &arguments)
{
    const Invocation invocation = window(arguments);
    if (!isRecording(invocation.feed.feed))
        throw Wrong{u"replay wants a FILE that feedscope record has written, not “%1”."_s.arg(invocation.feed.feed)};
    return invocation;
}

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
        throw EarlyExit{QString::fromLatin1(usage), 0};
    const QStringList rest = arguments.mid(1);
    if (first == "compare"_L1)
        return compare(rest);
    if (first == "serve"_L1)
        return serve(rest);
    if (first == "scale"_L1)
        return scale(rest);
    if (first == "record"_L1)
        return record(rest);
    if (first == "replay"_L1)
        return replay(rest);
    if (first == "own-error"_L1)
        return ownError(rest);
    if (first == "tail"_L1)
        return tail(rest);
    if (first == "profile"_L1)
        return profile(rest);
    if (first == "secret"_L1)
        return secret(rest);
    return window(arguments);
}

} // namespace

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
