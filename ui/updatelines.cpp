// "Update by update": one line an update, runs that a lane never showed folded into one.
#include "ui/figures.h"

#include "ui/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace feedscope {

using namespace Qt::StringLiterals;

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(UpdateLines)
public:
    static Figure cell(const UpdateRow::Cell &cell)
    {
        if (!cell.delivered && cell.lag == noTime)
            return {QString(QChar(0x2026)), tr("Neither this update nor a newer one has been shown yet."), true,
                    false}; // it may still come
        if (!cell.delivered)
            return {
                tr("never shown"),
                tr("A newer value of its series was shown %1 after this one's time.").arg(formatNs(cell.lag)),
                false, true};
        if (cell.lag == noTime)
            return {dash(), tr("It arrived after a newer one."), true, false};
        return {formatNs(cell.lag), tr("Shown %1 after its origin.").arg(formatNs(cell.lag)), false, false};
    }
    static Figure alone()
    {
        return {dash(), tr("The feed gives no times of its own, and there is no other lane."), true, false};
    }
    static QString updates(std::size_t count) { return tr("%n updates", nullptr, static_cast<int>(count)); }
};

bool missedAnywhere(const UpdateRow &row)
{
    for (const UpdateRow::Cell &cell : row.cells)
        if (!cell.delivered)
            return true;
    return false;
}

bool sameFate(const UpdateRow &a, const UpdateRow &b)
{
    if (a.cells.size() != b.cells.size())
        return false;
    for (std::size_t i = 0; i < a.cells.size(); ++i)
        if (a.cells[i].delivered != b.cells[i].delivered)
            return false;
    return true;
}

/// Rows [first, last) are newest first.
UpdateLine lineOf(const std::vector<UpdateRow> &rows, std::size_t first, std::size_t last)
{
    const UpdateRow &newest = rows[first], &oldest = rows[last - 1];
    UpdateLine out;
    out.series = oldest.series;
    bool consecutive = newest.numbered && oldest.numbered;
    for (std::size_t i = first + 1; i < last; ++i) {
        out.oneSeries = out.oneSeries && rows[i].series == newest.series;
        consecutive = consecutive && rows[i].numbered && rows[i].sequence + 1 == rows[i - 1].sequence;
    }
    if (last - first == 1)
        out.number = newest.numbered ? u'#' + QString::number(newest.sequence) : QString(QChar(0x2013));
    else if (consecutive)
        out.number =
            u'#' + QString::number(oldest.sequence) + QChar(0x2013) + QString::number(newest.sequence);
    else
        out.number = Words::updates(last - first);
    for (const UpdateRow::Cell &cell : oldest.cells)
        out.cells.push_back(Words::cell(cell));
    return out;
}

} // namespace

std::vector<UpdateLine> updateLines(const ComparisonResult &result, std::size_t most)
{
    std::vector<UpdateLine> out;
    const std::vector<UpdateRow> &rows = result.rows;
    for (std::size_t first = 0; first < rows.size() && out.size() < most;) {
        std::size_t last = first + 1;
        if (missedAnywhere(rows[first]))
            while (last < rows.size() && sameFate(rows[first], rows[last]))
                ++last;
        out.push_back(lineOf(rows, first, last));
        first = last;
    }
    if (result.relative && result.ranking.size() < 2)
        for (UpdateLine &line : out)
            std::fill(line.cells.begin(), line.cells.end(), Words::alone());
    return out;
}

} // namespace feedscope
