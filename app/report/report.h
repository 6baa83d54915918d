#pragma once

#include "core/measure/comparison.h"
#include "core/net/impairment.h"

#include <QByteArray>
#include <QDateTime>

namespace feedscope {

/// Under what a comparison ran, as far as its result does not say it itself. A value.
struct ReportConditions
{
    Impairment path;
    QDateTime made;  ///< when the report was written, local time
    QString version; ///< of the program
    QString system;  ///< of the machine it ran on
};

/// The comparison for people who were not there: one XHTML-conformant page in UTF-8 that needs no script, no
/// network and no other file, is light or dark as its reader's system is, and prints. All text of the feed is
/// escaped. Pure; any thread; translatable; some 100 kB.
QByteArray reportHtml(const ComparisonResult &result, const ReportConditions &conditions);

} // namespace feedscope
