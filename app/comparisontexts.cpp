#include "app/comparisontexts.h"

#include "app/commands.h"
#include "app/comparetable.h"
#include "core/measure/json.h"
#include "core/measure/verdict.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

double seconds(Ns time)
{
    return static_cast<double>(time) / 1e9;
}

QJsonValue stallObject(const Stall &stall)
{
    if (!stall.isOn())
        return {};
    return QJsonObject{{u"at_s"_s, seconds(stall.at)},
                       {u"for_s"_s, seconds(stall.length)},
                       {u"every_s"_s, stall.every > 0 ? QJsonValue(seconds(stall.every)) : QJsonValue()}};
}

QJsonValue cutObject(const Cut &cut)
{
    if (!cut.isOn())
        return {};
    return QJsonObject{{u"at_s"_s, seconds(cut.at)},
                       {u"every_s"_s, cut.every > 0 ? QJsonValue(seconds(cut.every)) : QJsonValue()},
                       {u"by"_s, cut.by == Cut::By::Fin ? u"fin"_s : u"rst"_s}};
}

QJsonValue roundTripObject(const RelayCost::RoundTrip &trip)
{
    return QJsonObject{{u"p50"_s, static_cast<double>(trip.p50) / 1e3},
                       {u"p99"_s, static_cast<double>(trip.p99) / 1e3}};
}

/// What the relay itself adds to each round trip, measured on this machine before the run.
QJsonValue relayObject(const RelayCost &cost)
{
    if (!cost.isKnown())
        return {};
    return QJsonObject{{u"round_trips"_s, cost.roundTrips},
            {u"direct_us"_s, roundTripObject(cost.direct)},
            {u"through_us"_s, roundTripObject(cost.through)},
            {u"delayed_us"_s, roundTripObject(cost.delayed)},
            {u"own_off_us"_s, static_cast<double>(cost.off()) / 1e3},
            {u"own_on_us"_s, static_cast<double>(cost.on()) / 1e3}};
}

QJsonObject resultObject(const ComparisonResult &result, const EvidenceOrigin &origin)
{
    QJsonObject object = toJson(result, judge(result).sentence);
    object.insert(u"impairment"_s, impairmentObject(origin.path));
    object.insert(u"relay"_s, relayObject(origin.relay));
    return object;
}

} // namespace

QJsonValue impairmentObject(const Impairment &path)
{
    if (!path.isOn())
        return {};
    return QJsonObject{
        {u"delay_ms"_s, static_cast<double>(path.delay) / 1e6},
        {u"jitter_ms"_s, static_cast<double>(path.jitter) / 1e6},
        {u"rate_bps"_s, path.rate > 0 ? QJsonValue(static_cast<qint64>(path.rate)) : QJsonValue()},
        {u"loss_share"_s, path.loss > 0 ? QJsonValue(path.loss) : QJsonValue()},
        {u"stall"_s, stallObject(path.stall)},
        {u"cut"_s, cutObject(path.cut)}};
}

ReportConditions conditionsOf(const EvidenceOrigin &origin)
{
    return {origin.path, origin.made.toLocalTime(), origin.version, origin.system};
}

bool putFile(const QString &path, const QByteArray &content)
{
    if (path == "-"_L1)
        return print(content);
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        return true;
    complain(u"%1 cannot be written: %2."_s.arg(path, file.errorString()));
    return false;
}

QByteArray resultJson(const ComparisonResult &result, const EvidenceOrigin &origin)
{
    return QJsonDocument(resultObject(result, origin)).toJson(QJsonDocument::Indented);
}

EvidenceTexts evidenceTexts(const ComparisonResult &result, const EvidenceOrigin &origin)
{
    return {resultJson(result, origin), reportHtml(result, conditionsOf(origin))};
}

Evidence evidenceOf(ComparisonInput input, const std::vector<SeriesName> &series, EvidenceOrigin origin)
{
    Evidence evidence{std::move(input), {}, std::move(origin)};
    for (const SeriesName &name : series)
        evidence.series.push_back({name.kind, name.symbol});
    return evidence;
}

bool putOut(const ComparisonResult &result, const EvidenceOrigin &origin, const CompareOptions &options)
{
    bool written = true;
    if (options.json.isEmpty())
        print(comparisonTable(result) + '\n' + judge(result).sentence.toUtf8() + '\n');
    else
        written = putFile(options.json, resultJson(result, origin));
    if (!options.html.isEmpty())
        written = putFile(options.html, reportHtml(result, conditionsOf(origin))) && written;
    return written;
}

} // namespace feedscope
