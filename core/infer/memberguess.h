#pragma once

#include "core/infer/columns.h"
#include "core/infer/proposal.h"

namespace feedscope::infer {

/// A member as it is shown to the user: its type, last value, how often it is there, and its role in `rule`. Pure.
MemberGuess memberOf(const Column &column, const RuleGuess &rule);

} // namespace feedscope::infer
