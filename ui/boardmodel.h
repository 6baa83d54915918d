#pragma once

#include "core/store/livedata.h"
#include "core/store/seriesfreshness.h"
#include "ui/outdated.h"

#include <QAbstractTableModel>

#include <vector>

namespace feedscope {

/// The series of one lane as a table. refresh() is asked once a frame and announces only what changed: one
/// dataChanged for each run of neighbouring dirty rows. A view hides the columns it does not want. GUI
/// thread.
class BoardModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        Series,
        Last,
        Change,
        Trend,
        Rate,
        Age,
        Outdated,
        ColumnCount
    };

    /// Rows are sorted anew, and ages and trends renewed, this often.
    static constexpr Ns slowEvery = 500 * millisecond;
    /// How long a changed value stays lit.
    static constexpr Ns flashFor = 450 * millisecond;

    /// `data` outlives the model. `outdated` may be null: the column is then empty.
    BoardModel(const LiveData &data, std::size_t lane, const OutdatedRows *outdated,
               QObject *parent = nullptr);

    void refresh(Ns now);
    /// Which lane's board; the rows stay where they are.
    void setLane(std::size_t lane);
    /// Of the lane: the server decides when something comes.
    bool isPushed() const { return m_lane < m_data.lanes.size() && m_data.lanes[m_lane].push; }
    void setFlashing(bool on) { m_flashing = on; }
    /// Shows only symbols that contain this text; empty: all.
    void setFilter(const QString &text);

    SeriesId seriesAt(int row) const { return m_order[static_cast<std::size_t>(row)]; }
    /// -1: not among the rows.
    int rowOf(SeriesId series) const;
    /// Null where the lane shows nothing of this series.
    const BoardRow *boardRow(int row) const;
    const History *history(int row) const;
    QString symbol(int row) const;
    /// 1 right after a rise, -1 after a fall, fading to 0.
    double flash(int row) const;
    /// By the row's data, not its socket.
    SeriesFreshness freshness(int row) const;
    /// Whether what the row shows may no longer be so: its age is then tinted.
    bool isSilent(int row) const;
    /// Of the rows, how many are silent.
    int silentRows() const;
    Ns outdated(int row) const;
    Ns now() const { return m_now; }
    int total() const { return static_cast<int>(m_known.size()); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    void retranslate();

private:
    struct Seen
    {
        std::uint32_t revision = 0;
        Ns changed = noTime;
        int direction = 0;
    };

    void restart();
    void addNewSeries();
    void announceDirtyRows();
    bool noteChange(std::size_t row);
    void renewSlowColumns();
    void resort();
    bool matches(SeriesId series) const;
    bool isDot(SeriesId series) const;
    QString text(int row, int column) const;
    QString ageSentence(int row) const;
    double sortKey(SeriesId series) const;
    const BoardRow *find(SeriesId series) const;

    const LiveData &m_data;
    std::size_t m_lane;
    const OutdatedRows *m_outdated;
    std::vector<SeriesId> m_known; ///< all that the lane has shown, as they came
    std::vector<SeriesId> m_order; ///< the rows
    std::vector<Seen> m_seen;      ///< by SeriesId
    std::uint64_t m_feedRevision = 0;
    Ns m_now = 0;
    Ns m_lastSlow = noTime;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    QString m_filter;
    bool m_flashing = true;
};

} // namespace feedscope
