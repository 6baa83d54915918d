#include "ui/outdated.h"

#include <algorithm>

namespace feedscope {

void OutdatedRows::clear(const LiveData &data)
{
    m_newest.clear();
    m_feedRevision = data.feedRevision;
}

void OutdatedRows::refresh(const LiveData &data)
{
    if (data.feedRevision != m_feedRevision)
        clear(data);
    std::size_t rows = 0;
    for (const Board &board : data.boards)
        rows = std::max(rows, board.size());
    m_newest.resize(std::max(rows, m_newest.size()));
    for (std::size_t series = 0; series < rows; ++series)
        note(data, static_cast<SeriesId>(series));
}

void OutdatedRows::note(const LiveData &data, SeriesId series)
{
    std::deque<BoardRow> &known = m_newest[series];
    const BoardRow *oldestShown = nullptr;
    for (const Board &board : data.boards) {
        if (series >= board.size() || !board.row(series).shown())
            continue;
        const BoardRow &row = board.row(series);
        if (known.empty() || isNewer(row, known.back()))
            known.push_back(row);
        if (!oldestShown || isNewer(*oldestShown, row))
            oldestShown = &row;
    }
    while (!known.empty() && oldestShown && known.size() > 1 && !isNewer(known.front(), *oldestShown))
        known.pop_front();
    if (known.size() > keptPerSeries)
        known.erase(known.begin() + 1); // the first tells since when; the newest tells whether
}

Ns OutdatedRows::outdated(const LiveData &data, std::size_t lane, SeriesId series) const
{
    if (lane >= data.boards.size() || series >= data.boards[lane].size() || series >= m_newest.size())
        return noTime;
    const BoardRow &row = data.boards[lane].row(series);
    if (!row.shown())
        return noTime;
    for (const BoardRow &next : m_newest[series])
        if (isNewer(next, row)) {
            const Ns since =
                next.originWall != noTime ? next.originWall - data.wallMinusSteady : next.arrival;
            return std::max<Ns>(0, data.now - since);
        }
    return 0;
}

} // namespace feedscope
