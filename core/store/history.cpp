#include "core/store/history.h"

#include <algorithm>
#include <iterator>

namespace feedscope {

namespace {

using detail::wrapped;

/// Appends to a ring that grows by doubling up to `bound` and then overwrites its oldest.
template <typename T>
void push(std::vector<T> &ring, std::size_t &head, std::size_t &count, std::size_t bound, const T &value)
{
    if (count == ring.size() && ring.size() < bound) {
        std::vector<T> grown(std::min(bound, std::max<std::size_t>(64, ring.size() * 2)));
        for (std::size_t i = 0; i < count; ++i)
            grown[i] = ring[wrapped(head + i, ring.size())];
        ring = std::move(grown);
        head = 0;
    }
    if (count < ring.size()) {
        ring[wrapped(head + count, ring.size())] = value;
        ++count;
    } else {
        ring[head] = value;
        head = wrapped(head + 1, ring.size());
    }
}

/// Keeps the newest `bound` of a ring in a buffer no larger than that.
template <typename T>
void shrink(std::vector<T> &ring, std::size_t &head, std::size_t &count, std::size_t bound)
{
    if (ring.size() <= bound)
        return;
    const std::size_t kept = std::min(count, bound);
    std::vector<T> smaller(bound);
    for (std::size_t i = 0; i < kept; ++i)
        smaller[i] = ring[wrapped(head + count - kept + i, ring.size())];
    ring = std::move(smaller);
    head = 0;
    count = kept;
}

/// Index of the first of `count` items for which `before` is false; items are sorted.
template <typename Before>
std::size_t lowerBound(std::size_t count, Before before)
{
    std::size_t low = 0;
    while (count > 0) {
        const std::size_t half = count / 2;
        if (before(low + half)) {
            low += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return low;
}

void widen(Column &column, const Column &by)
{
    if (column.empty()) {
        column = by;
        return;
    }
    column.min = std::min(column.min, by.min);
    column.max = std::max(column.max, by.max);
    column.last = by.last;
    column.time = by.time;
}

} // namespace

History::History(std::size_t maxPoints, std::size_t maxSeconds)
    : m_maxPoints(std::max<std::size_t>(1, maxPoints))
    , m_maxSeconds(std::max<std::size_t>(1, maxSeconds))
{}

void History::append(Ns time, double value)
{
    if (!empty())
        time = std::max(time, newest().time);
    push(m_points, m_pointHead, m_pointCount, m_maxPoints, Point{time, value});
    appendSecond(time, value);
}

void History::appendSecond(Ns time, double value)
{
    const Column point{time, value, value, value, value};
    if (m_secondCount > 0) {
        Column &newestSecond = m_seconds[wrapped(m_secondHead + m_secondCount - 1, m_seconds.size())];
        if (newestSecond.time / second == time / second) {
            widen(newestSecond, point);
            return;
        }
    }
    push(m_seconds, m_secondHead, m_secondCount, m_maxSeconds, point);
}

void History::insert(const std::vector<Point> &points)
{
    if (points.empty())
        return;
    std::vector<Point> merged, kept;
    kept.reserve(m_pointCount);
    for (std::size_t i = 0; i < m_pointCount; ++i)
        kept.push_back(point(i));
    merged.reserve(kept.size() + points.size());
    std::merge(kept.begin(), kept.end(), points.begin(), points.end(), std::back_inserter(merged),
               [](const Point &a, const Point &b) { return a.time < b.time; });
    insertSeconds(points);
    m_pointHead = m_pointCount = 0;
    const std::size_t dropped = merged.size() - std::min(merged.size(), m_maxPoints);
    for (std::size_t i = dropped; i < merged.size(); ++i)
        push(m_points, m_pointHead, m_pointCount, m_maxPoints, merged[i]);
}

void History::insertSeconds(const std::vector<Point> &points)
{
    std::vector<Column> all;
    all.reserve(m_secondCount + points.size());
    for (std::size_t i = 0; i < m_secondCount; ++i)
        all.push_back(secondAt(i));
    for (const auto &[time, value] : points)
        all.push_back({time, value, value, value, value});
    std::ranges::stable_sort(all, {}, &Column::time);
    m_secondHead = m_secondCount = 0;
    std::vector<Column> seconds;
    for (const Column &column : all)
        if (!seconds.empty() && seconds.back().time / second == column.time / second)
            widen(seconds.back(), column);
        else
            seconds.push_back(column);
    const std::size_t dropped = seconds.size() - std::min(seconds.size(), m_maxSeconds);
    for (std::size_t i = dropped; i < seconds.size(); ++i)
        push(m_seconds, m_secondHead, m_secondCount, m_maxSeconds, seconds[i]);
}

void History::setBounds(std::size_t maxPoints, std::size_t maxSeconds)
{
    m_maxPoints = std::max<std::size_t>(1, maxPoints);
    m_maxSeconds = std::max<std::size_t>(1, maxSeconds);
    shrink(m_points, m_pointHead, m_pointCount, m_maxPoints);
    shrink(m_seconds, m_secondHead, m_secondCount, m_maxSeconds);
}

Ns History::oldestTime() const
{
    if (empty())
        return noTime;
    return std::min(point(0).time, secondAt(0).time);
}

std::size_t History::bytes() const noexcept
{
    return m_points.capacity() * sizeof(Point) + m_seconds.capacity() * sizeof(Column);
}

std::size_t History::firstPointNotBefore(Ns time) const
{
    return lowerBound(m_pointCount, [&](std::size_t i) { return point(i).time < time; });
}

std::size_t History::firstSecondNotBefore(Ns time) const
{
    return lowerBound(m_secondCount, [&](std::size_t i) { return secondAt(i).time < time; });
}

void History::columns(Ns from, Ns to, std::size_t columns, std::vector<Column> &out) const
{
    out.assign(columns, Column{});
    if (empty() || columns == 0 || to <= from)
        return;
    const double perNs = static_cast<double>(columns) / static_cast<double>(to - from);
    const auto put = [&](const Column &column) {
        const auto index = static_cast<std::size_t>(static_cast<double>(column.time - from) * perNs);
        widen(out[std::min(index, columns - 1)], column);
    };
    const Ns rawFrom = point(0).time;
    if (from < rawFrom)
        for (std::size_t i = firstSecondNotBefore(from); i < m_secondCount; ++i) {
            const Column &column = secondAt(i);
            if (column.time >= std::min(to, rawFrom))
                break;
            put(column);
        }
    for (std::size_t i = firstPointNotBefore(from); i < m_pointCount && point(i).time < to; ++i) {
        const auto [time, value] = point(i);
        put(Column{time, value, value, value, value});
    }
}

bool History::at(Ns time, Point &out) const
{
    const std::size_t after = lowerBound(m_pointCount, [&](std::size_t i) { return point(i).time <= time; });
    if (after > 0) {
        out = point(after - 1);
        return true;
    }
    const std::size_t next =
        lowerBound(m_secondCount, [&](std::size_t i) { return secondAt(i).time <= time; });
    if (next == 0)
        return false;
    out = Point{secondAt(next - 1).time, secondAt(next - 1).last};
    return true;
}

} // namespace feedscope
