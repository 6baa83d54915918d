#pragma once

#include "core/measure/comparison.h"

#include <QString>

namespace feedscope::report {

/// The sawtooth of each lane over the last 20 s of the window, as a <figure>; empty if no lane has one.
QString ageFigure(const ComparisonResult &result);

/// How the Lag of each lane is distributed, as a <figure> with its times on a logarithmic axis; empty if
/// there is none.
QString lagFigure(const ComparisonResult &result);

/// A bar of bytes a second for each lane, as a <figure>; empty if no lane's bytes are known.
QString costFigure(const ComparisonResult &result);

} // namespace feedscope::report
