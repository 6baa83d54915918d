#pragma once

#include "core/arrival.h"
#include "core/measure/clockoffset.h"
#include "core/measure/schedule.h"
#include "core/message.h"

#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace feedscope {

/// What a lane's endpoint gives.
enum class LaneKind : std::uint8_t
{
    Push,
    PollLatest, ///< each answer holds the newest value of every series
    PollCursor, ///< each answer holds all since the last
};

/// Every byte both ways on one lane's sockets (measures.md 5). TCP, UDP and IP headers left out.
struct WireFigures
{
    struct Socket
    {
        int localPort = 0;
        std::int64_t sent = 0;
        std::int64_t received = 0;
    };
    std::int64_t sent = 0;
    std::int64_t received = 0;
    std::int64_t payload = 0; ///< of messages and bodies, both ways; the rest is overhead
    std::int64_t handshake = 0;
    std::int64_t control = 0;
    std::int64_t tls = 0;
    std::int64_t frameHeaders = 0;
    std::int64_t windowSent = 0; ///< in the window alone
    std::int64_t windowReceived = 0;
    std::int64_t connections = 0;
    std::int64_t tlsHandshakes = 0;

    /// Of a UDP lane, with what the simulated path did to it.
    struct Datagrams
    {
        std::int64_t sent = 0;
        std::int64_t received = 0;   ///< from the peer, those among them that then were
        std::int64_t lost = 0;       ///< lost on the simulated path to us, and
        std::int64_t windowLost = 0; ///< of these, in the window alone
        std::int64_t lostSent = 0;   ///< of ours, lost on it before they were sent
    };
    std::optional<Datagrams> datagrams;
    std::vector<Socket> sockets;
};

/// All that one lane brought, as plain values.
struct LaneInput
{
    QString name;
    QString endpoint; ///< shown URL, secrets masked
    LaneKind kind = LaneKind::Push;

    /// In arrival order. What came long before the window may be thinned to the newest per series: it only
    /// sets the initial display. On a latest-value lane unchanged rows may be left out.
    std::vector<Arrival> arrivals;
    std::vector<Request> requests; ///< in the order they ended

    Ns interval = 0;              ///< between polls; 0: no poll lane
    Ns hold = 0;                  ///< long polling: how long the server holds a request; 0: it does not
    std::optional<PollPlan> plan; ///< the planned times; without it they follow `interval`

    Ns liveSince = noTime;    ///< first update or answer; noTime: the lane never came up
    std::optional<Ns> oneWay; ///< d: server send → arrival, or half the round trip; none: not known
    std::int64_t dropped = 0; ///< arrivals our own buffers dropped in the window
    std::vector<std::pair<SeriesId, std::int64_t>> droppedBySeries; ///< of these, where the series is known

    std::optional<WireFigures> wire; ///< none: not known
    std::int64_t reconnects = 0;
};

/// How the source's stamps become steady time: o = stamp + resolution/2 − θ − wallMinusSteady.
struct ClockInput
{
    Ns wallMinusSteady = 0; ///< the local map, taken once at t0
    ClockEstimate source;   ///< θ, its uncertainty and method
    Ns resolution = 0;      ///< of the origin stamps; one cut to ms is 0.5 ms early on average
};

/// Whether the feed's sequence counts without holes, and over what.
enum class Contiguity : std::uint8_t
{
    None,   ///< a missing number says nothing
    Feed,   ///< over all series of a generation
    Series, ///< over each series of a generation
};

/// One comparison, ready to be analysed. A value: build it, move it to a worker thread if that helps.
struct ComparisonInput
{
    QString feed;
    std::vector<LaneInput> lanes;
    Ns from = 0;     ///< t0, steady clock
    Ns to = 0;       ///< t1, exclusive
    Ns drainEnd = 0; ///< what arrived later is ignored
    ClockInput clock;
    Contiguity contiguity = Contiguity::None;

    /// Identities are hashes of kind, series and values only: copies are the same update if their origins
    /// lie within this (2 T); every paired figure is then approximate. 0: identities are exact.
    Ns approximateWithin = 0;

    /// Live page: count an update only once it is settled, i.e. shown or overtaken on every live lane, or
    /// older than `settleAfter` at drainEnd.
    bool settledOnly = false;
    Ns settleAfter = 2 * second;

    /// Index: SeriesId. Only kinds that every live lane serves are compared. Empty: all of one kind.
    std::vector<std::uint32_t> kindOfSeries;
};

} // namespace feedscope
