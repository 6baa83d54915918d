// What BoardModel does once a frame: new series, dirty rows, order.
#include "ui/boardmodel.h"

#include <algorithm>
#include <cmath>

namespace feedscope {

void BoardModel::refresh(Ns now)
{
    m_now = now;
    if (m_data.feedRevision != m_feedRevision)
        restart();
    addNewSeries();
    announceDirtyRows();
    if (m_lastSlow == noTime || now - m_lastSlow >= slowEvery) {
        m_lastSlow = now;
        resort();
        renewSlowColumns();
    }
}

void BoardModel::restart()
{
    beginResetModel();
    m_feedRevision = m_data.feedRevision;
    m_known.clear();
    m_order.clear();
    m_seen.clear();
    endResetModel();
}

bool BoardModel::matches(SeriesId series) const
{
    return m_filter.isEmpty() || (series < m_data.series.size() &&
                                  m_data.series[series].symbol.contains(m_filter, Qt::CaseInsensitive));
}

/// The moving dot's coordinates are no value that a table could show.
bool BoardModel::isDot(SeriesId series) const
{
    return !m_data.dotKind.isEmpty() && series < m_data.series.size() &&
           m_data.series[series].kind == m_data.dotKind;
}

void BoardModel::addNewSeries()
{
    if (m_lane >= m_data.boards.size())
        return;
    const std::size_t size = m_data.boards[m_lane].size();
    m_seen.resize(std::max(m_seen.size(), size));
    std::vector<SeriesId> added;
    for (std::size_t i = 0; i < size; ++i) {
        const auto series = static_cast<SeriesId>(i);
        if (m_seen[i].revision != 0 || !find(series))
            continue;
        m_seen[i].revision = std::max(1u, m_data.boards[m_lane].revision(series));
        if (isDot(series))
            continue;
        m_known.push_back(series);
        if (matches(series))
            added.push_back(series);
    }
    if (added.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(added.size()) - 1);
    m_order.insert(m_order.end(), added.begin(), added.end());
    endInsertRows();
}

bool BoardModel::noteChange(std::size_t row)
{
    const SeriesId series = m_order[row];
    Seen &seen = m_seen[series];
    const std::uint32_t revision = m_data.boards[m_lane].revision(series);
    if (revision != seen.revision) {
        seen.revision = revision;
        const BoardRow &shown = m_data.boards[m_lane].row(series);
        if (shown.last != shown.previous && std::isfinite(shown.previous)) {
            seen.direction = shown.last > shown.previous ? 1 : -1;
            seen.changed = m_now;
        }
        return true;
    }
    if (!m_flashing || seen.changed == noTime)
        return false;
    if (m_now - seen.changed > flashFor)
        seen.changed = noTime; // one last repaint takes the light away
    return true;
}

void BoardModel::announceDirtyRows()
{
    std::size_t row = 0;
    while (row < m_order.size()) {
        if (!noteChange(row)) {
            ++row;
            continue;
        }
        const std::size_t first = row++;
        while (row < m_order.size() && noteChange(row))
            ++row;
        emit dataChanged(index(static_cast<int>(first), Series), index(static_cast<int>(row) - 1, Change),
                         {Qt::DisplayRole});
        ++row; // noteChange has looked at this one already
    }
}

void BoardModel::renewSlowColumns()
{
    if (!m_order.empty())
        emit dataChanged(index(0, Trend), index(rowCount() - 1, Outdated), {Qt::DisplayRole});
}

double BoardModel::sortKey(SeriesId series) const
{
    const BoardRow *shown = find(series);
    if (!shown)
        return -INFINITY;
    switch (m_sortColumn) {
    case Last:
        return shown->last;
    case Change:
    case Trend:
        return shown->changePercent();
    case Rate:
        return shown->perSecond;
    case Age:
        return static_cast<double>(m_now - shown->arrival);
    default:
        return m_outdated ? static_cast<double>(m_outdated->outdated(m_data, m_lane, series)) : 0;
    }
}

void BoardModel::resort()
{
    std::vector<SeriesId> order = m_order;
    const auto before = [this](SeriesId a, SeriesId b) {
        if (m_sortColumn < 0)
            return a < b;
        if (m_sortColumn == Series) {
            const int compared =
                QString::localeAwareCompare(m_data.series[a].symbol, m_data.series[b].symbol);
            return m_sortOrder == Qt::AscendingOrder ? compared < 0 : compared > 0;
        }
        const double left = sortKey(a), right = sortKey(b);
        const auto key = [](double v) { return std::isnan(v) ? -INFINITY : v; }; // NaN would break the order
        return m_sortOrder == Qt::AscendingOrder ? key(left) < key(right) : key(left) > key(right);
    };
    std::stable_sort(order.begin(), order.end(), before);
    if (order == m_order)
        return;
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    std::vector<SeriesId> meant;
    for (const QModelIndex &was : from)
        meant.push_back(seriesAt(was.row()));
    m_order = std::move(order);
    QModelIndexList to;
    for (qsizetype i = 0; i < from.size(); ++i)
        to.push_back(index(rowOf(meant[static_cast<std::size_t>(i)]), from[i].column()));
    changePersistentIndexList(from, to);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void BoardModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    resort();
}

void BoardModel::setFilter(const QString &text)
{
    if (text == m_filter)
        return;
    beginResetModel();
    m_filter = text;
    m_order.clear();
    for (const SeriesId series : m_known)
        if (matches(series))
            m_order.push_back(series);
    endResetModel();
    resort();
}

} // namespace feedscope
