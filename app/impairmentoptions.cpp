#include "app/impairmentoptions.h"

#include "app/quantities.h"

#include <QCommandLineParser>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// Longer than this a connect would look like one that failed.
constexpr Ns longestDelay = 2 * second;

/// Empty, or a sentence.
QString readDelay(const QCommandLineParser &parser, const QString &name, Ns &delay)
{
    if (!parser.isSet(name))
        return {};
    const auto value = parseFineDuration(parser.value(name));
    if (!value || value->count() > longestDelay)
        return u"--%1 wants a duration of at most 2s such as 40ms, not “%2”."_s.arg(name, parser.value(name));
    delay = value->count();
    return {};
}

} // namespace

void addImpairmentOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"delay"_s, u"Simulate this delay one way, in each direction, on all lanes alike (at most 2s)."_s,
         u"DURATION"_s},
        {u"jitter"_s, u"Vary the delay by up to this, either way (at most the delay)."_s, u"DURATION"_s},
        {u"rate"_s, u"Limit each connection and direction, e.g. 64kbit, 1mbit, 125kB/s."_s, u"RATE"_s},
        {u"loss"_s, u"Lose this share of the datagrams of UDP lanes, each way, e.g. 2%."_s, u"SHARE"_s},
    });
}

QString readImpairment(const QCommandLineParser &parser, Impairment &path)
{
    for (const auto &[name, delay] :
         {std::pair(u"delay"_s, &path.delay), std::pair(u"jitter"_s, &path.jitter)})
        if (const QString error = readDelay(parser, name, *delay); !error.isEmpty())
            return error;
    if (path.jitter > path.delay)
        return u"--jitter varies the delay and cannot be longer than --delay: give at least as much of it."_s;
    if (parser.isSet(u"loss"_s)) {
        const auto loss = parseShare(parser.value(u"loss"_s));
        if (!loss)
            return u"--loss wants a share below 100% such as 2% or 0.5%, not “%1”."_s.arg(
                parser.value(u"loss"_s));
        path.loss = *loss;
    }
    if (!parser.isSet(u"rate"_s))
        return {};
    const auto rate = parseRate(parser.value(u"rate"_s));
    if (!rate)
        return u"--rate wants 1kbit to 10gbit with its unit, such as 64kbit, 1mbit or 125kB/s, not “%1”."_s
            .arg(parser.value(u"rate"_s));
    path.rate = *rate;
    return {};
}

} // namespace feedscope
