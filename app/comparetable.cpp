#include "app/comparetable.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

constexpr auto unknown = "-";
constexpr int nameWidth = 28, laneWidth = 18;

QString tr(const char *text)
{
    return QCoreApplication::translate("feedscope", text);
}

QString milliseconds(const std::optional<double> &seconds)
{
    if (!seconds)
        return QString::fromLatin1(unknown);
    const double ms = *seconds * 1e3;
    return tr("%1 ms").arg(QLocale().toString(ms, 'f', ms < 10 ? 2 : ms < 100 ? 1 : 0));
}

QString percent(const std::optional<double> &share)
{
    return share ? u"%1 %"_s.arg(QLocale().toString(*share * 100, 'f', 1)) : QString::fromLatin1(unknown);
}

QString number(std::optional<std::int64_t> value)
{
    return value ? QString::number(*value) : QString::fromLatin1(unknown);
}

QString indented(const QString &name)
{
    return u"  "_s + name;
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
        m_text += name.leftJustified(nameWidth);
        for (const LaneResult &lane : m_result.lanes)
            m_text += cell(lane).rightJustified(laneWidth);
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
        row(tr("datagrams lost in path"), [&](const LaneResult &l) {
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
    table.row(tr("updates delivered"), [](const LaneResult &l) { return number(l.updates.delivered); });
    table.row(tr("missed"), [](const LaneResult &l) { return number(l.updates.missed); });
    table.row(indented(tr("share")), [](const LaneResult &l) { return percent(l.missedShare.value); });
    table.row(indented(tr("expected")), [](const LaneResult &l) { return percent(l.expected.missedShare); });
    table.row(tr("lost"), [](const LaneResult &l) { return number(l.updates.lost); });
    table.row(tr("late, duplicate"),
              [](const LaneResult &l) { return u"%1, %2"_s.arg(l.updates.late).arg(l.updates.duplicate); });
}

void delays(Table &table)
{
    table.row(tr("lag mean"), [](const LaneResult &l) { return milliseconds(l.lag.mean.value); });
    table.row(indented(tr("expected")), [](const LaneResult &l) { return milliseconds(l.expected.lagMean); });
    table.row(tr("lag p50"), [](const LaneResult &l) { return milliseconds(l.lag.p50.shown()); });
    table.row(tr("lag p95"), [](const LaneResult &l) { return milliseconds(l.lag.p95.shown()); });
    table.row(tr("lag max"), [](const LaneResult &l) { return milliseconds(l.lag.max); });
    table.row(tr("delay mean (delivered)"),
              [](const LaneResult &l) { return milliseconds(l.delay.mean.value); });
    table.row(indented(tr("expected")),
              [](const LaneResult &l) { return milliseconds(l.expected.delayMean); });
    table.row(tr("behind mean"), [](const LaneResult &l) { return milliseconds(l.behind.mean.value); });
    table.row(tr("age mean"), [](const LaneResult &l) { return milliseconds(l.display.ageMean.value); });
    table.row(tr("outdated share"),
              [](const LaneResult &l) { return percent(l.display.outdatedShare.value); });
    table.row(indented(tr("expected")),
              [](const LaneResult &l) { return percent(l.expected.outdatedShare); });
}

void costs(Table &table)
{
    table.row(tr("requests, wasted"), [](const LaneResult &l) {
        return l.kind == LaneKind::Push ? QString::fromLatin1(unknown)
                                        : u"%1, %2"_s.arg(l.requests.sent).arg(l.requests.wasted);
    });
    table.row(tr("request time p95"),
              [](const LaneResult &l) { return milliseconds(l.requests.time.p95.shown()); });
    const auto wire = [](const LaneResult &l, auto figure) {
        return l.wire ? QString::number(figure(*l.wire)) : QString::fromLatin1(unknown);
    };
    table.row(tr("bytes in window"), [&](const LaneResult &l) {
        return wire(l, [](const WireFigures &w) { return w.windowSent + w.windowReceived; });
    });
    table.row(tr("bytes per update"), [](const LaneResult &l) {
        return l.bytesPerUpdate ? QString::number(qRound64(*l.bytesPerUpdate)) : QString::fromLatin1(unknown);
    });
    table.datagrams();
    table.row(tr("connections"), [&](const LaneResult &l) {
        return wire(l, [](const WireFigures &w) { return w.connections; });
    });
    table.row(tr("reconnects"), [](const LaneResult &l) { return number(l.reconnects); });
}

} // namespace

QByteArray comparisonTable(const ComparisonResult &result)
{
    Table table(result);
    table.row(tr("%1 updates, %2 s").arg(result.updates).arg(result.seconds(), 0, 'f', 0),
              [](const LaneResult &lane) -> QString {
                  return lane.name + (lane.live ? QString() : u' ' + tr("(failed)"));
              });
    delivery(table);
    delays(table);
    costs(table);
    return table.text();
}

} // namespace feedscope
