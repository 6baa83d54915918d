#include "ui/boardmodel.h"

#include "ui/badge.h"
#include "ui/format.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace feedscope {

BoardModel::BoardModel(const LiveData &data, std::size_t lane, const OutdatedRows *outdated, QObject *parent)
    : QAbstractTableModel(parent)
    , m_data(data)
    , m_lane(lane)
    , m_outdated(outdated)
    , m_feedRevision(data.feedRevision)
{}

const BoardRow *BoardModel::find(SeriesId series) const
{
    if (m_lane >= m_data.boards.size() || series >= m_data.boards[m_lane].size())
        return nullptr;
    const BoardRow &row = m_data.boards[m_lane].row(series);
    return row.shown() ? &row : nullptr;
}

const BoardRow *BoardModel::boardRow(int row) const
{
    return find(seriesAt(row));
}

const History *BoardModel::history(int row) const
{
    const bool there = m_lane < m_data.boards.size() && seriesAt(row) < m_data.boards[m_lane].size();
    return there ? m_data.boards[m_lane].history(seriesAt(row)) : nullptr;
}

QString BoardModel::symbol(int row) const
{
    const SeriesId series = seriesAt(row);
    return series < m_data.series.size() ? m_data.series[series].symbol : QString();
}

int BoardModel::rowOf(SeriesId series) const
{
    const auto found = std::find(m_order.begin(), m_order.end(), series);
    return found == m_order.end() ? -1 : static_cast<int>(found - m_order.begin());
}

double BoardModel::flash(int row) const
{
    const Seen &seen = m_seen[seriesAt(row)];
    if (!m_flashing || seen.changed == noTime || seen.direction == 0)
        return 0;
    const double left = 1 - static_cast<double>(m_now - seen.changed) / static_cast<double>(flashFor);
    return left > 0 ? left * seen.direction : 0;
}

SeriesFreshness BoardModel::freshness(int row) const
{
    return freshnessOf(m_data, m_lane, seriesAt(row), m_now);
}

bool BoardModel::isSilent(int row) const
{
    const SeriesFreshness fresh = freshness(row);
    return fresh.age != noTime && (fresh.freshness == Freshness::Stale || fresh.freshness == Freshness::Mute ||
                                   fresh.freshness == Freshness::Down);
}

int BoardModel::silentRows() const
{
    int count = 0;
    for (int row = 0; row < rowCount(); ++row)
        count += isSilent(row);
    return count;
}

/// Its word, and what it was judged by.
QString BoardModel::ageSentence(int row) const
{
    const SeriesFreshness fresh = freshness(row);
    const QString word = FreshnessBadge::word(fresh.freshness);
    if (fresh.freshness == Freshness::Mute)
        return tr("%1: another lane shows a newer value of this series.").arg(word);
    if (fresh.silenceLimit == noTime)
        return tr("%1. Its usual rhythm is not known yet.").arg(word);
    return tr("%1. Usually it changes at least every %2.").arg(word, formatNs(fresh.silenceLimit));
}

Ns BoardModel::outdated(int row) const
{
    return m_outdated ? m_outdated->outdated(m_data, m_lane, seriesAt(row)) : noTime;
}

int BoardModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int BoardModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString BoardModel::text(int row, int column) const
{
    if (column == Series)
        return oneLine(symbol(row), 80);
    const BoardRow *shown = boardRow(row);
    if (!shown)
        return column == Trend ? QString() : dash();
    switch (column) {
    case Last:
        return formatValue(shown->last, shown->decimals);
    case Change:
        return formatPercent(shown->changePercent());
    case Rate:
        return formatRate(shown->perSecond);
    case Age:
        return formatNs(std::max<Ns>(0, m_now - shown->arrival));
    case Outdated:
        return outdated(row) == 0 ? QString(QChar(0x2013)) : formatNs(outdated(row));
    default:
        return {};
    }
}

QVariant BoardModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (index.column() == Series ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::DisplayRole)
        return text(index.row(), index.column());
    if (role == Qt::AccessibleTextRole && index.column() == Change) {
        const BoardRow *shown = boardRow(index.row());
        const bool fell = shown && shown->changePercent() < 0;
        return (fell ? tr("down %1") : tr("up %1")).arg(text(index.row(), Change));
    }
    if (role == Qt::ToolTipRole && index.column() == Series)
        return toolTipText(oneLine(symbol(index.row())));
    if (role == Qt::ToolTipRole && index.column() == Age)
        return toolTipText(ageSentence(index.row()));
    if (role == Qt::AccessibleTextRole && index.column() == Age && isSilent(index.row()))
        return u"%1, %2"_s.arg(text(index.row(), Age), FreshnessBadge::word(freshness(index.row()).freshness));
    return {};
}

QVariant BoardModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Series ? Qt::AlignLeft : Qt::AlignRight));
    const QString names[] = {tr("Series"), tr("Last"), tr("Change"),  tr("60 s"),
                             tr("/s"),     tr("Age"),  tr("Outdated")};
    const QString meanings[] = {
        tr("The name the feed gives this series."),
        tr("The newest value this lane shows, with as many decimals as the feed gives."),
        tr("Against the first value seen since the feed was connected."),
        tr("The values of the last 60 seconds."),
        tr("Updates of this series a second, over the last seconds."),
        tr("Time since the shown value arrived; tinted when longer than this series' own rhythm."),
        tr("How long this lane has been showing a value that is no longer the newest; – while it is the "
           "newest.")};
    if (role == Qt::DisplayRole)
        return names[section];
    if (role == Qt::ToolTipRole)
        return toolTipText(meanings[section]);
    return {};
}

void BoardModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_order.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void BoardModel::setLane(std::size_t lane)
{
    if (lane == m_lane)
        return;
    m_lane = lane;
    restart();
}

} // namespace feedscope
