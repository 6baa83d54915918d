#pragma once

#include "core/infer/proposal.h"
#include "core/infer/shapes.h"

#include <map>
#include <string>
#include <vector>

namespace feedscope::infer {

/// One number that may be a sequence, where it came and of which series.
struct SequencePoint
{
    std::uint64_t number = 0;
    std::string key;
    int message = 0;
};

/// Proposes a rule for one kind of message: where its rows are, what its members are, whether it is data at
/// all. `chosen` is the user's, of this shape; `points` gets the numbers of its sequence member. Pure.
RuleGuess guessRule(const Shape &shape, const FrameGuess &frames, const std::map<std::string, Role> &chosen,
                    double nowMs, std::vector<SequencePoint> &points);

/// Sets the proposal's sequence from the numbers of all its data, in the order in which they came.
void guessSequence(Proposal &proposal, std::vector<SequencePoint> points);

} // namespace feedscope::infer
