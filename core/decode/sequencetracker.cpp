#include "core/decode/sequencetracker.h"

#include <algorithm>

namespace feedscope {

/// Numbers of a symbol are counted by kind: a venue's trades and books are numbered apart. A pointer names
/// what they count within, so all kinds share them there.
std::uint32_t SequenceTracker::scopeOf(const Update &update)
{
    if (m_rule.mode == SequenceMode::None || !update.numbers.known)
        return noScope;
    const TextPairView name(m_rule.scope == SequenceScope::Symbol ? update.kind : std::string_view(),
                            m_rule.scope != SequenceScope::Connection ? update.numbers.scope
                                                                      : std::string_view());
    const std::uint32_t known = m_names.find(name);
    if (known != TextPairIndex::none || m_scopes.size() == maximumScopes)
        return known;
    m_scopes.emplace_back();
    return m_names.add(name);
}

void SequenceTracker::reset()
{
    m_names.clear();
    m_scopes.clear();
}

SequenceReport SequenceTracker::see(const Update &update, std::uint32_t number)
{
    if (number == noScope || !update.numbers.known)
        return {};
    Scope &scope = m_scopes[number];
    if (!scope.begun || update.snapshot) {
        beginAt(scope, update);
        return {};
    }
    ++scope.sinceState;
    if (update.numbers.last == scope.last && update.message == scope.message)
        return {SequenceVerdict::InOrder, 0, 0};
    const SequenceReport report = judge(scope, update);
    if (update.numbers.last >= scope.last) {
        scope.last = update.numbers.last;
        scope.message = update.message;
    }
    m_missing += report.missing;
    m_gaps += report.gaps;
    m_duplicates += report.verdict == SequenceVerdict::Duplicate ? 1 : 0;
    return report;
}

/// State: counting starts here, behind the newest of its rows. They come in one message, or one by one among
/// the first updates, within the reorder window.
void SequenceTracker::beginAt(Scope &scope, const Update &update)
{
    const bool sameState = scope.message == update.message ||
                           (m_rule.reorderWindow > 0 && scope.sinceState <= m_rule.reorderWindow);
    if (scope.begun && sameState && update.numbers.last < scope.last)
        return;
    scope = {};
    scope.begun = true;
    scope.last = update.numbers.last;
    scope.message = update.message;
}

SequenceReport SequenceTracker::judge(Scope &scope, const Update &update)
{
    const SequenceNumbers &numbers = update.numbers;
    switch (m_rule.mode) {
    case SequenceMode::Previous:
        return judgePrevious(scope, numbers);
    case SequenceMode::Monotonic:
        return {numbers.last > scope.last    ? SequenceVerdict::InOrder
                : numbers.last == scope.last ? SequenceVerdict::Duplicate
                                             : SequenceVerdict::Backward,
                0, 0};
    default:
        return judgeContiguous(scope, numbers);
    }
}

SequenceReport SequenceTracker::judgePrevious(Scope &scope, const SequenceNumbers &numbers)
{
    if (!numbers.previous || *numbers.previous == scope.last)
        return {SequenceVerdict::InOrder, 0, 0};
    if (numbers.last == scope.last)
        return {SequenceVerdict::Duplicate, 0, 0};
    if (numbers.last < scope.last)
        return {SequenceVerdict::Backward, 0, 0};
    return {SequenceVerdict::Early, 1, 1}; // something is missing; such numbers do not say how much
}

SequenceReport SequenceTracker::judgeContiguous(Scope &scope, const SequenceNumbers &numbers)
{
    SequenceReport report;
    if (numbers.last <= scope.last) {
        report.verdict = judgeOld(scope, numbers.last);
        return report;
    }
    report.verdict = SequenceVerdict::InOrder;
    if (numbers.first > scope.last + 1) { // last < first <= the highest number: no overflow
        report.verdict = SequenceVerdict::Early;
        scope.open.push_back({scope.last + 1, numbers.first - 1, false});
    }
    giveUp(scope, numbers.last - std::min<std::uint64_t>(numbers.last, m_rule.reorderWindow), report);
    return report;
}

SequenceVerdict SequenceTracker::judgeOld(Scope &scope, std::uint64_t number)
{
    if (fill(scope.open, number))
        return SequenceVerdict::Late;
    return fill(scope.lost, number) ? SequenceVerdict::Backward : SequenceVerdict::Duplicate;
}

/// Holes, or their part, that lie below `upTo` are lost.
void SequenceTracker::giveUp(Scope &scope, std::uint64_t upTo, SequenceReport &report)
{
    while (!scope.open.empty() && (scope.open.front().first < upTo || scope.open.size() > maximumHoles)) {
        Hole &hole = scope.open.front();
        if (hole.last < upTo || scope.open.size() > maximumHoles) {
            lose(scope, hole, report);
            scope.open.pop_front();
        } else {
            lose(scope, {hole.first, upTo - 1, hole.counted}, report);
            hole.first = upTo;
            hole.counted = true;
        }
    }
}

void SequenceTracker::lose(Scope &scope, Hole hole, SequenceReport &report)
{
    report.missing += hole.last - hole.first + 1;
    report.gaps += hole.counted ? 0 : 1;
    scope.lost.push_back(hole);
    if (scope.lost.size() > maximumHoles)
        scope.lost.pop_front();
}

/// Takes a number out of the hole it lies in.
bool SequenceTracker::fill(std::deque<Hole> &holes, std::uint64_t number)
{
    const auto hole = std::ranges::find_if(
        holes, [number](const Hole &h) { return h.first <= number && number <= h.last; });
    if (hole == holes.end())
        return false;
    if (hole->first == hole->last) {
        holes.erase(hole);
    } else if (number == hole->first) {
        ++hole->first;
    } else if (number == hole->last) {
        --hole->last;
    } else {
        const Hole upper{number + 1, hole->last, hole->counted};
        hole->last = number - 1;
        holes.insert(hole + 1, upper);
    }
    return true;
}

SequenceReport SequenceTracker::finish()
{
    SequenceReport report;
    for (Scope &scope : m_scopes) {
        for (const Hole &hole : scope.open)
            lose(scope, hole, report);
        scope.open.clear();
    }
    m_missing += report.missing;
    m_gaps += report.gaps;
    return report;
}

} // namespace feedscope
