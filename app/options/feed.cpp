#include "app/options/reading.h"

#include "core/transport/transports.h"

#include <algorithm>

namespace feedscope::options {

using namespace Qt::StringLiterals;

namespace {

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

} // namespace

void addFeedOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"url"_s, u"Connect here instead of the profile's URL."_s, u"URL"_s},
        {u"poll"_s, u"Poll the same data here."_s, u"URL"_s},
        {u"poll-mode"_s, u"latest (newest value of each series) or cursor (all since the last answer)."_s,
         u"latest|cursor"_s},
        {u"interval"_s, u"Poll every so often, e.g. 250ms, 1s, 1m."_s, u"DURATION"_s},
        {u"lanes"_s, u"Comma-separated: "_s + laneNames().join(u", "_s) + u'.', u"LANES"_s},
        {u"header"_s, u"Send this header (may be repeated)."_s, u"'K: V'"_s},
        {u"var"_s, u"Give a variable of the profile its value (may be repeated)."_s, u"NAME=VALUE"_s},
        {u"symbols"_s, u"Comma-separated: these instead of the profile's symbols."_s, u"SYMBOLS"_s},
        {u"demo-tls"_s, u"Built-in demo feed over TLS."_s},
        {u"demo-rate"_s, u"Updates per second of the built-in demo feed (default 20)."_s, u"N"_s},
        {u"demo-symbols"_s, u"Series of the built-in demo feed (default 12)."_s, u"N"_s},
        {u"seed"_s, u"Seed of the demo feed and of the poll plan."_s, u"N"_s},
    });
    addSecurityOptions(parser);
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
    readSecurity(parser, options);
    options.demoTls = parser.isSet(u"demo-tls"_s);
    if (parser.isSet(u"demo-rate"_s))
        options.demoRate = number(parser, u"demo-rate"_s, 0.01, 50'000);
    if (parser.isSet(u"demo-symbols"_s))
        options.demoSymbols = static_cast<int>(number(parser, u"demo-symbols"_s, 1, 1'000));
    if (parser.isSet(u"seed"_s))
        options.seed = static_cast<quint64>(number(parser, u"seed"_s, 0, 1e15));
    return options;
}

} // namespace feedscope::options
