#pragma once

#include "app/report/report.h"

namespace feedscope::report {

/// Under what the comparison ran, as a <dl>: feed, lanes, window, source, clock, path, machine.
QString conditionList(const ComparisonResult &result, const ReportConditions &conditions);

/// The simulated path in words; plain text.
QString pathText(const Impairment &path);

} // namespace feedscope::report
