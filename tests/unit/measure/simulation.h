#pragma once

#include "feed.h"

#include <random>

/// Simulated runs of the demo feed over a push and a poll lane, with its own random numbers (fixed seed).
namespace feedscope::test {

struct Simulation
{
    int series = 12;
    double rate = 20;
    double interval = 1;
    double d = 0.05;
    double seconds = 60;
    unsigned seed = 1;
    double stallFrom =
        -1; ///< both lanes are cut off from the source for stallFor seconds: all comes after it
    double stallFor = 0;
};

/// Arrival of what was sent at `sent`: after the stall, if it falls into it.
inline double arrivalOf(const Simulation &s, double sent)
{
    const bool stalled = s.stallFrom >= 0 && sent >= s.stallFrom && sent < s.stallFrom + s.stallFor;
    return (stalled ? s.stallFrom + s.stallFor : sent) + s.d;
}

/// All updates in the order of origin: (origin, series).
inline std::vector<std::pair<double, SeriesId>> poisson(const Simulation &s)
{
    std::mt19937_64 random(s.seed);
    std::exponential_distribution<double> gap(s.rate);
    std::uniform_int_distribution<SeriesId> which(0, static_cast<SeriesId>(s.series - 1));
    std::vector<std::pair<double, SeriesId>> updates;
    // Each series has a past, so that the display is never empty.
    for (int k = 0; k < s.series; ++k)
        updates.emplace_back(-100.0 + k * 1e-3, static_cast<SeriesId>(k));
    double warmUp = std::max(2.0, 5 * s.interval);
    for (double t = -warmUp; t < s.seconds + 2 * s.interval + 2; t += gap(random))
        updates.emplace_back(t, which(random));
    return updates;
}

/// The rows of the newest update of each series at each poll; one request at a time, overdue ones made up.
inline LaneInput simulatedPolls(const Simulation &s, const std::vector<std::pair<double, SeriesId>> &updates,
                                LaneKind kind)
{
    LaneInput in = lane("http-poll", kind, s.d);
    in.interval = ns(s.interval);
    const double start = -std::max(2.0, 5 * s.interval);
    in.plan = PollPlan(ns(start), in.interval, ns(s.seconds), s.seed);
    in.liveSince = ns(-90);
    std::vector<std::size_t> newest(static_cast<std::size_t>(s.series), SIZE_MAX);
    std::vector<std::size_t> had(newest);
    std::size_t next = 0;
    double free = start;
    for (std::int64_t j = 0;;) {
        const double planned = toSeconds(in.plan->at(j));
        const double sent = std::max(planned, free);
        if (sent > s.seconds + 2 * s.interval)
            break;
        int overdue = 0;
        while (toSeconds(in.plan->at(j + overdue + 1)) <= sent)
            ++overdue;
        // The server reads at once and answers d later; in a stall the request reaches it when it is over.
        const double ended = arrivalOf(s, sent);
        const double read = ended - s.d;
        int fresh = 0;
        for (; next < updates.size() && updates[next].first <= read; ++next) {
            const auto [origin, series] = updates[next];
            newest[series] = next;
            if (kind == LaneKind::PollCursor) {
                in.arrivals.push_back(
                    update(ended, next, origin, series, origin < -50 ? Arrival::Snapshot : 0));
                ++fresh;
            }
        }
        for (std::size_t k = 0; kind == LaneKind::PollLatest && k < newest.size(); ++k) {
            fresh += newest[k] != had[k] ? 1 : 0;
            const double origin = updates[newest[k]].first;
            in.arrivals.push_back(update(ended, newest[k], origin, static_cast<SeriesId>(k),
                                         origin < -50 ? Arrival::Snapshot : 0));
        }
        had = newest;
        Request request =
            poll(planned, ended, kind == LaneKind::PollCursor ? fresh : s.series, fresh, overdue);
        request.sent = ns(sent);
        in.requests.push_back(request);
        free = ended;
        j += overdue + 1;
    }
    return in;
}

inline LaneInput simulatedPush(const Simulation &s, const std::vector<std::pair<double, SeriesId>> &updates)
{
    LaneInput in = lane("websocket", LaneKind::Push, s.d);
    in.liveSince = ns(-90);
    for (std::size_t i = 0; i < updates.size(); ++i) {
        const auto [origin, series] = updates[i];
        in.arrivals.push_back(
            update(arrivalOf(s, origin), i, origin, series, origin < -50 ? Arrival::Snapshot : 0));
    }
    return in;
}

/// Requests that the server holds for at most `hold` seconds, each followed by the next at once; the gap from
/// an answer to the next request at the server is a round trip, 2 d.
inline LaneInput simulatedHeld(const Simulation &s, const std::vector<std::pair<double, SeriesId>> &updates,
                               double hold)
{
    LaneInput in = lane("long-poll", LaneKind::PollCursor, s.d);
    in.interval = 0;
    in.hold = ns(hold);
    in.liveSince = ns(-90);
    std::size_t next = 0;
    for (double asked = updates.front().first + 1; asked < s.seconds + 2;) {
        const bool waits = next < updates.size() && updates[next].first > asked;
        const double answered = waits ? std::min(updates[next].first, asked + hold) : asked;
        int fresh = 0;
        for (; next < updates.size() && updates[next].first <= answered; ++next, ++fresh)
            in.arrivals.push_back(update(answered + s.d, next, updates[next].first, updates[next].second,
                                         updates[next].first < -50 ? Arrival::Snapshot : 0));
        in.requests.push_back(test::poll(asked - s.d, answered + s.d, fresh, fresh));
        if (next >= updates.size())
            break;
        asked = answered + 2 * s.d;
    }
    return in;
}

inline ComparisonInput simulate(const Simulation &s, LaneKind kind = LaneKind::PollLatest)
{
    ComparisonInput in = window(0, s.seconds, s.seconds + 2 * s.interval + 2);
    const auto updates = poisson(s);
    in.lanes = {simulatedPush(s, updates), simulatedPolls(s, updates, kind)};
    in.contiguity = Contiguity::Feed;
    return in;
}

} // namespace feedscope::test
