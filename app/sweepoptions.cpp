#include "app/sweepoptions.h"

#include "app/quantities.h"

#include <QCommandLineParser>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace feedscope {

namespace {

Ns toNs(std::chrono::milliseconds value)
{
    return std::chrono::nanoseconds(value).count();
}

/// Reads the options that were given; the first one that is wrong is kept.
class Reader
{
public:
    explicit Reader(const QCommandLineParser &parser)
        : m_parser(parser)
    {}

    void duration(const QString &name, Ns &into)
    {
        if (!m_parser.isSet(name))
            return;
        const auto value = parseDuration(m_parser.value(name));
        if (value && *value >= 10ms)
            into = toNs(*value);
        else
            fail(u"--%1 wants a duration of at least 10 ms such as 250ms, 1s or 1m, not “%2”."_s.arg(
                name, m_parser.value(name)));
    }
    void count(const QString &name, int most, int &into)
    {
        if (!m_parser.isSet(name))
            return;
        bool ok = false;
        const int value = m_parser.value(name).toInt(&ok);
        if (ok && value >= 2 && value <= most)
            into = value;
        else
            fail(u"--%1 wants a number from 2 to %2, not “%3”."_s.arg(name).arg(most).arg(
                m_parser.value(name)));
    }
    void fail(const QString &sentence)
    {
        if (m_error.isEmpty())
            m_error = sentence;
    }
    const QString &error() const { return m_error; }

private:
    const QCommandLineParser &m_parser;
    QString m_error;
};

} // namespace

void addSweepOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"sweep"_s,
         u"Try many poll intervals and say where push begins to pay; --duration is then the longest "
         "that one of them may take (default 60s)."_s},
        {u"sweep-from"_s, u"Shortest interval (default 50ms)."_s, u"DURATION"_s},
        {u"sweep-to"_s, u"Longest interval (default 60s)."_s, u"DURATION"_s},
        {u"sweep-steps"_s, u"How many, in equal ratios (default 9)."_s, u"N"_s},
        {u"max-age"_s, u"Answer for data at most so old (default 5s)."_s, u"DURATION"_s},
    });
}

QString readSweep(const QCommandLineParser &parser, CompareOptions &options)
{
    const bool sweeps = parser.isSet(u"sweep"_s);
    for (const QString &name : {u"sweep-from"_s, u"sweep-to"_s, u"sweep-steps"_s, u"max-age"_s})
        if (!sweeps && parser.isSet(name))
            return u"--%1 belongs to --sweep."_s.arg(name);
    for (const QString &name : {u"bundle"_s, u"interval"_s})
        if (sweeps && parser.isSet(name))
            return u"--sweep tries many intervals; leave out --%1."_s.arg(name);
    if (!sweeps)
        return {};
    SweepRange range;
    Ns maxAge = toNs(options.maxAge);
    if (parser.isSet(u"duration"_s))
        range.longest = toNs(options.duration);
    Reader reader(parser);
    reader.duration(u"sweep-from"_s, range.from);
    reader.duration(u"sweep-to"_s, range.to);
    reader.count(u"sweep-steps"_s, 50, range.steps);
    reader.duration(u"max-age"_s, maxAge);
    if (range.to <= range.from)
        reader.fail(u"--sweep-to wants a longer interval than --sweep-from."_s);
    options.maxAge = std::chrono::milliseconds(maxAge / millisecond);
    options.sweep = range;
    return reader.error();
}

} // namespace feedscope
