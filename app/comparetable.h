#pragma once

#include "core/measure/comparison.h"

#include <QByteArray>

namespace feedscope {

/// The result for people at a terminal: a line a figure, a column a lane, expected values beneath. Pure.
QByteArray comparisonTable(const ComparisonResult &result);

} // namespace feedscope
