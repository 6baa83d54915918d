#pragma once

#include "core/arrival.h"
#include "core/measure/comparisoninput.h"

#include <QByteArray>

#include <deque>
#include <optional>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace feedscope {

/// One update on its way into the joined stream. A value.
struct SeamRow
{
    Arrival arrival;
    QByteArray text;     ///< what is to be shown of it, where that is wanted; of an event, its text
    bool filled = false; ///< it came over HTTP only
};

/// What a seam has done so far. A value.
struct SeamCounters
{
    std::int64_t filled = 0;     ///< updates that came over HTTP only
    std::int64_t doubles = 0;    ///< copies that were left out
    std::int64_t gaps = 0;       ///< places at which updates may be missing: a hole in the numbers, a reconnect
    std::int64_t gapsFilled = 0; ///< of these, found whole or made whole
    bool operator==(const SeamCounters &) const = default;
};

/// A stretch between two live updates, over a reconnect or a hole, that is whole; steady clock.
struct FilledGap
{
    Ns from = noTime;
    Ns to = noTime;
};

/// Joins a live stream with what HTTP answers say of the time before it and of its gaps, so that nothing is
/// there twice and nothing is missing that either has. A walk goes through the history page by page; what comes
/// live meanwhile waits, and what both have is the same by its identity (`join`). The first walk wants so many
/// updates; every other one ends at the last update known before the gap. Pure: no network, no clock. Bounded;
/// for one thread.
class Seam
{
public:
    struct Options
    {
        std::size_t wanted = 0; ///< updates from before the first live one; 0: none, gaps only
        Contiguity contiguity = Contiguity::None;
        bool forward = false; ///< pages lead on from the last update before the gap, the oldest first
        std::size_t bound = 131'072; ///< updates that may wait, and the newest whose identity is remembered
    };

    explicit Seam(const Options &options);

    /// Something may be missing from here on, until the history has been looked at.
    void connectionBegins();
    /// The connection delivers: what happens from now on comes live. No walk begins before.
    void delivers() { m_delivers = true; }
    /// The next live update; snapshots are none.
    void live(SeamRow &&row);

    bool isWalking() const noexcept { return m_walk.has_value(); }
    /// A walk should begin.
    bool wantsWalk() const noexcept { return !m_walk && m_wantsWalk && m_delivers; }
    /// Walks in a row that ended without the updates looked for: the history is behind. Wait a little longer.
    int futile() const noexcept { return m_futile; }
    void beginWalk();
    /// Forward: the number to ask on from.
    std::uint64_t lastNumber() const noexcept { return m_lastOut.sequence; }

    /// One page, in the order of the walk. False: the walk is over. `more`: the history does not end here.
    bool page(std::vector<SeamRow> &&rows, bool more);
    /// No page could be had: what waits goes on, its gaps stay.
    void giveUp();

    /// What may go out, in order, since the last call.
    std::vector<SeamRow> take() { return std::exchange(m_out, {}); }
    std::vector<FilledGap> takeFilled() { return std::exchange(m_filledGaps, {}); }
    bool hasOutput() const noexcept { return !m_out.empty() || !m_filledGaps.empty(); }
    const SeamCounters &counters() const noexcept { return m_counters; }
    /// Updates that wait.
    std::size_t waiting() const noexcept { return m_pending.size(); }

private:
    /// The newest identities that went out; found again by hash, which is brought up to date when it is asked.
    class Known
    {
    public:
        explicit Known(std::size_t bound)
            : m_bound(bound)
        {}
        void add(std::uint64_t identity);
        bool contains(std::uint64_t identity);

    private:
        std::size_t m_bound;
        std::deque<std::uint64_t> m_order;
        std::size_t m_indexed = 0; ///< of the order, from its beginning
        std::unordered_multiset<std::uint64_t> m_index;
    };
    struct Waiting
    {
        SeamRow row;
        bool gapBefore = false;
        Ns since = noTime;      ///< arrival of the live one before it
        std::uint32_t walk = 0; ///< the walk that was under way, or the last one, when it came
    };
    struct Walk
    {
        std::vector<SeamRow> rows;
        std::unordered_map<std::uint64_t, std::size_t> places; ///< by identity, in `rows`
        std::size_t fresh = 0;  ///< of these, from before everything live
        bool reached = false;   ///< the update known before the gap
        bool first = false;     ///< it wants so many, and no known one
    };

    using Numbers = std::unordered_map<std::uint64_t, std::uint64_t>; ///< the highest, by scope

    std::uint64_t scopeOf(const Arrival &arrival) const noexcept;
    bool isNumbered(const Arrival &arrival) const noexcept;
    bool follows(const Numbers &numbers, const Arrival &arrival) const;
    void note(Numbers &numbers, const Arrival &arrival);
    bool hasGapBefore(const Arrival &arrival);
    bool takeRow(SeamRow &&row);
    bool isPastWaiting(const Arrival &arrival) const;
    void finish(bool gaveUp);
    std::vector<Waiting> merge(Walk &walk, std::size_t &sure);
    bool mustWaitOn(const Waiting &waiting, bool gaveUp);
    void emitRow(SeamRow &&row);
    void noteGap(const Waiting &waiting, bool filled);

    const Options m_options;
    Known m_known;
    std::deque<Waiting> m_pending;
    std::unordered_set<std::uint64_t> m_pendingIds;
    std::optional<Walk> m_walk;
    Numbers m_lastLive; ///< waiting ones included
    Numbers m_lastNumber; ///< of what went out
    Arrival m_lastOut;
    Ns m_lastArrival = noTime; ///< of the live ones
    std::uint32_t m_walks = 0;
    int m_futile = 0;
    bool m_begun = false;       ///< the first walk is over, or none is wanted
    bool m_connected = false;   ///< there was a connection before
    bool m_reconnected = false; ///< no update has come on this one
    bool m_wantsWalk = false;
    bool m_delivers = false;
    std::vector<SeamRow> m_out;
    std::vector<FilledGap> m_filledGaps;
    SeamCounters m_counters;
};

} // namespace feedscope
