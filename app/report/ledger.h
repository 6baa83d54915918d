#pragma once

#include "core/measure/comparison.h"

#include <QString>

namespace feedscope::report {

/// The ledger as a <table>: a row a figure with its definition, a column a lane, beneath each value its 95 %
/// interval and what theory expects of it. More lanes than a printed page is wide make several tables.
QString ledgerTables(const ComparisonResult &result);

/// For many lanes: a row a lane, best first, with the figures that they are chosen by; empty if the ledger
/// alone shows them side by side.
QString overviewTable(const ComparisonResult &result);

} // namespace feedscope::report
