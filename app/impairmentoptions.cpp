#include "app/impairmentoptions.h"

#include "app/quantities.h"
#include "core/net/pathpresets.h"

#include <QCommandLineParser>

#include <algorithm>

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

QString number(double value)
{
    return QString::number(value, 'g', 6);
}

QString milliseconds(Ns time)
{
    return number(static_cast<double>(time) / 1e6) + u" ms"_s;
}

QString seconds(Ns time)
{
    return number(static_cast<double>(time) / 1e9) + u" s"_s;
}

/// "4g: 85 ms ± 10 ms each way, 9 Mbit/s, 0.2 % of datagrams lost".
QString described(const PathPreset &preset)
{
    const Impairment &path = preset.path;
    QString text = u"%1: %2 ± %3 each way, %4 Mbit/s"_s.arg(
        QString::fromUtf16(preset.name), milliseconds(path.delay), milliseconds(path.jitter),
        number(static_cast<double>(path.rate) / 1e6));
    if (path.loss > 0)
        text += u", %1 % of datagrams lost"_s.arg(number(100 * path.loss));
    if (path.stall.isOn())
        text += u", at %1 a stall of %2, again every %3"_s.arg(
            seconds(path.stall.at), seconds(path.stall.length), seconds(path.stall.every));
    if (path.cut.isOn())
        text += u", at %1 a cut, again every %2"_s.arg(seconds(path.cut.at), seconds(path.cut.every));
    return text;
}

QString presetNames(QStringView between)
{
    QStringList names;
    for (const PathPreset &preset : pathPresets)
        names.append(QString::fromUtf16(preset.name));
    return names.join(between);
}

QString allDescribed()
{
    QStringList lines;
    for (const PathPreset &preset : pathPresets)
        lines.append(described(preset));
    return lines.join(u'\n');
}

/// Empty, or a sentence.
QString readPreset(const QCommandLineParser &parser, Impairment &path)
{
    if (!parser.isSet(u"path"_s))
        return {};
    const QString name = parser.value(u"path"_s);
    for (const PathPreset &preset : pathPresets)
        if (name == QString::fromUtf16(preset.name)) {
            path = preset.path;
            return {};
        }
    return u"There is no path “%1”; this version has %2."_s.arg(name, presetNames(u", "));
}

QString readOutages(const QCommandLineParser &parser, Impairment &path)
{
    if (parser.isSet(u"stall"_s)) {
        const auto stall = parseStall(parser.value(u"stall"_s));
        if (!stall)
            return u"--stall wants AT:FOR such as 10s:5s, or AT:FOR:EVERY such as 10s:5s:30s, not “%1”."_s
                .arg(parser.value(u"stall"_s));
        path.stall = *stall;
    }
    if (parser.isSet(u"cut"_s)) {
        const auto cut = parseCut(parser.value(u"cut"_s));
        if (!cut)
            return u"--cut wants a time such as 20s, AT:EVERY such as 20s:60s, or 20s:fin, not “%1”."_s.arg(
                parser.value(u"cut"_s));
        path.cut = *cut;
    }
    return {};
}

QString readShareAndRate(const QCommandLineParser &parser, Impairment &path)
{
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

} // namespace

void addImpairmentOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"path"_s, u"Simulate a well-known path on all lanes alike; the options below change single figures of it:\n"_s +
                        allDescribed(),
         u"NAME"_s},
        {u"delay"_s, u"Simulate this delay one way, in each direction, on all lanes alike (at most 2s)."_s,
         u"DURATION"_s},
        {u"jitter"_s, u"Vary the delay by up to this, either way (at most the delay)."_s, u"DURATION"_s},
        {u"rate"_s, u"Limit each connection and direction, e.g. 64kbit, 1mbit, 125kB/s."_s, u"RATE"_s},
        {u"loss"_s, u"Lose this share of the datagrams of UDP lanes, each way, e.g. 2%."_s, u"SHARE"_s},
        {u"stall"_s,
         u"Nothing passes, on no lane, from AT in the measured window on FOR so long, and again EVERY so often, "
         "e.g. 10s:5s or 10s:5s:30s."_s,
         u"AT:FOR[:EVERY]"_s},
        {u"cut"_s,
         u"End all connections of all lanes at this time of the measured window, and again EVERY so often, by a "
         "reset (rst) or an end of file (fin), e.g. 20s or 20s:60s:fin."_s,
         u"AT[:EVERY][:rst|fin]"_s},
    });
}

QString readImpairment(const QCommandLineParser &parser, Impairment &path)
{
    if (const QString error = readPreset(parser, path); !error.isEmpty())
        return error;
    for (const auto &[name, delay] :
         {std::pair(u"delay"_s, &path.delay), std::pair(u"jitter"_s, &path.jitter)})
        if (const QString error = readDelay(parser, name, *delay); !error.isEmpty())
            return error;
    if (!parser.isSet(u"jitter"_s))
        path.jitter = std::min(path.jitter, path.delay); // a path's, with a shorter delay
    if (path.jitter > path.delay)
        return u"--jitter varies the delay and cannot be longer than --delay: give at least as much of it."_s;
    if (const QString error = readShareAndRate(parser, path); !error.isEmpty())
        return error;
    return readOutages(parser, path);
}

} // namespace feedscope
