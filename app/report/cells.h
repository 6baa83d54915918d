#pragma once

#include "core/measure/comparison.h"

#include <QString>

namespace feedscope::report {

/// A measured figure as the content of a <td>; markup.
///
/// A time that rests on the source's clock: "below u" if it is smaller than the clock's uncertainty u, greyed
/// below 2u (measures.md 6).
QString timeCell(const ComparisonResult &result, const Estimate &estimate);

/// A time by the local clock alone.
QString localTimeCell(const Estimate &estimate);

QString shareCell(const Estimate &estimate);

/// A percentile: absent or greyed if few values stand behind it (measures.md 7).
QString percentileCell(const Percentile &percentile);

/// What theory expects, and whether the measured value agrees; empty if nothing can be said.
QString expectedLine(const QString &value, std::optional<bool> agrees);

/// Both with the value in the right words.
QString expectedTime(std::optional<double> seconds, std::optional<bool> agrees);
QString expectedShare(std::optional<double> share, std::optional<bool> agrees);

/// A second, smaller line of a cell; `text` is plain.
QString smallLine(const QString &text);

} // namespace feedscope::report
