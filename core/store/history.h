#pragma once

#include "core/clock.h"

#include <cstddef>
#include <vector>

namespace feedscope {

namespace detail {

/// A place in a ring of `size` from one that may be past its end, by less than a whole turn: no division.
constexpr std::size_t wrapped(std::size_t place, std::size_t size) noexcept
{
    return place < size ? place : place - size;
}

} // namespace detail

/// What one pixel column (or one second) of a series showed. A value.
struct Column
{
    Ns time = noTime; ///< of its last point
    double first = 0;
    double min = 0;
    double max = 0;
    double last = 0;
    bool empty() const noexcept { return time == noTime; }
};

/// The past of one series, bounded: the newest points as they came, and older ones as one column a second.
/// GUI thread. Times appended must not decrease; an older point is taken as if it came now.
class History
{
public:
    struct Point
    {
        Ns time;
        double value;
    };

    /// Memory of a full history is about 16 bytes a point and 40 a second.
    explicit History(std::size_t maxPoints = 16'384, std::size_t maxSeconds = 21'600);

    void append(Ns time, double value);
    /// Points from before the newest one, in the order of their time; those beyond the bounds are given up.
    void insert(const std::vector<Point> &points);
    /// New bounds; the oldest beyond them are given up.
    void setBounds(std::size_t maxPoints, std::size_t maxSeconds);

    bool empty() const noexcept { return m_pointCount == 0; }
    Point newest() const { return point(m_pointCount - 1); }
    Ns oldestTime() const;
    std::size_t points() const noexcept { return m_pointCount; }
    std::size_t bytes() const noexcept;

    /// Cuts [from, to) in `columns` equal columns; a column without a point is empty. Uses the raw points
    /// where they reach back far enough, else the seconds.
    void columns(Ns from, Ns to, std::size_t columns, std::vector<Column> &out) const;

    /// The last point at or before `time`; false if there is none.
    bool at(Ns time, Point &out) const;

private:
    Point point(std::size_t index) const
    {
        return m_points[detail::wrapped(m_pointHead + index, m_points.size())];
    }
    const Column &secondAt(std::size_t index) const
    {
        return m_seconds[detail::wrapped(m_secondHead + index, m_seconds.size())];
    }
    std::size_t firstPointNotBefore(Ns time) const;
    std::size_t firstSecondNotBefore(Ns time) const;
    void appendSecond(Ns time, double value);
    void insertSeconds(const std::vector<Point> &points);

    std::vector<Point> m_points;   ///< ring; grows to m_maxPoints
    std::vector<Column> m_seconds; ///< ring; grows to m_maxSeconds
    std::size_t m_pointHead = 0, m_pointCount = 0;
    std::size_t m_secondHead = 0, m_secondCount = 0;
    std::size_t m_maxPoints, m_maxSeconds;
};

} // namespace feedscope
