#pragma once

#include "core/infer/cells.h"

#include <set>
#include <string>

namespace feedscope::infer {

/// The paths of a message's members, the ones that hold others included.
using Paths = std::set<std::string>;

Paths membersOf(const Part &part);

/// 0 to 1: what both have of what either has.
double similarity(const Paths &a, const Paths &b);

/// Alike, or one with members that the other leaves out.
bool sameShape(const Paths &a, const Paths &b);

} // namespace feedscope::infer
