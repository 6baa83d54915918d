#pragma once

#include "core/measure/comparison.h"

#include <QJsonObject>

namespace feedscope {

/// The object that `compare --json` prints, with the names of the command line's contract: null = not known,
/// times in ms, sizes in bytes; `window` in ms since 1970 on the local wall clock. A percentile that too few
/// values stand behind, or that is beyond the end of the run, is null.
QJsonObject toJson(const ComparisonResult &result, const QString &verdict);

} // namespace feedscope
