#include "core/store/board.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace feedscope {

namespace {

constexpr std::size_t bytesPerPoint = sizeof(History::Point);
constexpr std::size_t bytesPerSecond = sizeof(Column);
constexpr std::size_t mostPoints = 16'384;
constexpr std::size_t mostSeconds = 21'600;

/// Source order within a series (measures.md 1): generation and sequence; without a sequence, the origin.
bool isOlder(const Arrival &arrival, const BoardRow &shown)
{
    if (arrival.has(Arrival::HasSequence))
        return std::tie(arrival.generation, arrival.sequence) < std::tie(shown.generation, shown.sequence);
    return arrival.originWall != noTime && shown.originWall != noTime &&
           arrival.originWall < shown.originWall;
}

bool isSame(const Arrival &arrival, const BoardRow &shown)
{
    if (!shown.shown())
        return false;
    if (arrival.has(Arrival::HasSequence))
        return arrival.generation == shown.generation && arrival.sequence == shown.sequence;
    return arrival.originWall != noTime && arrival.originWall == shown.originWall &&
           arrival.value == shown.last;
}

} // namespace

double BoardRow::changePercent() const noexcept
{
    return first != 0 ? (last - first) / std::abs(first) * 100.0 : std::numeric_limits<double>::quiet_NaN();
}

bool isNewer(const BoardRow &a, const BoardRow &b)
{
    if (a.generation != b.generation)
        return a.generation > b.generation;
    if (a.sequence != 0 && b.sequence != 0)
        return a.sequence > b.sequence;
    if (a.originWall != noTime && b.originWall != noTime)
        return a.originWall > b.originWall;
    return a.arrival > b.arrival;
}

Board::Board(bool keepHistory)
    : m_keepHistory(keepHistory)
{}

void Board::makeRoom(SeriesId series)
{
    if (series < m_rows.size())
        return;
    const std::size_t size = series + 1u;
    m_rows.resize(size);
    m_revisions.resize(size);
    m_rates.resize(size);
    m_rhythms.resize(size);
    if (m_keepHistory) {
        m_histories.resize(size);
        shareOutMemory();
    }
}

void Board::apply(const Arrival &arrival)
{
    makeRoom(arrival.series);
    BoardRow &row = m_rows[arrival.series];
    if (isSame(arrival, row))
        return; // an unchanged row of a poll, or a second copy
    if (!arrival.has(Arrival::Snapshot))
        ++row.updates;
    if (row.shown() && isOlder(arrival, row))
        return;
    if (!std::isnan(arrival.value) && m_keepHistory)
        m_histories[arrival.series].append(arrival.arrival, arrival.value);
    show(row, arrival);
    if (!arrival.has(Arrival::Snapshot)) // state is no news
        m_rhythms[arrival.series].arrived(arrival.arrival);
}

void Board::show(BoardRow &row, const Arrival &arrival)
{
    if (!std::isnan(arrival.value)) {
        row.previous = row.last;
        row.last = arrival.value;
        if (std::isnan(row.first))
            row.first = arrival.value;
        row.decimals = arrival.decimals;
    }
    if (!std::isnan(arrival.size))
        row.size = arrival.size;
    row.arrival = arrival.arrival;
    row.originWall = arrival.originWall;
    row.sequence = arrival.sequence;
    row.generation = arrival.generation;
    ++m_revisions[arrival.series];
}

void Board::fill(const std::vector<Arrival> &arrivals, Ns wallMinusSteady)
{
    std::vector<std::vector<History::Point>> points;
    for (const Arrival &arrival : arrivals) {
        makeRoom(arrival.series);
        points.resize(m_rows.size());
        if (m_keepHistory && arrival.originWall != noTime && !std::isnan(arrival.value))
            points[arrival.series].push_back(
                {std::min(arrival.originWall - wallMinusSteady, arrival.arrival), arrival.value});
        BoardRow &row = m_rows[arrival.series];
        if (row.shown() && arrival.has(Arrival::HasSequence) && arrival.generation == row.generation &&
            arrival.sequence > row.sequence)
            show(row, arrival);
    }
    for (std::size_t series = 0; series < points.size(); ++series) {
        std::ranges::stable_sort(points[series], {}, &History::Point::time);
        if (m_keepHistory)
            m_histories[series].insert(points[series]);
    }
}

void Board::tick(Ns now)
{
    if (m_lastTick != noTime && now > m_lastTick) {
        const double seconds = static_cast<double>(now - m_lastTick) / static_cast<double>(second);
        // Smoothed over about five seconds, so that the last digit can be read.
        const double weight = std::min(1.0, seconds / 5.0);
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            const double rate = static_cast<double>(m_rows[i].updates - m_rates[i].updatesBefore) / seconds;
            m_rows[i].perSecond += (rate - m_rows[i].perSecond) * weight;
        }
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        m_rates[i].updatesBefore = m_rows[i].updates;
    m_lastTick = now;
}

void Board::setMemoryBound(std::size_t bytes)
{
    m_memoryBound = bytes;
    shareOutMemory();
}

void Board::shareOutMemory()
{
    if (m_histories.empty())
        return;
    const std::size_t each = m_memoryBound / m_histories.size();
    const std::size_t points = std::clamp<std::size_t>(each / 3 / bytesPerPoint, 64, mostPoints);
    const std::size_t seconds = std::clamp<std::size_t>(each * 2 / 3 / bytesPerSecond, 60, mostSeconds);
    for (History &history : m_histories)
        history.setBounds(points, seconds);
}

std::size_t Board::bytes() const noexcept
{
    std::size_t sum = m_rows.capacity() * (sizeof(BoardRow) + sizeof(Rhythm<32>));
    for (const History &history : m_histories)
        sum += history.bytes();
    return sum;
}

const BoardRow &Board::row(SeriesId id) const
{
    static const BoardRow none;
    return id < m_rows.size() ? m_rows[id] : none;
}

const History *Board::history(SeriesId id) const
{
    return id < m_histories.size() && !m_histories[id].empty() ? &m_histories[id] : nullptr;
}

Ns Board::silenceLimit(SeriesId id) const
{
    return id < m_rhythms.size() ? m_rhythms[id].silenceLimit() : noTime;
}

std::uint32_t Board::revision(SeriesId id) const
{
    return id < m_revisions.size() ? m_revisions[id] : 0;
}

void Board::clear()
{
    m_rows.clear();
    m_revisions.clear();
    m_rates.clear();
    m_rhythms.clear();
    m_histories.clear();
    m_lastTick = noTime;
}

} // namespace feedscope
