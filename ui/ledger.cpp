// The rows of the ledger: which figures stand there, under which words, and what they mean (measures.md).
#include "ui/figures.h"

#include "ui/format.h"

#include <QCoreApplication>

#include <functional>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

using Cell = std::function<Figure(const LaneResult &)>;

/// Makes the rows of one result.
class Ledger
{
    Q_DECLARE_TR_FUNCTIONS(Ledger)
public:
    explicit Ledger(const ComparisonResult &result)
        : m_result(result)
    {}

    std::vector<LedgerRow> rows()
    {
        addUpdates();
        addTimes();
        addCosts();
        return std::move(m_rows);
    }

private:
    void add(const QString &name, const QString &meaning, const Cell &cell)
    {
        LedgerRow row{name, meaning, false, {}};
        for (const LaneResult &lane : m_result.lanes)
            row.cells.push_back(lane.live ? cell(lane)
                                          : unknownFigure(m_result.from == m_result.to
                                                              ? tr("There is no result yet.")
                                                              : tr("This lane is not live.")));
        m_rows.push_back(std::move(row));
    }

    void addExpected(const Cell &cell)
    {
        add(tr("expected"), tr("What theory makes of the measured gaps between updates and between polls."),
            cell);
        m_rows.back().expected = true;
    }

    static Figure expectedFigure(const std::optional<double> &value, QString (*format)(double))
    {
        if (!value)
            return unknownFigure(tr("Too little has been measured to say what to expect."));
        return {format(*value), QString(), true, false};
    }

    static QString seconds(double value) { return formatMs(value * 1000); }

    Figure missed(const LaneResult &lane) const
    {
        if (!lane.updates.missed)
            return unknownFigure(
                tr("With one lane and no contiguous sequence nobody knows what is missing."));
        Figure out = shareFigure(lane.missedShare);
        const QString count = formatCount(*lane.updates.missed);
        out.text = *lane.updates.missed == 0 ? count : count + u" · "_s + out.text;
        if (m_result.atLeast)
            out.tip = tr("At least: the feed has no contiguous sequence. %1").arg(out.tip);
        return out;
    }

    void addUpdates()
    {
        add(tr("Updates delivered"), tr("Updates of this window that reached the lane themselves."),
            [](const LaneResult &lane) {
                return Figure{formatCount(lane.updates.delivered),
                              tr("Of %1.").arg(formatCount(lane.updates.reference)), false, false};
            });
        add(tr("Missed"),
            tr("Updates that this lane never showed, because a newer one came first or they were lost."),
            [this](const LaneResult &lane) { return missed(lane); });
        addExpected(
            [](const LaneResult &lane) { return expectedFigure(lane.expected.missedShare, formatShare); });
    }

    void addTimes()
    {
        add(tr("Mean Lag"),
            tr("How long until the lane showed an update or a newer one of its series; counts every update."),
            [this](const LaneResult &lane) { return timeFigure(lane.lag.mean, m_result); });
        addExpected([](const LaneResult &lane) { return expectedFigure(lane.expected.lagMean, seconds); });
        add(tr("Mean Delay"),
            tr("From origin to arrival, delivered updates only: it flatters a lane that misses."),
            [this](const LaneResult &lane) { return timeFigure(lane.delay.mean, m_result); });
        add(tr("Outdated"),
            tr("Share of the time in which the lane showed a value that was no longer the newest."),
            [](const LaneResult &lane) { return shareFigure(lane.display.outdatedShare); });
        addExpected(
            [](const LaneResult &lane) { return expectedFigure(lane.expected.outdatedShare, formatShare); });
        add(tr("Mean Age"),
            tr("Time since the origin of what the lane shows, averaged over time and series."),
            [this](const LaneResult &lane) { return timeFigure(lane.display.ageMean, m_result); });
    }

    void addCosts()
    {
        add(tr("Requests / wasted"),
            tr("Polls sent, and those whose answer brought nothing new in any series."),
            [](const LaneResult &lane) {
                if (lane.kind == LaneKind::Push)
                    return Figure{QString(QChar(0x2013)), tr("Push sends no requests."), true, false};
                return Figure{formatCount(lane.requests.sent) + u" / "_s + formatCount(lane.requests.wasted),
                              tr("Failed: %1. Skipped: %2.")
                                  .arg(formatCount(lane.requests.failed), formatCount(lane.requests.skipped)),
                              false, false};
            });
        const QString noWire = tr("Bytes are not known on this lane.");
        add(tr("Connections"), tr("TCP connections opened since the lane began."),
            [noWire](const LaneResult &lane) {
                return lane.wire ? Figure{formatCount(lane.wire->connections), QString(), false, false}
                                 : unknownFigure(noWire);
            });
        add(tr("Bytes per useful update"),
            tr("Every byte both ways on the lane's sockets in the window, divided by the updates delivered."),
            [noWire](const LaneResult &lane) {
                return lane.bytesPerUpdate
                           ? Figure{formatBytes(*lane.bytesPerUpdate), QString(), false, false}
                           : unknownFigure(noWire);
            });
    }

    const ComparisonResult &m_result;
    std::vector<LedgerRow> m_rows;
};

} // namespace

std::vector<LedgerRow> ledgerOf(const ComparisonResult &result)
{
    return Ledger(result).rows();
}

} // namespace feedscope
