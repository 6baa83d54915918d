#include "app/report/ledger.h"

#include "app/report/cells.h"
#include "app/report/words.h"
#include "core/measure/quantities.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace Qt::StringLiterals;

namespace feedscope::report {

namespace {

constexpr std::size_t lanesAcross = 4; ///< of a printed page

/// The rows of one table for some of the lanes. The definitions are those of measures.md in one sentence
/// each.
class Ledger
{
    Q_DECLARE_TR_FUNCTIONS(Report)
public:
    Ledger(const ComparisonResult &result, std::size_t first, std::size_t last, bool defines)
        : m_result(result)
        , m_first(first)
        , m_last(last)
        , m_defines(defines)
    {}

    QString table();

private:
    using Cell = std::function<QString(const LaneResult &)>;

    void add(const QString &name, const QString &definition, const Cell &cell);
    QString head() const;
    void addUpdates();
    void addLags();
    void addDelays();
    void addDisplay();
    void addRequests();
    void addBytes();
    QString missedCell(const LaneResult &lane) const;
    QString outdatedCell(const LaneResult &lane) const;

    const ComparisonResult &m_result;
    std::size_t m_first;
    std::size_t m_last; ///< the first lane that is not shown
    bool m_defines;     ///< each row says what its figure is
    QString m_rows;
};

QString Ledger::table()
{
    addUpdates();
    addLags();
    addDelays();
    addDisplay();
    addRequests();
    addBytes();
    return u"<div class=\"scroll\"><table>\n%1<tbody>\n%2</tbody></table></div>\n"_s.arg(head(), m_rows);
}

QString Ledger::head() const
{
    QString cells = u"<th scope=\"col\" style=\"text-align:left;padding-left:0\">%1</th>"_s.arg(
        tr("Figure").toHtmlEscaped());
    for (std::size_t i = m_first; i < m_last; ++i) {
        const LaneResult &lane = m_result.lanes[i];
        cells += u"<th scope=\"col\"><span class=\"%1\">%2</span>%3</th>"_s.arg(
            laneClass(m_result, i), foreign(lane.name, 60),
            lane.live ? QString() : smallLine(tr("did not come up")));
    }
    return u"<thead><tr>%1</tr></thead>\n"_s.arg(cells);
}

void Ledger::add(const QString &name, const QString &definition, const Cell &cell)
{
    QString cells;
    for (std::size_t i = m_first; i < m_last; ++i)
        cells += u"<td>%1</td>"_s.arg(m_result.lanes[i].live ? cell(m_result.lanes[i]) : dash());
    const QString meaning =
        m_defines ? u"<span class=\"def\">%1</span>"_s.arg(definition.toHtmlEscaped()) : QString();
    m_rows += u"<tr><th scope=\"row\">%1%2</th>%3</tr>\n"_s.arg(name.toHtmlEscaped(), meaning, cells);
}

QString Ledger::missedCell(const LaneResult &lane) const
{
    if (!lane.updates.missed)
        return dash() + smallLine(tr("not known"));
    QString cell =
        shareCell(lane.missedShare) + expectedShare(lane.expected.missedShare, lane.agreement.missedShare);
    const QString count = countText(*lane.updates.missed);
    return cell +
           smallLine(m_result.atLeast ? tr("at least %1 updates").arg(count) : tr("%1 updates").arg(count));
}

void Ledger::addUpdates()
{
    add(tr("Delivered"), tr("Updates of the window that reached the lane themselves."),
        [](const LaneResult &lane) {
            return countText(lane.updates.delivered) +
                   smallLine(tr("of %1").arg(countText(lane.updates.reference)));
        });
    add(tr("Missed"), tr("Updates that the lane never got: a newer one was there first, or they were lost."),
        [this](const LaneResult &lane) { return missedCell(lane); });
}

void Ledger::addLags()
{
    add(tr("Lag, mean"),
        tr("How long until the lane showed an update or a newer one of its series; every update counts, "
           "missed "
           "ones too. Lanes are ranked and judged by it."),
        [this](const LaneResult &lane) {
            return timeCell(m_result, lane.lag.mean) +
                   expectedTime(lane.expected.lagMean, lane.agreement.lagMean);
        });
    add(tr("Lag, half of the updates"), tr("50 % of the updates were shown within this time (p50)."),
        [](const LaneResult &lane) { return percentileCell(lane.lag.p50); });
    add(tr("Lag, 95 % of the updates"),
        tr("95 % of the updates were shown within this time (p95); the verdict uses it."),
        [](const LaneResult &lane) {
            const std::int64_t censored = lane.lag.censored;
            return percentileCell(lane.lag.p95) +
                   (censored > 0 ? smallLine(tr("%1 never shown").arg(countText(censored))) : QString());
        });
    add(tr("Lag, longest"), tr("The longest Lag of an update that was shown before the end."),
        [](const LaneResult &lane) {
            return lane.lag.max ? durationText(*lane.lag.max).toHtmlEscaped() : dash();
        });
    add(tr("Behind, mean"),
        tr("Lag against whichever of these lanes was first; the local clock alone decides."),
        [](const LaneResult &lane) { return localTimeCell(lane.behind.mean); });
}

void Ledger::addDelays()
{
    add(tr("Delay, mean"),
        tr("From an update's own time to its arrival, delivered updates only: it flatters a lane that "
           "misses."),
        [this](const LaneResult &lane) {
            return timeCell(m_result, lane.delay.mean) +
                   expectedTime(lane.expected.delayMean, lane.agreement.delayMean);
        });
}

/// With what the clock's uncertainty could make of it, where that can be seen.
QString Ledger::outdatedCell(const LaneResult &lane) const
{
    const ClockRange &range = lane.outdatedShareRange;
    QString cell = shareCell(lane.display.outdatedShare);
    if (range.low && range.high && std::abs(*range.high - *range.low) > 0.005)
        cell += smallLine(
            tr("%1 … %2 by the clock's uncertainty").arg(shareText(*range.low), shareText(*range.high)));
    return cell + expectedShare(lane.expected.outdatedShare, lane.agreement.outdatedShare);
}

void Ledger::addDisplay()
{
    add(tr("Outdated"), tr("Share of the time in which the lane showed a value while a newer one existed."),
        [this](const LaneResult &lane) { return outdatedCell(lane); });
    add(tr("Outdated, mean"),
        tr("For how long a newer one had existed, averaged over all time, zeros included."),
        [this](const LaneResult &lane) {
            return timeCell(m_result, lane.display.outdatedMean) +
                   expectedTime(lane.expected.outdatedMean, lane.agreement.outdatedMean);
        });
    add(tr("Age, mean"), tr("Time since the origin of what the lane shows, averaged over time and series."),
        [this](const LaneResult &lane) {
            return timeCell(m_result, lane.display.ageMean) +
                   expectedTime(lane.expected.ageMean, lane.agreement.ageMean);
        });
}

void Ledger::addRequests()
{
    const auto polls = [](const LaneResult &lane) { return lane.kind != LaneKind::Push; };
    if (std::none_of(m_result.lanes.begin(), m_result.lanes.end(), polls))
        return;
    add(tr("Requests"), tr("Polls sent in the window."), [polls](const LaneResult &lane) {
        if (!polls(lane))
            return dash();
        return countText(lane.requests.sent) +
               smallLine(tr("%1 failed, %2 skipped")
                             .arg(countText(lane.requests.failed), countText(lane.requests.skipped)));
    });
    add(tr("Wasted"), tr("Answers that brought nothing new in any series."), [polls](const LaneResult &lane) {
        return polls(lane) ? shareCell(lane.requests.wastedShare) +
                                 expectedShare(lane.expected.wastedShare, std::nullopt)
                           : dash();
    });
    add(tr("Request time, 95 %"),
        tr("From the planned time of a poll to the end of its answer, within which 95 % of them were done."),
        [polls](const LaneResult &lane) {
            return polls(lane) ? percentileCell(lane.requests.time.p95) : dash();
        });
}

void Ledger::addBytes()
{
    add(tr("Bytes a second"),
        tr("Every byte both ways on the lane's sockets in the window: payload, headers, handshakes, TLS; not "
           "TCP/IP's own headers."),
        [this](const LaneResult &lane) {
            if (!lane.wire || m_result.seconds() <= 0)
                return dash();
            const auto sent = static_cast<double>(lane.wire->windowSent);
            const auto received = static_cast<double>(lane.wire->windowReceived);
            return byteRateText((sent + received) / m_result.seconds()).toHtmlEscaped() +
                   smallLine(tr("sent %1, received %2").arg(sizeText(sent), sizeText(received)));
        });
    add(tr("Bytes per useful update"), tr("The same bytes divided by the updates delivered."),
        [](const LaneResult &lane) {
            return lane.bytesPerUpdate ? sizeText(*lane.bytesPerUpdate).toHtmlEscaped() : dash();
        });
    add(tr("Connections"), tr("TCP connections from the lane's first connect to its last close."),
        [](const LaneResult &lane) {
            return lane.wire ? countText(lane.wire->connections) +
                                   smallLine(tr("%1 reconnects").arg(countText(lane.reconnects)))
                             : dash();
        });
}

/// Gives the texts of the functions below the context that lupdate collects them under.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Report)
};

QString overviewRow(const ComparisonResult &result, std::size_t index)
{
    const LaneResult &lane = result.lanes[index];
    QString cells;
    if (!lane.live) {
        cells =
            u"<td colspan=\"5\" class=\"grey\">%1</td>"_s.arg(Text::tr("did not come up").toHtmlEscaped());
    } else {
        const double bytes = lane.wire ? double(lane.wire->windowSent + lane.wire->windowReceived) : 0;
        const bool known = lane.wire && result.seconds() > 0;
        for (const QString &cell :
             {timeCell(result, lane.lag.mean), percentileCell(lane.lag.p95), shareCell(lane.missedShare),
              known ? byteRateText(bytes / result.seconds()).toHtmlEscaped() : dash(),
              lane.bytesPerUpdate ? sizeText(*lane.bytesPerUpdate).toHtmlEscaped() : dash()})
            cells += u"<td>%1</td>"_s.arg(cell);
    }
    return u"<tr><th scope=\"row\">%1</th>%2</tr>\n"_s.arg(laneKey(result, index), cells);
}

} // namespace

QString ledgerTables(const ComparisonResult &result)
{
    const std::size_t lanes = result.lanes.size();
    const std::size_t tables = std::max<std::size_t>(1, (lanes + lanesAcross - 1) / lanesAcross);
    QString all;
    for (std::size_t i = 0; i < tables; ++i)
        all += Ledger(result, lanes * i / tables, lanes * (i + 1) / tables, i == 0).table();
    return all;
}

QString overviewTable(const ComparisonResult &result)
{
    if (result.lanes.size() <= lanesAcross)
        return {};
    QString rows;
    for (const std::size_t lane : result.ranking)
        rows += overviewRow(result, lane);
    for (std::size_t lane = 0; lane < result.lanes.size(); ++lane)
        if (!result.lanes[lane].live)
            rows += overviewRow(result, lane);
    QString head;
    for (const QString &name :
         {Text::tr("Lag, mean"), Text::tr("Lag, 95 % of the updates"), Text::tr("Missed"),
          Text::tr("Bytes a second"), Text::tr("Bytes per useful update")})
        head += u"<th scope=\"col\">%1</th>"_s.arg(name.toHtmlEscaped());
    return u"<div class=\"scroll\"><table class=\"overview\">\n<thead><tr><th scope=\"col\" "
           u"class=\"lane\">%1</th>%2"
           "</tr></thead>\n<tbody>\n%3</tbody></table></div>\n"_s.arg(Text::tr("Lane").toHtmlEscaped(), head,
                                                                      rows);
}

} // namespace feedscope::report
