#pragma once

#include "core/measure/comparison.h"

#include <QString>

namespace feedscope::report {

/// Text of the feed or the user without characters that XML forbids, at most `limit` characters; not escaped.
QString plain(const QString &text, qsizetype limit = 300);

/// The same, ready to stand in the page: escaped, and kept from turning the direction of what stands beside
/// it.
QString foreign(const QString &text, qsizetype limit = 300);

/// The same text with spaces between a number and its unit at which no line breaks.
QString unbroken(QString text);

/// As durationText(), and in whole microseconds below 10 µs.
QString fineTimeText(double seconds);

/// "214 B", "6.1 kB", "74 MB", in the user's locale.
QString sizeText(double bytes);

/// "1 Mbit/s".
QString bitRateText(std::int64_t bitsPerSecond);

/// Grouped digits in the user's locale.
QString countText(std::int64_t count);

/// What stands for a figure that is not known.
QString dash();

/// "push", or how it polls.
QString modeText(const LaneResult &lane);

/// The class of a lane's colour in the style sheet, "push", "poll" or "hue1" to "hue4", as the window paints
/// it: the first lane of each kind has the kind's own.
QString laneClass(const ComparisonResult &result, std::size_t lane);

/// Its colour on white, for a reader of SVG without the style sheet.
QString laneColor(const QString &laneClass);

/// The dashes of its line, as SVG has them; empty: none. With the colour they tell twelve lanes apart, and
/// some of them without it.
QString laneDashes(const ComparisonResult &result, std::size_t lane);

/// Its name beside a piece of its line, for a legend; markup.
QString laneKey(const ComparisonResult &result, std::size_t lane);

} // namespace feedscope::report
