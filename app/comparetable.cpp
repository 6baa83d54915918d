#include "app/comparetable.h"

#include <QString>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

constexpr auto unknown = "-";

QString milliseconds(const std::optional<double> &seconds)
{
    if (!seconds)
        return QString::fromLatin1(unknown);
    const double ms = *seconds * 1e3;
    return ms < 10 ? u"%1 ms"_s.arg(ms, 0, 'f', 2) : u"%1 ms"_s.arg(ms, 0, 'f', ms < 100 ? 1 : 0);
}

QString percent(const std::optional<double> &share)
{
    return share ? u"%1 %"_s.arg(*share * 100, 0, 'f', 1) : QString::fromLatin1(unknown);
}

QString number(std::optional<std::int64_t> value)
{
    return value ? QString::number(*value) : QString::fromLatin1(unknown);
}

/// Fixed columns: the name, then one per lane.
class Table
{
public:
    explicit Table(const ComparisonResult &result)
        : m_result(result)
    {}

    void row(const QString &name, const std::function<QString(const LaneResult &)> &cell)
    {
        m_text += name.leftJustified(24);
        for (const LaneResult &lane : m_result.lanes)
            m_text += cell(lane).rightJustified(18);
        m_text += u'\n';
    }
    /// What the simulated path lost of UDP lanes, which is to be found again under "lost".
    void datagrams()
    {
        const auto lost = [](const LaneResult &l) -> std::int64_t {
            return l.wire && l.wire->datagrams ? l.wire->datagrams->windowLost : 0;
        };
        if (std::none_of(m_result.lanes.begin(), m_result.lanes.end(), lost))
            return;
        row(u"datagrams lost in path"_s, [&](const LaneResult &l) {
            return l.wire && l.wire->datagrams ? QString::number(lost(l)) : QString::fromLatin1(unknown);
        });
    }
    QByteArray text() const { return m_text.toUtf8(); }

private:
    const ComparisonResult &m_result;
    QString m_text;
};

void delivery(Table &table)
{
    table.row(u"updates delivered"_s, [](const LaneResult &l) { return number(l.updates.delivered); });
    table.row(u"missed"_s, [](const LaneResult &l) { return number(l.updates.missed); });
    table.row(u"  share"_s, [](const LaneResult &l) { return percent(l.missedShare.value); });
    table.row(u"  expected"_s, [](const LaneResult &l) { return percent(l.expected.missedShare); });
    table.row(u"lost"_s, [](const LaneResult &l) { return number(l.updates.lost); });
    table.row(u"late, duplicate"_s,
              [](const LaneResult &l) { return u"%1, %2"_s.arg(l.updates.late).arg(l.updates.duplicate); });
}

void delays(Table &table)
{
    table.row(u"lag mean"_s, [](const LaneResult &l) { return milliseconds(l.lag.mean.value); });
    table.row(u"  expected"_s, [](const LaneResult &l) { return milliseconds(l.expected.lagMean); });
    table.row(u"lag p50"_s, [](const LaneResult &l) { return milliseconds(l.lag.p50.shown()); });
    table.row(u"lag p95"_s, [](const LaneResult &l) { return milliseconds(l.lag.p95.shown()); });
    table.row(u"lag max"_s, [](const LaneResult &l) { return milliseconds(l.lag.max); });
    table.row(u"delay mean (delivered)"_s,
              [](const LaneResult &l) { return milliseconds(l.delay.mean.value); });
    table.row(u"  expected"_s, [](const LaneResult &l) { return milliseconds(l.expected.delayMean); });
    table.row(u"behind mean"_s, [](const LaneResult &l) { return milliseconds(l.behind.mean.value); });
    table.row(u"age mean"_s, [](const LaneResult &l) { return milliseconds(l.display.ageMean.value); });
    table.row(u"outdated share"_s,
              [](const LaneResult &l) { return percent(l.display.outdatedShare.value); });
    table.row(u"  expected"_s, [](const LaneResult &l) { return percent(l.expected.outdatedShare); });
}

void costs(Table &table)
{
    table.row(u"requests, wasted"_s, [](const LaneResult &l) {
        return l.kind == LaneKind::Push ? QString::fromLatin1(unknown)
                                        : u"%1, %2"_s.arg(l.requests.sent).arg(l.requests.wasted);
    });
    table.row(u"request time p95"_s,
              [](const LaneResult &l) { return milliseconds(l.requests.time.p95.shown()); });
    const auto wire = [](const LaneResult &l, auto figure) {
        return l.wire ? QString::number(figure(*l.wire)) : QString::fromLatin1(unknown);
    };
    table.row(u"bytes in window"_s, [&](const LaneResult &l) {
        return wire(l, [](const WireFigures &w) { return w.windowSent + w.windowReceived; });
    });
    table.row(u"bytes per update"_s, [](const LaneResult &l) {
        return l.bytesPerUpdate ? QString::number(qRound64(*l.bytesPerUpdate)) : QString::fromLatin1(unknown);
    });
    table.datagrams();
    table.row(u"connections"_s, [&](const LaneResult &l) {
        return wire(l, [](const WireFigures &w) { return w.connections; });
    });
    table.row(u"reconnects"_s, [](const LaneResult &l) { return number(l.reconnects); });
}

} // namespace

QByteArray comparisonTable(const ComparisonResult &result)
{
    Table table(result);
    table.row(u"%1 updates, %2 s"_s.arg(result.updates).arg(result.seconds(), 0, 'f', 0),
              [](const LaneResult &lane) -> QString {
                  return lane.name + (lane.live ? QString() : u" (failed)"_s);
              });
    delivery(table);
    delays(table);
    costs(table);
    return table.text();
}

} // namespace feedscope
