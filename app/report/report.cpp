#include "app/report/report.h"

#include "app/report/conditionlist.h"
#include "app/report/figures.h"
#include "app/report/ledger.h"
#include "app/report/style.h"
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

QString section(const QString &title, const QString &content)
{
    if (content.isEmpty())
        return {};
    const QString heading = title.isEmpty() ? QString() : u"<h2>%1</h2>\n"_s.arg(title.toHtmlEscaped());
    return u"<section>\n%1%2</section>\n"_s.arg(heading, content);
}

QString head(const QString &title)
{
    return u"<head>\n<meta charset=\"utf-8\"/>\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
           "<title>%1</title>\n<style>%2</style>\n</head>\n"_s.arg(title, report::styleSheet());
}

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
    const QString body = u"<p class=\"over\">%1 · %2</p>\n<h1>%3</h1>\n<p class=\"verdict\">%4</p>\n"_s.arg(
                             report::foreign(result.feed, 80), made, report::foreign(verdict.headline, 1'000),
                             report::foreign(verdict.sentence, 4'000)) +
                         section({}, report::ageFigure(result) + report::lagFigure(result)) +
                         section(Text::tr("The ledger"), report::ledgerTable(result) + ledgerNote()) +
                         section(Text::tr("Conditions"), report::conditionList(result, conditions));
    const QString language = Text::tr("en", "code of the language that this report is in");
    return u"<!DOCTYPE html>\n<html lang=\"%1\">\n%2<body>\n<main>\n%3</main>\n</body>\n</html>\n"_s
        .arg(language, head(title), body)
        .toUtf8();
}

} // namespace feedscope
