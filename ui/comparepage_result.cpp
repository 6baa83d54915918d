// What ComparePage shows of a ComparisonResult: headline, update by update, ledger, verdict.
#include "core/measure/theory.h"
#include "core/measure/verdict.h"
#include "ui/agechart.h"
#include "ui/comparepage.h"
#include "ui/figuregrid.h"
#include "ui/format.h"
#include "ui/headline.h"
#include "ui/panel.h"
#include "ui/theme.h"
#include "ui/verdictbox.h"

#include <QVBoxLayout>

#include <algorithm>

namespace feedscope {

namespace {

constexpr int mostUpdateRows = 5;
constexpr int fewestUpdateRows = 2;
constexpr std::size_t lanesThatFit = 2;

} // namespace

/// The lanes in the order of their columns: push and polling first, as both are to be seen where not all have room.
std::vector<std::size_t> ComparePage::columns() const
{
    std::vector<std::size_t> order;
    for (std::size_t lane = 0; lane < m_gridLanes; ++lane)
        order.push_back(lane);
    const auto polls = [this](std::size_t lane) {
        return lane < m_data.lanes.size() && !m_data.lanes[lane].push;
    };
    if (const auto poll = std::ranges::find_if(order, polls); poll != order.end() && poll > order.begin() + 1)
        std::rotate(order.begin() + 1, poll, poll + 1);
    return order;
}

bool ComparePage::hasLane(bool push) const
{
    return std::any_of(m_data.lanes.begin(), m_data.lanes.end(),
                       [push](const LaneStatus &lane) { return lane.push == push; });
}

Ns ComparePage::pollInterval() const
{
    return m_commands.pollInterval().count() * millisecond;
}

QString ComparePage::waiting() const
{
    if (m_data.lanes.empty())
        return tr("No feed runs. Press Connect… to choose one.");
    if (m_data.figuresAt == noTime)
        return hasLane(true) && hasLane(false) ? tr("waiting for the first data on both ways…")
                                               : tr("waiting for the first data…");
    return tr("measuring under these conditions… first figures in %1")
        .arg(formatCountdown(std::max(second, m_data.figuresAt + second / 2 - m_data.now)));
}

void ComparePage::showResult()
{
    if (!m_data.result) {
        showWaiting();
        return;
    }
    if (m_data.result.get() == m_shown)
        return;
    m_shown = m_data.result.get();
    const Verdict verdict = judge(*m_data.result);
    m_headline->show(m_data, verdict.headline, expectation(), pollInterval());
    m_verdict->showVerdict(verdict.sentence);
    fitGrids(m_data.result->lanes.size());
    showWindow();
    showLedger();
    showUpdates();
}

/// Minutes may pass before a slow poll has figures; what theory says of it needs none.
QString ComparePage::forecast() const
{
    if (!hasLane(false) || m_data.lanes.front().updatesPerSecond <= 0)
        return {};
    const theory::Source source{m_data.lanes.front().updatesPerSecond,
                                std::max(1, static_cast<int>(m_data.boards.front().size()))};
    const double interval = static_cast<double>(pollInterval()) / static_cast<double>(second);
    return tr("expected of polling at this interval: %1")
        .arg(formatMs(theory::pollLatest(source, interval, 0).lagMean * 1000));
}

/// The same rows with dashes: nothing moves when the first figures come.
void ComparePage::showWaiting()
{
    m_headline->show(m_data, waiting(), forecast(), pollInterval());
    m_verdict->showVerdict(QString());
    m_shown = nullptr;
    if (m_data.lanes.empty())
        return;
    fitGrids(m_data.lanes.size());
    m_updates->truncate(0);
    m_ledgerPanel->header()->note()->showText(QString());
    ComparisonResult nothing;
    for (const LaneStatus &lane : m_data.lanes) {
        nothing.lanes.emplace_back().kind = lane.push ? LaneKind::Push : LaneKind::PollLatest;
        nothing.lanes.back().name = lane.name;
    }
    showLedgerOf(nothing);
}

void ComparePage::showWindow()
{
    const auto length = static_cast<Ns>(m_data.result->seconds() * static_cast<double>(second));
    m_ledgerPanel->header()->note()->showText(tr("last %1").arg(formatCountdown(length)));
}

void ComparePage::fitGrids(std::size_t lanes)
{
    if (m_ledger && lanes == m_gridLanes)
        return;
    m_gridLanes = lanes;
    delete m_updates;
    delete m_ledger;
    const auto room = lanes <= lanesThatFit ? FigureGrid::Room::Fits : FigureGrid::Room::Scrolls;
    m_updates = new FigureGrid(2 + static_cast<int>(lanes), 2, room);
    m_ledger = new FigureGrid(1 + static_cast<int>(lanes), 1, room);
    m_updatesPanel->body()->insertWidget(0, m_updates);
    m_ledgerPanel->body()->insertWidget(0, m_ledger);
    nameGrids();
}

void ComparePage::nameGrids()
{
    m_updates->setHead(0, tr("Update"), Text::Role::Label);
    m_updates->setHead(1, tr("Series"), Text::Role::Label);
    int column = 0;
    for (const std::size_t lane : columns()) {
        const bool push = lane < m_data.lanes.size() ? m_data.lanes[lane].push : lane == 0;
        m_updates->reserve(2 + column, push ? formatMs(999) : tr("never shown", "room"));
        m_ledger->reserve(1 + column, push ? QStringLiteral("0,000 / 0") : QStringLiteral("000 · 00.0 %"));
        ++column;
    }
}

QString ComparePage::expectation() const
{
    if (!hasLane(false))
        return tr("Only push runs: add a polling twin in Connect… to compare.");
    if (!hasLane(true))
        return tr("Only polling runs: add a push address in Connect… to compare.");
    for (const LaneResult &lane : m_data.result->lanes)
        if (!lane.isPushed() && lane.expected.lagMean)
            return tr("expected of polling at this interval: %1")
                .arg(formatMs(*lane.expected.lagMean * 1000));
    return {};
}

void ComparePage::showHeads(FigureGrid &grid, int firstColumn)
{
    for (const std::size_t lane : columns())
        if (lane < m_data.lanes.size())
            grid.setHead(firstColumn++, laneTitle(m_data, lane), Text::Role::Title,
                         laneColorOf(m_data, lane, colorsOf(palette())));
}

/// The verdict goes first: it is never cut, and the ledger beside it says how high the row is anyway.
int ComparePage::roomForUpdates() const
{
    const int row = m_verdict->fontMetrics().height() + 3;
    const int free = m_ledger->sizeHint().height() - m_verdict->heightForWidth(m_updatesPanel->width() - 24) -
                     m_updatesPanel->body()->spacing();
    return std::clamp(free / row - 1, fewestUpdateRows, mostUpdateRows); // one is the head
}

void ComparePage::showUpdates()
{
    showHeads(*m_updates, 2);
    int row = 0;
    for (const UpdateLine &line : updateLines(*m_data.result, static_cast<std::size_t>(roomForUpdates()))) {
        const QString name = line.oneSeries && line.series < m_data.series.size()
                                 ? oneLine(m_data.series[line.series].symbol, 16)
                                 : tr("several");
        std::vector<FigureGrid::Cell> cells{{{line.number, {}, false, false}, Text::Role::Content},
                                            {{name, {}, false, false}, Text::Role::Muted}};
        for (const std::size_t lane : columns())
            if (lane < line.cells.size())
                cells.push_back({line.cells[lane], Text::Role::Content});
        m_updates->setRow(row++, cells);
    }
    m_updates->truncate(row);
}

void ComparePage::showLedger()
{
    showLedgerOf(*m_data.result);
}

void ComparePage::showLedgerOf(const ComparisonResult &result)
{
    showHeads(*m_ledger, 1);
    int number = 0;
    for (const LedgerRow &row : ledgerOf(result)) {
        const QString name = row.expected ? QChar(0x2003) + row.name : row.name;
        std::vector<FigureGrid::Cell> cells{
            {{name, row.meaning, false, false}, row.expected ? Text::Role::Muted : Text::Role::Content}};
        for (const std::size_t lane : columns())
            if (lane < row.cells.size())
                cells.push_back({row.cells[lane], row.expected ? Text::Role::Muted : Text::Role::Content});
        m_ledger->setRow(number++, cells);
    }
    m_ledger->truncate(number);
}

} // namespace feedscope
