#pragma once

#include "core/measure/comparison.h"

#include <algorithm>
#include <cmath>

/// A vocabulary for comparisons written down by hand: seconds in, seconds out, one clock.
namespace feedscope::test {

inline Ns ns(double seconds)
{
    return std::llround(seconds * 1e9);
}

/// One update of a series as a lane got it; identity and content follow from series, generation and number.
inline Arrival update(double arrival, std::uint64_t number, double origin, SeriesId series = 0,
                      std::uint8_t flags = 0, std::uint32_t generation = 0)
{
    Arrival a;
    a.arrival = ns(arrival);
    a.originWall = ns(origin);
    a.sequence = number;
    a.series = series;
    a.generation = generation;
    a.identity = (std::uint64_t{generation} << 56) ^ (std::uint64_t{series} << 40) ^ number;
    a.content = number * 31 + 7;
    a.flags = static_cast<std::uint8_t>(flags | Arrival::HasSequence);
    return a;
}

inline Arrival withoutOrigin(Arrival a)
{
    a.originWall = noTime;
    return a;
}

inline LaneInput lane(const char *name, LaneKind kind, double oneWay = 0.1)
{
    LaneInput in;
    in.name = QString::fromLatin1(name);
    in.kind = kind;
    in.liveSince = ns(-1);
    in.oneWay = ns(oneWay);
    if (kind != LaneKind::Push)
        in.interval = second;
    return in;
}

inline Request poll(double planned, double ended, int rows, int newRows, int overdue = 0)
{
    Request r;
    r.planned = ns(planned);
    r.sent = ns(planned);
    r.ended = ns(ended);
    r.rows = rows;
    r.newRows = newRows;
    r.overdue = overdue;
    r.outcome = Request::Outcome::Answered;
    return r;
}

inline ComparisonInput window(double from, double to, double drainEnd)
{
    ComparisonInput in;
    in.from = ns(from);
    in.to = ns(to);
    in.drainEnd = ns(drainEnd);
    in.clock.source = ClockOffset::sameMachine(0);
    return in;
}

inline double meanOf(const Distribution &distribution)
{
    return distribution.mean.value.value_or(std::nan(""));
}

inline double of(std::optional<double> value)
{
    return value.value_or(std::nan(""));
}

/// A source: origins of one series, numbered from 1 with the newest before t = 0 as number 0 at −1.
struct Source
{
    std::vector<double> origins;

    /// The newest number at `time`; 0: the snapshot's.
    std::uint64_t newestAt(double time) const
    {
        return static_cast<std::uint64_t>(std::upper_bound(origins.begin(), origins.end(), time) -
                                          origins.begin());
    }
    double origin(std::uint64_t number) const { return number == 0 ? -1 : origins[number - 1]; }
};

inline LaneInput pushed(const Source &source, double d)
{
    LaneInput in = lane("websocket", LaneKind::Push, d);
    in.arrivals.push_back(update(-0.9, 0, -1, 0, Arrival::Snapshot));
    for (std::uint64_t n = 1; n <= source.origins.size(); ++n)
        in.arrivals.push_back(update(source.origin(n) + d, n, source.origin(n)));
    return in;
}

/// A poll lane whose requests reach the server at 0, 1, 2, … and whose answers take d.
inline LaneInput polled(const Source &source, double d, int polls, LaneKind kind = LaneKind::PollLatest)
{
    LaneInput in = lane("http-poll", kind, d);
    in.arrivals.push_back(update(-0.9, 0, -1, 0, Arrival::Snapshot));
    std::uint64_t had = 0;
    for (int p = 0; p < polls; ++p) {
        const std::uint64_t newest = source.newestAt(p);
        const auto fresh = static_cast<int>(newest - had);
        if (kind == LaneKind::PollLatest) {
            in.arrivals.push_back(update(p + d, newest, source.origin(newest)));
            in.requests.push_back(poll(p, p + d, 1, std::min(1, fresh)));
        } else {
            for (std::uint64_t n = had + 1; n <= newest; ++n)
                in.arrivals.push_back(update(p + d, n, source.origin(n)));
            in.requests.push_back(poll(p, p + d, fresh, fresh));
        }
        had = newest;
    }
    return in;
}

} // namespace feedscope::test

/// Compares doubles to an absolute tolerance and says both.
#define NEAR(actual, expected, tolerance)                                                                    \
    do {                                                                                                     \
        const double nearGot = (actual);                                                                     \
        const double nearWanted = (expected);                                                                \
        QVERIFY2(                                                                                            \
            std::abs(nearGot - nearWanted) <= (tolerance),                                                   \
            qPrintable(                                                                                      \
                QStringLiteral("%1 instead of %2").arg(nearGot, 0, 'g', 10).arg(nearWanted, 0, 'g', 10)));   \
    } while (false)
