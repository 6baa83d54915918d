#include "core/session/seam.h"

#include <algorithm>
#include <utility>

namespace feedscope {

namespace {

constexpr std::size_t mostScopes = 65'536;
constexpr int mostFutile = 5;

} // namespace

void Seam::Known::add(std::uint64_t identity)
{
    m_order.push_back(identity);
    if (m_order.size() <= m_bound)
        return;
    if (m_indexed > 0) {
        m_index.erase(m_index.find(m_order.front()));
        --m_indexed;
    }
    m_order.pop_front();
}

bool Seam::Known::contains(std::uint64_t identity)
{
    for (; m_indexed < m_order.size(); ++m_indexed)
        m_index.insert(m_order[m_indexed]);
    return m_index.contains(identity);
}

Seam::Seam(const Options &options)
    : m_options(options)
    , m_known(options.bound)
    , m_begun(options.wanted == 0)
{}

void Seam::connectionBegins()
{
    m_delivers = false;
    m_reconnected = m_connected;
    m_wantsWalk = m_connected || !m_begun;
    m_connected = true;
}

std::uint64_t Seam::scopeOf(const Arrival &arrival) const noexcept
{
    const bool bySeries = m_options.contiguity == Contiguity::Series;
    return (std::uint64_t(bySeries ? arrival.series + 1 : 0) << 32) | arrival.generation;
}

bool Seam::isNumbered(const Arrival &arrival) const noexcept
{
    return m_options.contiguity != Contiguity::None && arrival.has(Arrival::HasSequence);
}

bool Seam::follows(const Numbers &numbers, const Arrival &arrival) const
{
    if (!isNumbered(arrival))
        return false;
    const auto last = numbers.find(scopeOf(arrival));
    return last != numbers.end() && last->second + 1 == arrival.sequence;
}

void Seam::note(Numbers &numbers, const Arrival &arrival)
{
    if (!isNumbered(arrival) || (numbers.size() >= mostScopes && !numbers.contains(scopeOf(arrival))))
        return;
    std::uint64_t &last = numbers[scopeOf(arrival)];
    last = std::max(last, arrival.sequence);
}

/// By its number, where numbers tell; else the first one of a further connection has.
bool Seam::hasGapBefore(const Arrival &arrival)
{
    if (m_options.contiguity != Contiguity::None && !arrival.has(Arrival::HasSequence))
        return false;
    const bool reconnected = std::exchange(m_reconnected, false);
    if (m_options.contiguity == Contiguity::None)
        return reconnected;
    const auto last = m_lastLive.find(scopeOf(arrival));
    if (last != m_lastLive.end())
        return arrival.sequence > last->second + 1;
    // Numbers that begin anew say nothing of where the old ones ended.
    return m_options.contiguity == Contiguity::Feed ? !m_lastLive.empty() : reconnected;
}

void Seam::live(SeamRow &&row)
{
    m_delivers = true;
    const Arrival arrival = row.arrival;
    const bool follows = this->follows(m_lastLive, arrival);
    if (!follows && (m_known.contains(arrival.identity) || m_pendingIds.contains(arrival.identity))) {
        ++m_counters.doubles;
        return;
    }
    const bool gap = !follows && hasGapBefore(arrival);
    note(m_lastLive, arrival);
    const Ns since = std::exchange(m_lastArrival, arrival.arrival);
    if (follows && std::exchange(m_reconnected, false)) // nothing was missed meanwhile
        m_filledGaps.push_back({since, arrival.arrival});
    if (gap)
        ++m_counters.gaps;
    m_wantsWalk = m_wantsWalk || (gap && !m_walk);
    if (!m_walk && !m_wantsWalk && m_pending.empty())
        return emitRow(std::move(row));
    m_pendingIds.insert(arrival.identity);
    m_pending.push_back({std::move(row), gap, since, m_walks});
    if (m_pending.size() > m_options.bound)
        giveUp();
}

void Seam::beginWalk()
{
    m_walk.emplace();
    m_walk->first = !m_begun;
    m_wantsWalk = false;
    ++m_walks;
}

bool Seam::page(std::vector<SeamRow> &&rows, bool more)
{
    bool goesOn = more;
    for (SeamRow &row : rows)
        if (!takeRow(std::move(row))) {
            goesOn = false;
            break;
        }
    const bool closed = m_options.forward && m_walk->reached;
    if (goesOn && !closed && m_walk->rows.size() <= m_options.wanted + m_options.bound)
        return true;
    finish(false);
    return false;
}

/// False: the walk is where it was to go.
bool Seam::takeRow(SeamRow &&row)
{
    Walk &walk = *m_walk;
    const Arrival &arrival = row.arrival;
    if (m_known.contains(arrival.identity)) {
        walk.reached = walk.reached || !m_options.forward;
        return m_options.forward;
    }
    if (walk.places.contains(arrival.identity))
        return true; // pages move while updates come
    const bool waits = m_pendingIds.contains(arrival.identity);
    if (m_options.forward) {
        const bool fits = isNumbered(arrival) && arrival.generation == m_lastOut.generation &&
                          arrival.sequence > m_lastOut.sequence;
        if (!fits)
            return true; // of another start: it says nothing of the gap
        const std::uint64_t first =
            walk.rows.empty() ? arrival.sequence : walk.rows.front().arrival.sequence;
        walk.reached = walk.reached || (waits && first == m_lastOut.sequence + 1);
    }
    walk.places.emplace(arrival.identity, walk.rows.size());
    walk.rows.push_back(std::move(row));
    walk.rows.back().filled = !waits;
    walk.fresh += !waits && isPastWaiting(arrival) ? 1 : 0;
    return !walk.first || walk.fresh < m_options.wanted;
}

/// Whether a walk is behind everything that waits: only from there on its updates are of the time before, and
/// it may not end within a gap among those that wait.
bool Seam::isPastWaiting(const Arrival &arrival) const
{
    if (m_pending.empty())
        return true;
    const Arrival &oldest = m_pending.front().row.arrival;
    if (m_walk->places.contains(oldest.identity))
        return true;
    // The history may not list it.
    if (isNumbered(arrival) && isNumbered(oldest) && arrival.generation == oldest.generation)
        return arrival.sequence < oldest.sequence;
    if (arrival.originWall != noTime && oldest.originWall != noTime)
        return arrival.originWall < oldest.originWall;
    return m_walk->rows.size() > m_pending.size() + m_options.wanted; // nothing tells: then far enough
}

void Seam::giveUp()
{
    if (!m_walk)
        m_walk.emplace();
    finish(true);
    m_wantsWalk = false;
}

/// What the history and the live stream say together, in order. The first `sure` are within the history.
std::vector<Seam::Waiting> Seam::merge(Walk &walk, std::size_t &sure)
{
    if (!m_options.forward) {
        std::ranges::reverse(walk.rows);
        for (auto &[identity, place] : walk.places)
            place = walk.rows.size() - 1 - place;
    }
    std::vector<Waiting> merged, held;
    std::size_t at = 0;
    const auto fromHistory = [&](std::size_t upTo) {
        for (; at < upTo; ++at)
            merged.push_back({std::move(walk.rows[at])});
    };
    for (Waiting &waiting : m_pending) {
        const auto place = walk.places.find(waiting.row.arrival.identity);
        if (place == walk.places.end()) {
            held.push_back(std::move(waiting));
            continue;
        }
        ++m_counters.doubles;
        if (place->second < at) { // it came late and stands in its place already
            if (waiting.gapBefore)
                noteGap(waiting, true);
            continue;
        }
        fromHistory(place->second);
        // What the history does not know stays before the one that it came before.
        std::ranges::move(held, std::back_inserter(merged));
        held.clear();
        merged.push_back(std::move(waiting));
        ++at;
    }
    fromHistory(walk.rows.size());
    sure = merged.size();
    std::ranges::move(held, std::back_inserter(merged));
    m_pending.clear();
    m_pendingIds.clear();
    return merged;
}

/// Whether the history must be looked at again before this one may go out.
bool Seam::mustWaitOn(const Waiting &waiting, bool gaveUp)
{
    if (gaveUp || !waiting.gapBefore || follows(m_lastNumber, waiting.row.arrival))
        return false;
    if (m_options.forward && waiting.row.arrival.generation != m_lastOut.generation)
        return false; // nothing leads there
    // It was there before this walk began, so the history is behind, or will never know it.
    m_futile = waiting.walk < m_walks ? m_futile + 1 : 0;
    return m_futile <= mostFutile;
}

void Seam::finish(bool gaveUp)
{
    Walk walk = std::move(*m_walk);
    m_walk.reset();
    m_begun = true;
    std::size_t sure = 0;
    std::vector<Waiting> merged = merge(walk, sure);
    bool whole = walk.reached; // from what was known before on
    for (std::size_t i = 0; i < merged.size(); ++i) {
        Waiting &waiting = merged[i];
        const bool within = i < sure;
        if (!within && mustWaitOn(waiting, gaveUp)) {
            m_wantsWalk = true;
            for (; i < merged.size(); ++i) {
                m_pendingIds.insert(merged[i].row.arrival.identity);
                m_pending.push_back(std::move(merged[i]));
            }
            return;
        }
        if (waiting.gapBefore)
            noteGap(waiting, within ? whole : follows(m_lastNumber, waiting.row.arrival));
        whole = whole || (within && !waiting.row.filled);
        emitRow(std::move(waiting.row));
    }
    m_futile = 0;
}

void Seam::noteGap(const Waiting &waiting, bool filled)
{
    if (!filled)
        return;
    ++m_counters.gapsFilled;
    m_filledGaps.push_back({waiting.since, waiting.row.arrival.arrival});
}

void Seam::emitRow(SeamRow &&row)
{
    const Arrival &arrival = row.arrival;
    m_known.add(arrival.identity);
    note(m_lastNumber, arrival);
    note(m_lastLive, arrival); // an answer may overtake the live stream: what comes there is a copy then
    const bool newer = arrival.generation != m_lastOut.generation || arrival.sequence > m_lastOut.sequence;
    if (arrival.has(Arrival::HasSequence) && newer)
        m_lastOut = arrival;
    m_counters.filled += row.filled ? 1 : 0;
    m_out.push_back(std::move(row));
}

} // namespace feedscope
