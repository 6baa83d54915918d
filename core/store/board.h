#pragma once

#include "core/arrival.h"
#include "core/store/history.h"
#include "core/store/rhythm.h"

#include <QString>

#include <deque>
#include <vector>

namespace feedscope {

/// What a series is called. The same SeriesId on every lane of a feed.
struct SeriesName
{
    QString kind;   ///< "tick", "trade", … of the profile's rules
    QString symbol; ///< feed text: always shown as plain text
};

/// One series as one lane shows it now. A value of the board.
struct BoardRow
{
    double last = std::numeric_limits<double>::quiet_NaN();
    double previous = std::numeric_limits<double>::quiet_NaN();
    double first = std::numeric_limits<double>::quiet_NaN(); ///< the first value seen: `change` is against it
    double size = std::numeric_limits<double>::quiet_NaN();
    int decimals = 2;
    Ns arrival = noTime;    ///< of the shown update
    Ns originWall = noTime; ///< of the shown update, on the source's wall clock
    std::uint64_t sequence = 0;
    std::uint32_t generation = 0;
    std::int64_t updates = 0; ///< delivered since the start, snapshots and unchanged rows left out
    double perSecond = 0;     ///< over the last rate interval, see Board::tick
    bool shown() const noexcept { return arrival != noTime; }
    /// Percent against the first value seen; NaN where unknown.
    double changePercent() const noexcept;
};

/// `a` is a newer update of its series than `b`: by sequence, else by origin, else by arrival.
bool isNewer(const BoardRow &a, const BoardRow &b);

/// All that one lane shows now, series by series, with their past. GUI thread only. Bounded: see
/// setMemoryBound.
class Board
{
public:
    explicit Board(bool keepHistory);

    /// Takes one update; one that is older than what is shown does not change the display (measures.md 3,
    /// late).
    void apply(const Arrival &arrival);

    /// Updates that the lane has missed or that are from before its start, in their order: for the histories, at
    /// their source's time (`wallMinusSteady` maps it; without one they have no place), though not after the time
    /// at which they came. What is shown changes only
    /// where one of them is newer within the same scope of numbers. They count in no rate.
    void fill(const std::vector<Arrival> &arrivals, Ns wallMinusSteady);

    /// About once a second: renews the rates.
    void tick(Ns now);

    /// What all histories together may take; shared out evenly over the series.
    void setMemoryBound(std::size_t bytes);
    std::size_t bytes() const noexcept;

    std::size_t size() const noexcept { return m_rows.size(); }
    const BoardRow &row(SeriesId id) const;
    /// Null where no history is kept or none has come.
    const History *history(SeriesId id) const;
    /// Silence of the series beyond its own usual rhythm; noTime: not known yet.
    Ns silenceLimit(SeriesId id) const;
    /// Counts every change of the row's display; the view repaints rows whose number moved on.
    std::uint32_t revision(SeriesId id) const;

    void clear();

private:
    void shareOutMemory();
    void makeRoom(SeriesId series);
    void show(BoardRow &row, const Arrival &arrival);

    struct Rate
    {
        std::int64_t updatesBefore = 0;
    };

    bool m_keepHistory;
    std::size_t m_memoryBound = 64u << 20;
    std::vector<BoardRow> m_rows; ///< index = SeriesId
    std::vector<std::uint32_t> m_revisions;
    std::vector<Rate> m_rates;
    std::vector<Rhythm<32>> m_rhythms; ///< of 32 gaps the 95th percentile passes over one outage
    std::deque<History> m_histories; ///< parallel to m_rows if kept; deque: stable addresses
    Ns m_lastTick = noTime;
};

} // namespace feedscope
