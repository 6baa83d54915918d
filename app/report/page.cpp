#include "app/report/page.h"

#include "app/report/style.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace feedscope::report {

namespace {

/// Gives the texts of this file the context that lupdate collects them under.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Report)
};

QString head(const QString &title)
{
    return u"<head>\n<meta charset=\"utf-8\"/>\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
           "<title>%1</title>\n<style>%2</style>\n</head>\n"_s.arg(title, styleSheet());
}

} // namespace

QString section(const QString &title, const QString &content)
{
    if (content.isEmpty())
        return {};
    const QString heading = title.isEmpty() ? QString() : u"<h2>%1</h2>\n"_s.arg(title.toHtmlEscaped());
    return u"<section>\n%1%2</section>\n"_s.arg(heading, content);
}

QByteArray page(const QString &title, const QString &body)
{
    const QString language = Text::tr("en", "code of the language that this report is in");
    return u"<!DOCTYPE html>\n<html lang=\"%1\">\n%2<body>\n<main>\n%3</main>\n</body>\n</html>\n"_s
        .arg(language, head(title), body)
        .toUtf8();
}

} // namespace feedscope::report
