#include "app/report/report.h"

#include "app/report/conditionlist.h"
#include "app/report/figures.h"
#include "app/report/ledger.h"
#include "app/report/page.h"
#include "app/report/words.h"
#include "core/measure/verdict.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace feedscope {

namespace {

/// Gives the texts of this file the context that lupdate collects them under.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Report)
};

QString ledgerNote()
{
    return u"<p class=\"note\">%1</p>\n"_s.arg(
        Text::tr(
            "Beneath a value stand its 95 % interval, where the run was long enough for one (with no event "
            "at all its upper end), and what theory "
            "makes of the measured gaps between updates and between polls. Grey: little stands behind it, or "
            "it "
            "is not far above the clock's uncertainty.")
            .toHtmlEscaped());
}

} // namespace

QByteArray reportHtml(const ComparisonResult &result, const ReportConditions &conditions)
{
    const Verdict verdict = judge(result);
    const QString title =
        Text::tr("%1: push beside poll").arg(report::plain(result.feed, 80)).toHtmlEscaped();
    const QString made =
        Text::tr("Feedscope, %1").arg(conditions.made.toString(u"yyyy-MM-dd HH:mm"_s)).toHtmlEscaped();
    const QString body =
        u"<p class=\"over\">%1 · %2</p>\n<h1>%3</h1>\n<p class=\"verdict\">%4</p>\n"_s.arg(
            report::foreign(result.feed, 80), made,
            report::foreign(report::unbroken(verdict.headline), 1'000),
            report::foreign(report::unbroken(verdict.sentence), 4'000)) +
        report::section({}, report::ageFigure(result) + report::lagFigure(result) + report::costFigure(result)) +
        report::section(Text::tr("The lanes, best first"), report::overviewTable(result)) +
        report::section(Text::tr("The ledger"), report::ledgerTables(result) + ledgerNote()) +
        report::section(Text::tr("Conditions"), report::conditionList(result, conditions));
    return report::page(title, body);
}

} // namespace feedscope
