#pragma once

#include "core/measure/comparison.h"

#include <QString>

namespace feedscope::report {

/// The ledger as a <table>: a row a figure with its definition, a column a lane, beneath each value its 95 %
/// interval and what theory expects of it.
QString ledgerTable(const ComparisonResult &result);

} // namespace feedscope::report
