#pragma once

#include "app/report/report.h"
#include "core/measure/sweepanswer.h"

namespace feedscope {

/// A sweep for people who were not there, as reportHtml() is of a comparison: Lag, missed changes and bytes
/// against the poll interval, what theory says of each, and the answer. Pure; translatable.
QByteArray sweepHtml(const SweepResult &result, const SweepAnswer &answer,
                     const ReportConditions &conditions);

} // namespace feedscope
