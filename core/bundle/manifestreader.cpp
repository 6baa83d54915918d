// bundle.json as it is read; manifestwriter.cpp is its mirror.
#include "core/bundle/bundleformat.h"
#include "core/bundle/manifest.h"
#include "core/bundle/members.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace feedscope::bundle {

namespace {

constexpr qint64 mostCount = 1'000'000'000'000'000;

Stall takeStall(Members &path, QString &error)
{
    if (path.isNull(u"stall"_s))
        return {};
    Members stall(path.object(u"stall"_s), path.pathOf(u"stall"_s), error);
    const Ns at = stall.number(u"at_ns"_s, 0, longestSpan);
    const Ns length = stall.number(u"length_ns"_s, 0, longestSpan);
    return {at, length, stall.number(u"every_ns"_s, 0, longestSpan)};
}

Cut takeCut(Members &path, QString &error)
{
    if (path.isNull(u"cut"_s))
        return {};
    Members cut(path.object(u"cut"_s), path.pathOf(u"cut"_s), error);
    const Ns at = cut.number(u"at_ns"_s, 0, longestSpan);
    const Ns every = cut.number(u"every_ns"_s, 0, longestSpan);
    return {at, every, static_cast<Cut::By>(cut.word(u"by"_s, {u"rst", u"fin"}))};
}

RelayCost takeRelay(Members &top, QString &error)
{
    RelayCost cost;
    if (top.isNull(u"relay"_s))
        return cost;
    Members object(top.object(u"relay"_s), u"relay"_s, error);
    const auto trip = [&](const QString &name) {
        Members member(object.object(name), object.pathOf(name), error);
        RelayCost::RoundTrip roundTrip;
        roundTrip.p50 = member.number(u"p50_ns"_s, -longestSpan, longestSpan);
        roundTrip.p99 = member.number(u"p99_ns"_s, -longestSpan, longestSpan);
        return roundTrip;
    };
    cost.roundTrips = static_cast<int>(object.number(u"round_trips"_s, 1, 1'000'000));
    cost.direct = trip(u"direct"_s);
    cost.through = trip(u"through"_s);
    cost.delayed = trip(u"delayed"_s);
    return cost;
}

EvidenceOrigin takeOrigin(Members &top, QString &error)
{
    EvidenceOrigin origin;
    origin.made = QDateTime::fromString(top.text(u"made"_s), Qt::ISODateWithMs);
    if (!origin.made.isValid())
        top.fail(u"bundle.json holds no possible “made”."_s);
    origin.language = top.text(u"language"_s);
    {
        Members build(top.object(u"build"_s), u"build"_s, error);
        origin.version = build.text(u"version"_s);
        origin.qt = build.text(u"qt"_s);
        origin.abi = build.text(u"abi"_s);
    }
    {
        Members machine(top.object(u"machine"_s), u"machine"_s, error);
        origin.system = machine.text(u"system"_s);
        origin.kernel = machine.text(u"kernel"_s);
        origin.cpu = machine.text(u"cpu"_s);
        origin.cpus = static_cast<int>(machine.number(u"cpus"_s, -1, 1'000'000));
    }
    origin.relay = takeRelay(top, error);
    if (top.isNull(u"path"_s))
        return origin;
    Members path(top.object(u"path"_s), u"path"_s, error);
    origin.path.delay = path.number(u"delay_ns"_s, 0, longestSpan);
    origin.path.jitter = path.number(u"jitter_ns"_s, 0, longestSpan);
    origin.path.rate = path.number(u"rate_bps"_s, 0, mostCount);
    origin.path.loss = path.real(u"loss"_s, 0, 1);
    origin.path.seed = path.text(u"seed"_s).toULongLong();
    origin.path.stall = takeStall(path, error);
    origin.path.cut = takeCut(path, error);
    return origin;
}

ClockInput takeClock(Members &top, QString &error)
{
    ClockInput clock;
    Members object(top.object(u"clock"_s), u"clock"_s, error);
    clock.wallMinusSteady = object.number(u"wall_minus_steady_ns"_s, -latestWall, latestWall);
    clock.resolution = object.number(u"resolution_ns"_s, 0, longestSpan);
    clock.source.offset = object.number(u"offset_ns"_s, -largestOffset, largestOffset);
    clock.source.uncertainty = object.time(u"uncertainty_ns"_s, longestSpan);
    clock.source.roundTrip = object.time(u"round_trip_ns"_s, longestSpan);
    clock.source.method = static_cast<ClockMethod>(
        object.word(u"method"_s, {u"unknown", u"same machine", u"two-way", u"http-date", u"best seen"}));
    return clock;
}

void takeSeries(Members &top, Evidence &evidence, QString &error)
{
    const QJsonArray array = top.array(u"series"_s, mostSeries);
    for (qsizetype i = 0; i < array.size() && error.isEmpty(); ++i) {
        Members series(array[i].toObject(), u"series[%1]"_s.arg(i), error);
        const qint64 kind = series.number(u"kind"_s, 0, mostSeries - 1);
        evidence.input.kindOfSeries.push_back(static_cast<std::uint32_t>(kind));
        const QString kindName = series.text(u"kind_name"_s);
        evidence.series.push_back({kindName, series.text(u"symbol"_s)});
    }
}

std::optional<PollPlan> takePlan(Members &lane, QString &error)
{
    if (lane.isNull(u"plan"_s))
        return std::nullopt;
    Members plan(lane.object(u"plan"_s), lane.pathOf(u"plan"_s), error);
    const Ns start = plan.number(u"start_ns"_s, -latestSteady, latestSteady);
    const Ns interval = plan.number(u"interval_ns"_s, 1, longestSpan);
    const double steps = plan.real(u"steps"_s, PollPlan::fewestSteps, PollPlan::mostSteps);
    return PollPlan::fromSweep(start, interval, steps, plan.real(u"psi"_s, 0, 2));
}

std::optional<WireFigures::Datagrams> takeDatagrams(Members &wire, QString &error)
{
    if (wire.isNull(u"datagrams"_s))
        return std::nullopt;
    WireFigures::Datagrams datagrams;
    Members object(wire.object(u"datagrams"_s), wire.pathOf(u"datagrams"_s), error);
    datagrams.sent = object.number(u"sent"_s, 0, mostCount);
    datagrams.received = object.number(u"received"_s, 0, mostCount);
    datagrams.lost = object.number(u"lost"_s, 0, mostCount);
    datagrams.windowLost = object.number(u"window_lost"_s, 0, mostCount);
    datagrams.lostSent = object.number(u"lost_sent"_s, 0, mostCount);
    return datagrams;
}

std::optional<WireFigures> takeWire(Members &lane, QString &error)
{
    if (lane.isNull(u"wire"_s))
        return std::nullopt;
    WireFigures wire;
    Members object(lane.object(u"wire"_s), lane.pathOf(u"wire"_s), error);
    const auto bytes = [&](const QString &name) { return object.number(name, -mostBytes, mostBytes); };
    wire.sent = bytes(u"sent"_s);
    wire.received = bytes(u"received"_s);
    wire.payload = bytes(u"payload"_s);
    wire.handshake = bytes(u"handshake"_s);
    wire.control = bytes(u"control"_s);
    wire.tls = bytes(u"tls"_s);
    wire.frameHeaders = bytes(u"frame_headers"_s);
    wire.windowSent = bytes(u"window_sent"_s);
    wire.windowReceived = bytes(u"window_received"_s);
    wire.connections = object.number(u"connections"_s, 0, mostCount);
    wire.tlsHandshakes = object.number(u"tls_handshakes"_s, 0, mostCount);
    wire.datagrams = takeDatagrams(object, error);
    bool good = true;
    for (const QJsonValue &value : object.array(u"sockets"_s, mostSeries)) {
        const QJsonArray socket = value.toArray();
        good = good && socket.size() == 3;
        wire.sockets.push_back({static_cast<int>(wholeNumber(socket.at(0), 0, 65'535, good)),
                                wholeNumber(socket.at(1), 0, mostBytes, good),
                                wholeNumber(socket.at(2), 0, mostBytes, good)});
    }
    if (!good)
        object.fail(u"bundle.json holds no possible “%1”."_s.arg(object.pathOf(u"sockets"_s)));
    return wire;
}

void takeDropped(Members &object, LaneInput &lane)
{
    bool good = true;
    for (const QJsonValue &value : object.array(u"dropped_by_series"_s, mostSeries)) {
        const QJsonArray pair = value.toArray();
        good = good && pair.size() == 2;
        lane.droppedBySeries.emplace_back(
            static_cast<SeriesId>(wholeNumber(pair.at(0), 0, mostSeries - 1, good)),
            wholeNumber(pair.at(1), 0, mostCount, good));
    }
    if (!good)
        object.fail(u"bundle.json holds no possible “%1”."_s.arg(object.pathOf(u"dropped_by_series"_s)));
}

FileSeal takeSeal(Members &object, qint64 most)
{
    FileSeal seal;
    seal.bytes = object.number(u"bytes"_s, 0, most);
    seal.sha256 = object.text(u"sha256"_s).toLatin1();
    return seal;
}

void takeLane(const QJsonValue &value, const QString &where, Manifest &into, QString &error)
{
    LaneInput lane;
    LaneFile file;
    Members object(value.toObject(), where, error);
    lane.name = object.text(u"lane"_s);
    lane.endpoint = object.text(u"endpoint"_s);
    lane.kind = static_cast<LaneKind>(object.word(u"mode"_s, {u"push", u"latest", u"cursor"}));
    lane.interval = object.number(u"interval_ns"_s, 0, longestSpan);
    lane.hold = object.number(u"hold_ns"_s, 0, longestSpan);
    lane.plan = takePlan(object, error);
    lane.liveSince = object.time(u"live_since_ns"_s, latestSteady);
    if (const Ns oneWay = object.time(u"one_way_ns"_s, longestSpan); oneWay != noTime)
        lane.oneWay = oneWay;
    lane.dropped = object.number(u"dropped"_s, 0, mostCount);
    takeDropped(object, lane);
    lane.reconnects = object.number(u"reconnects"_s, 0, mostCount);
    lane.wire = takeWire(object, error);
    file.arrivals = object.number(u"arrivals"_s, 0, mostEvents);
    file.requests = object.number(u"requests"_s, 0, mostEvents);
    file.seal = takeSeal(object, mostCount);
    into.evidence.input.lanes.push_back(std::move(lane));
    into.lanes.push_back(std::move(file));
}

void takeInput(Members &top, Manifest &into, QString &error)
{
    ComparisonInput &input = into.evidence.input;
    input.feed = top.text(u"feed"_s);
    {
        Members window(top.object(u"window"_s), u"window"_s, error);
        input.from = window.number(u"from_ns"_s, -latestSteady, latestSteady);
        input.to = window.number(u"to_ns"_s, input.from, latestSteady);
        input.drainEnd = window.number(u"drain_end_ns"_s, -latestSteady, latestSteady);
    }
    input.settledOnly = top.flag(u"settled_only"_s);
    input.settleAfter = top.number(u"settle_after_ns"_s, 0, longestSpan);
    input.clock = takeClock(top, error);
    input.contiguity = static_cast<Contiguity>(top.word(u"contiguity"_s, {u"none", u"feed", u"series"}));
    input.approximateWithin = top.number(u"approximate_within_ns"_s, 0, longestSpan);
    takeSeries(top, into.evidence, error);
    const QJsonArray lanes = top.array(u"lanes"_s, mostLanes);
    for (qsizetype i = 0; i < lanes.size() && error.isEmpty(); ++i)
        takeLane(lanes[i], u"lanes[%1]"_s.arg(i), into, error);
}

/// With the last reader gone, so that the caller sees what it found left over.
void takeAll(const QJsonObject &object, Manifest &into, QString &error)
{
    Members top(object, {}, error);
    if (top.text(u"format"_s) != QStringView(formatName))
        error = u"bundle.json does not describe an evidence bundle of Feedscope."_s;
    const qint64 found = top.number(u"version"_s, 0, mostCount);
    if (error.isEmpty() && found != version)
        error =
            u"The bundle has version %1 of its format, and this program reads version %2: use the version "
            "of the program that wrote it."_s.arg(found)
                .arg(version);
    if (!error.isEmpty())
        return;
    into.evidence.origin = takeOrigin(top, error);
    takeInput(top, into, error);
    Members result(top.object(u"result"_s), u"result"_s, error);
    into.result = takeSeal(result, mostResultBytes);
}

} // namespace

ManifestResult parseManifest(const QByteArray &text)
{
    ManifestResult out;
    QJsonParseError flaw;
    const QJsonDocument document = QJsonDocument::fromJson(text, &flaw);
    if (document.isObject())
        takeAll(document.object(), out.manifest, out.error);
    else if (flaw.error == QJsonParseError::NoError)
        out.error = u"bundle.json holds no JSON object."_s;
    else
        out.error =
            u"bundle.json cannot be read as JSON: %1 at byte %2."_s.arg(flaw.errorString()).arg(flaw.offset);
    return out;
}

} // namespace feedscope::bundle
