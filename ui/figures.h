#pragma once

#include "core/measure/comparison.h"

#include <QString>

#include <vector>

namespace feedscope {

/// One figure ready to be shown: text, why or how sure as a tool tip, and whether it is too unsure for full
/// ink.
struct Figure
{
    QString text;
    QString tip;
    bool greyed = false;
    bool bad = false; ///< "never shown"
};

/// One line of the ledger: what it is, its definition, and a figure for each lane.
struct LedgerRow
{
    QString name;
    QString meaning;
    bool expected = false; ///< stands beneath the measured one it belongs to
    std::vector<Figure> cells;
};

/// A mean of times that rest on the source's clock: greyed or "< u" as measures.md 6 wants. Seconds.
Figure timeFigure(const Estimate &estimate, const ComparisonResult &result);
Figure shareFigure(const Estimate &estimate);
/// "—" with the reason.
Figure unknownFigure(const QString &why);

/// The ledger of a result. Pure; GUI thread because of the default QLocale.
std::vector<LedgerRow> ledgerOf(const ComparisonResult &result);

/// One line of "update by update": a single update, or a run of updates that a lane never showed.
struct UpdateLine
{
    QString number; ///< "#1841", "#1842–1846", "5 updates"
    SeriesId series = 0;
    bool oneSeries = true;
    std::vector<Figure> cells; ///< by lane
};

/// The newest rows of a result, at most `most` lines; runs missed on the same lanes are folded into one.
std::vector<UpdateLine> updateLines(const ComparisonResult &result, std::size_t most);

} // namespace feedscope
