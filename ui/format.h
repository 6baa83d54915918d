#pragma once

#include "core/clock.h"

#include <QString>

namespace feedscope {

/// Numbers and times as the window writes them: in the default QLocale, units after a thin space, "—" for
/// what is not known (NaN, noTime). Plain text; GUI thread.
QString formatValue(double value, int decimals); ///< grouped digits, as many decimals as the feed gives
QString formatCount(std::int64_t count);
QString formatShare(double share);     ///< 0.513 -> "51.3 %"
QString formatPercent(double percent); ///< without a sign: the arrow says it
QString formatMs(double milliseconds); ///< "0.4 ms", "3 ms", "612 ms", "1.25 s", "12 s", "3 min"
QString formatNs(Ns duration);
QString formatFineNs(Ns duration); ///< "94 µs" below 10 ms
QString formatCountdown(Ns left);                 ///< whole seconds, rounded up: "3 s"
QString formatBytes(double bytes);                ///< "214 B", "6.1 kB", "74 MB"
QString formatByteRate(double bytesPerSecond);    ///< "6.1 kB/s"
QString formatRate(double perSecond);             ///< "20.1", "0.03"
QString formatWallTime(Ns wall, bool withMillis); ///< "14:02:31.418", local time
/// A poll interval: "50 ms", "1.0 s", "60 s".
QString formatInterval(std::int64_t milliseconds);
/// Plain text for a tool tip: Qt would take text that looks like markup for markup.
QString toolTipText(const QString &plain);
QString withUnit(const QString &number, const QString &unit);
/// Not known.
QString dash();
/// Feed text for one line: no control characters, at most `limit` characters. Still to be shown as plain
/// text.
QString oneLine(const QString &text, qsizetype limit = 200);
/// Fills up with figure spaces on the left, so that what follows stands still.
QString padded(const QString &number, qsizetype width);

} // namespace feedscope
