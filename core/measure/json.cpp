#include "core/measure/json.h"

#include <cmath>

#include <QJsonArray>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

QJsonValue plain(std::optional<double> value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonValue ms(std::optional<double> seconds)
{
    // Whole nanoseconds, so that 60 s read 60000 and not 60000.00000000001.
    return seconds ? QJsonValue(std::round(*seconds * 1e9) / 1e6) : QJsonValue();
}

QJsonValue ms(Ns time)
{
    return QJsonValue(static_cast<double>(time) * 1e-6);
}

QJsonValue count(std::optional<std::int64_t> value)
{
    return value ? QJsonValue(static_cast<qint64>(*value)) : QJsonValue();
}

QString modeName(LaneKind kind)
{
    switch (kind) {
    case LaneKind::Push:
        return u"push"_s;
    case LaneKind::PollLatest:
        return u"latest"_s;
    case LaneKind::PollCursor:
        return u"cursor"_s;
    }
    return {};
}

QString methodName(ClockMethod method)
{
    switch (method) {
    case ClockMethod::Unknown:
        return u"unknown"_s;
    case ClockMethod::SameMachine:
        return u"same machine"_s;
    case ClockMethod::TwoWay:
        return u"two-way"_s;
    case ClockMethod::HttpDate:
        return u"http-date"_s;
    case ClockMethod::BestSeen:
        return u"excess over the best of 5 min"_s;
    }
    return {};
}

QJsonObject distribution(const Distribution &d)
{
    return {{u"count"_s, count(d.count)},  {u"mean"_s, ms(d.mean.value)}, {u"p50"_s, ms(d.p50.shown())},
            {u"p95"_s, ms(d.p95.shown())}, {u"p99"_s, ms(d.p99.shown())}, {u"max"_s, ms(d.max)}};
}

QJsonObject updates(const UpdateCounts &u)
{
    return {{u"reference"_s, count(u.reference)}, {u"delivered"_s, count(u.delivered)},
            {u"missed"_s, count(u.missed)},       {u"overwritten"_s, count(u.overwritten)},
            {u"dropped"_s, count(u.dropped)},     {u"lost"_s, count(u.lost)},
            {u"late"_s, count(u.late)},           {u"duplicate"_s, count(u.duplicate)},
            {u"unchanged"_s, count(u.unchanged)}, {u"censored"_s, count(u.censored)}};
}

QJsonValue requests(const LaneResult &lane)
{
    if (lane.kind == LaneKind::Push)
        return {};
    const RequestFigures &r = lane.requests;
    return QJsonObject{{u"sent"_s, count(r.sent)},
                       {u"answered"_s, count(r.answered)},
                       {u"failed"_s, count(r.failed)},
                       {u"wasted"_s, count(r.wasted)},
                       {u"skipped"_s, count(r.skipped)}};
}

QJsonValue datagrams(const WireFigures &wire)
{
    if (!wire.datagrams)
        return {};
    const WireFigures::Datagrams &d = *wire.datagrams;
    return QJsonObject{{u"sent"_s, count(d.sent)},
                       {u"received"_s, count(d.received)},
                       {u"simulated_lost"_s, count(d.lost)},
                       {u"simulated_lost_in_window"_s, count(d.windowLost)},
                       {u"simulated_lost_sent"_s, count(d.lostSent)}};
}

QJsonValue wire(const LaneResult &lane)
{
    if (!lane.wire)
        return {};
    const WireFigures &w = *lane.wire;
    return QJsonObject{{u"sent"_s, count(w.sent)},
                       {u"received"_s, count(w.received)},
                       {u"payload"_s, count(w.payload)},
                       {u"handshake"_s, count(w.handshake)},
                       {u"control"_s, count(w.control)},
                       {u"tls"_s, count(w.tls)},
                       {u"frame_headers"_s, count(w.frameHeaders)},
                       {u"datagrams"_s, datagrams(w)},
                       {u"overhead"_s, count(w.sent + w.received - w.payload)},
                       {u"per_update"_s, plain(lane.bytesPerUpdate)}};
}

QJsonValue sockets(const LaneResult &lane)
{
    if (!lane.wire)
        return {};
    QJsonArray array;
    for (const WireFigures::Socket &socket : lane.wire->sockets) {
        array.append(QJsonObject{{u"local_port"_s, socket.localPort},
                                 {u"sent"_s, count(socket.sent)},
                                 {u"received"_s, count(socket.received)}});
    }
    return array;
}

QJsonObject expected(const ExpectedFigures &e)
{
    return {{u"missed_share"_s, plain(e.missedShare)},
            {u"wasted_share"_s, plain(e.wastedShare)},
            {u"mean_wait_ms"_s, ms(e.delayMean)},
            {u"lag_mean_ms"_s, ms(e.lagMean)},
            {u"outdated_share"_s, plain(e.outdatedShare)},
            {u"outdated_mean_ms"_s, ms(e.outdatedMean)},
            {u"age_mean_ms"_s, ms(e.ageMean)}};
}

QJsonObject laneObject(const LaneResult &lane)
{
    const TimelineFigures &display = lane.display;
    const bool polls = lane.kind != LaneKind::Push;
    return {{u"lane"_s, lane.name},
            {u"endpoint"_s, lane.endpoint},
            {u"mode"_s, modeName(lane.kind)},
            {u"interval_ms"_s, lane.isPushed() ? QJsonValue() : ms(lane.interval)},
            {u"updates"_s, updates(lane.updates)},
            {u"delay_ms"_s, distribution(lane.delay)},
            {u"lag_ms"_s, distribution(lane.lag)},
            {u"behind_ms"_s, distribution(lane.behind)},
            {u"age_ms"_s,
             QJsonObject{{u"mean"_s, ms(display.ageMean.value)}, {u"p95"_s, ms(display.ageP95.shown())}}},
            {u"outdated"_s, QJsonObject{{u"share"_s, plain(display.outdatedShare.value)},
                                        {u"mean_ms"_s, ms(display.outdatedMean.value)}}},
            {u"requests"_s, requests(lane)},
            {u"request_ms"_s, polls ? QJsonValue(distribution(lane.requests.time)) : QJsonValue()},
            {u"wire"_s, wire(lane)},
            {u"sockets"_s, sockets(lane)},
            {u"connections"_s, lane.wire ? count(lane.wire->connections) : QJsonValue()},
            {u"tls_handshakes"_s, lane.wire ? count(lane.wire->tlsHandshakes) : QJsonValue()},
            {u"reconnects"_s, count(lane.reconnects)},
            {u"gaps"_s, count(lane.gaps)},
            {u"expected"_s, expected(lane.expected)}};
}

} // namespace

QJsonObject toJson(const ComparisonResult &result, const QString &verdict)
{
    QJsonArray lanes;
    for (const LaneResult &lane : result.lanes)
        lanes.append(laneObject(lane));
    const ClockEstimate &clock = result.clock.source;
    const bool clockKnown = clock.method != ClockMethod::Unknown;
    const Ns map = result.clock.wallMinusSteady;
    return {{u"feed"_s, result.feed},
            {u"duration_s"_s, result.seconds()},
            {u"window"_s, QJsonObject{{u"from"_s, ms(result.from + map)}, {u"to"_s, ms(result.to + map)}}},
            {u"clock"_s, QJsonObject{{u"offset_ms"_s, clockKnown ? ms(clock.offset) : QJsonValue()},
                                     {u"uncertainty_ms"_s, ms(result.uncertainty)},
                                     {u"method"_s, methodName(clock.method)}}},
            {u"source"_s, QJsonObject{{u"updates"_s, count(result.updates)},
                                      {u"rate_hz"_s, result.rate},
                                      {u"series"_s, count(result.series)}}},
            {u"lanes"_s, lanes},
            {u"verdict"_s, verdict}};
}

} // namespace feedscope
