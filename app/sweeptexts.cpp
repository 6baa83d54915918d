#include "app/sweeptexts.h"

#include "app/comparisontexts.h"
#include "core/measure/quantities.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

QJsonValue plain(std::optional<double> value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonValue ms(std::optional<double> seconds)
{
    return seconds ? QJsonValue(std::round(*seconds * 1e9) / 1e6) : QJsonValue();
}

QJsonObject estimate(const Estimate &e, QJsonValue (*unit)(std::optional<double>))
{
    return {{u"value"_s, unit(e.value)}, {u"low"_s, unit(e.low())}, {u"high"_s, unit(e.high())}};
}

QJsonObject figures(const SweepFigures &f)
{
    QJsonObject lag = estimate(f.lag, ms);
    lag.insert(u"p95"_s, ms(f.lagP95));
    return {{u"lag_ms"_s, lag},
            {u"delay_ms"_s, estimate(f.delay, ms)},
            {u"missed_share"_s, estimate(f.missedShare, plain)},
            {u"bytes_per_s"_s, estimate(f.bytesPerSecond, plain)}};
}

QJsonObject pointObject(const SweepPoint &point, const SweepTheory &theory)
{
    const double interval = toSeconds(point.interval);
    QJsonObject object{
        {u"interval_ms"_s, ms(interval)},
        {u"window_s"_s, point.window > 0 ? QJsonValue(toSeconds(point.window)) : QJsonValue()},
        {u"polls"_s, qint64(point.polls)},
        {u"expected"_s, QJsonObject{{u"lag_mean_ms"_s, ms(theory.lag(interval))},
                                    {u"lag_p95_ms"_s, ms(theory.lagP95(interval))},
                                    {u"missed_share"_s, plain(theory.missedShare(interval))},
                                    {u"bytes_per_s"_s, plain(theory.bytesPerSecond(interval))}}}};
    const QJsonObject measured = figures(point.measured);
    for (auto member = measured.begin(); member != measured.end(); ++member)
        object.insert(member.key(), point.window > 0 ? member.value() : QJsonValue());
    return object;
}

QJsonObject answerObject(const SweepAnswer &answer, const SweepQuestion &question)
{
    const bool depends = answer.cheaper == SweepAnswer::Cheaper::PollFrom;
    const QString cheaper = depends                                        ? u"poll above break-even"_s
                            : answer.cheaper == SweepAnswer::Cheaper::Poll ? u"poll"_s
                            : answer.cheaper == SweepAnswer::Cheaper::Push ? u"push"_s
                                                                           : u"unknown"_s;
    return {{u"cheaper"_s, cheaper},
            {u"break_even_ms"_s, depends ? QJsonValue(QJsonObject{{u"value"_s, ms(answer.breakEven)},
                                                                  {u"low"_s, ms(answer.breakEvenLow)},
                                                                  {u"high"_s, ms(answer.breakEvenHigh)},
                                                                  {u"by_theory"_s, answer.byTheory}})
                                         : QJsonValue()},
            {u"max_age_ms"_s, ms(question.maxAge)},
            {u"longest_interval_ms"_s, ms(answer.longestInterval)},
            {u"match"_s, QJsonObject{{u"within_ms"_s, ms(question.within)},
                                     {u"interval_ms"_s, ms(answer.matchInterval)},
                                     {u"bytes_per_s"_s, plain(answer.matchBytes)},
                                     {u"missed_share"_s, plain(answer.matchMissed)}}}};
}

QString time(const std::optional<double> &seconds)
{
    return seconds ? durationText(*seconds) : u"-"_s;
}

QString share(const std::optional<double> &value)
{
    return value ? shareText(std::max(0.0, *value)) : u"-"_s;
}

QString rate(const std::optional<double> &value)
{
    return value ? byteRateText(*value) : u"-"_s;
}

QString row(std::initializer_list<QString> cells)
{
    QString line;
    for (const QString &cell : cells)
        line += cell.rightJustified(line.isEmpty() ? 16 : 11);
    return line + u'\n';
}

QString curveRows(const SweepCurve &curve)
{
    QString text = row({curve.lane, u"polls"_s, u"lag mean"_s, u"expected"_s, u"lag p95"_s, u"delay"_s,
                        u"missed"_s, u"expected"_s, u"bytes/s"_s, u"expected"_s});
    for (const SweepPoint &point : curve.points) {
        const double interval = toSeconds(point.interval);
        const SweepFigures &m = point.measured;
        const SweepTheory &t = curve.theory;
        text += row({durationText(interval), point.window > 0 ? QString::number(point.polls) : u"theory"_s,
                     time(m.lag.value), time(t.lag(interval)), time(m.lagP95), time(m.delay.value),
                     share(m.missedShare.value), share(t.missedShare(interval)), rate(m.bytesPerSecond.value),
                     rate(t.bytesPerSecond(interval))});
    }
    return text;
}

} // namespace

QByteArray sweepTable(const SweepResult &result, const SweepAnswer &answer)
{
    QString text;
    for (const SweepCurve &curve : result.polls)
        text += curveRows(curve);
    for (const SweepLevel &level : result.pushes) {
        const SweepFigures &m = level.measured;
        text += row({level.lane, u"-"_s, time(m.lag.value), u"-"_s, time(m.lagP95), time(m.delay.value),
                     share(m.missedShare.value), u"-"_s, rate(m.bytesPerSecond.value), u"-"_s});
    }
    return (text + u'\n' + answer.sentence + u'\n').toUtf8();
}

QByteArray sweepJson(const SweepResult &result, const SweepQuestion &question, const SweepAnswer &answer,
                     const EvidenceOrigin &origin)
{
    QJsonArray polls;
    for (const SweepCurve &curve : result.polls) {
        QJsonArray points;
        for (const SweepPoint &point : curve.points)
            points.append(pointObject(point, curve.theory));
        polls.append(QJsonObject{{u"lane"_s, curve.lane}, {u"points"_s, points}});
    }
    QJsonArray pushes;
    for (const SweepLevel &level : result.pushes) {
        QJsonObject object = figures(level.measured);
        object.insert(u"lane"_s, level.lane);
        pushes.append(object);
    }
    QJsonObject object = answerObject(answer, question);
    object.insert(u"feed"_s, result.feed);
    object.insert(u"source"_s, QJsonObject{{u"rate_hz"_s, result.rate}, {u"series"_s, result.series}});
    object.insert(u"impairment"_s, impairmentObject(origin.path));
    object.insert(u"poll"_s, polls);
    object.insert(u"push"_s, pushes);
    object.insert(u"verdict"_s, answer.sentence);
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

} // namespace feedscope
