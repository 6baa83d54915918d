#pragma once

#include "core/decode/rules.h"
#include "core/decode/texthash.h"
#include "core/decode/update.h"

#include <cstdint>
#include <deque>
#include <vector>

namespace feedscope {

/// What an update's number says about the updates before it.
enum class SequenceVerdict : std::uint8_t
{
    Unknown, ///< it takes no part, or is the first of its scope
    InOrder,
    Early,     ///< numbers are missing, but may still come within the reorder window
    Late,      ///< fills a hole that was still open
    Duplicate, ///< this number came before
    Backward,  ///< below what came before, and not known to be a copy (monotonic; or a hole already reported)
};

/// What one update revealed.
struct SequenceReport
{
    SequenceVerdict verdict = SequenceVerdict::Unknown;
    std::uint64_t missing =
        0; ///< numbers now given up for lost: one gap (contiguous); prev: 1, as it is not countable
    std::uint64_t gaps = 0; ///< runs of missing numbers given up
};

/// Follows the numbers of one connection and finds what is missing in them. Only what the profile promises is
/// checked. Pure; bounded: beyond 65,536 scopes no new ones are followed.
class SequenceTracker
{
public:
    static constexpr std::size_t maximumScopes = 65'536;
    static constexpr std::size_t maximumHoles = 256; ///< per scope; the oldest are given up first

    explicit SequenceTracker(const SequenceRule &rule)
        : m_rule(rule)
    {}

    /// The number of what an update's numbers count within, the same until reset(); noScope: it takes no
    /// part, or there are too many.
    std::uint32_t scopeOf(const Update &update);
    static constexpr std::uint32_t noScope = TextPairIndex::none;

    SequenceReport see(const Update &update) { return see(update, scopeOf(update)); }
    /// For one who remembers the scope.
    SequenceReport see(const Update &update, std::uint32_t scope);
    /// Nothing more will come: what is still missing is lost.
    SequenceReport finish();
    /// A new connection: everything starts anew.
    void reset();

    std::uint64_t missing() const noexcept { return m_missing; }
    std::uint64_t gaps() const noexcept { return m_gaps; }
    std::uint64_t duplicates() const noexcept { return m_duplicates; }

private:
    struct Hole
    {
        std::uint64_t first;
        std::uint64_t last;
        bool counted = false; ///< a part of its run was given up already: no second gap
    };
    struct Scope
    {
        bool begun = false;        ///< a number came
        std::uint64_t last = 0;    ///< the highest
        std::uint64_t message = 0; ///< that brought it: its other rows may carry the same number
        std::uint64_t sinceState = 0; ///< updates since counting began
        std::deque<Hole> open;     ///< may still be filled
        std::deque<Hole> lost;     ///< given up, remembered so that a straggler is no duplicate
    };

    void beginAt(Scope &scope, const Update &update);
    SequenceReport judge(Scope &scope, const Update &update);
    SequenceReport judgeContiguous(Scope &scope, const SequenceNumbers &numbers);
    SequenceReport judgePrevious(Scope &scope, const SequenceNumbers &numbers);
    SequenceVerdict judgeOld(Scope &scope, std::uint64_t number);
    void giveUp(Scope &scope, std::uint64_t upTo, SequenceReport &report);
    void lose(Scope &scope, Hole hole, SequenceReport &report);
    static bool fill(std::deque<Hole> &holes, std::uint64_t number);

    SequenceRule m_rule;
    TextPairIndex m_names; ///< of the scopes: kind (where it matters) and scope value
    std::vector<Scope> m_scopes;
    std::uint64_t m_missing = 0;
    std::uint64_t m_gaps = 0;
    std::uint64_t m_duplicates = 0;
};

} // namespace feedscope
