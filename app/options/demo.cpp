// The commands that run against the built-in demo feed, and the one that serves it.
#include "app/options/reading.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>

namespace feedscope::options {

using namespace Qt::StringLiterals;

namespace {

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

void takesOptionsOnly(const QCommandLineParser &parser, const QString &command)
{
    if (!parser.positionalArguments().isEmpty())
        throw Wrong{u"%1 runs against the demo feed and takes options only, not “%2”."_s.arg(
            command, parser.positionalArguments().first())};
}

bool isGroup(const QString &host)
{
    return QHostAddress(host).isMulticast();
}

} // namespace

Invocation serveOptions(const QStringList &arguments)
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
        {u"udp-group"_s, u"Send each update to this multicast group, too, e.g. 239.255.0.1:5000."_s, u"GROUP:PORT"_s},
        {u"udp-interface"_s, u"… on this network interface (default: loopback, so that nothing leaves this computer)."_s,
         u"NAME"_s},
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
    options.udpGroup = parser.value(u"udp-group"_s);
    options.udpInterface = parser.value(u"udp-interface"_s);
    if (const QUrl group(u"udp://"_s + options.udpGroup); parser.isSet(u"udp-group"_s) &&
                                                          (group.port() <= 0 || !isGroup(group.host())))
        throw Wrong{u"--udp-group wants a multicast group and a port such as 239.255.0.1:5000, not “%1”."_s.arg(
            options.udpGroup)};
    if (parser.isSet(u"udp-interface"_s) && options.udpGroup.isEmpty())
        throw Wrong{u"--udp-interface says where --udp-group goes; give that, too."_s};
    return {{}, options};
}

Invocation scaleOptions(const QStringList &arguments)
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
    takesOptionsOnly(parser, u"scale"_s);
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

Invocation ownErrorOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({
        {u"lanes"_s, u"Comma-separated (default: all that the demo feed serves)."_s, u"LANES"_s},
        {u"messages"_s, u"Of each lane at least; answers where it polls (default 1000)."_s, u"N"_s},
        {u"painting"_s, u"While the window, opened for it, paints a live feed."_s},
        {u"json"_s, u"Write the result as JSON to a file, or - for standard output."_s, u"FILE"_s},
    });
    parse(parser, arguments);
    takesOptionsOnly(parser, u"own-error"_s);
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

} // namespace feedscope::options
