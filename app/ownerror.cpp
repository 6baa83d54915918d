#include "app/commands.h"
#include "app/demo.h"
#include "app/ownerrormeasurement.h"
#include "core/session/ownerrorrun.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <cmath>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

constexpr double rate = 1'000; ///< updates a second: each a message of its own
constexpr std::chrono::milliseconds interval{10}; ///< as short as polls may be, for enough answers

constexpr auto method =
    "arrival stamp minus the kernel's transmit stamp (SO_TIMESTAMPING, software) of the segment that carried "
    "the last byte of the message (over TLS: of its record) from the relay to the lane, on loopback";

QString microseconds(Ns time)
{
    return time == noTime ? u"–"_s : QString::number(static_cast<double>(time) / 1e3, 'f', 1);
}

QJsonValue jsonMicroseconds(Ns time)
{
    return time == noTime ? QJsonValue() : QJsonValue(static_cast<double>(time) / 1e3);
}

QString runOf(const OwnErrorLine &line)
{
    return line.together ? u"together"_s : u"alone"_s;
}

QByteArray table(const OwnErrorReport &report)
{
    QString text = u"Own error, %1: %2.\n\n"_s.arg(
        report.lines.front().painting ? u"while the window paints a live feed"_s : u"no window"_s,
        QString::fromLatin1(method));
    text += u"%1 %2 %3 %4 %5 %6 %7 %8\n"_s.arg(u"lane"_s, -19)
                .arg(u"run"_s, -9)
                .arg(u"messages"_s, 9)
                .arg(u"min µs"_s, 9)
                .arg(u"p50"_s, 9)
                .arg(u"p99"_s, 9)
                .arg(u"p99.9"_s, 9)
                .arg(u"max"_s, 9);
    for (const OwnErrorLine &line : report.lines)
        text += u"%1 %2 %3 %4 %5 %6 %7 %8  %9\n"_s.arg(line.tls ? line.lane + u" (TLS)"_s : line.lane, -19)
                    .arg(runOf(line), -9)
                    .arg(line.messages, 9)
                    .arg(microseconds(line.least), 9)
                    .arg(microseconds(line.p50), 9)
                    .arg(microseconds(line.p99), 9)
                    .arg(microseconds(line.p999), 9)
                    .arg(microseconds(line.most), 9)
                    .arg(line.p99 == noTime ? QString()
                                            : u"%1 %2 µs"_s.arg(line.p99 <= line.goal() ? u"within"_s : u"above"_s,
                                                                QString::number(line.goal() / microsecond)));
    if (report.bare.messages > 0)
        text += u"\nA bare socket that waits for the same flow is late by %1 µs (p50) and %2 µs (p99) on this machine: its "
                "scheduler is in every figure above.\n"_s.arg(microseconds(report.bare.p50), microseconds(report.bare.p99));
    if (report.delayFound != noTime)
        text += u"\nA relay delay of %1 ms was found as %2 ms (median of the WebSocket lane).\n"_s
                    .arg(static_cast<double>(report.delayGiven) / 1e6)
                    .arg(static_cast<double>(report.delayFound) / 1e6, 0, 'f', 3);
    return text.toUtf8();
}

QByteArray json(const OwnErrorReport &report)
{
    QJsonArray lines;
    for (const OwnErrorLine &line : report.lines)
        lines.append(QJsonObject{{u"lane"_s, line.lane},
                                 {u"run"_s, runOf(line)},
                                 {u"tls"_s, line.tls},
                                 {u"painting"_s, line.painting},
                                 {u"messages"_s, static_cast<qint64>(line.messages)},
                                 {u"goal_us"_s, jsonMicroseconds(line.goal())},
                                 {u"min_us"_s, jsonMicroseconds(line.least)},
                                 {u"p50_us"_s, jsonMicroseconds(line.p50)},
                                 {u"p99_us"_s, jsonMicroseconds(line.p99)},
                                 {u"p99_9_us"_s, jsonMicroseconds(line.p999)},
                                 {u"max_us"_s, jsonMicroseconds(line.most)}});
    const QJsonObject bare{{u"messages"_s, static_cast<qint64>(report.bare.messages)},
                           {u"p50_us"_s, jsonMicroseconds(report.bare.p50)},
                           {u"p99_us"_s, jsonMicroseconds(report.bare.p99)},
                           {u"p99_9_us"_s, jsonMicroseconds(report.bare.p999)},
                           {u"max_us"_s, jsonMicroseconds(report.bare.most)}};
    const auto milliseconds = [](Ns time) {
        return time == noTime ? QJsonValue() : QJsonValue(static_cast<double>(time) / 1e6);
    };
    return QJsonDocument(QJsonObject{{u"method"_s, QString::fromLatin1(method)},
                                     {u"rate_hz"_s, rate},
                                     {u"lanes"_s, lines},
                                     {u"bare_socket"_s, bare},
                                     {u"delay_given_ms"_s, milliseconds(report.delayGiven)},
                                     {u"delay_found_ms"_s, milliseconds(report.delayFound)}})
        .toJson(QJsonDocument::Indented);
}

bool write(const QString &to, const QByteArray &content)
{
    if (to == "-"_L1)
        return print(content);
    QSaveFile file(to);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        return true;
    complain(u"%1 cannot be written: %2."_s.arg(to, file.errorString()));
    return false;
}

/// Those of the demo feed that were asked for and can be measured.
QStringList lanesToMeasure(const OwnErrorRequest &request, const SessionPlan &all, bool tls)
{
    QStringList lanes = request.lanes.isEmpty() ? all.available : request.lanes;
    if (tls)
        lanes.removeIf([](const QString &lane) { return !canStampOverTls(lane); });
    return lanes;
}

/// On a demo feed that is served in this one way.
OwnErrorReport measureOneDemo(const OwnErrorRequest &request, bool tls, const std::function<bool(double)> &progress)
{
    FeedOptions feed;
    feed.demoRate = rate;
    feed.demoTls = tls;
    feed.interval = interval;
    OwnErrorReport report;
    Demo demo;
    PlanResult planned = planOf(feed, demo);
    if (planned.error.isEmpty()) {
        const QStringList lanes = lanesToMeasure(request, planned.plan, tls);
        if (lanes.isEmpty())
            return report;
        planned = planned.plan.withLanes(lanes);
    }
    report.sentence = planned.error;
    if (!report.sentence.isEmpty())
        return report;
    return measureOwnError({.feed = std::move(planned.plan), .messages = request.messages, .tls = tls}, progress);
}

} // namespace

OwnErrorReport measureOwnErrorOnDemo(const OwnErrorRequest &request, const std::function<bool(double)> &progress)
{
    constexpr double plainShare = 0.6; // of the time
    OwnErrorReport report =
        measureOneDemo(request, false, [&](double done) { return progress(plainShare * done); });
    if (!report.sentence.isEmpty() && report.lines.empty())
        return report;
    const OwnErrorReport encrypted = measureOneDemo(
        request, true, [&](double done) { return progress(plainShare + (1 - plainShare) * done); });
    report.lines.insert(report.lines.end(), encrypted.lines.begin(), encrypted.lines.end());
    if (report.sentence.isEmpty())
        report.sentence = encrypted.sentence;
    for (OwnErrorLine &line : report.lines)
        line.painting = request.painting;
    return report;
}

int runOwnError(const FeedOptions &feed, const OwnErrorOptions &options)
{
    int told = -1;
    const OwnErrorRequest request{feed.lanes, options.messages, options.painting};
    const OwnErrorReport report = measureOwnErrorOnDemo(request, [&](double progress) {
        if (const int tenths = static_cast<int>(10 * progress); tenths > told) {
            told = tenths;
            complain(u"measuring, %1 %"_s.arg(10 * tenths));
        }
        return true;
    });
    if (!report.sentence.isEmpty())
        complain(report.sentence);
    if (report.lines.empty())
        return 1;
    const bool written =
        options.json.isEmpty() ? print(table(report)) : write(options.json, json(report));
    return written && report.sentence.isEmpty() ? 0 : 1;
}

} // namespace feedscope
