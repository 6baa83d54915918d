// bundle.json as it is written; manifestreader.cpp is its mirror.
#include "core/bundle/bundleformat.h"
#include "core/bundle/manifest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace feedscope::bundle {

namespace {

QJsonValue time(Ns value)
{
    return value == noTime ? QJsonValue() : QJsonValue(qint64(value));
}

QJsonValue whole(std::int64_t value)
{
    return QJsonValue(qint64(value));
}

QJsonObject buildObject(const EvidenceOrigin &origin)
{
    return {{u"version"_s, origin.version}, {u"qt"_s, origin.qt}, {u"abi"_s, origin.abi}};
}

QJsonObject machineObject(const EvidenceOrigin &origin)
{
    return {{u"system"_s, origin.system},
            {u"kernel"_s, origin.kernel},
            {u"cpu"_s, origin.cpu},
            {u"cpus"_s, origin.cpus}};
}

QJsonValue stallValue(const Stall &stall)
{
    if (!stall.isOn())
        return {};
    return QJsonObject{{u"at_ns"_s, whole(stall.at)},
                       {u"length_ns"_s, whole(stall.length)},
                       {u"every_ns"_s, whole(stall.every)}};
}

QJsonValue cutValue(const Cut &cut)
{
    if (!cut.isOn())
        return {};
    return QJsonObject{{u"at_ns"_s, whole(cut.at)},
                       {u"every_ns"_s, whole(cut.every)},
                       {u"by"_s, cut.by == Cut::By::Reset ? u"rst"_s : u"fin"_s}};
}

QJsonValue pathValue(const Impairment &path)
{
    if (!path.isOn())
        return {};
    return QJsonObject{{u"delay_ns"_s, whole(path.delay)},
                       {u"jitter_ns"_s, whole(path.jitter)},
                       {u"rate_bps"_s, whole(path.rate)},
                       {u"loss"_s, path.loss},
                       {u"seed"_s, QString::number(path.seed)}, // beyond what JSON's readers count exactly
                       {u"stall"_s, stallValue(path.stall)},
                       {u"cut"_s, cutValue(path.cut)}};
}

QJsonValue relayValue(const RelayCost &cost)
{
    if (!cost.isKnown())
        return {};
    const auto trip = [](const RelayCost::RoundTrip &roundTrip) {
        return QJsonObject{{u"p50_ns"_s, whole(roundTrip.p50)}, {u"p99_ns"_s, whole(roundTrip.p99)}};
    };
    return QJsonObject{{u"round_trips"_s, cost.roundTrips},
                       {u"direct"_s, trip(cost.direct)},
                       {u"through"_s, trip(cost.through)},
                       {u"delayed"_s, trip(cost.delayed)}};
}

QString methodName(ClockMethod method)
{
    switch (method) {
    case ClockMethod::Unknown:
        break;
    case ClockMethod::SameMachine:
        return u"same machine"_s;
    case ClockMethod::TwoWay:
        return u"two-way"_s;
    case ClockMethod::HttpDate:
        return u"http-date"_s;
    case ClockMethod::BestSeen:
        return u"best seen"_s;
    }
    return u"unknown"_s;
}

QJsonObject clockObject(const ClockInput &clock)
{
    return {{u"wall_minus_steady_ns"_s, whole(clock.wallMinusSteady)},
            {u"resolution_ns"_s, whole(clock.resolution)},
            {u"offset_ns"_s, whole(clock.source.offset)},
            {u"uncertainty_ns"_s, time(clock.source.uncertainty)},
            {u"round_trip_ns"_s, time(clock.source.roundTrip)},
            {u"method"_s, methodName(clock.source.method)}};
}

QJsonArray seriesArray(const Evidence &evidence)
{
    QJsonArray array;
    for (std::size_t i = 0; i < evidence.input.kindOfSeries.size(); ++i) {
        const EvidenceSeries name = i < evidence.series.size() ? evidence.series[i] : EvidenceSeries{};
        array.append(QJsonObject{{u"kind"_s, whole(evidence.input.kindOfSeries[i])},
                                 {u"kind_name"_s, name.kind.left(longestText)},
                                 {u"symbol"_s, name.symbol.left(longestText)}});
    }
    return array;
}

QJsonValue planValue(const std::optional<PollPlan> &plan)
{
    if (!plan)
        return {};
    return QJsonObject{{u"start_ns"_s, whole(plan->start())},
                       {u"interval_ns"_s, whole(plan->interval())},
                       {u"steps"_s, plan->steps()},
                       {u"psi"_s, plan->psi()}};
}

QJsonValue datagramsValue(const std::optional<WireFigures::Datagrams> &datagrams)
{
    if (!datagrams)
        return {};
    return QJsonObject{{u"sent"_s, whole(datagrams->sent)},
                       {u"received"_s, whole(datagrams->received)},
                       {u"lost"_s, whole(datagrams->lost)},
                       {u"window_lost"_s, whole(datagrams->windowLost)},
                       {u"lost_sent"_s, whole(datagrams->lostSent)}};
}

QJsonValue wireValue(const std::optional<WireFigures> &wire)
{
    if (!wire)
        return {};
    QJsonArray sockets;
    for (const WireFigures::Socket &socket : wire->sockets)
        sockets.append(QJsonArray{socket.localPort, whole(socket.sent), whole(socket.received)});
    return QJsonObject{{u"sent"_s, whole(wire->sent)},
                       {u"received"_s, whole(wire->received)},
                       {u"payload"_s, whole(wire->payload)},
                       {u"handshake"_s, whole(wire->handshake)},
                       {u"control"_s, whole(wire->control)},
                       {u"tls"_s, whole(wire->tls)},
                       {u"frame_headers"_s, whole(wire->frameHeaders)},
                       {u"window_sent"_s, whole(wire->windowSent)},
                       {u"window_received"_s, whole(wire->windowReceived)},
                       {u"connections"_s, whole(wire->connections)},
                       {u"tls_handshakes"_s, whole(wire->tlsHandshakes)},
                       {u"datagrams"_s, datagramsValue(wire->datagrams)},
                       {u"sockets"_s, sockets}};
}

QString modeName(LaneKind kind)
{
    switch (kind) {
    case LaneKind::Push:
        break;
    case LaneKind::PollLatest:
        return u"latest"_s;
    case LaneKind::PollCursor:
        return u"cursor"_s;
    }
    return u"push"_s;
}

QJsonObject laneObject(const LaneInput &lane, const LaneFile &file)
{
    QJsonArray dropped;
    for (const auto &[series, count] : lane.droppedBySeries)
        dropped.append(QJsonArray{whole(series), whole(count)});
    return {{u"lane"_s, lane.name},
            {u"endpoint"_s, lane.endpoint.left(longestText)},
            {u"mode"_s, modeName(lane.kind)},
            {u"interval_ns"_s, whole(lane.interval)},
            {u"hold_ns"_s, whole(lane.hold)},
            {u"plan"_s, planValue(lane.plan)},
            {u"live_since_ns"_s, time(lane.liveSince)},
            {u"one_way_ns"_s, time(lane.oneWay.value_or(noTime))},
            {u"dropped"_s, whole(lane.dropped)},
            {u"dropped_by_series"_s, dropped},
            {u"reconnects"_s, whole(lane.reconnects)},
            {u"wire"_s, wireValue(lane.wire)},
            {u"arrivals"_s, whole(file.arrivals)},
            {u"requests"_s, whole(file.requests)},
            {u"bytes"_s, whole(file.seal.bytes)},
            {u"sha256"_s, QString::fromLatin1(file.seal.sha256)}};
}

QString contiguityName(Contiguity contiguity)
{
    switch (contiguity) {
    case Contiguity::None:
        break;
    case Contiguity::Feed:
        return u"feed"_s;
    case Contiguity::Series:
        return u"series"_s;
    }
    return u"none"_s;
}

} // namespace

QByteArray manifestText(const Evidence &evidence, const std::vector<LaneFile> &files, const FileSeal &result)
{
    const ComparisonInput &input = evidence.input;
    const EvidenceOrigin &origin = evidence.origin;
    QJsonArray lanes;
    for (std::size_t i = 0; i < input.lanes.size(); ++i)
        lanes.append(laneObject(input.lanes[i], files[i]));
    const QJsonObject object{{u"format"_s, QString::fromUtf16(formatName)},
                             {u"version"_s, version},
                             {u"made"_s, origin.made.toUTC().toString(Qt::ISODateWithMs)},
                             {u"language"_s, origin.language},
                             {u"build"_s, buildObject(origin)},
                             {u"machine"_s, machineObject(origin)},
                             {u"feed"_s, input.feed.left(longestText)},
                             {u"path"_s, pathValue(origin.path)},
                             {u"relay"_s, relayValue(origin.relay)},
                             {u"window"_s, QJsonObject{{u"from_ns"_s, whole(input.from)},
                                                       {u"to_ns"_s, whole(input.to)},
                                                       {u"drain_end_ns"_s, whole(input.drainEnd)}}},
                             {u"settled_only"_s, input.settledOnly},
                             {u"settle_after_ns"_s, whole(input.settleAfter)},
                             {u"clock"_s, clockObject(input.clock)},
                             {u"contiguity"_s, contiguityName(input.contiguity)},
                             {u"approximate_within_ns"_s, whole(input.approximateWithin)},
                             {u"series"_s, seriesArray(evidence)},
                             {u"lanes"_s, lanes},
                             {u"result"_s, QJsonObject{{u"bytes"_s, whole(result.bytes)},
                                                       {u"sha256"_s, QString::fromLatin1(result.sha256)}}}};
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

} // namespace feedscope::bundle
